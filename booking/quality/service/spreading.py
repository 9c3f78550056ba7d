"""Assign many departments to many monitors at once, evenly; and take that back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.business import queries as business
from booking.db import db, insert, new_token
from booking.quality import queries
from booking.quality.errors import MonitorsFew, PlanChanged, SheetEmpty, TermTooLate
from booking.quality.models.scoring import Assignment, Contact, Monitor
from booking.quality.queries import spreading as reading
from booking.quality.rules.spreading import Pair, code_of, spread
from booking.quality.service.monitors import subject
from booking.quality.service.sheets import lock_sheet


@dataclass(frozen=True)
class SpreadValues:
    """Many assignments at once. sheet, monitors: by their names in addresses. departments: by key.

    per: how many monitors score each department. due_count: contacts of each assignment.
    """

    sheet: str
    departments: Sequence[str]
    monitors: Sequence[str]
    per: int
    due_count: int
    due_on: date


def plan(values: SpreadValues) -> list[Pair]:
    """What would be assigned: keys of monitors and departments.

    SheetUnknown, SheetEmpty (`sheet`), MonitorsFew (`per`), TermTooLate (`monitors`).
    """
    sheet = queries.get_sheet(values.sheet)
    if not sheet.items:
        raise SheetEmpty(field="sheet")
    if values.per > len(values.monitors):
        raise MonitorsFew(field="per", count=len(values.monitors))
    monitors = [one for one in queries.list_monitors() if one.token in values.monitors]
    if any(one.term_from > values.due_on for one in monitors):
        raise TermTooLate(field="monitors")
    departments = [business.get_department(key).id for key in values.departments]
    return spread(departments, sorted(one.id for one in monitors), values.per, reading.pairs_of(sheet))


def assign_many(batch: str, values: SpreadValues, seen: str, *, actor: Actor, now: datetime) -> None:
    """Assign what somebody has seen (`rules.spreading.code_of`); the same batch again changes nothing.

    PlanChanged where it would be something else by now, and what `plan` refuses.
    """
    sheet = lock_sheet(queries.get_sheet(values.sheet).id)
    if reading.list_portions(batch):
        return
    pairs = plan(values)
    if not pairs or code_of(pairs) != seen:
        raise PlanChanged
    more = {"sheet_id": sheet.id, "due_count": values.due_count, "due_on": values.due_on, "batch": batch}
    rows = [{"monitor_id": one, "department_id": of, "token": new_token(), **more} for one, of in pairs]
    db.session.execute(insert(Assignment).on_conflict_do_nothing(), rows)
    due = {"due_count": values.due_count, "due_on": values.due_on.isoformat()}
    for monitor, departments in _by_monitor(pairs):
        after = {"sheet": sheet.name, "department": departments, **due}
        audit.changed("monitor.assigned", actor=actor, now=now, subject=subject(monitor), after=after)


def withdraw_many(batch: str, *, actor: Actor, now: datetime) -> tuple[int, int]:
    """Take back what nobody has begun of a batch: how many that were, and how many stay."""
    begun = select(Contact.id).where(Contact.assignment_id == Assignment.id)
    locked = select(Assignment).where(Assignment.batch == batch).order_by(Assignment.id).with_for_update()
    found = list(db.session.scalars(locked, execution_options={"populate_existing": True}))
    free = list(db.session.scalars(select(Assignment).where(Assignment.batch == batch, ~begun.exists())))
    for monitor, departments in _by_monitor((one.monitor_id, one.department_id) for one in free):
        before = {"sheet": queries.sheet_of(free[0]).name, "department": departments}
        audit.changed("monitor.unassigned", actor=actor, now=now, subject=subject(monitor), before=before)
    for one in free:
        db.session.delete(one)
    db.session.flush()
    return len(free), len(found) - len(free)


def _by_monitor(pairs: Iterable[Pair]) -> list[tuple[Monitor, str]]:
    """Each monitor with the names of the departments."""
    names, found = queries.department_names(), defaultdict(list)
    for monitor, department in pairs:
        found[monitor].append(names[department])
    return [(db.session.get_one(Monitor, key), ", ".join(of)) for key, of in found.items()]
