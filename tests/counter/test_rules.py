"""When the one-stop counter is open, moment by moment."""

from datetime import date, time

import pytest

from booking import clock
from booking.counter import rules
from booking.counter.rules import Opening

NEW_YEAR = {date(2027, 1, 1): "신정"}


@pytest.mark.parametrize(
    ("now", "is_open", "day"),
    [
        ("2026-11-23T08:59", False, "2026-11-23"),
        ("2026-11-23T09:00", True, "2026-11-23"),
        ("2026-11-23T17:59", True, "2026-11-23"),
        ("2026-11-23T18:00", False, "2026-11-24"),
        ("2026-11-27T18:00", False, "2026-11-30"),  # Friday evening
        ("2026-11-28T12:00", False, "2026-11-30"),  # Saturday
        ("2026-12-31T23:00", False, "2027-01-04"),  # New Year's night, before a weekend
    ],
)
def test_the_counter_is_open_on_working_days(now: str, is_open: bool, day: str) -> None:
    found = rules.opening(clock.parse(now), time(9), time(18), NEW_YEAR)
    assert found == Opening(is_open, clock.parse(f"{day}T09:00"), clock.parse(f"{day}T18:00"))


def test_no_working_day_is_near() -> None:
    holidays = {date(2026, 11, day): "임시공휴일" for day in range(1, 31)} | {
        date(2026, 12, day): "임시공휴일" for day in range(1, 32)
    }
    found = rules.opening(clock.parse("2026-11-23T12:00"), time(9), time(18), holidays)
    assert found == Opening(False, None, None)
