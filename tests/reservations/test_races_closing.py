"""Claims that race a closing or a reopening: nobody is left behind on a closed day, nobody loses an open one."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, time
from threading import Barrier, Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay, Slot
from booking.calendar.service import SlotPlan
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import service
from booking.reservations.models import Reservation
from booking.reservations.service import claims, waiting_line
from tests.reservations.conftest import CLERK, NOW, a_person
from tests.reservations.racing import DAY, at_once, book, furnish

pytestmark = pytest.mark.race


@pytest.mark.postgresql
def test_two_days_that_are_reopened_at_once_do_not_wait_for_each_other(
    pg_url: str, make_app: Callable[..., Flask]
) -> None:
    """Each holds its own day when it looks for all that are closed."""
    app, other = make_app(url=pg_url, tables=True), date(2027, 1, 20)
    furnish(app)
    with app.app_context():
        with transaction():
            calendar.ensure_day("consultation", other, [SlotPlan("law", time(9), time(9, 30))], None, NOW)
        close_and_rehouse(DAY)
        close_and_rehouse(other)
    both = Barrier(2)

    def reopen(of: date) -> int:
        with transaction():
            day = db.session.scalars(select(OfficeDay).where(OfficeDay.date == of)).one()
            calendar.reopen_day(day, reason="착오", actor=CLERK, now=NOW)
            both.wait(20)
            return service.rehouse(NOW)

    assert at_once(app, [lambda: reopen(DAY), lambda: reopen(other)]) == [0, 0]
    with app.app_context():
        assert set(db.session.scalars(select(OfficeDay.state))) == {"open"}


@pytest.mark.postgresql
def test_a_day_that_is_reopened_meanwhile_loses_nobody(pg_url: str, make_app: Callable[..., Flask]) -> None:
    """Rehousing sees a closed day; before it looks for bookings, the day is reopened and booked."""
    app = make_app(url=pg_url, tables=True)
    (token,) = furnish(app)
    with app.app_context():
        close_and_rehouse()
    looked, reopened = Event(), Event()
    lock = calendar.lock_closed_slots

    def slow(since: date) -> list[int]:
        found = lock(since)
        looked.set()
        reopened.wait(0.5)
        return found

    def rehouse() -> int:
        with pytest.MonkeyPatch.context() as patch, transaction():
            patch.setattr(calendar, "lock_closed_slots", slow)
            return service.rehouse(NOW)

    def reopen() -> str:
        looked.wait(20)
        with transaction():
            day = db.session.scalars(select(OfficeDay)).one()
            calendar.reopen_day(day, reason="착오", actor=CLERK, now=NOW)
        answer = book(token, 1)
        reopened.set()
        return answer

    assert at_once(app, [rehouse, reopen]) == [0, "booked"]
    with app.app_context():
        assert db.session.scalars(select(Reservation.state)).all() == ["reserved"]


def close_and_rehouse(of: date = DAY) -> str:
    with transaction():
        day = db.session.scalars(select(OfficeDay).where(OfficeDay.date == of)).one()
        calendar.close_day(day, closed_by="staff", reason="staff", text="강사 사정", actor=CLERK, now=NOW)
        service.rehouse(NOW)
    return "closed"


def left_behind() -> int:
    query = select(func.count()).select_from(Reservation).join(Reservation.slot).join(Slot.day)
    return db.session.scalar(query.where(OfficeDay.state == "closed", Reservation.state == "reserved")) or 0


@pytest.mark.parametrize(("service", "slots", "seats"), [("consultation", 12, 1), ("night", 4, 3)])
def test_claims_that_race_a_closing_leave_nobody_behind(raced: Flask, service: str, slots: int, seats: int) -> None:
    tokens = furnish(raced, slots=slots, seats=seats, service=service) * seats
    for round_ in range(8):
        steps: list[Callable[[], str]] = [
            lambda t=token, n=number + 12 * round_: book(t, n) for number, token in enumerate(tokens)
        ]
        steps.insert(random.Random(round_).randrange(len(steps)), close_and_rehouse)
        answers = Counter(at_once(raced, steps))
        assert set(answers) <= {"closed", "booked", "day_closed", "slot_taken", "hold_gone"}, answers
        with raced.app_context():
            assert left_behind() == 0
            displaced = db.session.scalars(select(Reservation).where(Reservation.state == "displaced")).all()
            told = set(db.session.scalars(select(Notice.subject).where(Notice.kind == "displaced")))
            assert len(told) == len(displaced)
            with transaction():
                day = db.session.scalars(select(OfficeDay)).one()
                calendar.reopen_day(day, reason="착오", actor=CLERK, now=NOW)


@pytest.mark.postgresql
@pytest.mark.parametrize("is_guarded", [True, False])
def test_only_the_lock_of_the_day_keeps_a_claim_out_of_its_closing(
    pg_url: str, make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, is_guarded: bool
) -> None:
    """A claim has seen the day open; before it writes, the day is closed. Without the lock it slips in unnoticed.

    SQLite has one writer at a time, so there the two cannot overlap.
    """
    app = make_app(url=pg_url, tables=True)
    (token,) = furnish(app)
    seen_open, closing_over = Event(), Event()
    insert = claims.claim_new

    def late(*arguments: Any, **more: Any) -> Reservation:
        seen_open.set()
        closing_over.wait(0.5 if is_guarded else 20)
        return insert(*arguments, **more)

    monkeypatch.setattr(claims, "claim_new", late)
    if not is_guarded:
        lookup = lambda token, now: db.session.scalars(select(Slot).where(Slot.token == token)).one()  # noqa: E731
        monkeypatch.setattr(calendar, "lock_slot", lookup)
        monkeypatch.setattr(waiting_line, "lock", lambda: None)  # who frees and who claims would take turns by it too

    def claim() -> str:
        with transaction():
            consent = {"via": "telephone", "consent_version": "2026-11"}
            service.book_for_caller(token, a_person(), actor=CLERK, now=NOW, override="부탁", **consent)
        return "booked"

    def close() -> str:
        seen_open.wait(20)
        answer = close_and_rehouse()
        closing_over.set()
        return answer

    assert at_once(app, [claim, close]) == ["booked", "closed"]
    with app.app_context():
        assert left_behind() == (0 if is_guarded else 1)
