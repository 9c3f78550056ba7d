"""Whom a closed day displaces: those who would be, and those who still wait for another time."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from booking.db import db
from booking.reservations.models import Reservation
from booking.reservations.rules.states import DISPLACED, RESERVED

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay


def count_to_displace(slot_ids: Iterable[int], now: datetime) -> int:
    """How many bookings `service.rehouse` would displace, were the day of these slots closed now."""
    slot = Reservation.slot.property.mapper.class_
    query = (
        select(func.count(Reservation.id))
        .join(Reservation.slot)
        .where(Reservation.slot_id.in_(list(slot_ids)), Reservation.state == RESERVED, slot.starts_at > now)
    )
    return db.session.scalar(query) or 0


def list_displaced(since: date) -> list[tuple["OfficeDay", int]]:
    """The days from `since` on whose displaced bookings have no other time yet, by date, and how many each has."""
    slot = Reservation.slot.property.mapper.class_
    kept = slot.day.property.mapper.class_
    query = (
        select(kept, func.count(Reservation.id))
        .select_from(Reservation)
        .join(slot, slot.id == Reservation.slot_id)
        .join(kept, kept.id == slot.office_day_id)
        .where(Reservation.state == DISPLACED, kept.date >= since)
        .group_by(kept.id)
        .order_by(kept.date)
    )
    return [(day, count) for day, count in db.session.execute(query)]
