"""Office days and their slots: planned once, closed and reopened under a lock, claimed under the same lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar.errors import ClosedByRule, DayClosed, DayOver, ReasonMissing, SlotUnknown
from booking.calendar.models import OfficeDay, Slot
from booking.calendar.service.inserting import insert_new
from booking.db import db, new_token


@dataclass(frozen=True)
class SlotPlan:
    """A slot to be made: the desk, wall times of the office, and how many seats."""

    desk: str
    starts: time
    ends: time
    capacity: int = 1


def ensure_day(
    kind: str, date: date, slots: Sequence[SlotPlan], opens_at: datetime | None, now: datetime
) -> OfficeDay:
    """The office day of a service on a date, made with its slots when there is none yet. Twice does no harm.

    A day that exists keeps its slots, state and opening. Two schedulers at once: one makes it, the other finds it.
    opens_at: when citizens may begin to book; None is at once.
    """
    values = {"kind": kind, "date": date, "state": "open", "opens_at": opens_at, "created_at": now}
    key = insert_new(OfficeDay, values)
    found = db.session.scalars(select(OfficeDay).where(OfficeDay.kind == kind, OfficeDay.date == date)).one()
    if key is not None:
        db.session.add_all(_slot(found, plan) for plan in slots)
        db.session.flush()
    return found


def lock_slot(token: str, now: datetime) -> Slot:
    """A slot that stays open until the end of this transaction: its day and itself are locked FOR SHARE.

    Whoever closes the day waits for the claim or makes it fail (SQLite: one writer at a time). Whether the slot may still
    be booked at `now` is for the caller's rules. SlotUnknown, DayClosed.
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
        select(Slot).where(Slot.token == token).with_for_update(read=True, of=Slot), execution_options=fresh
    ).one_or_none()
    if slot is None:
        raise SlotUnknown
    if not day.is_open:
        raise DayClosed(date=day.date)
    return slot


def close_day(
    office_day: OfficeDay,
    *,
    closed_by: str,
    reason: str,
    text: str = "",
    document_number: str = "",
    approved_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> bool:
    """Close a day from today on. True when something changed.

    closed_by: rule or staff. reason: holiday or moved (rule), staff (staff, who also give the `text` that citizens read).
    A closing by staff stands above one by the rule and replaces it, never the other way round. DayOver, ReasonMissing.
    The caller then has the bookings of that day rehoused, in the same transaction.
    """
    if closed_by == "staff" and not text.strip():
        raise ReasonMissing(field="text")
    before = _lock(office_day, now)
    if office_day.state == "closed" and office_day.closed_by in ("staff", closed_by):
        return False
    office_day.state = "closed"
    office_day.closed_by = closed_by
    office_day.closed_reason = reason
    office_day.closed_text = text.strip() or None
    office_day.document_number = document_number.strip() or None
    office_day.approved_on = approved_on
    _keep(office_day, "day.closed", before, text.strip() or reason, actor, now)
    return True


def reopen_day(
    office_day: OfficeDay, *, reason: str, document_number: str = "", by: str = "staff", actor: Actor, now: datetime
) -> bool:
    """Open a closed day again, from today on. True when something changed.

    Staff reopen what staff closed (`reason` says why, for the log; the rule looks at the day again afterwards); what
    the rule closed it alone opens (by="rule"). ClosedByRule, DayOver, ReasonMissing.
    """
    if by == "staff" and not reason.strip():
        raise ReasonMissing(field="text")
    before = _lock(office_day, now)
    if office_day.is_open or (by == "rule" and office_day.closed_by == "staff"):
        return False
    if by == "staff" and office_day.closed_by == "rule":
        raise ClosedByRule(date=office_day.date)
    office_day.state = "open"
    office_day.closed_by = office_day.closed_reason = office_day.closed_text = None
    office_day.document_number = office_day.approved_on = None
    _keep(office_day, "day.reopened", before, " ".join(filter(None, (reason.strip(), document_number.strip()))), actor, now)
    return True


def set_opening(office_day: OfficeDay, opens_at: datetime | None, now: datetime) -> bool:
    """Change when booking opens for a day for which it has not opened yet. True when something changed."""
    db.session.refresh(office_day, with_for_update=True)
    if office_day.opens_at is None or office_day.opens_at <= now or office_day.opens_at == opens_at:
        return False
    office_day.opens_at = opens_at
    db.session.flush()
    return True


def replan_desk(office_day: OfficeDay, desk: str, plans: Sequence[SlotPlan]) -> bool:
    """Give one desk of a day other slots. False, and nothing has changed, when a slot that would go has bookings.

    The database decides: whatever refers to a slot holds it by its foreign key, so no booking can slip in between.
    """
    db.session.refresh(office_day, with_for_update=True)
    wanted = {(clock.at_office(office_day.date, plan.starts), clock.at_office(office_day.date, plan.ends), plan.capacity)
              : plan for plan in plans}
    slots = db.session.scalars(select(Slot).where(Slot.office_day_id == office_day.id, Slot.desk == desk)).all()
    try:
        with db.session.begin_nested():
            for slot in slots:
                if wanted.pop((slot.starts_at, slot.ends_at, slot.capacity), None) is None:
                    db.session.delete(slot)
            db.session.flush()
            db.session.add_all(_slot(office_day, plan) for plan in wanted.values())
            db.session.flush()
    except IntegrityError:
        return False
    return True


def _slot(office_day: OfficeDay, plan: SlotPlan) -> Slot:
    return Slot(
        token=new_token(),
        office_day_id=office_day.id,
        desk=plan.desk,
        starts_at=clock.at_office(office_day.date, plan.starts),
        ends_at=clock.at_office(office_day.date, plan.ends),
        capacity=plan.capacity,
    )


def _lock(office_day: OfficeDay, now: datetime) -> dict[str, Any]:
    db.session.refresh(office_day, with_for_update=True)
    if office_day.date < clock.office_date(now):
        raise DayOver(date=office_day.date)
    return _state(office_day)


def _keep(
    office_day: OfficeDay, action: str, before: dict[str, Any], reason: str, actor: Actor, now: datetime
) -> None:
    db.session.flush()
    subject = f"office_day:{office_day.kind}:{office_day.date.isoformat()}"
    audit.changed(action, actor=actor, now=now, subject=subject, before=before, after=_state(office_day), reason=reason)


def _state(office_day: OfficeDay) -> dict[str, Any]:
    return {
        "state": office_day.state,
        "closed_by": office_day.closed_by,
        "closed_reason": office_day.closed_reason,
        "closed_text": office_day.closed_text,
        "document_number": office_day.document_number,
        "approved_on": office_day.approved_on.isoformat() if office_day.approved_on else None,
    }
