"""Say what monitors are to score."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.business import queries as business
from booking.db import db
from booking.quality import queries
from booking.quality.errors import AssignmentTwice, AssignmentUnknown, AssignmentUsed, DueBelowDone, SheetEmpty
from booking.quality.models.scoring import Assignment, Monitor
from booking.quality.service.monitors import subject
from booking.quality.service.sheets import lock_sheet


@dataclass(frozen=True)
class AssignmentValues:
    """What a monitor is to score. sheet: its name in addresses. department: its key."""

    sheet: str
    department: str
    due_count: int
    due_on: date


def assign(token: str, values: AssignmentValues, *, actor: Actor, now: datetime) -> Assignment:
    """Give a monitor something to score. MonitorUnknown, SheetUnknown, SheetEmpty (`sheet`), AssignmentTwice
    (`department`)."""
    monitor, sheet = queries.get_monitor(token), queries.get_sheet(values.sheet)
    if not sheet.items:
        raise SheetEmpty(field="sheet")
    department = business.get_department(values.department)
    made = Assignment(
        monitor_id=monitor.id, sheet_id=sheet.id, department_id=department.id,
        due_count=values.due_count, due_on=values.due_on,
    )  # fmt: skip
    db.session.add(made)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise AssignmentTwice(field="department") from error
    after = {**asdict(values), "sheet": sheet.name, "department": department.name, "due_on": values.due_on.isoformat()}
    audit.changed("monitor.assigned", actor=actor, now=now, subject=subject(monitor), after=after)
    return made


def change_assignment(token: str, due_count: int, due_on: date, *, actor: Actor, now: datetime) -> Assignment:
    """Another number of contacts, until another day; the same again changes nothing.

    AssignmentUnknown; DueBelowDone (`due_count`), where more were submitted already: the sheet's lock, which a
    submission takes too, holds that number still.
    """
    lock_sheet(queries.get_assignment(token).sheet_id)
    assignment = _lock(token)
    if assignment is None:
        raise AssignmentUnknown
    if due_count < (done := queries.count_done(assignment)):
        raise DueBelowDone(field="due_count", done=done)
    before, after = _due(assignment.due_count, assignment.due_on), _due(due_count, due_on)
    if before != after:
        assignment.due_count, assignment.due_on = due_count, due_on
        db.session.flush()
        monitor = db.session.get_one(Monitor, assignment.monitor_id)
        audit.changed("monitor.reassigned", actor=actor, now=now, subject=subject(monitor), before=before, after=after)
    return assignment


def withdraw(token: str, *, actor: Actor, now: datetime) -> None:
    """Take an assignment back that nobody has begun; one that is gone already stays so. AssignmentUsed."""
    assignment = _lock(token)
    if assignment is None:
        return
    if queries.count_contacts(assignment):
        raise AssignmentUsed
    monitor = db.session.get_one(Monitor, assignment.monitor_id)
    before = {"sheet": queries.sheet_of(assignment).name}
    audit.changed("monitor.unassigned", actor=actor, now=now, subject=subject(monitor), before=before)
    db.session.delete(assignment)
    db.session.flush()


def _lock(token: str) -> Assignment | None:
    """An assignment, locked until the transaction ends: a contact that is begun holds its assignment."""
    query = select(Assignment).where(Assignment.token == token).with_for_update()
    return db.session.scalar(query, execution_options={"populate_existing": True})


def _due(count: int, day: date) -> dict[str, object]:
    return {"due_count": count, "due_on": day.isoformat()}
