"""How rows become figures, as truth tables; and which months are read."""

from datetime import date
from typing import Any

import pytest

from booking.errors import BookingError
from booking.reports.errors import PeriodBackwards, PeriodInvalid, PeriodTooLong
from booking.reports.rules import Counted, Demand, Period, Seats, count, median_of, read_period, year_of

DAY = date(2026, 12, 21)
BEFORE, AFTER = date(2026, 12, 20), date(2026, 12, 22)


def booked(state: str = "done", **more: Any) -> Counted:
    values = {"day": DAY, "field": "law", "slot": 1, "via": "web", "outcome": None, "waited": 3, **more}
    return Counted(state=state, **values)


@pytest.mark.parametrize(
    ("state", "today", "counted"),
    [
        ("done", AFTER, "held"),
        ("checked_in", AFTER, "held"),  # who was there was advised, whatever was not pressed
        ("no_show", AFTER, "no_show"),
        ("left", AFTER, "left"),
        ("reserved", AFTER, "unrecorded"),
        ("reserved", DAY, "coming"),  # until the day is over
        ("reserved", BEFORE, "coming"),
        ("cancelled", BEFORE, "cancelled"),
        ("displaced", BEFORE, "displaced"),
    ],
)
def test_each_booking_counts_once(state: str, today: date, counted: str) -> None:
    found = count([booked(state)], [], [], today)
    names = ("held", "no_show", "left", "unrecorded", "coming", "cancelled", "displaced")
    assert {name for name in names if getattr(found, name)} == {counted}
    assert found.booked == 1 and found.kept == (counted not in ("cancelled", "displaced"))


@pytest.mark.parametrize(
    ("states", "capacity", "taken"),
    [
        ([], 2, 0),
        (["done"], 2, 1),
        (["no_show", "done"], 1, 1),  # a walk-in came in the place of who did not: one seat
        (["no_show"], 1, 1),  # booked to the end, so nobody else could have it
        (["cancelled"], 1, 0),
        (["displaced", "reserved"], 2, 1),
        (["done", "done"], 2, 2),
    ],
)
def test_a_seat_is_filled_once(states: list[str], capacity: int, taken: int) -> None:
    found = count(map(booked, states), [Seats(DAY, "law", 1, capacity)], [], AFTER)
    assert (found.taken, found.fill_rate) == (taken, taken / capacity)


def test_a_crowded_time_does_not_fill_an_empty_one() -> None:
    seats = [Seats(DAY, "law", 1, 1), Seats(DAY, "law", 2, 1)]
    assert count([booked(), booked("no_show")], seats, [], AFTER).fill_rate == 0.5


def test_nothing_has_no_rates() -> None:
    nothing = count([], [], [], AFTER)
    assert (nothing.fill_rate, nothing.no_show_rate, nothing.wait, nothing.booked) == (None, None, None, 0)


def test_no_shows_are_measured_against_whom_one_knows_of() -> None:
    rows = [booked("done"), booked("left"), booked("checked_in"), booked("no_show"), booked("reserved")]
    assert count(rows, [], [], AFTER).no_show_rate == 0.25


@pytest.mark.parametrize(("days", "middle"), [([], None), ([4], 4), ([1, 9], 5), ([1, 2, 30], 2)])
def test_the_median_is_the_middle(days: list[int], middle: float | None) -> None:
    assert median_of(days) == middle


def test_who_walked_in_or_came_to_nothing_did_not_wait() -> None:
    rows = [booked(waited=10), booked(via="walk_in", waited=0), booked("cancelled", waited=90)]
    found = count(rows, [], [], AFTER)
    assert found.wait == 10 and found.ways == {"web": 1, "walk_in": 1}


def test_outcomes_count_by_the_stored_code_and_only_where_somebody_came() -> None:
    rows = [booked(outcome="a"), booked(outcome="a"), booked(outcome="b"), booked("no_show", outcome="c"), booked()]
    assert count(rows, [], [], AFTER).outcomes == {"a": 2, "b": 1}


def test_unmet_demand_adds_up_by_way() -> None:
    found = count(
        [], [], [Demand(DAY, "law", "web", 2), Demand(DAY, "", "web", 1), Demand(DAY, "law", "walk_in", 4)], DAY
    )
    assert (found.unmet, found.unmet_ways) == (7, {"web": 3, "walk_in": 4})


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-11", "2027-02", ["2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"]),
        ("2026-12", "2026-12", ["2026-12-01"]),
        ("2027-01", "", ["2027-01-01"]),  # begins after today: one month rather than a refusal
        ("2026-11", "", ["2026-11-01", "2026-12-01"]),
    ],
)
def test_months_are_whole(first: str, last: str, months: list[str]) -> None:
    assert [str(month) for month in read_period(first, last, DAY).months] == months


def test_the_usual_span_is_a_year_up_to_now() -> None:
    assert read_period("", "", DAY) == Period(date(2026, 1, 1), date(2026, 12, 31)) == year_of(2026)
    assert read_period("", "2025-03", DAY).first == date(2024, 4, 1)


@pytest.mark.parametrize(
    ("first", "last", "refusal", "field"),
    [
        ("2026-13", "", PeriodInvalid, "from"),
        ("", "2026-1", PeriodInvalid, "to"),
        ("２026-01", "", PeriodInvalid, "from"),
        ("2026-12", "2026-11", PeriodBackwards, "to"),
        ("2021-12", "2026-12", PeriodTooLong, "from"),
    ],
)
def test_other_spans_are_refused(first: str, last: str, refusal: type[BookingError], field: str) -> None:
    with pytest.raises(refusal) as caught:
        read_period(first, last, DAY)
    assert caught.value.field == field
