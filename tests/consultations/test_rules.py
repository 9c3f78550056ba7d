"""What fills a day, and when booking opens."""

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking import clock
from booking.consultations import rules


@pytest.mark.parametrize(
    ("starts", "ends", "minutes", "found"),
    [
        ("10:00", "11:00", 30, ["10:00", "10:30"]),
        ("14:00", "16:00", 30, ["14:00", "14:30", "15:00", "15:30"]),
        ("10:00", "11:00", 25, ["10:00", "10:25"]),
        ("10:00", "11:00", 60, ["10:00"]),
        ("10:00", "11:00", 61, []),
        ("11:00", "10:00", 30, []),
        ("23:00", "23:59", 30, ["23:00"]),
    ],
)
def test_spans(starts: str, ends: str, minutes: int, found: list[str]) -> None:
    spans = rules.spans(time.fromisoformat(starts), time.fromisoformat(ends), minutes)
    assert [f"{start:%H:%M}" for start, _end in spans] == found


@given(st.times(), st.times(), st.integers(1, 600), st.integers(0, 60))
def test_spans_fill_without_overlap(starts: time, ends: time, minutes: int, buffer: int) -> None:
    found = list(rules.spans(starts, ends, minutes, buffer))
    walls = [wall for span in found for wall in span]
    assert walls == sorted(walls)
    assert all(starts <= wall <= ends for wall in walls)
    assert all(_minutes(end, start) == buffer for (_, end), (start, _) in pairwise(found))
    idle = rules.idle_minutes(starts.replace(second=0, microsecond=0), ends, minutes, buffer)
    assert not found or idle < minutes + buffer, "one more would have fitted"


def _minutes(earlier: time, later: time) -> int:
    return (later.hour - earlier.hour) * 60 + later.minute - earlier.minute


@pytest.mark.parametrize(
    ("month", "day", "opens"),
    [
        ("2026-12-01", 21, "2026-11-21T09:00"),
        ("2027-01-01", 21, "2026-12-21T09:00"),
        ("2027-03-01", 31, "2027-02-28T09:00"),
        ("2028-03-31", 30, "2028-02-29T09:00"),
    ],
)
def test_booking_opens_in_the_month_before(month: str, day: int, opens: str) -> None:
    assert rules.opens_at(date.fromisoformat(month), day, time(9)) == clock.parse(opens)


@pytest.mark.parametrize("key", ["law", "national-tax", "a1"])
def test_keys(key: str) -> None:
    assert rules.is_key(key)


@pytest.mark.parametrize("key", ["", "Law", "1law", "법률", "a b", "a/b", "a" * 41, "law\n"])
def test_what_is_no_key(key: str) -> None:
    assert not rules.is_key(key)
