"""Bookings at times that their desk does not offer any more."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from booking.db import db
from booking.reservations.models import Reservation


def count_outside(after: datetime, desk: str | None = None) -> dict[datetime, int]:
    """By start, how many seats of a desk, or of all, are taken beyond what its times still offer, after an instant.

    Whoever has such a seat keeps it; there is only none to be had beside them.
    """
    slot = Reservation.slot.property.mapper.class_
    query = (
        select(slot.starts_at, func.count(Reservation.id))
        .join(Reservation.slot)
        .where(slot.starts_at > after, Reservation.seat > slot.capacity)
        .group_by(slot.starts_at)
        .order_by(slot.starts_at)
    )
    rows = db.session.execute(query if desk is None else query.where(slot.desk == desk))
    return {row[0]: row[1] for row in rows}


def newly_outside(before: Mapping[datetime, int], later: Mapping[datetime, int]) -> dict[datetime, int]:
    """Which bookings a change has left outside, by start: what was outside before it is no news."""
    more = {at: count - before.get(at, 0) for at, count in later.items()}
    return {at: count for at, count in more.items() if count > 0}
