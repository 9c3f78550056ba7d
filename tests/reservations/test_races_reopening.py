"""A reopening that races visitors, the displaced themselves, and another reopening; and the first use of the line."""

from collections import Counter
from collections.abc import Callable
from datetime import date, time
from threading import Barrier, Event

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from booking.audit.models import AccessEntry
from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay, Slot
from booking.calendar.service import SlotPlan
from booking.db import db, transaction
from booking.reservations import service
from booking.reservations.models import Reservation, WaitingLine
from booking.reservations.queries import waiting as line
from booking.reservations.service import rehousing, waiting_line
from tests.reservations.conftest import CITIZEN, CLERK, NOW
from tests.reservations.line import join
from tests.reservations.racing import DAY, at_once, book, furnish

pytestmark = pytest.mark.race

NEXT = date(2027, 1, 20)
ROUNDS = 4


def the_day() -> OfficeDay:
    return db.session.scalars(select(OfficeDay).where(OfficeDay.date == DAY)).one()


def close() -> None:
    with transaction():
        calendar.close_day(the_day(), closed_by="staff", reason="staff", text="강사 사정", actor=CLERK, now=NOW)
        service.rehouse(NOW, CLERK)


def reopen() -> str:
    with transaction():
        reopen_only()
        service.rehouse(NOW, CLERK)
    return "reopened"


def reopen_only() -> None:
    calendar.reopen_day(the_day(), reason="착오", actor=CLERK, now=NOW)


def rehouse() -> str:
    with transaction():
        service.rehouse(NOW)
    return "rehoused"


def attempt(token: str, number: int) -> str:
    with transaction():
        service.hold(token, f"visitor {number}", now=NOW)
    return "held"


def displaced(app: Flask, people: int = 1) -> list[str]:
    """A day on which so many booked, each a slot of their own, and that was closed. The slots' tokens."""
    tokens = furnish(app, slots=people)
    with app.app_context():
        for number, token in enumerate(tokens):
            book(token, number)
        close()
        assert count("displaced") == people
    return tokens


def count(state: str) -> int:
    return db.session.scalar(select(func.count()).where(Reservation.state == state)) or 0


def taken_back() -> int:
    return db.session.scalar(select(func.count()).where(AccessEntry.action == "reservation.taken_back")) or 0


def test_no_visitor_is_faster_than_who_was_turned_out(raced: Flask) -> None:
    """The day is closed, or its people are back: there is no moment between the two."""
    tokens = displaced(raced, people=3)
    for _ in range(ROUNDS):
        visitors = [lambda t=token, n=n: attempt(t, n) for n, token in enumerate(tokens * 2)]
        said = Counter(at_once(raced, [*visitors[:3], reopen, *visitors[3:]]))
        assert set(said) <= {"reopened", "day_closed", "slot_taken"}, said
        with raced.app_context():
            assert count("reserved") == 3
            close()


def in_two_steps(raced: Flask) -> list[object]:
    """Open the day, let a visitor reach for its only place, and only then look who was turned out."""
    [token] = displaced(raced)
    opened, held = Event(), Event()

    def reopen_in_two_steps() -> str:
        with transaction():
            reopen_only()
        opened.set()
        held.wait(20)
        return rehouse()

    def visit() -> str:
        opened.wait(20)
        try:
            return attempt(token, 1)
        finally:
            held.set()

    return list(at_once(raced, [reopen_in_two_steps, visit]))


def test_a_visitor_who_comes_first_finds_whom_the_office_turned_out_already_there(raced: Flask) -> None:
    assert in_two_steps(raced) == ["rehoused", "slot_taken"]
    with raced.app_context():
        assert count("reserved") == 1


def test_without_serving_them_first_people_lose_their_time(raced: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: where a visitor's claim does not look for them, they come second."""
    monkeypatch.setattr(rehousing, "house", lambda now, actor=None: 0)
    assert in_two_steps(raced) == ["rehoused", "held"]
    with raced.app_context():
        assert count("reserved") == 0, "the control no longer shows the race"


def test_who_moves_at_that_moment_has_the_time_they_chose(raced: Flask) -> None:
    displaced(raced)
    with raced.app_context(), transaction():
        plan = SlotPlan("law", time(10), time(10, 30), 1)
        other = calendar.ensure_day("consultation", NEXT, [plan], None, NOW).slots[0].token
        key = db.session.scalars(select(Reservation.id)).one()

    def move(token: str) -> str:
        with transaction():
            service.move(db.session.get_one(Reservation, key), token, actor=CITIZEN, now=NOW)
        return "moved"

    for _ in range(ROUNDS):
        assert at_once(raced, [lambda: move(other), reopen]) == ["moved", "reopened"]
        with raced.app_context():
            row = db.session.get_one(Reservation, key)
            assert (row.state, row.seat, row.slot.token) == ("reserved", 1, other)
            move(db.session.scalars(select(Slot.token).join(Slot.day).where(OfficeDay.date == DAY)).one())
            close()


@pytest.mark.parametrize("second", [reopen, rehouse], ids=["again", "the nightly job"])
def test_two_reopenings_at_once_bring_everybody_back_once(raced: Flask, second: Callable[[], str]) -> None:
    displaced(raced, people=4)
    for turn in range(1, ROUNDS + 1):
        at_once(raced, [reopen, second, reopen, second])
        with raced.app_context():
            assert (count("reserved"), count("displaced")) == (4, 0)
            assert taken_back() == 4 * turn
            close()


def test_reopening_and_joining_leave_the_line_in_order(raced: Flask) -> None:
    displaced(raced, people=2)
    said = at_once(raced, [lambda n=n: join(n).reference for n in range(1, 4)] + [reopen])
    assert said[-1] == "reopened" and len(set(said)) == 4
    with raced.app_context():
        assert (count("reserved"), count("held")) == (2, 0)
        assert line.verify().findings == []


def take_a_number() -> int:
    with transaction():
        row = waiting_line.lock()
        row.last_number += 1
        return row.last_number


def test_the_first_who_use_the_line_at_once_make_one_row_and_take_turns(raced: Flask) -> None:
    together = Barrier(8, timeout=20)

    def first() -> int:
        together.wait()
        return take_a_number()

    with raced.app_context():
        assert db.session.scalars(select(WaitingLine)).all() == []
    assert sorted(at_once(raced, [first] * 8)) == list(range(1, 9))
    with raced.app_context():
        assert db.session.scalars(select(WaitingLine.last_number)).all() == [8]


@pytest.mark.postgresql
def test_without_care_the_first_row_of_the_line_is_made_twice(pg_url: str, make_app: Callable[..., Flask]) -> None:
    """The control: who looks, finds nothing and writes, meets who did the same. SQLite has one writer at a time."""
    app, both_have_looked = make_app(url=pg_url, tables=True), Barrier(2, timeout=20)

    def look_then_write() -> str:
        try:
            with transaction():
                assert db.session.scalars(select(WaitingLine).with_for_update()).one_or_none() is None
                both_have_looked.wait()
                db.session.add(WaitingLine(id=1, last_number=0))
        except IntegrityError:
            return "refused"
        return "made"

    assert sorted(at_once(app, [look_then_write] * 2)) == ["made", "refused"]
