"""Read what was assigned to many monitors at once."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from booking.db import db
from booking.quality.models.scoring import Assignment, Contact, Monitor
from booking.quality.models.sheets import ScoreSheet
from booking.quality.queries.monitors import account_names, department_names


@dataclass(frozen=True)
class Batch:
    """What was assigned with one press. count: how many assignments of it are left."""

    name: str
    sheet: ScoreSheet
    count: int
    due_on: date


@dataclass(frozen=True)
class Portion:
    """An assignment as a page of many shows it: names, and whether somebody began to score."""

    monitor: str
    department: str
    due_count: int
    is_begun: bool


def pairs_of(sheet: ScoreSheet) -> set[tuple[int, int]]:
    """Who scores which department by a sheet: keys of monitors and departments."""
    query = select(Assignment.monitor_id, Assignment.department_id).where(Assignment.sheet_id == sheet.id)
    return {(monitor, department) for monitor, department in db.session.execute(query)}


def list_batches(limit: int) -> list[Batch]:
    """What was assigned at once, the newest first."""
    query = (
        select(Assignment.batch, Assignment.sheet_id, func.count(), func.max(Assignment.due_on))
        .where(Assignment.batch.is_not(None))
        .group_by(Assignment.batch, Assignment.sheet_id)
        .order_by(func.max(Assignment.id).desc())
        .limit(limit)
    )
    return [
        Batch(str(name), db.session.get_one(ScoreSheet, sheet), count, due)
        for name, sheet, count, due in db.session.execute(query)
    ]


def list_portions(batch: str) -> list[Portion]:
    """What of a batch is left, monitor by monitor."""
    begun = select(Contact.id).where(Contact.assignment_id == Assignment.id).exists()
    query = (
        select(Monitor.account_id, Assignment.department_id, Assignment.due_count, begun)
        .join(Monitor, Monitor.id == Assignment.monitor_id)
        .where(Assignment.batch == batch)
        .order_by(Assignment.monitor_id, Assignment.id)
    )
    people, names = account_names(), department_names()
    return [
        Portion(people.get(account, ""), names[department], count, is_begun)
        for account, department, count, is_begun in db.session.execute(query)
    ]
