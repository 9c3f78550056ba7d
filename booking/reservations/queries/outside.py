"""Bookings at times that their desk does not offer any more."""

from datetime import datetime

from sqlalchemy import func, select

from booking.db import db
from booking.reservations.models import Reservation


def count_outside(desk: str, after: datetime) -> dict[datetime, int]:
    """By start, how many seats of a desk are taken beyond what its times still offer, later than an instant.

    Whoever has such a seat keeps it; there is only none to be had beside them.
    """
    slot = Reservation.slot.property.mapper.class_
    query = (
        select(slot.starts_at, func.count(Reservation.id))
        .join(Reservation.slot)
        .where(slot.desk == desk, slot.starts_at > after, Reservation.seat > slot.capacity)
        .group_by(slot.starts_at)
        .order_by(slot.starts_at)
    )
    rows = db.session.execute(query)
    return {row[0]: row[1] for row in rows}
