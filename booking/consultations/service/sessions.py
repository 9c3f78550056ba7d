"""What staff decide about sessions: another date for one month, and other hours for days that are already made."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
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

    The rule leaves the month alone from then on, except that no session is held on a public holiday. DayOver,
    DayNotWorking, ReasonMissing. The caller then has the bookings of the closed days rehoused.
    """
    calendar_service.ensure_plannable(day, text, now)
    month = calendar.month_after(day, 0)
    found = ensure_session(day, month, now)
    last = calendar.month_after(day, 1) - timedelta(days=1)
    days = calendar_service.lock_days(KIND, max(month, clock.office_date(now)), last)
    calendar_service.plan_by_staff(found, reason=text, document_number=document_number, actor=actor, now=now)
    for other in days:
        if other.id != found.id:
            calendar_service.close_day(
                other,
                closed_by="staff",
                reason="staff",
                text=text,
                document_number=document_number,
                approved_on=approved_on,
                actor=actor,
                now=now,
            )
    return found


def apply_field(field: Field, now: datetime, actor: Actor) -> tuple[int, int]:
    """Give a field's present hours to the coming days, from tomorrow on. (days that have them now, days left alone)

    A day is left as it was when a slot that would go, or lose seats, has reservations, cancelled ones included.
    """
    plans = [plan for plan in slot_plans() if plan.desk == field.key]
    done = left = 0
    for day in _coming_days(now):
        if day.date > clock.office_date(now):
            changed = calendar_service.replan_desk(day, field.key, plans)
            done, left = done + changed, left + (not changed)
    keep_desks(_coming_days(now), now, actor)  # slots that are new know nothing of absences
    subject = f"field:{field.key}"
    audit.changed("field.applied", actor=actor, now=now, subject=subject, after={"days": done, "left": left})
    return done, left


def _coming_days(now: datetime) -> list["OfficeDay"]:
    return calendar.list_office_days(KIND, clock.office_date(now), date.max)
