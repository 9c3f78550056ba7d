"""What staff decide about sessions: another date or none for one month, other hours for days that are made already."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.calendar.errors import DayOver
from booking.consultations.errors import SessionNone
from booking.consultations.models import Field
from booking.consultations.service.absences import keep_desks
from booking.consultations.service.days import KIND, ensure_session, slot_plans

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay


def set_session(
    day: date,
    *,
    text: str,
    document_number: str = "",
    approved_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> "OfficeDay":
    """Staff set the consultation day of a month, whatever the rule says. The month's other days are closed with `text`.

    The rule leaves the month alone from then on, except that no session is held on a public holiday. ApprovalAhead,
    DayOver, DayNotWorking, ReasonMissing. The caller then has the bookings of the closed days rehoused.
    """
    calendar_service.ensure_plannable(day, text, now)
    month = calendar.month_after(day, 0)
    found = ensure_session(day, month, now)
    days = _lock_month(month, now)
    by: dict[str, Any] = {"document_number": document_number, "approved_on": approved_on, "actor": actor, "now": now}
    calendar_service.plan_by_staff(found, reason=text, **by)
    _close([other for other in days if other.id != found.id], text, by)
    return found


def drop_session(
    month: date,
    *,
    text: str,
    document_number: str = "",
    approved_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Staff decide that a month (its first day) has no session, whatever the rule says: its coming days are closed.

    SessionNone where there is none to drop; ApprovalAhead, DayOver, ReasonMissing. The caller then has the bookings of
    the closed days rehoused.
    """
    planned = calendar.list_days(month, month)[0].date
    if planned is None:
        raise SessionNone(field="what")
    if planned < clock.office_date(now):
        raise DayOver(field="what", date=planned)
    ensure_session(planned, month, now)
    by: dict[str, Any] = {"document_number": document_number, "approved_on": approved_on, "actor": actor, "now": now}
    _close(_lock_month(month, now), text, by)


def _lock_month(month: date, now: datetime) -> list["OfficeDay"]:
    last = calendar.month_after(month, 1) - timedelta(days=1)
    return calendar_service.lock_days(KIND, max(month, clock.office_date(now)), last)


def _close(days: Iterable["OfficeDay"], text: str, by: dict[str, Any]) -> None:
    for day in days:
        calendar_service.close_day(day, closed_by="staff", reason="staff", text=text, **by)


@dataclass
class Applied:
    """What became of the days to come: changed, as they were to be already, and left alone for their bookings."""

    changed: list[date] = dataclass_field(default_factory=list)
    same: list[date] = dataclass_field(default_factory=list)
    left: list[date] = dataclass_field(default_factory=list)

    @property
    def counts(self) -> tuple[int, int]:
        """How many days have the field's hours now, and how many were left alone."""
        return len(self.changed) + len(self.same), len(self.left)


def apply_field(field: Field, now: datetime, actor: Actor) -> Applied:
    """Give a field's present hours to the coming days, from tomorrow on.

    A day is left as it was when a slot that would go, or lose seats, has reservations, cancelled ones included.
    """
    plans = [plan for plan in slot_plans() if plan.desk == field.key]
    applied = Applied()
    for day in _coming_days(now):
        if day.date > clock.office_date(now):
            before = _shape(day, field.key)
            is_done = calendar_service.replan_desk(day, field.key, plans)
            became = applied.same if _shape(day, field.key) == before else applied.changed
            (became if is_done else applied.left).append(day.date)
    keep_desks(_coming_days(now), now, actor)  # slots that are new know nothing of absences
    subject, (done, left) = f"field:{field.key}", applied.counts
    audit.changed("field.applied", actor=actor, now=now, subject=subject, after={"days": done, "left": left})
    return applied


def _shape(day: "OfficeDay", desk: str) -> list[tuple[datetime, datetime, int, int]]:
    """What replanning may change of a desk's slots."""
    slots = calendar.list_slots(day, desk)
    return [(slot.starts_at, slot.ends_at, slot.capacity, slot.kept_seats) for slot in slots]


def _coming_days(now: datetime) -> list["OfficeDay"]:
    return calendar.list_office_days(KIND, clock.office_date(now), date.max)
