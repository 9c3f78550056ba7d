"""`booking days`, `booking nights`, `booking holidays`: what the calendar decides, and staff's corrections of it."""

import json
from datetime import date, timedelta
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries, rules, service
from booking.calendar.cli.importing import import_
from booking.calendar.cli.options import DATE, MONTH, because, by_document, said
from booking.calendar.wording import reason_text
from booking.db import transaction
from booking.recheck import Followed, lines, recheck


def _until(first: date, last: date | None, span: timedelta) -> date:
    """The end of a range that was asked for, or `span` after its beginning. A usage error where it makes no sense."""
    with said():
        queries.ensure_known(first, last or first)
    last = last or first + span
    if first > last:
        raise click.UsageError(f"--from {first} is after --to {last}")
    return last


@click.command()
@click.option("--from", "first", type=MONTH, help="First month, YYYY-MM; this month if left out.")
@click.option("--to", "last", type=MONTH, help="Last month, YYYY-MM; eleven months later if left out.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_appcontext
def days(first: date | None, last: date | None, as_json: bool) -> None:
    """The consultation day of each month, and why then."""
    first = rules.month_after(first or clock.today(), 0)
    last = _until(first, last, timedelta(days=340))
    with said():
        found = queries.list_days(first, last)
    rows = [
        {
            "month": day.month,
            "date": day.date.isoformat() if day.date else None,
            "nominal": day.nominal.isoformat(),
            "reason": day.reason,
            "reason_text": reason_text(day),
        }
        for day in found
    ]
    _show(rows, as_json, lambda row: f"{row['month']}  {row['date'] or '-':<10}  {row['reason_text']}")


@click.command()
@click.option("--from", "first", type=DATE, help="First date, YYYY-MM-DD; today if left out.")
@click.option("--to", "last", type=DATE, help="Last date, YYYY-MM-DD; twelve weeks later if left out.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_appcontext
def nights(first: date | None, last: date | None, as_json: bool) -> None:
    """The Wednesday nights: open or closed, and why."""
    first = first or clock.today()
    last = _until(first, last, timedelta(weeks=12))
    with said():
        found = queries.list_nights(first, last)
    rows = [
        {"date": night.date.isoformat(), "open": night.open, "reason": night.reason, "reason_text": reason_text(night)}
        for night in found
    ]
    _show(rows, as_json, lambda row: f"{row['date']}  {'open' if row['open'] else 'closed':<6}  {row['reason_text']}")


holidays = AppGroup("holidays", help="Corrections of the public holidays.")

holidays.add_command(import_)


@holidays.command()
@click.argument("day", metavar="DATE", type=DATE)
@click.argument("name")
@because
@by_document
def add(day: date, name: str, reason: str, document: str) -> None:
    """Make DATE a public holiday called NAME, and look at all days and bookings again."""
    with said(), transaction():
        now, actor = clock.now(), Actor.command("holidays add")
        service.add_holiday(day, name, reason=reason, document_number=document, actor=actor, now=now)
        followed = recheck(now, actor)
    click.echo(f"{day} is a public holiday now: {name}")
    _tell(followed)


@holidays.command()
@click.argument("day", metavar="DATE", type=DATE)
@because
@by_document
def withdraw(day: date, reason: str, document: str) -> None:
    """Make the public holiday on DATE an ordinary day, and look at all days and bookings again."""
    with said(), transaction():
        now, actor = clock.now(), Actor.command("holidays withdraw")
        override = service.withdraw_holiday(day, reason=reason, document_number=document, actor=actor, now=now)
        name, followed = override.name, recheck(now, actor)
    click.echo(f"{day} is no public holiday now: {name}")
    _tell(followed)


@holidays.command()
@click.argument("day", metavar="DATE", type=DATE)
@because
@by_document
def remove(day: date, reason: str, document: str) -> None:
    """Take back an earlier `add` or `withdraw` of DATE: the regulation alone speaks again."""
    with said(), transaction():
        now, actor = clock.now(), Actor.command("holidays remove")
        service.remove_override(day, reason=reason, document_number=document, actor=actor, now=now)
        followed = recheck(now, actor)
    click.echo(f"the correction of {day} is removed")
    _tell(followed)


@holidays.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> None:
    """Every correction: what, who, when and why."""
    rows = [
        {
            "date": override.date.isoformat(),
            "effect": override.effect,
            "name": override.name,
            "reason": override.reason,
            "document_number": override.document_number,
            "entered_by": override.entered_by,
            "entered_at": override.entered_at.isoformat(),
        }
        for override in queries.list_overrides()
    ]
    _show(
        rows,
        as_json,
        lambda row: "  ".join(str(row[name]) for name in ("date", "effect", "name", "reason", "document_number")),
    )


def _show(rows: list[dict[str, Any]], as_json: bool, line: Any) -> None:
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            click.echo(line(row).rstrip())


def _tell(followed: Followed) -> None:
    click.echo("\n".join(lines(followed)))
