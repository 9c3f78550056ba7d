"""Appoint monitors, and say what they are to score."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.accounts import queries as accounts
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.business import queries as business
from booking.db import db
from booking.quality import queries
from booking.quality.errors import (
    AccountUnfit,
    AssignmentTwice,
    AssignmentUsed,
    MonitorTwice,
    SheetEmpty,
    TermBackwards,
)
from booking.quality.models.scoring import Assignment, Monitor


@dataclass(frozen=True)
class TermValues:
    """The appointment of a monitor; `models.scoring.Monitor` says what each value means."""

    term_from: date
    term_to: date
    pledged_on: date | None = None


@dataclass(frozen=True)
class AssignmentValues:
    """What a monitor is to score. sheet: its name in addresses. department: its key."""

    sheet: str
    department: str
    due_count: int
    due_on: date


def appoint(account_id: int, values: TermValues, *, actor: Actor, now: datetime) -> Monitor:
    """Make an account's person a monitor.

    AccountUnfit and MonitorTwice (field `account`), TermBackwards (`term_to`).
    """
    _check(values)
    account = accounts.get_user(account_id)
    if account.role != "monitor":
        raise AccountUnfit(field="account")
    made = Monitor(account_id=account_id, **asdict(values))
    db.session.add(made)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise MonitorTwice(field="account") from error
    audit.changed("monitor.appointed", actor=actor, now=now, subject=_subject(made), after=_logged(values))
    return made


def change_term(token: str, values: TermValues, *, actor: Actor, now: datetime) -> Monitor:
    """Another term of appointment; the same one again changes nothing. MonitorUnknown, TermBackwards (`term_to`)."""
    _check(values)
    monitor = queries.get_monitor(token)
    before = TermValues(monitor.term_from, monitor.term_to, monitor.pledged_on)
    if before == values:
        return monitor
    for name, value in asdict(values).items():
        setattr(monitor, name, value)
    db.session.flush()
    audit.changed(
        "monitor.changed",
        actor=actor,
        now=now,
        subject=_subject(monitor),
        before=_logged(before),
        after=_logged(values),
    )
    return monitor


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
    audit.changed("monitor.assigned", actor=actor, now=now, subject=_subject(monitor), after=after)
    return made


def withdraw(token: str, *, actor: Actor, now: datetime) -> None:
    """Take an assignment back that nobody has begun; one that is gone already stays so. AssignmentUsed."""
    query = select(Assignment).where(Assignment.token == token).with_for_update()  # a contact holds its assignment
    assignment = db.session.scalar(query, execution_options={"populate_existing": True})
    if assignment is None:
        return
    if queries.count_contacts(assignment):
        raise AssignmentUsed
    monitor = db.session.get_one(Monitor, assignment.monitor_id)
    before = {"sheet": queries.sheet_of(assignment).name}
    audit.changed("monitor.unassigned", actor=actor, now=now, subject=_subject(monitor), before=before)
    db.session.delete(assignment)
    db.session.flush()


def _check(values: TermValues) -> None:
    if values.term_to < values.term_from:
        raise TermBackwards(field="term_to")


def _logged(values: TermValues) -> dict[str, object]:
    return {name: value.isoformat() if value else None for name, value in asdict(values).items()}


def _subject(monitor: Monitor) -> str:
    """By the account's log-in name, as the log calls accounts."""
    return f"monitor:{accounts.get_user(monitor.account_id).email}"
