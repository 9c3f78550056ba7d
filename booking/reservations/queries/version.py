"""Whether a day's roster looks as it did: asked often, so it is one statement, more only where the desk has a share,
and decrypts nothing."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ScalarSelect, and_, case, func, select

from booking import clock
from booking.db import db
from booking.reservations.models import Reservation, WalkIn
from booking.reservations.queries.share import releases
from booking.reservations.rules.states import EXPIRED
from booking.reservations.rules.walk_ins import WAITING

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay


def board_version(office_day: "OfficeDay", now: datetime) -> str:
    """A name of what the board of a day shows at an instant: another one as soon as a place is claimed, freed, offered,
    moved or its state changes, a hold lapses, a time begins or ends, the day comes or closes, or a desk does, somebody
    walks in, goes or gets a place, or the desk's share becomes everybody's."""
    slot = Reservation.slot.property.mapper.class_
    columns = (Reservation.id, Reservation.seat, Reservation.state, Reservation.changed_at, Reservation.answered_at)
    query = (
        select(
            slot.id, slot.starts_at, slot.ends_at, slot.capacity, slot.closed_reason, Reservation.expires_at,
            *columns, Reservation.expert_id, Reservation.person_key, slot.kept_seats, *_arrived(office_day),
        )
        .outerjoin(Reservation, and_(Reservation.slot_id == slot.id, Reservation.state != EXPIRED))
        .where(slot.office_day_id == office_day.id)
        .order_by(slot.id, Reservation.id)
    )  # fmt: skip
    rows = db.session.execute(query).all()
    is_shared = any(row.kept_seats for row in rows) and releases([office_day.date])[office_day.date] <= now
    day = (office_day.state, office_day.closed_text, office_day.date == clock.office_date(now), is_shared)
    seen = [day, *(_as_of(now, *row) for row in rows)]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


def _arrived(office_day: "OfficeDay") -> list[ScalarSelect[Any]]:
    """How many walked in, how many of them wait, and when that changed last."""
    waits = func.sum(case((WalkIn.state == WAITING, 1), else_=0))
    what = (func.count(), waits, func.max(WalkIn.changed_at))
    return [select(one).where(WalkIn.office_day_id == office_day.id).scalar_subquery() for one in what]


def _as_of(now: datetime, slot: int, starts: datetime, ends: datetime, *rest: object) -> tuple[object, ...]:
    capacity, closed, expires, *row = rest
    is_running = isinstance(expires, datetime) and expires > now
    return (slot, now >= starts, now >= ends, capacity, closed, is_running, *row)
