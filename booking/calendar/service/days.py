"""Office days: planned once, closed and reopened under a lock."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import queries
from booking.calendar.errors import ApprovalAhead, ClosedByRule, DayNotWorking, DayOver, ReasonMissing
from booking.calendar.models import OfficeDay
from booking.calendar.rules import one_line
from booking.calendar.service.inserting import insert_new
from booking.calendar.service.slots import SlotPlan, make_slot
from booking.db import db


def ensure_day(kind: str, date: date, slots: Sequence[SlotPlan], opens_at: datetime | None, now: datetime) -> OfficeDay:
    """The office day of a service on a date, made with its slots when there is none yet. Twice does no harm.

    A day that exists keeps its slots, state and opening. Two schedulers at once: one makes it, the other finds it.
    opens_at: when citizens may begin to book; None is at once.
    """
    values = {
        "kind": kind,
        "date": date,
        "state": "open",
        "planned_by": "rule",
        "opens_at": opens_at,
        "created_at": now,
    }
    key = insert_new(OfficeDay, values)
    found = db.session.scalars(select(OfficeDay).where(OfficeDay.kind == kind, OfficeDay.date == date)).one()
    if key is not None:
        db.session.add_all(make_slot(found, plan) for plan in slots)
        db.session.flush()
    return found


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

    closed_by: rule or staff. reason: holiday or moved (rule), staff (they also give the `text` that citizens read).
    A closing by staff stands above one by the rule and replaces it, never the other way round. ApprovalAhead, DayOver,
    ReasonMissing.
    The caller then has the bookings of that day rehoused, in the same transaction.
    """
    text, document_number = _why(text, document_number, is_needed=closed_by == "staff")
    ensure_approved(approved_on, now)
    before = _lock(office_day, now)
    if office_day.state == "closed" and office_day.closed_by in ("staff", closed_by):
        return False
    office_day.state = "closed"
    office_day.closed_by = closed_by
    office_day.closed_reason = reason
    office_day.closed_text = text or None
    office_day.document_number = document_number or None
    office_day.approved_on = approved_on
    _keep(office_day, "day.closed", before, text or reason, actor, now)
    return True


def reopen_day(
    office_day: OfficeDay,
    *,
    reason: str,
    document_number: str = "",
    approved_on: date | None = None,
    by: str = "staff",
    actor: Actor,
    now: datetime,
) -> bool:
    """Open a closed day again, from today on. True when something changed.

    Staff reopen what staff closed (`reason` says why, for the log; the rule looks at the day again afterwards); what
    the rule closed it alone opens (by="rule"). ApprovalAhead, ClosedByRule, DayOver, ReasonMissing.
    """
    reason, document_number = _why(reason, document_number, is_needed=by == "staff")
    ensure_approved(approved_on, now)
    before = _lock(office_day, now)
    if office_day.is_open or (by == "rule" and office_day.closed_by == "staff"):
        return False
    if by == "staff" and office_day.closed_by == "rule":
        raise ClosedByRule(date=office_day.date)
    _open(office_day)
    approved = f"결재일 {approved_on.isoformat()}" if approved_on else ""
    why = " ".join(filter(None, (reason, document_number, approved)))
    _keep(office_day, "day.reopened", before, why, actor, now)
    return True


def ensure_approved(approved_on: date | None, now: datetime) -> None:
    """Refuse a day of approval that is to come. ApprovalAhead."""
    if approved_on is not None and approved_on > clock.office_date(now):
        raise ApprovalAhead(field="approved_on", date=approved_on)


def ensure_plannable(day: date, text: str, now: datetime) -> None:
    """Refuse a date on which staff cannot set a session. DayOver, DayNotWorking, ReasonMissing."""
    if day < clock.office_date(now):
        raise DayOver(field="date", date=day)
    if not queries.is_working_day(day):
        raise DayNotWorking(field="date", date=day)
    _why(text, "", is_needed=True)


def plan_by_staff(
    office_day: OfficeDay,
    *,
    reason: str,
    document_number: str = "",
    approved_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Make a day one that staff set: open, and left alone by the rule unless it becomes a public holiday.

    The day keeps by which document it was set. ApprovalAhead, DayOver, ReasonMissing.
    """
    reason, document_number = _why(reason, document_number, is_needed=True)
    ensure_approved(approved_on, now)
    before = _lock(office_day, now)
    office_day.planned_by = "staff"
    _open(office_day)
    office_day.document_number, office_day.approved_on = document_number or None, approved_on
    _keep(office_day, "day.planned", before, f"{reason} {document_number}".strip(), actor, now)


def lock_days(kind: str, first: date, last: date) -> list[OfficeDay]:
    """Planned days of a service from `first` to `last`, by date, locked in this order until the transaction ends.

    Whoever changes several days takes them in this order, or two of them could wait for each other in a circle.
    """
    query = select(OfficeDay).where(OfficeDay.kind == kind, OfficeDay.date.between(first, last))
    query = query.order_by(OfficeDay.date).with_for_update().execution_options(populate_existing=True)
    return list(db.session.scalars(query))


def set_opening(office_day: OfficeDay, opens_at: datetime | None, now: datetime) -> bool:
    """Change when booking opens for a day for which it has not opened yet. True when something changed."""
    if office_day.opens_at is None or office_day.opens_at <= now or office_day.opens_at == opens_at:
        return False
    db.session.refresh(office_day, with_for_update=True)
    office_day.opens_at = opens_at
    db.session.flush()
    return True


def _lock(office_day: OfficeDay, now: datetime) -> dict[str, Any]:
    db.session.refresh(office_day, with_for_update=True)
    if office_day.date < clock.office_date(now):
        raise DayOver(date=office_day.date)
    return _state(office_day)


def _open(office_day: OfficeDay) -> None:
    office_day.state = "open"
    office_day.closed_by = office_day.closed_reason = office_day.closed_text = None
    office_day.document_number = office_day.approved_on = None


def _why(text: str, document_number: str, is_needed: bool) -> tuple[str, str]:
    text = one_line(text, 200, "text")
    if is_needed and not text:
        raise ReasonMissing(field="text")
    return text, one_line(document_number, 60, "document_number")


def _keep(office_day: OfficeDay, action: str, before: dict[str, Any], reason: str, actor: Actor, now: datetime) -> None:
    db.session.flush()
    subject = f"office_day:{office_day.kind}:{office_day.date.isoformat()}"
    audit.changed(action, actor=actor, now=now, subject=subject, before=before, after=_state(office_day), reason=reason)


def _state(office_day: OfficeDay) -> dict[str, Any]:
    return {
        "state": office_day.state,
        "planned_by": office_day.planned_by,
        "closed_by": office_day.closed_by,
        "closed_reason": office_day.closed_reason,
        "closed_text": office_day.closed_text,
        "document_number": office_day.document_number,
        "approved_on": office_day.approved_on.isoformat() if office_day.approved_on else None,
    }
