"""The days that have a board, and how the desk gets from one to the next."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay
from booking.db import db, transaction
from booking.reservations import queries, service
from tests.reservations.conftest import CLERK, DAY, NEXT, NOW, Desk
from tests.support.measure import statements

FEB, MAR, APR = date(2027, 2, 22), date(2027, 3, 22), date(2027, 4, 20)


@pytest.fixture
def closed(app: Flask, open_day: Callable[..., OfficeDay]) -> Callable[[date], OfficeDay]:
    """`closed(date)`: a consultation day that staff closed."""

    def make(day: date) -> OfficeDay:
        made = open_day(day)
        with transaction():
            calendar.close_day(made, closed_by="staff", reason="staff", text="정전", actor=CLERK, now=NOW)
        return made

    return make


def dates(days: tuple[OfficeDay | None, ...]) -> list[date | None]:
    return [day and day.date for day in days]


def test_neighbours_are_the_nearest_days_with_a_board(desk: Desk, closed: Callable[[date], OfficeDay]) -> None:
    assert dates(queries.neighbours(DAY)) == [None, NEXT]
    assert dates(queries.neighbours(NEXT)) == [DAY, None]
    closed(FEB)
    assert dates(queries.neighbours(NEXT)) == [DAY, None]
    assert dates(queries.neighbours(MAR)) == [NEXT, None]


def test_a_closed_day_has_a_board_where_somebody_had_booked(desk: Desk) -> None:
    held = desk.hold(desk.slot("law", 0, desk.next_day))
    row = desk.book(desk.slot("national-tax", 0, desk.next_day))
    for day in (desk.day, desk.next_day):
        with transaction():
            calendar.close_day(day, closed_by="staff", reason="staff", text="정전", actor=CLERK, now=NOW)
    with transaction():
        service.rehouse(NOW)
    assert (held.state, row.state) == ("expired", "displaced")
    assert dates(queries.neighbours(date(2026, 12, 1))) == [None, NEXT]


def test_a_closed_day_of_which_only_a_lapsed_hold_is_left_has_none(desk: Desk) -> None:
    desk.hold(desk.slot("law", 0, desk.next_day))
    with transaction():
        calendar.close_day(desk.next_day, closed_by="staff", reason="staff", text="정전", actor=CLERK, now=NOW)
        service.rehouse(NOW)
    assert dates(queries.neighbours(DAY)) == [None, None]


def test_the_next_session_is_today_or_later_and_else_the_last(desk: Desk, closed: Callable[[date], OfficeDay]) -> None:
    found = [queries.next_session(day) for day in (DAY, date(2026, 12, 22), NEXT, date(2027, 1, 21))]
    assert dates(tuple(found)) == [DAY, NEXT, NEXT, NEXT]


def test_nobody_counts_closed_days_one_by_one(
    sqlite_app: Flask, desk: Desk, closed: Callable[[date], OfficeDay]
) -> None:
    def count() -> int:
        with statements(db.engine) as sent:
            queries.neighbours(DAY)
            queries.next_session(DAY)
        return len(sent)

    first = count()
    for day in (FEB, MAR, APR):
        closed(day)
    assert count() == first <= 4
