"""Slots of an office day: claimed under the lock that closing takes too, and changed only where nothing is booked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar.errors import DayClosed, DeskClosed, SlotUnknown
from booking.calendar.models import OfficeDay, Slot
from booking.db import db, new_token


@dataclass(frozen=True)
class SlotPlan:
    """A slot to be made: the desk, wall times of the office, how many seats, and how many of them the desk keeps."""

    desk: str
    starts: time
    ends: time
    capacity: int = 1
    kept: int = 0


def lock_slot(token: str, now: datetime, *, is_alone: bool = False) -> Slot:
    """A slot that stays open until the end of this transaction: its day and itself are locked FOR SHARE.

    Whoever closes the day waits for the claim or makes it fail (SQLite: one writer at a time). Whether the slot may
    still be booked at `now` is for the caller's rules. is_alone: nobody else claims a seat of this slot meanwhile.
    SlotUnknown, DayClosed, DeskClosed.
    """
    day_id = db.session.scalar(select(Slot.office_day_id).where(Slot.token == token))
    if day_id is None:
        raise SlotUnknown
    # The day comes first, here and where a day is changed: one order of locks, no deadlock.
    fresh = {"populate_existing": True}
    day = db.session.scalars(
        select(OfficeDay).where(OfficeDay.id == day_id).with_for_update(read=True), execution_options=fresh
    ).one()
    slot = db.session.scalars(
        select(Slot).where(Slot.token == token).with_for_update(read=not is_alone, of=Slot), execution_options=fresh
    ).one_or_none()
    if slot is None:
        raise SlotUnknown
    if not day.is_open:
        raise DayClosed(date=day.date)
    if slot.closed_reason is not None:
        raise DeskClosed(date=day.date)
    return slot


def lock_open_slots(first: date, last: date, desks: Collection[str]) -> list[Slot]:
    """The slots of these desks on open days, by time; the days stay open until this transaction ends.

    The desks say of which services the days are: no two services have a desk of the same key.

    Days that somebody else is changing at this moment are left out, so this waits for nobody and may be asked for
    whatever is locked already. A slot whose day was locked here before is always among them while its day is open.
    """
    there = select(Slot.id).where(Slot.office_day_id == OfficeDay.id, Slot.desk.in_(desks)).exists()
    days = select(OfficeDay.id).where(OfficeDay.date.between(first, last), OfficeDay.state == "open", there)
    days = days.order_by(OfficeDay.date, OfficeDay.id).with_for_update(read=True, skip_locked=True)
    keys = db.session.scalars(days).all()
    if not keys:
        return []
    slots = select(Slot).where(Slot.office_day_id.in_(keys), Slot.desk.in_(desks), Slot.closed_reason.is_(None))
    slots = slots.order_by(Slot.starts_at, Slot.desk, Slot.id).execution_options(populate_existing=True)
    return list(db.session.scalars(slots))


def lock_closed_slots(since: date) -> list[int]:
    """Keys of the slots that do not take place from `since` on, their days' or their own: so until this transaction
    ends, for their days are locked.

    Days that somebody else is changing at this moment are left out. Who closes or opens a day already holds it here, so
    two of them would wait for each other's; each has its own day's people rehoused, and the next run sees the rest.
    """
    own = select(Slot.id).where(Slot.office_day_id == OfficeDay.id, Slot.closed_reason.is_not(None)).exists()
    query = select(OfficeDay.id).where(OfficeDay.date >= since, or_(OfficeDay.state == "closed", own))
    days = db.session.scalars(
        query.order_by(OfficeDay.date, OfficeDay.id).with_for_update(read=True, skip_locked=True)
    ).all()
    # Read again behind the lock: who held it may have opened them.
    slots = select(Slot.id).join(OfficeDay, OfficeDay.id == Slot.office_day_id).where(OfficeDay.id.in_(days))
    closed = or_(OfficeDay.state == "closed", Slot.closed_reason.is_not(None))
    return list(db.session.scalars(slots.where(closed).order_by(Slot.id)))


def close_desks(office_day: OfficeDay, closed: Mapping[str, str], *, actor: Actor, now: datetime) -> tuple[int, int]:
    """Close these desks of a day for these reasons, and open all others; how many were closed and how many opened.

    The day is locked as for closing it, so no claim slips in. The caller then has who booked there rehoused.
    """
    db.session.refresh(office_day, with_for_update=True)
    query = select(Slot).where(Slot.office_day_id == office_day.id).order_by(Slot.id)
    slots = list(db.session.scalars(query.with_for_update(of=Slot).execution_options(populate_existing=True)))
    changed = {slot.desk: slot.closed_reason for slot in slots if slot.closed_reason != closed.get(slot.desk)}
    for slot in slots:
        slot.closed_reason = closed.get(slot.desk)
    db.session.flush()
    subject = f"office_day:{office_day.kind}:{office_day.date.isoformat()}"
    for desk, reason in sorted(changed.items()):
        before, after = {"field_key": desk, "closed_reason": reason}, {"closed_reason": closed.get(desk)}
        action = "desk.closed" if desk in closed else "desk.reopened"
        audit.changed(action, actor=actor, now=now, subject=subject, before=before, after=after)
    return sum(desk in closed for desk in changed), sum(desk not in closed for desk in changed)


def replan_desk(office_day: OfficeDay, desk: str, plans: Sequence[SlotPlan]) -> bool:
    """Give one desk of a day other slots. False, and nothing has changed, when a slot that would go has reservations.

    A slot that only gets more seats stays the same slot, so nothing stands in the way of that. Otherwise the database
    decides: whatever refers to a slot, cancelled or lapsed too, holds it by its foreign key, so no booking can slip in
    between.
    """
    db.session.refresh(office_day, with_for_update=True)
    wanted = {_span(slot): slot for slot in (make_slot(office_day, plan) for plan in plans)}
    slots = db.session.scalars(select(Slot).where(Slot.office_day_id == office_day.id, Slot.desk == desk)).all()
    try:
        with db.session.begin_nested():
            for slot in slots:
                planned = wanted.get(_span(slot))
                if planned is None or planned.capacity < slot.capacity:
                    db.session.delete(slot)
                else:
                    slot.capacity, slot.kept_seats = planned.capacity, planned.kept_seats
                    del wanted[_span(slot)]
            db.session.flush()
            db.session.add_all(wanted.values())
            db.session.flush()
    except IntegrityError:
        return False
    return True


def make_slot(office_day: OfficeDay, plan: SlotPlan) -> Slot:
    """A slot of a day by its plan, not yet stored."""
    return Slot(
        token=new_token(),
        office_day_id=office_day.id,
        desk=plan.desk,
        starts_at=clock.at_office(office_day.date, plan.starts),
        ends_at=clock.at_office(office_day.date, plan.ends),
        capacity=plan.capacity,
        kept_seats=plan.kept,
    )


def _span(slot: Slot) -> tuple[datetime, datetime]:
    return slot.starts_at, slot.ends_at
