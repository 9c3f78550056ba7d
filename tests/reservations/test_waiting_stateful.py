"""Any order of joining, offering, answering, booking, cancelling, lapsing and closing keeps the line in order.

Hypothesis chooses the orders. After each step the tables are read again, and the account is played again.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import ClassVar

import pytest
from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, select

from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay, Slot
from booking.calendar.service import SlotPlan
from booking.consultations.models import Expert, Field
from booking.db import db, transaction
from booking.errors import BookingError
from booking.notices.models import Notice
from booking.reservations import jobs, queries, service
from booking.reservations.errors import SlotTaken
from booking.reservations.models import (
    Displacement,
    Reservation,
    WaitingEntry,
    WaitingEvent,
    WaitingLine,
    WaitingPass,
    WaitingWish,
)
from booking.reservations.queries import waiting as line
from booking.reservations.rules.waiting import Wish
from booking.reservations.service import waiting, waiting_line
from tests.reservations.conftest import CITIZEN, CLERK, NOW
from tests.reservations.line import join, somebody
from tests.support.stateful import bounded

DAYS = (date(2026, 12, 21), date(2027, 1, 20))
WISHES = (
    Wish(frozenset({"law"}), DAYS[0], None),
    Wish(frozenset({"law"}), DAYS[0], DAYS[0]),
    Wish(frozenset({"law", "national-tax"}), DAYS[0], DAYS[1]),
    Wish(frozenset({"national-tax"}), DAYS[1], None),
)
numbers = st.integers(min_value=0, max_value=20)


class Line(RuleBasedStateMachine):
    """Six people, two days, four places, of which the second day's open for booking only after a while."""

    app: ClassVar[Flask]

    @initialize()
    def empty(self) -> None:
        self.now = NOW
        self.offered: set[tuple[int, int]] = set()
        with transaction():
            tables = (
                Notice,
                Displacement,
                Reservation,
                WaitingEvent,
                WaitingPass,
                WaitingWish,
                WaitingEntry,
                WaitingLine,
            )
            for table in (*tables, Slot, OfficeDay, Expert, Field):
                db.session.execute(delete(table))
            for key in ("law", "national-tax"):
                db.session.add(Field(key=key, name=key, starts=time(10), ends=time(11)))
            db.session.flush()
            for key in ("law", "national-tax"):
                db.session.add(Expert(name="김전문", organisation="표본", field_key=key))
            plans = [
                SlotPlan("law", time(10), time(10, 30)),
                SlotPlan("national-tax", time(10), time(10, 30), 2, kept=1),
            ]
            calendar.ensure_day("consultation", DAYS[0], plans, None, NOW)
            calendar.ensure_day("consultation", DAYS[1], plans, NOW + timedelta(days=5), NOW)

    def slot(self, number: int) -> Slot:
        slots = db.session.scalars(select(Slot).order_by(Slot.starts_at, Slot.desk)).all()
        return slots[number % len(slots)]

    def entry(self, number: int) -> WaitingEntry | None:
        rows = db.session.scalars(select(WaitingEntry).order_by(WaitingEntry.id)).all()
        return rows[number % len(rows)] if rows else None

    def attempt(self, step) -> bool:  # type: ignore[no-untyped-def]
        try:
            with transaction():
                step()
        except BookingError:
            return False
        return True

    @rule(person=st.integers(1, 6), wish=st.sampled_from(WISHES))
    def join(self, person: int, wish: Wish) -> None:
        try:
            join(person, wish, now=self.now)
        except BookingError:
            db.session.rollback()

    @rule(number=numbers, offer=st.integers(0, 3), says=st.sampled_from(["accept", "decline"]))
    def answer(self, number: int, offer: int, says: str) -> None:
        entry = self.entry(number)
        if entry is None:
            return
        query = select(Reservation.token).where(Reservation.waiting_id == entry.id).order_by(Reservation.id.desc())
        tokens = list(db.session.scalars(query))  # of offers that are over too: nothing may bring them back
        token = tokens[min(offer, len(tokens) - 1)] if tokens else "none"
        if says == "accept":
            self.attempt(lambda: waiting.accept(entry, token, holder="b", actor=CITIZEN, now=self.now))
        else:
            self.attempt(lambda: waiting.decline(entry, token, actor=CITIZEN, now=self.now))

    @rule(number=numbers)
    def leave(self, number: int) -> None:
        entry = self.entry(number)
        if entry is not None:
            self.attempt(lambda: waiting.leave(entry, actor=CITIZEN, now=self.now))

    @rule(number=numbers, person=st.integers(1, 9), finish=st.booleans())
    def visit(self, number: int, person: int, finish: bool) -> None:
        slot = self.slot(number)
        free, passes_on = queries.free_seats([slot], self.now)[slot.id], self.has_lapsed_offer()
        try:
            with transaction():
                token = service.hold(slot.token, f"b{person}", now=self.now).token
        except SlotTaken:
            assert free == 0, "a free seat was refused"
            return
        except BookingError:
            return
        assert free > 0 or passes_on, "a seat was given that was not free"
        if finish:
            consent = {"holder": "b", "consent_version": "2026-11", "actor": CITIZEN, "now": self.now}
            self.attempt(lambda: service.reserve(token, somebody(person), **consent))

    @rule(number=numbers, person=st.integers(1, 9))
    def call(self, number: int, person: int) -> None:
        """Staff book for a caller: the desk's share first, and then what the line left."""
        token, consent = self.slot(number).token, {"via": "telephone", "consent_version": "2026-11"}
        self.attempt(lambda: service.book_for_caller(token, somebody(person), actor=CLERK, now=self.now, **consent))

    @rule(number=numbers)
    def cancel(self, number: int) -> None:
        row = self.booked(number)
        if row is not None:
            self.attempt(lambda: service.cancel(row, actor=CITIZEN, now=self.now))

    @rule(number=numbers, to=numbers)
    def move(self, number: int, to: int) -> None:
        row, token = self.booked(number), self.slot(to).token
        if row is not None:
            self.attempt(lambda: service.move(row, token, actor=CITIZEN, now=self.now))

    def booked(self, number: int) -> Reservation | None:
        query = select(Reservation).where(Reservation.reference.is_not(None)).order_by(Reservation.id)
        rows = db.session.scalars(query).all()
        return rows[number % len(rows)] if rows else None

    @rule(minutes=st.sampled_from([10, 120, 60 * 24, 60 * 24 * 26]), job=st.booleans())
    def wait(self, minutes: int, job: bool) -> None:
        self.now = min(self.now + timedelta(minutes=minutes), datetime.fromisoformat("2027-01-21T00:00:00+00:00"))
        if job:
            jobs.expire_holds(self.now)

    @rule(number=numbers, reopen=st.booleans())
    def close(self, number: int, reopen: bool) -> None:
        day = self.slot(number).day

        def change() -> None:
            if reopen:
                calendar.reopen_day(day, reason="착오", actor=CLERK, now=self.now)
            else:
                calendar.close_day(day, closed_by="staff", reason="staff", text="점검", actor=CLERK, now=self.now)
            service.rehouse(self.now)

        self.attempt(change)

    @invariant()
    def in_order(self) -> None:
        if not hasattr(self, "offered"):
            return
        db.session.rollback()
        assert line.verify().findings == [], "somebody was overtaken"
        rows = db.session.scalars(select(Reservation)).all()
        taken = Counter((row.slot_id, row.seat) for row in rows if row.seat is not None)
        assert not [place for place, count in taken.items() if count > 1], "two on one seat"
        running = Counter(row.waiting_id for row in rows if row.purpose == "offer" and row.state == "held")
        offered = {one.id for one in db.session.scalars(select(WaitingEntry).where(WaitingEntry.state == "offered"))}
        assert set(running) == offered and set(running.values()) <= {1}
        self.pages_tell_what_a_claim_would_find()
        self.nothing_is_offered_twice()

    def pages_tell_what_a_claim_would_find(self) -> None:
        """What the pages call free is what is left after the line has been given what is its own, and nothing less."""
        slots = db.session.scalars(select(Slot)).all()
        bookable = queries.bookable(slots, self.now)
        free = queries.free_seats(bookable, self.now)
        if self.has_lapsed_offer():
            return  # it passes on within a minute; until then the pages call its place neither free nor booked
        db.session.rollback()
        with transaction():
            waiting_line.serve(self.now)
            served = queries.unclaimed_seats(queries.bookable(slots, self.now), self.now)
            db.session.rollback()
        assert free == served

    def has_lapsed_offer(self) -> bool:
        """Whether the time of an offer is over that has not passed on yet."""
        lapsed = (Reservation.purpose == "offer", Reservation.state == "held", Reservation.expires_at <= self.now)
        return db.session.scalar(select(Reservation.id).where(*lapsed).limit(1)) is not None

    def nothing_is_offered_twice(self) -> None:
        kinds = {"declined", "lapsed"}
        over: set[tuple[int | None, int | None]] = set()
        for event in db.session.scalars(select(WaitingEvent).order_by(WaitingEvent.number)):
            what = (event.entry_id, event.slot)
            assert event.kind != "offered" or what not in over, "an old offer came back"
            if event.kind in kinds:
                over.add(what)


@pytest.mark.property
@pytest.mark.timeout(3600)  # only finding the shortest failing order takes long
def test_any_order_of_events_keeps_the_line_in_order(app: Flask) -> None:
    Line.app = app
    run_state_machine_as_test(Line, settings=bounded(10, steps=30))
