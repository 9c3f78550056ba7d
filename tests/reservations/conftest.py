"""A consultation day with its slots, experts and people, for the tests of reservations."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask

from booking import clock
from booking.advising.models import OutcomeCode
from booking.audit.rules import Actor
from booking.calendar import queries as days
from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay, Slot
from booking.calendar.service import SlotPlan
from booking.consultations.models import Expert, Field
from booking.db import db, transaction
from booking.nightoffice import service as nights
from booking.reservations import service
from booking.reservations.models import Reservation
from booking.reservations.rules.outcomes import ABSENT
from booking.reservations.rules.people import Person, make_person
from tests.support.nights import BY, put_kind

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
"""A Monday noon at the office, after the opening of December's day."""

DAY = date(2026, 12, 21)
NIGHT = date(2026, 12, 2)
NEXT = date(2027, 1, 20)
SPAN = timedelta(minutes=30)


@dataclass
class Desk:
    """What the tests do over and over, each step in a transaction of its own."""

    day: OfficeDay
    next_day: OfficeDay

    def slot(self, desk: str = "law", nth: int = 0, day: OfficeDay | None = None) -> Slot:
        return [slot for slot in (day or self.day).slots if slot.desk == desk][nth]

    def hold(self, slot: Slot, holder: str = "browser", now: datetime = NOW) -> Reservation:
        with transaction():
            return service.hold(slot.token, holder, now=now)

    def reserve(
        self, held: Reservation | str, person: Person | None = None, now: datetime = NOW, **more: Any
    ) -> Reservation:
        token = held if isinstance(held, str) else held.token
        more = {"holder": "browser", "consent_version": "2026-11", "actor": CITIZEN, **more}
        with transaction():
            return service.reserve(token, person or a_person(), now=now, **more)

    def book(self, slot: Slot, person: Person | None = None, now: datetime = NOW) -> Reservation:
        return self.reserve(self.hold(slot, now=now), person, now=now)


CITIZEN = Actor(None, "", "citizen", "192.0.2.1")
CLERK = Actor(7, "clerk@example.com", "staff", "192.0.2.2")


def a_person(name: str = "홍길동", phone: str = "010-1234-5678", email: str = "", question: str = "") -> Person:
    return make_person(name, phone, email, question)


@pytest.fixture
def open_day(app: Flask) -> Callable[..., OfficeDay]:
    """`open_day(date)`: a consultation day with two slots of law and, at the same times, of tax with two seats."""

    def make(day: date, opens_at: datetime | None = None) -> OfficeDay:
        plans = [
            SlotPlan(desk, start, (datetime.combine(day, start) + SPAN).time(), seats)
            for desk, seats in (("law", 1), ("national-tax", 2))
            for start in (time(10), time(10, 30))
        ]
        with transaction():
            return calendar.ensure_day("consultation", day, plans, opens_at, NOW)

    return make


@pytest.fixture
def desk(app: Flask, open_day: Callable[..., OfficeDay]) -> Desk:
    """Two consultation days, three experts, and the steps of a booking."""
    with transaction():
        for key, name in (("law", "생활법률"), ("national-tax", "국세")):
            db.session.add(Field(key=key, name=name, starts=time(10), ends=time(11)))
        db.session.flush()
        for key, name in (("law", "김법률"), ("national-tax", "이세무"), ("national-tax", "박세무")):
            db.session.add(Expert(name=name, organisation="표본", field_key=key, pledged_on=date(2026, 11, 1)))
        codes = {
            "advised": "상담 완료",
            "again": "추가 상담 필요",
            "referred": "타 기관 안내",
            ABSENT: "연락 없이 미방문",
        }
        db.session.add_all(
            OutcomeCode(key=key, name=name, position=nth) for nth, (key, name) in enumerate(codes.items(), 1)
        )
    return Desk(open_day(DAY), open_day(NEXT))


def wall(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant on the office's wall."""
    return clock.at_office(day, time(hour, minute))


@pytest.fixture
def raced(empty_url: str, make_app: Callable[..., Flask]) -> Flask:
    """The application on a database of its own, whose connections the threads of a test share nothing of."""
    return make_app(url=empty_url, tables=True)


@pytest.fixture
def full(desk: Desk) -> list[Reservation]:
    """All four places of law on both days are booked."""
    slots = [desk.slot("law", nth, day) for day in (desk.day, desk.next_day) for nth in (0, 1)]
    return [desk.book(slot, a_person("나나나", f"010-3333-{number:04}")) for number, slot in enumerate(slots)]


@pytest.fixture
def windows(sqlite_app: Flask, at: Callable[..., datetime]) -> list[Slot]:
    """The windows of a night for one kind of business, with two seats each."""
    at(NOW)
    put_kind("passport", "여권 신청", NOW, seats=2, bring="신분증, 여권용 사진", notes="본인이 오셔야 합니다.")
    with transaction():
        nights.keep_nights(NOW, BY)
    night = days.find_office_day("night", NIGHT)
    assert night is not None
    return days.list_slots(night)
