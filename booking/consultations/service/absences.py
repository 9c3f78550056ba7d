"""Experts who do not come for some days. A field that nobody is left to advise in does not take place then."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.calendar.errors import ReasonMissing
from booking.calendar.rules import one_line
from booking.consultations import queries
from booking.consultations.errors import AbsenceBackwards, AbsencePast
from booking.consultations.models import Absence, Expert
from booking.db import db

if TYPE_CHECKING:
    from collections.abc import Iterable

    from booking.calendar.models import OfficeDay

ABSENCE = "absence"
"""Why the slots of a field do not take place on a day that does."""


def add_absence(expert_id: int, first: date, last: date, *, reason: str, actor: Actor, now: datetime) -> Absence:
    """Enter that an expert does not come. The caller has the days looked at again, in the same transaction.

    reason: for the log alone. ExpertUnknown, AbsenceBackwards, AbsencePast, ReasonMissing, TextTooLong.
    """
    reason = one_line(reason, 200, "reason")
    if not reason:
        raise ReasonMissing(field="reason")
    if last < first:
        raise AbsenceBackwards(field="last")
    if last < clock.office_date(now):
        raise AbsencePast(field="last")
    expert = queries.get_expert(expert_id)
    db.session.refresh(expert, with_for_update={"of": Expert})
    absence = Absence(expert_id=expert_id, first=first, last=last, entered_by=actor.name, entered_at=now)
    db.session.add(absence)
    db.session.flush()
    _keep("expert.absent", absence, reason, actor, now)
    return absence


def remove_absence(token: str, *, actor: Actor, now: datetime) -> None:
    """Take an absence back that is not over: the expert comes after all. AbsenceUnknown, AbsencePast."""
    absence = queries.get_absence(token)
    db.session.refresh(absence, with_for_update=True)
    if absence.last < clock.office_date(now):
        raise AbsencePast
    _keep("expert.present", absence, "", actor, now)
    db.session.delete(absence)
    db.session.flush()


def keep_desks(days: "Iterable[OfficeDay]", now: datetime, actor: Actor) -> tuple[int, int]:
    """Close the fields of these days whose experts are all away, and open those that somebody is there for again.

    How many were closed and how many opened; twice does no harm. A field that nobody is appointed to is left as it is.
    """
    wanted = sorted(days, key=lambda day: day.date)
    closed: dict[int, dict[str, str]] = {}
    for slot in calendar.list_slots_of(wanted):  # before the absences: what ended meanwhile is then known
        if slot.closed_reason is not None:
            closed.setdefault(slot.office_day_id, {})[slot.desk] = slot.closed_reason
    experts, absences = queries.list_experts(), queries.list_absences(clock.office_date(now))
    changed = [(0, 0)]
    for day in wanted:
        found = _without_expert(day.date, experts, absences)
        if found != closed.get(day.id, {}):
            changed.append(calendar_service.close_desks(day, found, actor=actor, now=now))
    return sum(one[0] for one in changed), sum(one[1] for one in changed)


def _without_expert(day: date, experts: list[Expert], absences: list[Absence]) -> dict[str, str]:
    serving = [expert for expert in experts if expert.serves_on(day)]
    there = {expert.field_key for expert in serving if not queries.is_away(expert, day, absences)}
    return {expert.field_key: ABSENCE for expert in serving if expert.field_key not in there}


def _keep(action: str, absence: Absence, reason: str, actor: Actor, now: datetime) -> None:
    after = {"first": absence.first.isoformat(), "last": absence.last.isoformat()}
    subject = f"expert:{absence.expert_id}"
    audit.changed(action, actor=actor, now=now, subject=subject, after=after, reason=reason)
