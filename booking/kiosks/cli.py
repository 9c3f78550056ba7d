"""`booking kiosks import`: what a list of kiosks would change, and applying what was seen of it."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from booking import clock, wording
from booking.audit.rules import Actor
from booking.db import transaction
from booking.errors import BookingError
from booking.kiosks import service
from booking.kiosks.rules.differing import GONE, code_of
from booking.kiosks.rules.reading import MOST_BYTES, Reading
from booking.kiosks.wording import aside_words, change_words, doubts_words, faults_words

kiosks = AppGroup("kiosks", help="The unmanned document kiosks.")


@kiosks.command("import")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from-service", "is_asked", is_flag=True, help="Ask the portal's service for the list; no FILE then.")
@click.option("--remove-gone", is_flag=True, help="Take the places off the list that FILE does not have, too.")
@click.option("--skip-broken", is_flag=True, help="Leave the rows aside that cannot be read, and apply the others.")
@click.option("--apply", "code", metavar="CODE", help="Apply the difference that was shown under this code.")
@with_appcontext
def import_(file: Path | None, is_asked: bool, remove_gone: bool, skip_broken: bool, code: str | None) -> None:
    """Compare the kiosks in FILE (행정안전부_무인민원발급기정보 as JSON, or a city's own CSV) with those on the list,
    and show what would change. Nothing is changed without --apply CODE. What FILE leaves empty stays as it is."""
    try:
        read = _read(file, is_asked)
        changes = service.differences(read)
        chosen = [one.key for one in changes if one.is_usual or (remove_gone and one.what == GONE)]
        if code is not None:
            with transaction():
                actor, now = Actor.command("kiosks import"), clock.now()
                service.apply_list(read, chosen, code, is_faulty_fine=skip_broken, actor=actor, now=now)
    except BookingError as error:
        raise click.UsageError(wording.sentence(error)) from error
    for said in filter(None, [aside_words(read), *faults_words(read.faults), *doubts_words(read.rows)]):
        click.echo(said)
    for one in changes:
        click.echo(f"{'*' if one.key in chosen else ' '} {change_words(one)}")
    if not chosen:
        click.echo(f"{len(read.rows)} kiosks read, nothing to change")
    elif code is None:
        skip = "--skip-broken " if read.faults else ""
        click.echo(f"only what is marked * is made; apply it by {skip}--apply {code_of(changes)}")
    else:
        click.echo(f"{len(chosen)} changed")


def _read(file: Path | None, is_asked: bool) -> Reading:
    if file is not None and not is_asked:
        with file.open("rb") as opened:
            return service.read(opened.read(MOST_BYTES + 1))
    if is_asked and file is None:
        return service.ask(current_app.config["KIOSKS_URL"], current_app.config["KIOSKS_KEY"])
    raise click.UsageError("name a FILE or --from-service, one of them")
