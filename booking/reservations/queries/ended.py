"""Visits that took place, for who asks afterwards how they were."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from booking.db import db
from booking.reservations.models import Reservation
from booking.reservations.rules.states import DONE


@dataclass(frozen=True)
class Visit:
    """A visit without its person: the booking's reference, the desk, and the day."""

    reference: str
    desk: str
    day: date


def list_visits(first: date, last: date, states: Collection[str]) -> list[Visit]:
    """The visits of these states on the days from `first` to `last`. No personal data is read."""
    slot = Reservation.slot.property.mapper.class_
    day = slot.day.property.mapper.class_
    query = (
        select(Reservation.reference, slot.desk, day.date)
        .select_from(Reservation)
        .join(slot, slot.id == Reservation.slot_id)
        .join(day, day.id == slot.office_day_id)
        .where(day.date.between(first, last), Reservation.state.in_(states), Reservation.reference.is_not(None))
    )
    return [Visit(*row) for row in db.session.execute(query)]


def list_done(since: datetime, until: datetime) -> list[Reservation]:
    """Bookings whose visit ended at or after an instant, and that were marked as done not later than another."""
    slot = Reservation.slot.property.mapper.class_
    query = (
        select(Reservation)
        .join(Reservation.slot)
        .where(Reservation.state == DONE, Reservation.destroyed_at.is_(None))
        .where(slot.ends_at >= since, Reservation.changed_at <= until)
        .options(contains_eager(Reservation.slot))
        .order_by(Reservation.id)
    )
    return list(db.session.scalars(query))
