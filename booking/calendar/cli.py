"""`booking days`, `booking nights`, `booking holidays`: what the calendar decides, and staff's corrections of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext

from booking import clock, wording
from booking.audit.rules import Actor
from booking.calendar import queries, rules, service
from booking.calendar.wording import reason_text
from booking.db import transaction
from booking.errors import BookingError
from booking.recheck import Followed, lines, recheck

REASON = "서버 명령으로 입력"
"""Why a correction was made, where the command does not say it."""


class Day(click.ParamType):  # type: ignore[type-arg]
    """A date, or for a month any of its spellings in `formats`."""

    def __init__(self, name: str, *formats: str) -> None:
        self.name, self.formats = name, formats

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; the first of the month where only a month is given."""
        for pattern in self.formats:
            with suppress(ValueError):
                return datetime.strptime(value, pattern).date()  # noqa: DTZ007 - a date of the office, no instant
        example = date(2027, 1, 20).strftime(self.formats[0])
        return self.fail(f"{value!r} is not a {self.name} like {example}", param, ctx)


DATE, MONTH = Day("date", "%Y-%m-%d"), Day("month", "%Y-%m", "%Y-%m-%d")


@contextmanager
def _said() -> Iterator[None]:
    """Show a refusal as a usage error: exit code 2."""
    try:
        yield
    except BookingError as error:
        raise click.UsageError(wording.sentence(error)) from error


def _until(first: date, last: date | None, span: timedelta) -> date:
    """The end of a range that was asked for, or `span` after its beginning. A usage error where it makes no sense."""
    with _said():
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
    with _said():
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
    with _said():
        found = queries.list_nights(first, last)
    rows = [
        {"date": night.date.isoformat(), "open": night.open, "reason": night.reason, "reason_text": reason_text(night)}
        for night in found
    ]
    _show(rows, as_json, lambda row: f"{row['date']}  {'open' if row['open'] else 'closed':<6}  {row['reason_text']}")


holidays = AppGroup("holidays", help="Corrections of the public holidays.")

because = click.option("--reason", default=REASON, help="Why.")
by_document = click.option("--document", default="", help="문서번호.")


@holidays.command()
@click.argument("day", metavar="DATE", type=DATE)
@click.argument("name")
@because
@by_document
def add(day: date, name: str, reason: str, document: str) -> None:
    """Make DATE a public holiday called NAME, and look at all days and bookings again."""
    with _said(), transaction():
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
    with _said(), transaction():
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
    with _said(), transaction():
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
