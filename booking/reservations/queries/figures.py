"""What the figures count of bookings and walk-ins: plain values that name nobody and outlive the people's data."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select

from booking.calendar.rules import CONSULTATION
from booking.consultations import queries as consultations
from booking.db import db
from booking.reservations.models import Reservation, UnmetDemand, WalkIn
from booking.reservations.rules.states import UNBOOKED
from booking.reservations.rules.states import WALK_IN as ON_FOOT
from booking.reservations.rules.walk_ins import LEFT, WAITING


@dataclass(frozen=True)
class CountedBooking:
    """One booking: day and field of its time, the key of that time, what became of it, how and when it was made.

    outcome: the code that was stored with it, or None.
    """

    day: date
    field: str
    slot: int
    state: str
    via: str
    outcome: str | None
    reserved_at: datetime


@dataclass(frozen=True)
class CountedDemand:
    """So many found no place on a day, in a field (empty: in none), by a way in."""

    day: date
    field: str
    via: str
    count: int


def list_counted(first: date, last: date) -> list[CountedBooking]:
    """Every booking of the days from `first` to `last`, whatever became of it or of its people; holds are left out."""
    slot = Reservation.slot.property.mapper.class_
    day = slot.day.property.mapper.class_
    query = (
        select(
            day.date, slot.desk, slot.id, Reservation.state, Reservation.via, Reservation.outcome,
            Reservation.reserved_at,
        )
        .select_from(Reservation)
        .join(slot, slot.id == Reservation.slot_id)
        .join(day, day.id == slot.office_day_id)
        .where(day.kind == CONSULTATION, day.date.between(first, last))
        .where(Reservation.state.not_in(UNBOOKED), Reservation.reserved_at.is_not(None))
    )  # fmt: skip
    return [CountedBooking(*row) for row in db.session.execute(query)]


def list_demand(first: date, last: date, today: date) -> list[CountedDemand]:
    """Who wanted a consultation on one of the days from `first` to `last` and found none, those included who took a
    number at the desk and went away without one."""
    elsewhere = [field.key for field in consultations.list_desks() if field.service != CONSULTATION]
    query = (
        select(UnmetDemand.wanted, UnmetDemand.field_key, UnmetDemand.channel, func.sum(UnmetDemand.count))
        .where(UnmetDemand.wanted.between(first, last), UnmetDemand.field_key.not_in(elsewhere))
        .group_by(UnmetDemand.wanted, UnmetDemand.field_key, UnmetDemand.channel)
    )
    return [CountedDemand(*row) for row in db.session.execute(query)] + _list_unseated(first, last, today)


def _list_unseated(first: date, last: date, today: date) -> list[CountedDemand]:
    day = Reservation.slot.property.mapper.class_.day.property.mapper.class_
    query = (
        select(day.date, WalkIn.desk, func.count())
        .join(day, day.id == WalkIn.office_day_id)
        .where(day.kind == CONSULTATION, day.date.between(first, last))
        .where(or_(WalkIn.state == LEFT, and_(WalkIn.state == WAITING, day.date < today)))
        .group_by(day.date, WalkIn.desk)
    )
    return [CountedDemand(found, desk, ON_FOOT, count) for found, desk, count in db.session.execute(query)]
