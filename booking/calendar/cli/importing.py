"""`booking holidays import`: what an answer about public holidays would change, and applying what was seen of it."""

from datetime import date
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import service
from booking.calendar.cli.options import DATE, because, by_document, said
from booking.calendar.rules.answers import Answer, Change, code_of
from booking.calendar.rules.reading import MOST_BYTES, read
from booking.db import transaction
from booking.foresight import foresee, outlook_lines
from booking.recheck import lines, recheck


@click.command("import")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from-service", "year", type=int, metavar="YEAR", help="Ask the service for this year; no FILE then.")
@click.option("--also", multiple=True, type=DATE, help="Make the withdrawal or renaming of this date too (repeatable).")
@click.option("--apply", "code", metavar="CODE", help="Apply the difference that was shown under this code.")
@because
@by_document
@with_appcontext
def import_(
    file: Path | None, year: int | None, also: tuple[date, ...], code: str | None, reason: str, document: str
) -> None:
    """Compare the public holidays in FILE (the saved answer of getRestDeInfo as JSON or XML, CSV, ICS) with those that
    count, and show what would change and what would follow. Nothing is changed without --apply CODE."""
    with said():
        answer = _answer(file, year)
        changes = service.differences(answer, clock.now())
        chosen = [*service.usual(changes), *_asked(changes, also)]
        if code is None:
            _show(answer, changes, chosen)
        else:
            _apply(answer, chosen, code, reason, document)


def _answer(file: Path | None, year: int | None) -> Answer:
    if file is not None and year is None:
        with file.open("rb") as opened:
            return read(opened.read(MOST_BYTES + 1))
    if year is not None and file is None:
        return service.ask(current_app.config["HOLIDAYS_URL"], current_app.config["HOLIDAYS_KEY"], year)
    raise click.UsageError("name a FILE or --from-service YEAR, one of them")


def _asked(changes: list[Change], also: tuple[date, ...]) -> list[date]:
    unknown = set(also) - {one.date for one in changes}
    if unknown:
        raise click.UsageError(f"nothing differs on {min(unknown)}")
    return list(also)


def _show(answer: Answer, changes: list[Change], chosen: list[date]) -> None:
    months = sorted(f"{month:%Y-%m}" for month in answer.months)
    click.echo(f"{len(answer.holidays)} holidays in {len(months)} months, {months[0]} to {months[-1]}")
    if not changes:
        click.echo("nothing differs from today on")
        return
    for one in changes:
        before = f" (now {one.before})" if one.before and one.before != one.name else ""
        click.echo(f"{'*' if one.date in chosen else ' '} {one.date} {one.what:<9} {one.name}{before}")
    if not chosen:
        click.echo("nothing is marked *: name what is to be made by --also DATE")
        return
    seen = foresee(
        lambda actor, now: service.apply(changes, chosen, reason="-", document_number="", actor=actor, now=now),
        clock.now(),
        Actor.command("holidays import"),
    )
    click.echo("\n".join(outlook_lines(seen)))
    click.echo(f"only what is marked * is made; apply it by --apply {code_of(changes, chosen)}")


def _apply(answer: Answer, chosen: list[date], code: str, reason: str, document: str) -> None:
    now, actor = clock.now(), Actor.command("holidays import")
    with transaction():
        made = service.apply_confirmed(
            answer, chosen, code, reason=reason, document_number=document, actor=actor, now=now
        )
        followed = recheck(now, actor)
    for one in made:
        click.echo(f"{one.date} {one.what}: {one.name}")
    click.echo("\n".join(lines(followed)))
