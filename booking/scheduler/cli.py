"""`booking scheduler`, `booking jobs` (the timetable, and one run by hand) and `booking simulate`."""

import json
import sys
from datetime import datetime, timedelta

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from booking import clock, logs
from booking.scheduler import process, queries, runner, simulation, timetable
from booking.scheduler.errors import JobBusy, JobUnknown
from booking.scheduler.rehearsal import rehearsal

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


@click.command()
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), required=True, help="First day, 2027-01-01.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Last day.")
@click.option("--json", "as_json", is_flag=True, help="A list of objects instead of lines.")
@with_appcontext
def simulate(first: datetime, last: datetime, as_json: bool) -> None:
    """Play the scheduler over a range of days on a copy, and print what would open, close, move and be sent.

    Nothing of the real database changes and nothing is sent. Bookings that people will make are not invented.
    """
    if last < first:
        raise click.BadParameter("is before --from", param_hint="--to")
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    days = (last - first).days + 1
    with rehearsal(app), click.progressbar(length=days, label=f"{days} days", file=sys.stderr) as bar:
        happenings = list(simulation.play(first.date(), last.date(), lambda _day: bar.update(1)))
    if as_json:
        rows = [{**vars(one), "at": _iso(one.at)} for one in happenings]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in happenings:
        click.echo(f"{_iso(one.at)}  {one.thing:<12} {one.what:<10} {one.about}  {one.detail}".rstrip())


def _instant(text: str | None) -> datetime | None:
    try:
        return None if text is None else clock.parse(text)
    except ValueError as error:
        raise click.BadParameter("an ISO 8601 instant is wanted, 2026-12-18T10:00", param_hint="--at") from error


def _iso(instant: datetime | None) -> str | None:
    return None if instant is None else clock.to_office(instant).isoformat(timespec="seconds")
