"""Read monitors, assignments and contacts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from booking import clock
from booking.accounts import queries as accounts
from booking.business import queries as business
from booking.db import db
from booking.quality.errors import AssignmentUnknown, ContactUnknown, MonitorUnknown
from booking.quality.models.scoring import Assignment, Contact, Correction, Monitor
from booking.quality.models.sheets import ScoreSheet


@dataclass(frozen=True)
class Task:
    """An assignment as pages show it. department: its name. done: submitted contacts; drafts: begun ones."""

    assignment: Assignment
    sheet: ScoreSheet
    department: str
    done: int
    drafts: list[Contact]

    @property
    def is_done(self) -> bool:
        """Whether all contacts that were asked for are submitted."""
        return self.done >= self.assignment.due_count

    def is_late(self, today: date) -> bool:
        """Whether contacts are missing after the last day."""
        return not self.is_done and self.assignment.due_on < today


def list_monitors() -> list[Monitor]:
    """All monitors, those with the latest term first."""
    return list(db.session.scalars(select(Monitor).order_by(Monitor.term_to.desc(), Monitor.id)))


def account_names() -> dict[int, str]:
    """Names of accounts with the role of a monitor, by key."""
    return {user.id: user.display_name for user in accounts.list_users() if user.role == "monitor"}


def get_monitor(token: str) -> Monitor:
    """The monitor with this name in addresses. MonitorUnknown."""
    found = db.session.scalar(select(Monitor).where(Monitor.token == token))
    if found is None:
        raise MonitorUnknown
    return found


def find_monitor_of_account(user_id: int) -> Monitor | None:
    """The monitor who logs in with this account."""
    return db.session.scalar(select(Monitor).where(Monitor.account_id == user_id))


def is_term_over(user_id: int, now: datetime) -> bool:
    """Whether this is the account of a monitor whose term has ended: it is shut out from then on."""
    monitor = find_monitor_of_account(user_id)
    return monitor is not None and monitor.term_to < clock.office_date(now)


def get_assignment(token: str, monitor_id: int | None = None) -> Assignment:
    """The assignment with this name in addresses; with a monitor, only one of theirs. AssignmentUnknown."""
    query = select(Assignment).where(Assignment.token == token)
    found = db.session.scalar(query if monitor_id is None else query.where(Assignment.monitor_id == monitor_id))
    if found is None:
        raise AssignmentUnknown
    return found


def get_contact(token: str, monitor_id: int | None = None) -> Contact:
    """The contact with this name in addresses; with a monitor, only one of theirs. ContactUnknown."""
    query = select(Contact).where(Contact.token == token)
    if monitor_id is not None:
        query = query.join(Assignment).where(Assignment.monitor_id == monitor_id)
    found = db.session.scalar(query)
    if found is None:
        raise ContactUnknown
    return found


def sheet_of(assignment: Assignment) -> ScoreSheet:
    """The sheet of an assignment."""
    return db.session.get_one(ScoreSheet, assignment.sheet_id)


def department_names() -> dict[int, str]:
    """Names of all departments by key, those that are not used any more included."""
    return {one.id: one.name for one in business.list_departments(active_only=False)}


def list_tasks(monitor: Monitor) -> list[Task]:
    """The assignments of a monitor, the most pressing first."""
    found = select(Assignment).where(Assignment.monitor_id == monitor.id).order_by(Assignment.due_on, Assignment.id)
    assignments = list(db.session.scalars(found))
    names, done, drafts = department_names(), _count_done(assignments), _drafts(assignments)
    return [
        Task(one, sheet_of(one), names[one.department_id], done.get(one.id, 0), drafts.get(one.id, []))
        for one in assignments
    ]


def count_contacts(assignment: Assignment) -> int:
    """How many contacts of an assignment there are, drafts included."""
    query = select(func.count()).select_from(Contact).where(Contact.assignment_id == assignment.id)
    return db.session.scalar(query) or 0


def count_done(assignment: Assignment) -> int:
    """How many contacts of an assignment are submitted."""
    return _count_done([assignment]).get(assignment.id, 0)


def list_submitted(monitor: Monitor, limit: int, offset: int = 0) -> list[Contact]:
    """What a monitor has submitted, the newest first."""
    query = select(Contact).join(Assignment).where(Assignment.monitor_id == monitor.id)
    newest = (Contact.submitted_at.desc(), Contact.id.desc())
    found = query.where(Contact.submitted_at.is_not(None)).order_by(*newest).limit(limit).offset(offset)
    return list(db.session.scalars(found))


def list_corrections(contact: Contact) -> list[Correction]:
    """How the scores of a contact were changed, the first one first."""
    query = select(Correction).where(Correction.contact_id == contact.id).order_by(Correction.id)
    return list(db.session.scalars(query))


def _count_done(assignments: Iterable[Assignment]) -> dict[int, int]:
    keys = [one.id for one in assignments]
    query = select(Contact.assignment_id, func.count().label("done")).where(
        Contact.assignment_id.in_(keys), Contact.submitted_at.is_not(None)
    )
    return {row.assignment_id: row.done for row in db.session.execute(query.group_by(Contact.assignment_id))}


def _drafts(assignments: Iterable[Assignment]) -> dict[int, list[Contact]]:
    keys = [one.id for one in assignments]
    query = select(Contact).where(Contact.assignment_id.in_(keys), Contact.submitted_at.is_(None)).order_by(Contact.id)
    found: dict[int, list[Contact]] = {}
    for contact in db.session.scalars(query):
        found.setdefault(contact.assignment_id, []).append(contact)
    return found


def assignment_of(contact: Contact) -> Assignment:
    """The assignment of a contact."""
    return db.session.get_one(Assignment, contact.assignment_id)


def find_draft(form_key: str, assignment: Assignment) -> Contact | None:
    """What is kept on the server of a form of this assignment."""
    query = select(Contact).where(Contact.form_key == form_key, Contact.assignment_id == assignment.id)
    return db.session.scalar(query.where(Contact.submitted_at.is_(None)))


def count_submitted(monitor: Monitor) -> int:
    """How many contacts a monitor has submitted."""
    query = select(func.count()).select_from(Contact).join(Assignment).where(Assignment.monitor_id == monitor.id)
    return db.session.scalar(query.where(Contact.submitted_at.is_not(None))) or 0
