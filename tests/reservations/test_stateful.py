"""Any order of hold, reserve, move, cancel, lapse, desk work, closing and rehousing keeps the house in order.

Hypothesis chooses the orders. After each step the tables are read again and held against what must be true always.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import ClassVar

import pytest
from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, select

from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay, Slot
from booking.calendar.service import SlotPlan
from booking.consultations.models import Expert, Field
from booking.db import db, transaction
from booking.errors import BookingError
from booking.notices.models import Notice
from booking.reservations import queries, service
from booking.reservations.errors import SlotTaken
from booking.reservations.models import Displacement, Reservation
from booking.reservations.queries import rehousing, share
from booking.reservations.queries.free import free_of_both
from booking.reservations.rules.people import make_person
from booking.reservations.rules.states import MOVES, OCCUPYING, STATES
from tests.reservations.conftest import CITIZEN, CLERK, NOW, a_person
from tests.support.nights import make_nights
from tests.support.stateful import bounded

DAYS = (date(2026, 12, 21), date(2027, 1, 20), date(2027, 2, 22))
PEOPLE = [a_person(name, "010-1234-5678") for name in ("가나다", "라마바", "사아자")]
FATHER = {"who": "proxy", "person_name": "아버지"}
PEOPLE += [
    make_person("딸", "010-2222-3333", **FATHER),  # is called for her father, who has no telephone
    make_person("며느리", "010-4444-5555", **FATHER, person_phone="010-2222-3333"),  # the same father at that number
    make_person("딸", "010-2222-3333", who="proxy", person_name="가나다", person_phone="010-1234-5678"),
]
"""Three who book for themselves; then two ways to book for one father, and for somebody who also books alone."""

numbers = st.integers(min_value=0, max_value=32)


class Bookings(RuleBasedStateMachine):
    """People, who books for others, browsers, three days and two nights, and all that may happen."""

    app: ClassVar[Flask]
    held = Bundle("held")

    @initialize()
    def empty(self) -> None:
        self.now = NOW
        self.seen: dict[int, str] = {}
        with transaction():
            for table in (Notice, Displacement, Reservation, Slot, OfficeDay, Expert, Field):
                db.session.execute(delete(table))
            for key in ("law", "national-tax"):
                db.session.add(Field(key=key, name=key, starts=time(10), ends=time(11)))
            db.session.flush()
            for key in ("law", "national-tax", "national-tax"):
                db.session.add(Expert(name="김전문", organisation="표본", field_key=key))
            plans = [SlotPlan("law", time(10), time(10, 30), 1), SlotPlan("national-tax", time(10), time(10, 30), 2)]
            plans += [SlotPlan("law", time(10, 30), time(11)), SlotPlan("national-tax", time(10, 30), time(11), 2, 1)]
            for day in DAYS:
                calendar.ensure_day("consultation", day, plans, None, NOW)
            make_nights(NOW)

    def slot(self, number: int) -> Slot:
        slots = db.session.scalars(select(Slot).order_by(Slot.starts_at, Slot.desk)).all()
        return slots[number % len(slots)]

    def booked(self, number: int) -> Reservation | None:
        rows = db.session.scalars(
            select(Reservation).where(Reservation.reference.is_not(None)).order_by(Reservation.id)
        ).all()
        return rows[number % len(rows)] if rows else None

    @rule(target=held, number=numbers, browser=st.sampled_from("abcd"))
    def hold(self, number: int, browser: str) -> str:
        slot = self.slot(number)
        free = queries.free_seats([slot], self.now)[slot.id]
        try:
            with transaction():
                token = service.hold(slot.token, browser, now=self.now).token
        except SlotTaken:
            assert free == 0, "a free seat was refused"
            return "none"
        except BookingError:
            return "none"
        assert free > 0, "a seat was given that was not free"
        return token

    @rule(token=held, person=st.sampled_from(PEOPLE), times=st.integers(1, 2))
    def reserve(self, token: str, person, times: int) -> None:  # type: ignore[no-untyped-def]
        answers = set()
        for _ in range(times):
            try:
                with transaction():
                    row = service.reserve(
                        token, person, holder="a", consent_version="2026-11", actor=CITIZEN, now=self.now
                    )
                    answers.add(row.reference)
            except BookingError as refusal:
                answers.add(refusal.code)
        assert len(answers) == 1, "a repeated submit had another answer"

    @rule(token=held)
    def extend(self, token: str) -> None:
        self.attempt(lambda: service.extend(token, now=self.now))

    @rule(number=numbers, to=numbers, override=st.sampled_from(["", "부탁"]))
    def move(self, number: int, to: int, override: str) -> None:
        self.now += timedelta(seconds=1)  # two moves are never at the same instant
        row = self.booked(number)
        if row is None:
            return
        before = (row.slot_id, row.seat, row.state, row.reference, row.token)
        slot = self.slot(to)
        if not self.attempt(lambda: service.move(row, slot.token, actor=CITIZEN, now=self.now, override=override)):
            row = db.session.get_one(Reservation, row.id)
            assert (row.slot_id, row.seat, row.state, row.reference, row.token) == before, "a refused move left a trace"

    @rule(number=numbers)
    def cancel(self, number: int) -> None:
        row = self.booked(number)
        if row is not None:
            self.attempt(lambda: service.cancel(row, actor=CITIZEN, now=self.now))

    @rule(number=numbers, times=st.integers(1, 2))
    def accept(self, number: int, times: int) -> None:
        """Somebody presses the button of the page that shows what is held for them."""
        self.now += timedelta(seconds=1)
        held = select(Reservation).where(Reservation.purpose == "replacement")
        holds = db.session.scalars(held.order_by(Reservation.id)).all()
        if not holds:
            return
        hold = holds[number % len(holds)]
        row, token, where = db.session.get_one(Reservation, hold.replaces_id), hold.token, (hold.slot_id, hold.seat)
        for _ in range(times):
            if self.attempt(lambda: service.accept(row, token, actor=CITIZEN, now=self.now)) and where[1]:
                now_is = db.session.get_one(Reservation, row.id, populate_existing=True)
                assert (now_is.slot_id, now_is.seat) == where, "another place than the one that was shown"

    @rule(number=numbers, wanted=st.sampled_from(["checked_in", "done", "no_show", "undo"]))
    def desk(self, number: int, wanted: str) -> None:
        row = self.booked(number)
        if row is None:
            return
        step = service.undo if wanted == "undo" else partial(service.answer_state, wanted=wanted)
        self.attempt(lambda: step(row, actor=CLERK, now=self.now))

    @rule(number=numbers, person=st.sampled_from(PEOPLE), override=st.sampled_from(["", "부탁"]))
    def caller(self, number: int, person, override: str) -> None:  # type: ignore[no-untyped-def]
        token = self.slot(number).token
        consent = {"via": "telephone", "consent_version": "2026-11"}
        self.attempt(
            lambda: service.book_for_caller(token, person, actor=CLERK, now=self.now, override=override, **consent)
        )

    @rule(minutes=st.sampled_from([1, 9, 10, 60, 60 * 24, 60 * 24 * 27]))
    def wait(self, minutes: int) -> None:
        self.now = min(self.now + timedelta(minutes=minutes), datetime.fromisoformat("2027-01-20T03:00:00+00:00"))

    @rule()
    def lapse(self) -> None:
        with transaction():
            service.expire_holds(self.now)
        late = select(Reservation).where(Reservation.state == "held", Reservation.expires_at <= self.now)
        assert not db.session.scalars(late).all()

    @rule(number=numbers, rehouse=st.booleans())
    def close(self, number: int, rehouse: bool) -> None:
        day = self.slot(number).day
        closing = {"closed_by": "staff", "reason": "staff", "text": "강사 사정", "actor": CLERK}
        self.attempt(lambda: calendar.close_day(day, now=self.now, **closing))
        if rehouse:
            self.rehouse()

    @rule(number=numbers)
    def reopen(self, number: int) -> None:
        day = self.slot(number).day
        self.attempt(lambda: calendar.reopen_day(day, reason="착오", actor=CLERK, now=self.now))

    @rule()
    def rehouse(self) -> None:
        self.now += timedelta(seconds=1)  # who is turned out twice is never so at the same instant
        with transaction():
            service.rehouse(self.now)
        with transaction():
            assert service.rehouse(self.now) == 0, "rehousing twice did something"
        left = select(Reservation).join(Reservation.slot).join(Slot.day).where(OfficeDay.state == "closed")
        left = left.where(Reservation.state == "reserved", Slot.starts_at > self.now)
        assert not db.session.scalars(left).all(), "somebody was left on a closed day"

    def nobody_forgotten(self, rows: Sequence[Reservation]) -> None:
        """Whoever lost their time has another one held, an answer, or stands on the list to call; and one of these."""
        settled = Counter(one.open_for for one in db.session.scalars(select(Displacement)) if one.open_for)
        displaced = {row.id for row in rows if row.state == "displaced"}
        assert settled == Counter(displaced), "somebody is displaced and nobody knows, or the other way round"
        holds = Counter(row.replaces_id for row in rows if row.purpose == "replacement" and row.state == "held")
        assert set(holds) <= displaced and not [key for key, count in holds.items() if count > 1]
        for one in rehousing.list_open(displaced).values():
            assert (one.reservation_id in holds) == (one.offered_at is not None and one.over_at is None)

    def attempt(self, step) -> bool:  # type: ignore[no-untyped-def]
        try:
            with transaction():
                step()
        except BookingError:
            return False
        return True

    @invariant()
    def holds(self) -> None:
        if not hasattr(self, "seen"):
            return
        db.session.rollback()
        rows = db.session.scalars(select(Reservation)).all()
        slots = {slot.id: slot for slot in db.session.scalars(select(Slot))}
        taken = Counter((row.slot_id, row.seat) for row in rows if row.seat is not None)
        assert not [place for place, count in taken.items() if count > 1], "two on one seat"
        for row in rows:
            assert row.state in STATES
            assert (row.seat is not None) == (row.state in OCCUPYING)
            assert row.seat is None or 1 <= row.seat <= slots[row.slot_id].capacity
            assert row.state != "held" or row.seat in share.citizens_seats(row.slot, row.changed_at), "the desk's"
        free, of_desk = free_of_both(slots.values(), self.now)
        kept, kept_of_desk = rehousing.count_kept(self.now)
        assert not (kept or kept_of_desk) or any(row.state == "displaced" for row in rows), "seats are kept for nobody"
        for slot in slots.values():
            on_it = [row for row in rows if row.slot_id == slot.id and row.seat is not None]
            forms = [row for row in on_it if row.state == "held" and row.purpose == "form"]
            lapsed = [row for row in forms if row.expires_at and row.expires_at <= self.now]
            left = free[slot.id] + of_desk.get(slot.id, 0) + kept[slot.id] + kept_of_desk[slot.id]
            assert slot.closed_reason or left == slot.capacity - len(on_it) + len(lapsed), "a seat was lost"
        keys = Counter(row.open_key for row in rows if row.open_key)
        assert not [key for key, count in keys.items() if count > 1]
        self.one_a_day(rows)
        self.nobody_forgotten(rows)
        self.told(rows)
        self.follow({row.id: row.state for row in rows})

    def one_a_day(self, rows: Sequence[Reservation]) -> None:
        """The rule counts who is advised, whoever booked: nobody has two places of a field and day without a reason."""
        open_rows = [row for row in rows if row.seat is not None and row.reserved_at and not row.is_extra]
        own = Counter((row.slot.desk, row.slot.day.date, row.name, row.phone or row.proxy_phone) for row in open_rows)
        assert not [whose for whose, count in own.items() if count > 1], "somebody has two places"

    def told(self, rows: Sequence[Reservation]) -> None:
        """Who is displaced was told, what tells of a move is useful until the new time, who is booked has an expert."""
        every = list(db.session.scalars(select(Notice)))
        notices = {(sent.subject, sent.kind, sent.due_at): sent for sent in every}
        reached: dict[tuple[str, str, datetime], set[str]] = {}
        for sent in every:
            reached.setdefault((sent.subject, sent.kind, sent.due_at), set()).add(sent.role)
        whose = {f"reservation:{row.reference}": self.roles(row) for row in rows}
        for (subject, kind, _due), roles in reached.items():
            assert roles == whose[subject], f"{kind} did not go to the person and to who booked"
        for row in rows:
            subject = f"reservation:{row.reference}"
            if row.state == "displaced":
                assert (subject, "displaced", row.changed_at) in notices
                one = rehousing.find_latest(row.id)
                assert not (one and one.lapses) or (subject, "replacement_over", one.over_at) in notices
            if row.moved_at and row.state == "reserved":
                assert notices[subject, "moved", row.moved_at].useful_until == row.slot.starts_at
            if row.seat is not None and row.reserved_at:
                assert row.slot.desk == (row.expert.field_key if row.expert else "passport")

    @staticmethod
    def roles(row: Reservation) -> set[str]:
        """Who has a telephone of their own to be told at."""
        if row.proxy_phone is None:
            return {"person"}
        return {"proxy"} if row.phone in (None, row.proxy_phone) else {"person", "proxy"}

    def follow(self, states: dict[int, str]) -> None:
        for key, state in states.items():
            before = self.seen.get(key, state)
            assert self.reachable(before, state), f"{before} became {state}"
        gone = [state for key, state in self.seen.items() if key not in states]
        assert set(gone) <= {"held", "expired"}, "a booking vanished"
        self.seen = states

    @staticmethod
    def reachable(before: str, after: str) -> bool:
        """A step of a test moves a reservation at most once along the table."""
        return before == after or after in MOVES[before]


@pytest.mark.property
@pytest.mark.timeout(3600)  # only finding the shortest failing order takes long
def test_any_order_of_events_keeps_the_house_in_order(app: Flask) -> None:
    Bookings.app = app
    run_state_machine_as_test(Bookings, settings=bounded(12, steps=40))
