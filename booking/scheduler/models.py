"""Tables of the scheduler: who may plan a job, what its runs did, and when each job last ran."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model, UtcDateTime


class SchedulerLease(Model):
    """One row a job. holder: the process that plans it, until `until`; runner: who runs it, until `running_until`.

    A process keeps planning a job by running it; when it dies, another one takes over after `until`. A run by hand
    needs only that nobody runs the job at that moment.
    """

    __tablename__ = "scheduler_lease"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(120), default="")
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    runner: Mapped[str | None] = mapped_column(String(120))
    running_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class JobRun(Model):
    """A run that did something, or failed. as_of: the instant it was run for, where that was not the present.

    error: class and place of a failure, without its text. by: "schedule", or the account or command that asked.
    """

    __tablename__ = "job_run"
    __table_args__ = (Index(None, "name", "started_at"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    as_of: Mapped[datetime | None] = mapped_column(UtcDateTime)
    count: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(String(200), default="")
    by: Mapped[str] = mapped_column(String(255))


class JobHeartbeat(Model):
    """When a job last ran, whatever it did; ok_at: when it last ended without an error."""

    __tablename__ = "job_heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    ran_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ok_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
