"""Whom a closed day displaces: those who would be, and those who still wait for another time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from booking.db import db
from booking.notices.rules import is_mobile
from booking.reservations.models import Displacement, Reservation
from booking.reservations.queries import rehousing
from booking.reservations.rules.rehousing import ACCEPTED, ANSWERS, CHOSEN, RETURNED
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


def count_returned(now: datetime) -> int:
    """How many bookings got their own time back at this instant, when the office opened it again."""
    query = select(func.count(Displacement.id)).where(Displacement.answer == RETURNED, Displacement.answered_at == now)
    return db.session.scalar(query) or 0


def list_displaced() -> list[tuple["OfficeDay", int]]:
    """The days whose displaced bookings have no other time yet, past ones too, by date, and how many each has."""
    slot = Reservation.slot.property.mapper.class_
    kept = slot.day.property.mapper.class_
    query = (
        select(kept, func.count(Reservation.id))
        .select_from(Reservation)
        .join(slot, slot.id == Reservation.slot_id)
        .join(kept, kept.id == slot.office_day_id)
        .where(Reservation.state == DISPLACED, Reservation.destroyed_at.is_(None))
        .group_by(kept.id)
        .order_by(kept.date)
    )
    return [(day, count) for day, count in db.session.execute(query)]


@dataclass(frozen=True)
class TurnedOut:
    """Somebody who lost a time of a day: the booking as it is now, what was lost, and what is held for them.

    group: silent (nobody answered in time), without (there is no place), asked (one is held), or the answer. is_called:
    no message reaches them.
    """

    booking: Reservation
    lost: Displacement
    held: Reservation | None
    group: str
    is_called: bool


GROUPS = ("silent", "without", "asked", *ANSWERS)
"""In the order of the page: whom staff call, whose answer is awaited, and who has answered."""

TO_CALL = ("silent", "without")
"""Groups of whom nothing is known and for whom nothing is held: staff call them."""


def list_turned_out(day: "OfficeDay") -> list[TurnedOut]:
    """Everybody who lost a time of a day, once each, by their groups and in the order of booking."""
    slot = Reservation.slot.property.mapper.class_
    newest = (
        select(func.max(Displacement.id))
        .join(slot, slot.id == Displacement.slot_id)
        .where(slot.office_day_id == day.id)
        .group_by(Displacement.reservation_id)
    )
    rows = [row for row in db.session.scalars(select(Displacement).where(Displacement.id.in_(newest)))
            if row.reservation.destroyed_at is None]  # fmt: skip
    held = rehousing.list_replacements([row.reservation_id for row in rows])
    found = [_turned_out(row, held.get(row.reservation_id)) for row in rows]
    return sorted(found, key=lambda one: (GROUPS.index(one.group), one.booking.reserved_at, one.booking.id))


def _turned_out(row: Displacement, held: Reservation | None) -> TurnedOut:
    group, booking = row.answer or ("asked" if held else "silent" if row.lapses else "without"), row.reservation
    if group in (ACCEPTED, CHOSEN) and booking.slot_id == row.slot_id:  # by way of another day, which closed too
        group = RETURNED
    is_called = not any(is_mobile(phone) for phone in (booking.phone, booking.proxy_phone))
    is_called = is_called and not (booking.email or booking.proxy_email)
    return TurnedOut(booking, row, held if row.open_for else None, group, is_called)
