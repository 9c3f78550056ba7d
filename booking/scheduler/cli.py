"""`booking scheduler`, and `booking jobs`: the timetable, and one run by hand."""

import json
from datetime import datetime, timedelta

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from booking import clock, logs
from booking.scheduler import process, queries, runner, timetable
from booking.scheduler.errors import JobBusy, JobUnknown

PATIENCE = timedelta(seconds=30)

jobs = AppGroup("jobs", help="The timetable, and one run of a job.")


@click.command()
@with_appcontext
def scheduler() -> None:
    """Run the timetable until SIGTERM. Several such processes may run: one of them plans."""
    logs.set_up(current_app.config["LOG_LEVEL"], as_json=current_app.config["LOG_FORMAT"] == "json")
    process.serve(current_app._get_current_object())  # type: ignore[attr-defined]


@jobs.command("list")
@click.option("--json", "as_json", is_flag=True, help="A list of objects instead of lines.")
def list_jobs(as_json: bool) -> None:
    """All jobs: name, when, next run, last run, and what they do."""
    seen, now = queries.list_seen(), clock.now()
    rows = []
    for job in timetable.JOBS:
        beat = seen.get(job.name, queries.Seen(None, None)).heartbeat
        row = {
            "name": job.name,
            "when": job.when,
            "meaning": job.meaning,
            "next": _iso(job.next_after(now)),
            "last": _iso(beat.ran_at) if beat else None,
            "last_ok": _iso(beat.ok_at) if beat else None,
        }
        rows.append(row)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['name']:<16} {row['when']}\tnext {row['next']}\tlast {row['last'] or '-'}\t{row['meaning']}")


@jobs.command("run")
@click.argument("name")
@click.option("--at", metavar="ISO", help="Run it as if at this instant (office time without an offset).")
def run_job(name: str, at: str | None) -> None:
    """Run NAME now, whoever else plans it, and print how much it did. Exit code 2 for an unknown job, 1 if it fails."""
    try:
        job = timetable.get(name)
    except JobUnknown as error:
        known = ", ".join(job.name for job in timetable.JOBS)
        raise click.BadParameter(f"no job {name}; there are {known}", param_hint="NAME") from error
    try:
        run = runner.run_by_hand(job, _instant(at), by="command", patience=PATIENCE)
    except JobBusy as error:
        raise click.ClickException(f"{name} is running elsewhere") from error
    if run.error:
        raise click.ClickException(f"{name} failed: {run.error}")
    click.echo(f"{name}: {run.count}")


def _instant(text: str | None) -> datetime | None:
    try:
        return None if text is None else clock.parse(text)
    except ValueError as error:
        raise click.BadParameter("an ISO 8601 instant is wanted, 2026-12-18T10:00", param_hint="--at") from error


def _iso(instant: datetime | None) -> str | None:
    return None if instant is None else clock.to_office(instant).isoformat(timespec="seconds")
