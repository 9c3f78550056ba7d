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
@click.option("--verbose", is_flag=True, help="Name every entry, not only how many of each room there are.")
@with_appcontext
def seed(file: Path, verbose: bool) -> None:
    """Load a city's settings, fields, experts and services from a TOML FILE. What is there stays as it is."""
    try:
        data = tomllib.loads(file.read_text("utf-8"))
        with transaction():
            done = seeds.load(data, actor=Actor.command("seed"), now=clock.now())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(wording.sentence(SeedBroken(why=str(error)))) from error
    except SeedBroken as error:
        raise click.UsageError(wording.sentence(error)) from error
    for room, entries in done.items():
        for what, entry in entries if verbose else ():
            click.echo(f"{what:<6} {entry}")
        if entries:
            click.echo(f"{room}: {_counted(entries)}")
    click.echo(_counted([one for entries in done.values() for one in entries]))


def _counted(entries: list[tuple[str, str]]) -> str:
    count = sum(what == "added" for what, _entry in entries)
    return f"{count} added, {len(entries) - count} kept as they are"
