"""The work page of the timetable: what runs when, what it did, and a run by hand."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, url_for

from booking import clock
from booking.audit import service as audit
from booking.db import transaction
from booking.menu import ADMINISTRATION, add_work_page
from booking.notices import queries as notices
from booking.scheduler import messages, queries, runner, timetable, watch
from booking.scheduler.errors import JobBusy
from booking.web import actor, staff_page

pages = Blueprint("scheduler", __name__)


def init_app(app: Flask) -> None:
    """Add the page and its place in the menu, and word the alarms."""
    messages.register()
    app.register_blueprint(pages)
    add_work_page(app, "scheduler.jobs", "자동 작업", ("staff", "admin"), 70, ADMINISTRATION)


@pages.get("/staff/jobs")
@staff_page
def jobs() -> Any:
    """The timetable with each job's last and next run, and the last runs that did something."""
    now, beat = clock.now(), queries.last_beat()
    return render_template(
        "scheduler/jobs.html",
        jobs=timetable.JOBS,
        titles={job.name: job.title for job in timetable.JOBS},
        seen=queries.list_seen(),
        runs=queries.list_runs(),
        beat=beat,
        is_silent=beat is not None and queries.is_silent(beat, now),
        backlog=notices.count_backlog(now),
        is_stuck=watch.is_stuck(now),
        has_alarm=watch.recipient() is not None,
        now=now,
    )


@pages.post("/staff/jobs/<name>/run")
@staff_page
def run(name: str) -> Any:
    """Run a job now. It does what the timetable would do anyway, so nothing can go wrong by it.

    Only what sends is left to the scheduler: providers may be slow, and workers are for people.
    """
    job, who = timetable.get(name), actor()
    if job.is_sending:
        flash(f"‘{job.title}’ 작업은 여기에서 실행할 수 없습니다. {job.when} 저절로 실행됩니다.", "error")
        return redirect(url_for("scheduler.jobs"), 303)
    with transaction():
        audit.changed("job.run", actor=who, now=clock.now(), subject=f"job:{name}")
    try:
        done = runner.run_by_hand(job, None, by=who.name)
    except JobBusy:
        flash(f"‘{job.title}’ 작업은 지금 실행 중입니다. 잠시 뒤에 다시 확인해 주세요.", "error")
        return redirect(url_for("scheduler.jobs"), 303)
    if done.error:
        flash(f"‘{job.title}’ 작업에 실패했습니다. 아래 기록을 담당자에게 알려 주세요.", "error")
    else:
        flash(f"‘{job.title}’ 작업을 실행했습니다. 처리한 것: {done.count}건")
    return redirect(url_for("scheduler.jobs"), 303)
