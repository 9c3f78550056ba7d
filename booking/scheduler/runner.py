"""Run one job: once at a time in all processes, whatever it does never ending its caller, and remembered."""

import logging
import os
import socket
import time
from datetime import datetime, timedelta

from booking import clock
from booking.db import db, keep_records, new_token, transaction
from booking.errors import outline
from booking.scheduler import queries, service
from booking.scheduler.errors import JobBusy
from booking.scheduler.service import Run
from booking.scheduler.timetable import Job

SCHEDULE = "schedule"

log = logging.getLogger(__name__)


def new_holder() -> str:
    """A name for this process, from which others on the same machine can tell that it is dead."""
    return f"{socket.gethostname()[:80]}:{os.getpid()}:{new_token()[:8]}"


def tick(job: Job, holder: str) -> Run | None:
    """A run by the timetable, for the present instant. None where another process plans this job."""
    if job.is_shared:
        return _run(job, None, SCHEDULE)
    if not _try(job.name, holder, is_planned=True):
        return None
    try:
        return _run(job, None, SCHEDULE)
    finally:
        with transaction():
            service.end_run(job.name, holder)


def run_by_hand(job: Job, at: datetime | None, *, by: str, patience: timedelta = timedelta()) -> Run:
    """A run at somebody's wish, as if it were `at`. JobBusy where another run does not end within `patience`."""
    if job.is_shared:
        return _run(job, at, by)
    runner, deadline = new_holder(), time.monotonic() + patience.total_seconds()
    while not _try(job.name, runner, is_planned=False):
        if time.monotonic() >= deadline:
            raise JobBusy(name=job.name)
        time.sleep(0.2)
    try:
        return _run(job, at, by)
    finally:
        with transaction():
            service.end_run(job.name, runner)


def resign(holder: str) -> None:
    """Leave the timetable to other processes."""
    with transaction():
        service.resign(holder, clock.now())


def _try(name: str, holder: str, *, is_planned: bool) -> bool:
    begin = service.may_plan if is_planned else service.may_run
    with transaction():
        if begin(name, holder, clock.now()):
            return True
        lease = queries.find_lease(name)
        dead = {who for who in (lease and lease.holder, lease and lease.runner) if who and _is_dead(who)}
        for who in dead:
            service.bury(name, who, clock.now())
        return bool(dead) and begin(name, holder, clock.now())


def _is_dead(holder: str) -> bool:
    """Whether a process of this machine is gone. One of another machine is believed until its time is over."""
    host, _, rest = holder.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname()[:80] or not rest.isdecimal():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        pass
    return False


def _run(job: Job, at: datetime | None, by: str) -> Run:
    started, count, error = clock.now(), 0, ""
    try:
        with keep_records():
            count = job.run(at or started)
    except Exception as failure:
        db.session.rollback()
        error = outline(failure)
        log.error("job %s failed: %s", job.name, error)
    run = Run(job.name, started, clock.now(), at, count, error, by)
    with transaction():
        service.note(run)
    return run
