"""What tests of closed days do over and over, and ask."""

from datetime import date, datetime

from sqlalchemy import select, update

from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import service
from booking.reservations.models import Displacement, Reservation
from booking.reservations.queries import rehousing
from booking.reservations.rules.people import Person
from tests.reservations.conftest import CITIZEN, CLERK, NOW, a_person


def close(day: date, now: datetime = NOW, kind: str = "consultation") -> int:
    with transaction():
        row = db.session.scalars(select(OfficeDay).where(OfficeDay.date == day, OfficeDay.kind == kind)).one()
        calendar.close_day(row, closed_by="staff", reason="staff", text="전기 공사", actor=CLERK, now=now)
        return service.rehouse(now, CLERK)


def reopen(day: date, now: datetime = NOW) -> None:
    with transaction():
        row = db.session.scalars(select(OfficeDay).where(OfficeDay.date == day)).one()
        calendar.reopen_day(row, reason="착오", actor=CLERK, now=now)
        service.rehouse(now, CLERK)


def hear(now: datetime = NOW) -> None:
    """The messages about the closing have gone out."""
    with transaction():
        db.session.execute(update(Notice).where(Notice.kind == "displaced").values(state="sent", sent_at=now))


def accept(row: Reservation, token: str, now: datetime = NOW, actor: Actor = CITIZEN) -> Reservation:
    with transaction():
        return service.accept(row, token, actor=actor, now=now)


def fresh(row: Reservation) -> Reservation:
    db.session.rollback()
    return db.session.get_one(Reservation, row.id, populate_existing=True)


def held(row: Reservation) -> Reservation | None:
    db.session.rollback()
    return rehousing.find_replacement(row.id)


def kept(row: Reservation) -> Reservation:
    found = held(row)
    assert found is not None, "nothing is held"
    return found


def lost(row: Reservation) -> Displacement:
    found = rehousing.find_latest(row.id)
    assert found is not None
    return found


def kinds(row: Reservation) -> list[str]:
    notices = db.session.scalars(select(Notice).where(Notice.subject == f"reservation:{row.reference}"))
    return [notice.kind for notice in notices if notice.kind != "confirmed"]


def people(count: int) -> list[Person]:
    return [a_person("가나다라마바사아"[n] * 3, f"010-5555-{n:04}") for n in range(count)]
