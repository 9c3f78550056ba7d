"""The scheduler's process: a ticker over the timetable. All truth is in tables, so it holds nothing itself."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from types import FrameType

from apscheduler.events import EVENT_SCHEDULER_STARTED
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask

from booking import clock
from booking.errors import outline
from booking.scheduler import runner
from booking.scheduler.timetable import JOBS, Job

LOOK = 1.0
"""Seconds between two looks at the clock."""

LEAP = timedelta(seconds=5)
"""A clock that shows so much more or less than has passed was set by somebody."""

log = logging.getLogger(__name__)


def serve(app: Flask) -> None:
    """Run the timetable until SIGTERM or SIGINT; running jobs end first. At the start every job runs once.

    So it does whenever the machine's clock was set, for then something else is due. Late ticks are run
    (`misfire_grace_time=None`), but several missed ones only once (`coalesce`).
    """
    holder = runner.new_holder()
    scheduler = BlockingScheduler(
        timezone=clock.OFFICE_ZONE,
        executors={"default": ThreadPoolExecutor(4)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    stopping = threading.Event()

    def plan() -> None:
        for job in JOBS:
            scheduler.add_job(
                _tick, job.trigger, args=[app, job, holder], id=job.name, name=job.name, replace_existing=True
            )
        scheduler.add_job(_catch_up, args=[app, holder, stopping], name="catch_up")

    plan()
    threading.Thread(target=_follow_clock, args=[plan, stopping], name="clock", daemon=True).start()
    _end_on_signals(scheduler, stopping)
    log.info("scheduler %s has begun", holder)
    scheduler.start()
    with app.app_context():
        runner.resign(holder)
    log.info("scheduler %s has ended", holder)


def _catch_up(app: Flask, holder: str, stopping: threading.Event) -> None:
    """Do, in the timetable's order, what was left undone while no scheduler ran."""
    for job in JOBS:
        if not stopping.is_set():
            _tick(app, job, holder)


def _follow_clock(plan_anew: Callable[[], None], stopping: threading.Event) -> None:
    """Plan anew whenever the machine's clock was set.

    The scheduler's next ticks are instants by the clock of before. One that was set back by two hours would be followed
    by two hours without a tick, and one that ran a year ahead until it was corrected, by a year.
    """
    before = _switched_on()
    while not stopping.wait(LOOK):
        moved = _switched_on() - before
        if abs(moved) >= LEAP:
            before += moved
            log.warning("the clock was moved by %+.0f s: every job is run and planned anew", moved.total_seconds())
            plan_anew()


def _switched_on() -> datetime:
    """When the machine's running time began, by its clock as it is now: another instant only after that was set."""
    return clock.now() - timedelta(seconds=time.monotonic())


def _tick(app: Flask, job: Job, holder: str) -> None:
    """Run a job in a context of its own. Nothing that happens here ends the process, not even a lost database."""
    try:
        with app.app_context():
            runner.tick(job, holder)
    except Exception as error:
        log.error("job %s could not be run: %s", job.name, outline(error))


def _end_on_signals(scheduler: BlockingScheduler, stopping: threading.Event) -> None:
    begun = threading.Event()
    scheduler.add_listener(lambda _event: begun.set(), EVENT_SCHEDULER_STARTED)

    def shut_down() -> None:
        begun.wait(60)  # a scheduler that has not begun cannot be shut down, and would run on
        scheduler.shutdown()

    def end(_number: int, _frame: FrameType | None) -> None:
        # Not in the handler itself: it interrupts the main thread, which may hold the scheduler's locks.
        if not stopping.is_set():
            stopping.set()
            threading.Thread(target=shut_down, name="shutdown").start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
