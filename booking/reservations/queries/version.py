"""Whether a day's roster looks as it did: asked often, so it is one statement and decrypts nothing."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from booking import clock
from booking.db import db
from booking.reservations.models import Reservation
from booking.reservations.rules.states import EXPIRED

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay


def board_version(office_day: "OfficeDay", now: datetime) -> str:
    """A name of what the board of a day shows at an instant: another one as soon as a place is claimed, freed, offered,
    moved or its state changes, a hold lapses, a time begins or ends, the day comes or closes, or a desk does."""
    slot = Reservation.slot.property.mapper.class_
    columns = (Reservation.id, Reservation.seat, Reservation.state, Reservation.changed_at, Reservation.answered_at)
    query = (
        select(
            slot.id, slot.starts_at, slot.ends_at, slot.capacity, slot.closed_reason, Reservation.expires_at,
            *columns, Reservation.expert_id, Reservation.person_key,
        )
        .outerjoin(Reservation, and_(Reservation.slot_id == slot.id, Reservation.state != EXPIRED))
        .where(slot.office_day_id == office_day.id)
        .order_by(slot.id, Reservation.id)
    )  # fmt: skip
    day = (office_day.state, office_day.closed_text, office_day.date == clock.office_date(now))
    seen = [day, *(_as_of(now, *row) for row in db.session.execute(query))]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


def _as_of(now: datetime, slot: int, starts: datetime, ends: datetime, *rest: object) -> tuple[object, ...]:
    capacity, closed, expires, *row = rest
    is_running = isinstance(expires, datetime) and expires > now
    return (slot, now >= starts, now >= ends, capacity, closed, is_running, *row)
