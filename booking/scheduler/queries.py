"""Read what the scheduler did."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from booking.db import db
from booking.scheduler.models import JobHeartbeat, JobRun, SchedulerLease
from booking.settings import queries as settings


@dataclass(frozen=True)
class Seen:
    """What is known of one job: its heartbeat, and its last run that did something or failed."""

    heartbeat: JobHeartbeat | None
    run: JobRun | None


def list_seen() -> dict[str, Seen]:
    """What is known of each job, by name."""
    newest = select(func.max(JobRun.id)).group_by(JobRun.name)
    runs = {run.name: run for run in db.session.scalars(select(JobRun).where(JobRun.id.in_(newest)))}
    beats = {beat.name: beat for beat in db.session.scalars(select(JobHeartbeat))}
    return {name: Seen(beats.get(name), runs.get(name)) for name in {*runs, *beats}}


def list_runs(limit: int = 50) -> list[JobRun]:
    """The last runs that did something or failed, newest first."""
    return list(db.session.scalars(select(JobRun).order_by(JobRun.id.desc()).limit(limit)))


def last_beat() -> datetime | None:
    """When any job last ran: the scheduler's sign of life."""
    return db.session.scalar(select(func.max(JobHeartbeat.ran_at)))


def is_silent(beat: datetime, now: datetime) -> bool:
    """Whether the scheduler has given no sign of life for so long that somebody should look (a setting)."""
    return now - beat >= timedelta(minutes=settings.get("notices.alarm_minutes"))


def find_lease(name: str) -> SchedulerLease | None:
    """Who plans and runs a job, read afresh."""
    return db.session.get(SchedulerLease, name, populate_existing=True)
