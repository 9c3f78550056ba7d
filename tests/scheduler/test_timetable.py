"""The timetable itself, and the commands on it."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from click.testing import Result
from flask import Flask

from booking import clock
from booking.db import db
from booking.scheduler import queries, timetable
from booking.scheduler.errors import JobUnknown
from booking.scheduler.models import JobRun

Command = Callable[..., Result]
At = Callable[[datetime | str], datetime]

NAMES = [
    "create_days", "keep_nights",
    "ask_holidays", "plan_closures", "plan_terms", "plan_reviews", "rehouse", "expire_holds",
    "queue_reminders", "queue_day_lists", "invite_to_survey", "mix_answers", "forget_answered", "keep_stock",
    "export_roster", "destroy_past_due", "deliver", "purge_agent", "seal_log", "prune_log",
    "forget_log_ins", "forget_typed", "start_practice_over", "forget_missed", "forget_runs",
]  # fmt: skip


def test_the_table_names_each_job_once() -> None:
    assert [job.name for job in timetable.JOBS] == NAMES
    assert all(job.title and job.meaning and job.when for job in timetable.JOBS)


@pytest.mark.parametrize(
    ("name", "now", "then"),
    [
        ("deliver", "2026-12-18T10:00:01", "2026-12-18T10:00:15"),
        ("rehouse", "2026-12-18T10:00:21", "2026-12-18T10:01:20"),
        ("create_days", "2026-12-18T23:51", "2026-12-19T00:00:05"),
        ("prune_log", "2026-12-31T03:30:01", "2027-01-01T03:30"),
    ],
)
def test_times_are_the_office_s(name: str, now: str, then: str) -> None:
    assert timetable.get(name).next_after(clock.parse(now)) == clock.parse(then)


def test_an_unknown_job() -> None:
    with pytest.raises(JobUnknown):
        timetable.get("make_coffee")


def test_every_job_runs_on_an_empty_house_and_twice(app: Flask, command: Command) -> None:
    for _ in range(2):
        for name in NAMES:
            assert command("jobs", "run", name).stdout.splitlines()[-1].startswith(f"{name}: ")
    db.session.rollback()
    assert set(queries.list_seen()) == set(NAMES)


def test_jobs_run_at_an_instant(app: Flask, command: Command) -> None:
    assert command("jobs", "run", "forget_runs", "--at", "2026-12-18T10:00").stdout == "forget_runs: 0\n"
    command("jobs", "run", "create_days", "--at", "2027-03-02T00:00")
    db.session.rollback()
    runs = db.session.query(JobRun).filter_by(name="create_days").all()
    assert all(run.as_of == clock.parse("2027-03-02T00:00") and run.by == "command" for run in runs)


def test_unknown_names_and_instants_are_wrong_usage(sqlite_app: Flask, command: Command) -> None:
    assert "make_coffee" in command("jobs", "run", "make_coffee", exit_code=2).output
    assert "--at" in command("jobs", "run", "deliver", "--at", "tomorrow", exit_code=2).output


def test_a_job_that_fails_says_so(sqlite_app: Flask, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = timetable.Job("deliver", "t", _fail, timetable.JOBS[0].trigger, "w", "m")
    monkeypatch.setattr(timetable, "JOBS", (broken,))
    assert "ZeroDivisionError" in command("jobs", "run", "deliver", exit_code=1).output


def test_jobs_list(sqlite_app: Flask, command: Command, at: At) -> None:
    at("2026-12-18T10:00:01")
    command("jobs", "run", "forget_runs")
    rows = json.loads(command("jobs", "list", "--json").stdout)
    assert [row["name"] for row in rows] == NAMES
    deliver, last = rows[NAMES.index("deliver")], rows[-1]
    assert deliver["next"] == "2026-12-18T10:00:15+09:00" and deliver["last"] is None
    assert last["last"] == last["last_ok"] == "2026-12-18T10:00:01+09:00"
    lines = command("jobs", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == NAMES


def _fail(_now: datetime) -> int:
    return 1 // 0
