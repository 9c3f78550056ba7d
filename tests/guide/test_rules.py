"""Which way in is best, moment by moment."""

from datetime import date, time

import pytest

from booking import clock
from booking.guide import rules
from booking.guide.rules import Way

NEW_YEAR = {date(2027, 1, 1): "신정"}


@pytest.mark.parametrize(
    ("now", "is_open", "opens"),
    [
        ("2026-11-23T08:59", False, "2026-11-23T09:00"),
        ("2026-11-23T09:00", True, "2026-11-23T09:00"),
        ("2026-11-23T17:59", True, "2026-11-23T09:00"),
        ("2026-11-23T18:00", False, "2026-11-24T09:00"),
        ("2026-11-27T18:00", False, "2026-11-30T09:00"),  # Friday evening
        ("2026-11-28T12:00", False, "2026-11-30T09:00"),  # Saturday
        ("2026-12-31T23:00", False, "2027-01-04T09:00"),  # New Year's night, before a weekend
    ],
)
def test_the_counter_is_open_on_working_days(now: str, is_open: bool, opens: str) -> None:
    found = rules.counter(clock.parse(now), time(9), time(18), NEW_YEAR)
    assert found == Way("counter", is_open, clock.parse(opens))


def test_no_working_day_is_near() -> None:
    holidays = {date(2026, 11, day): "임시공휴일" for day in range(1, 31)} | {
        date(2026, 12, day): "임시공휴일" for day in range(1, 32)
    }
    assert rules.counter(clock.parse("2026-11-23T12:00"), time(9), time(18), holidays) == Way("counter", False, None)


def test_what_is_open_goes_before_what_opens_soon_before_what_is_not_known() -> None:
    soon, later = clock.parse("2026-11-23T18:00"), clock.parse("2026-12-21T10:00")
    ways = [
        Way("consultation", False, later),
        Way("night", False, soon),
        Way("counter", False, None),
        Way("kiosk", True, later),
    ]
    assert [way.kind for way in rules.best_first(ways)] == ["kiosk", "night", "consultation", "counter"]


def test_of_two_that_are_open_people_go_before_machines() -> None:
    early, late = clock.parse("2026-11-23T09:00"), clock.parse("2026-11-23T12:00")
    ways = [Way("kiosk", True, early), Way("night", True, late), Way("counter", True, late)]
    assert [way.kind for way in rules.best_first(ways)] == ["counter", "night", "kiosk"]
