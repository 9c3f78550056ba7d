"""`booking seed`: load a city's data."""

import tomllib
from pathlib import Path

import click
from flask.cli import with_appcontext

from booking import clock, wording
from booking.advising import service as advising
from booking.audit.rules import Actor
from booking.consultations import service
from booking.consultations.errors import SeedBroken
from booking.consultations.service import seed_files
from booking.db import transaction
from booking.guide import service as guide


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def seed(file: Path) -> None:
    """Load a city's settings, fields, experts, outcomes and kiosks from a TOML FILE. What is there stays as it is."""
    try:
        data = tomllib.loads(file.read_text("utf-8"))
        seed_files.ensure_sections(data, (*service.SECTIONS, *advising.SECTIONS, *guide.SECTIONS))
        actor, now = Actor.command("seed"), clock.now()
        with transaction():
            done = [one for room in (service, advising, guide) for one in room.seed(data, actor=actor, now=now)]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(wording.sentence(SeedBroken(why=str(error)))) from error
    except SeedBroken as error:
        raise click.UsageError(wording.sentence(error)) from error
    for what, entry in done:
        click.echo(f"{what:<6} {entry}")
    count = sum(what == "added" for what, _entry in done)
    click.echo(f"{count} added, {len(done) - count} kept as they are")
