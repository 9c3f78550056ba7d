"""`booking seed`: load a city's data."""

import tomllib
from pathlib import Path

import click
from flask.cli import with_appcontext

from booking import clock, seeds, wording
from booking.audit.rules import Actor
from booking.consultations.errors import SeedBroken
from booking.db import transaction


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def seed(file: Path) -> None:
    """Load a city's settings, fields, experts and services from a TOML FILE. What is there stays as it is."""
    try:
        data = tomllib.loads(file.read_text("utf-8"))
        with transaction():
            done = seeds.load(data, actor=Actor.command("seed"), now=clock.now())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(wording.sentence(SeedBroken(why=str(error)))) from error
    except SeedBroken as error:
        raise click.UsageError(wording.sentence(error)) from error
    for what, entry in done:
        click.echo(f"{what:<6} {entry}")
    count = sum(what == "added" for what, _entry in done)
    click.echo(f"{count} added, {len(done) - count} kept as they are")
