"""Reading who lost their time: what is held for them, who still needs a place, and which ones there are for them."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from booking import clock
from booking.calendar import queries as calendar
from booking.db import db
from booking.reservations.models import Displacement, Reservation
from booking.reservations.queries import places
from booking.reservations.queries.conflicts import list_shunned
from booking.reservations.rules import rehousing as rules
from booking.reservations.rules.rehousing import Displaced, Given, Place
from booking.reservations.rules.states import DISPLACED, HELD, OCCUPYING, REPLACEMENT, RESERVED
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import Slot

FRESH = {"populate_existing": True}
"""Read as it is under the lock, whatever was read before it."""


def list_queue(now: datetime) -> tuple[list[Displaced], set[str]]:
    """Who lost their time and may be given one now, in the order of booking, and the desks at which.

    Who has booked anew in the field since has chosen otherwise. For who let a replacement lapse nothing more is held,
    but their own time is theirs again when its day opens.
    """
    slot, day, hold, other, elsewhere = _tables()
    chose = (
        select(other.id)
        .join(elsewhere, elsewhere.id == other.slot_id)
        .where(other.person_key == Reservation.person_key, elsewhere.desk == slot.desk, other.state.in_(OCCUPYING))
        .where(other.reserved_at >= Displacement.displaced_at)
        .exists()
    )
    needs = and_(hold.id.is_(None), Displacement.lapses == 0)
    query = (
        select(Reservation.id, Reservation.person_key, slot, hold.slot_id.label("held"), Displacement.lapses)
        .select_from(Reservation)
        .join(Displacement, Displacement.open_for == Reservation.id)
        .join(slot, slot.id == Reservation.slot_id)
        .join(day, day.id == slot.office_day_id)
        .outerjoin(hold, and_(hold.replaces_id == Reservation.id, hold.state == HELD))
        .where(Reservation.state == DISPLACED, Reservation.destroyed_at.is_(None), ~chose)
        .where(or_(needs, and_(day.state == "open", slot.closed_reason.is_(None), slot.starts_at > now)))
        .order_by(Reservation.reserved_at, Reservation.id)
    )
    queue, wanted = [], set()
    rows = db.session.execute(query).all()
    former = _former([key for key, *_others in rows])
    for key, who, lost, held, lapses in rows:
        wanted.add(lost.desk)
        is_due, starts = held is None and not lapses, clock.to_office(lost.starts_at)
        queue.append(Displaced(key, who or "", lost.desk, lost.id, starts, held, is_due, former.get(key, ())))
    return queue, wanted


def _former(reservation_ids: Collection[int]) -> dict[int, set[int]]:
    """The slots of the times that these bookings have lost, by the keys of the bookings."""
    found: dict[int, set[int]] = {}
    query = select(Displacement.reservation_id, Displacement.slot_id)
    query = query.where(Displacement.reservation_id.in_(reservation_ids))
    for key, slot in db.session.execute(query) if reservation_ids else ():
        found.setdefault(key, set()).add(slot)
    return found


def share(queue: list[Displaced], slots: Collection["Slot"], now: datetime) -> list[Given]:
    """Who of the queue gets a seat of which of these slots."""
    (free, desk), shunned = places.unclaimed_of_both(slots, now), list_shunned(queue, slots)
    return list(rules.share(queue, _places(slots, now), free, _taken(queue), desk, shunned))


def count_housed(slot_ids: Collection[int], now: datetime) -> int:
    """For how many of the bookings on these slots another time would be held, were the slots closed now.

    It is `share`, which decides when they are; somebody may book or cancel before that.
    """
    slot = _tables()[0]
    query = (
        select(Reservation.id, Reservation.person_key, slot)
        .join(slot, slot.id == Reservation.slot_id)
        .where(slot.id.in_(slot_ids), Reservation.state == RESERVED, slot.starts_at > now)
        .order_by(Reservation.reserved_at, Reservation.id)
    )
    queue, wanted = list_queue(now)
    rows = db.session.execute(query).all()
    turned_out = {key for key, *_others in rows}
    former = _former(turned_out)
    for key, who, lost in rows:
        wanted.add(lost.desk)
        starts = clock.to_office(lost.starts_at)
        queue.append(Displaced(key, who or "", lost.desk, lost.id, starts, None, True, former.get(key, ())))
    today = clock.office_date(now)
    left = [one for one in calendar.list_open_slots_at(wanted, today, date.max) if one.id not in slot_ids]
    return sum(given.whom.id in turned_out for given in share(queue, left, now)) if turned_out else 0


def count_kept(now: datetime) -> tuple[Counter[int], Counter[int]]:
    """By slot key, how many of the free seats would go to who lost their time, before the line and visitors, and how
    many of those that are for the desk alone.

    Negative where one is held for somebody whose own time is there again.
    """
    queue, wanted = list_queue(now)
    today = clock.office_date(now)
    slots = calendar.list_open_slots_at(wanted, today, date.max) if wanted else []
    held, kept, of_desk = {one.id: one.held for one in queue}, Counter[int](), Counter[int]()
    for given in share(queue, slots, now) if slots else ():
        (of_desk if given.is_of_desk else kept)[given.slot] += 1
        if held[given.whom.id] is not None:
            kept[held[given.whom.id] or 0] -= 1
    return kept, of_desk


def _places(slots: Iterable["Slot"], now: datetime) -> list[Place]:
    """The slots as places: when booking opens for the public is no matter to whom the office turned out."""
    wanted = [slot for slot in slots if slot.starts_at > now]
    days, notice = {slot.day.date for slot in wanted}, settings.get("rehousing.notice_days")
    ends, today = places.cutoffs(wanted), clock.office_date(now)
    early = {day for day, before in calendar.each_working_days_before(days, notice).items() if before >= today}
    return [
        Place(
            slot.id,
            slot.desk,
            clock.to_office(slot.starts_at),
            now < ends[slot.id],
            now < ends[slot.id] and slot.day.date in early,
        )
        for slot in wanted
    ]


def _taken(queue: Iterable[Displaced]) -> dict[tuple[str, str], set[date]]:
    """By person and field, the days on which they have a time, or one is held for them."""
    who = {one.who for one in queue if one.who}
    slot, day, owner, _other, _elsewhere = _tables()
    has = (
        select(Reservation.person_key, slot.desk, day.date)
        .select_from(Reservation)
        .where(Reservation.person_key.in_(who), Reservation.state.in_(OCCUPYING))
    )
    kept = (
        select(owner.person_key, slot.desk, day.date)
        .select_from(Reservation)
        .join(owner, owner.id == Reservation.replaces_id)
        .where(owner.person_key.in_(who), Reservation.state == HELD)
    )
    found: dict[tuple[str, str], set[date]] = {}
    for query in (has, kept) if who else ():
        rows = db.session.execute(
            query.join(slot, slot.id == Reservation.slot_id).join(day, day.id == slot.office_day_id)
        )
        for key, desk, on in rows:
            found.setdefault((key, desk), set()).add(on)
    return found


def find_replacement(reservation_id: int) -> Reservation | None:
    """What is held for a displaced booking, lapsed or not; None where nothing is."""
    return list_replacements([reservation_id]).get(reservation_id)


def list_replacements(reservation_ids: Collection[int]) -> dict[int, Reservation]:
    """What is held for these displaced bookings, by their keys."""
    query = select(Reservation).where(
        Reservation.replaces_id.in_(reservation_ids), Reservation.purpose == REPLACEMENT, Reservation.state == HELD
    )
    return {row.replaces_id or 0: row for row in db.session.scalars(query, execution_options=FRESH)}


def list_open(reservation_ids: Collection[int]) -> dict[int, Displacement]:
    """The displacements of these bookings that are not settled, by the keys of the bookings."""
    query = select(Displacement).where(Displacement.open_for.in_(reservation_ids))
    return {one.reservation_id: one for one in db.session.scalars(query, execution_options=FRESH)}


def list_of(reservation_id: int) -> list[Displacement]:
    """Everything that was displaced of a booking, the oldest first."""
    query = select(Displacement).where(Displacement.reservation_id == reservation_id).order_by(Displacement.id)
    return list(db.session.scalars(query))


def find_latest(reservation_id: int) -> Displacement | None:
    """The newest displacement of a booking, settled or not; None for one that was never displaced."""
    query = select(Displacement).where(Displacement.reservation_id == reservation_id)
    return db.session.scalar(query.order_by(Displacement.id.desc()).limit(1), execution_options=FRESH)


def list_given_up(reservation_ids: Collection[int]) -> set[int]:
    """Which of these bookings staff cancelled after the office had closed their time."""
    by_staff = (Displacement.answer == rules.CANCELLED, Displacement.answered_by == "staff")
    query = select(Displacement.reservation_id).where(Displacement.reservation_id.in_(reservation_ids), *by_staff)
    return set(db.session.scalars(query))


def answer_until(slot: "Slot", now: datetime) -> datetime:
    """Until when a place is held for who lost their time at `now`: so many working days (a setting), to the
    hour at which booking ends, and no longer than it can be booked."""
    last = calendar.working_days_after(clock.office_date(now), settings.get("rehousing.answer_days"))
    return min(clock.at_office(last, settings.get("reservations.cutoff_time")), places.cutoff(slot))


@cache
def _tables() -> tuple[Any, ...]:
    """Slot and office day, and second names of the tables: made once, for their columns cost more than the queries."""
    slot = Reservation.slot.property.mapper.class_
    return slot, slot.day.property.mapper.class_, aliased(Reservation), aliased(Reservation), aliased(slot)
