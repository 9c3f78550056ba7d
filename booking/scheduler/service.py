"""Use cases of the scheduler: who may run a job now, and what became of a run."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, update

from booking.db import db, insert
from booking.scheduler.models import JobHeartbeat, JobRun, SchedulerLease

LEAD = timedelta(minutes=2)
"""How long a process that planned a job is the one that plans it."""

LONGEST_RUN = timedelta(minutes=5)
"""After this a run is taken for dead. Jobs are idempotent: should it live, nothing is done twice."""

KEPT = timedelta(days=60)
"""How long runs are remembered."""


@dataclass(frozen=True)
class Run:
    """One run of a job. error is empty where it ended well."""

    name: str
    started_at: datetime
    ended_at: datetime
    as_of: datetime | None
    count: int
    error: str
    by: str


def may_plan(name: str, holder: str, now: datetime) -> bool:
    """Take, or keep, the right to plan a job, and begin a run of it. False where another process has it."""
    mine = or_(SchedulerLease.holder == holder, SchedulerLease.until <= now)
    return _begin(name, holder, now, mine, holder=holder, until=now + LEAD)


def may_run(name: str, runner: str, now: datetime) -> bool:
    """Begin a run by hand, whoever plans the job. False while it is running."""
    return _begin(name, runner, now, True)


def end_run(name: str, runner: str) -> None:
    """The run is over; the right to plan stays."""
    _update(name, SchedulerLease.runner == runner, runner=None, running_until=None)


def resign(holder: str, now: datetime) -> None:
    """Leave all jobs to other processes at once, as a process does when it ends."""
    db.session.execute(update(SchedulerLease).where(SchedulerLease.holder == holder).values(until=now))


def bury(name: str, dead: str, now: datetime) -> None:
    """Take from a process that is known to be dead what it holds of a job."""
    _update(name, SchedulerLease.holder == dead, until=now)
    _update(name, SchedulerLease.runner == dead, runner=None, running_until=None)


def note(run: Run) -> None:
    """Remember a run: a row where it did something or failed, and the job's heartbeat always."""
    if run.count or run.error:
        db.session.add(JobRun(**vars(run)))
        db.session.flush()
    values = {"ran_at": run.started_at, **({} if run.error else {"ok_at": run.ended_at})}
    statement: Any = insert(JobHeartbeat).values(name=run.name, **values)
    db.session.execute(statement.on_conflict_do_update(index_elements=[JobHeartbeat.name], set_=values))


def forget_runs(now: datetime) -> int:
    """Delete runs that are no longer kept; how many."""
    result: Any = db.session.execute(delete(JobRun).where(JobRun.started_at < now - KEPT))
    return int(result.rowcount)


def _begin(name: str, runner: str, now: datetime, guard: Any, **values: Any) -> bool:
    first: Any = insert(SchedulerLease).values(name=name, holder="", until=datetime(1970, 1, 1, tzinfo=UTC))
    db.session.execute(first.on_conflict_do_nothing(index_elements=[SchedulerLease.name]))
    idle = or_(SchedulerLease.running_until.is_(None), SchedulerLease.running_until <= now)
    return _update(name, idle, guard, runner=runner, running_until=now + LONGEST_RUN, **values)


def _update(name: str, *guards: Any, **values: Any) -> bool:
    statement = update(SchedulerLease).where(SchedulerLease.name == name, *guards).values(values)
    result: Any = db.session.execute(statement.execution_options(synchronize_session=False))
    return bool(result.rowcount)
