"""A closed day opens again: whom the office turned out comes back first, before the waiting list and visitors."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.db import db
from booking.reservations import queries
from booking.reservations.errors import AlreadyReserved, SlotTaken
from booking.reservations.models import Reservation
from booking.reservations.rules.states import DISPLACED, OCCUPYING, RESERVED
from booking.reservations.service import claims, telling
from booking.reservations.service.shared import appoint_expert, audited, seat_again

if TYPE_CHECKING:
    from booking.calendar.models import Slot


def take_back(now: datetime, actor: Actor) -> int:
    """Give the displaced of days that are open again their own times, who booked first first; each is told. How many.

    Left alone: who has chosen otherwise since, whose time somebody has meanwhile, and who could no longer be told in
    good time, which ends with the cut-off for citizens. The caller holds the waiting list's lock and serves it
    afterwards.
    """
    displaced = _displaced(now)
    if not displaced:
        return 0
    today, desks = clock.office_date(now), set(displaced.values())
    slots = {slot.id: slot for slot in calendar.lock_open_slots("consultation", today, date.max, desks)}
    rows = [claims.lock(db.session.get_one(Reservation, key)) for key in sorted(displaced)]
    waiting = [row for row in rows if row.state == DISPLACED and row.slot_id in slots]
    waiting.sort(key=lambda row: (row.reserved_at or now, row.id))
    return sum(_seat(row, slots[row.slot_id], now, actor) for row in waiting)


def _displaced(now: datetime) -> dict[int, str]:
    """The displaced bookings that may come back, with their fields, locked by nobody."""
    other = aliased(Reservation)
    slot = Reservation.slot.property.mapper.class_
    elsewhere = aliased(slot)
    chose = (
        select(other.id)
        .join(elsewhere, elsewhere.id == other.slot_id)
        .where(other.person_key == Reservation.person_key, elsewhere.desk == slot.desk, other.state.in_(OCCUPYING))
        .where(other.reserved_at >= Reservation.changed_at)
        .exists()
    )
    query = (
        select(Reservation.id, slot.desk)
        .join(slot, slot.id == Reservation.slot_id)
        .join(slot.day)
        .where(Reservation.state == DISPLACED, Reservation.destroyed_at.is_(None), ~chose)
        .where(slot.starts_at > now, slot.day.property.mapper.class_.state == "open")
    )
    return {row.id: row.desk for row in db.session.execute(query)}


def _seat(row: Reservation, slot: "Slot", now: datetime, actor: Actor) -> bool:
    if now >= queries.cutoff(slot.day.date):
        return False
    try:
        seat_again(row, slot, now, state=RESERVED)
    except (SlotTaken, AlreadyReserved):
        return False
    appoint_expert(row)
    before, after = {"state": DISPLACED}, {"state": RESERVED}
    audit.changed("reservation.taken_back", actor=actor, now=now, **audited(row), before=before, after=after)
    telling.tell(row, "taken_back", due=now, now=now)
    return True
