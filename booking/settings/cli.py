"""`booking settings`: what a clerk may change, from the command line."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from booking import clock, wording
from booking.audit.rules import Actor
from booking.db import transaction
from booking.errors import BookingError
from booking.recheck import Followed, lines, recheck_setting
from booking.settings import queries, rules, service


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except BookingError as error:
        raise click.ClickException(wording.sentence(error)) from error


def _row(current: queries.Current) -> dict[str, object]:
    setting = current.setting
    return {
        "name": setting.name,
        "value": rules.to_text(current.value),
        "default": rules.to_text(setting.default),
        "is_changed": current.stored is not None,
        "title": setting.title,
        "meaning": setting.meaning,
    }


settings = AppGroup("settings", help="What a clerk may change.")


@settings.command("list")
@click.option("--json", "as_json", is_flag=True, help="Every setting as JSON.")
def list_settings(as_json: bool) -> None:
    """Every setting with its value; an asterisk where it was changed."""
    found = queries.list_current()
    if as_json:
        click.echo(json.dumps([_row(current) for current in found], ensure_ascii=False, indent=2))
        return
    for current in found:
        mark = "*" if current.stored else " "
        click.echo(f"{mark} {current.setting.name} = {rules.to_text(current.value)}  # {current.setting.title}")


@settings.command()
@click.argument("name")
def get(name: str) -> None:
    """The value of one setting."""
    with _refusals():
        click.echo(rules.to_text(queries.get_current(name).value))


@settings.command("set")
@click.argument("name")
@click.argument("value")
def set_value(name: str, value: str) -> None:
    """Change one setting (times as HH:MM, yes or no)."""
    now, actor = clock.now(), Actor.command("booking settings set")
    with _refusals(), transaction():
        is_changed = service.put(name, value, actor=actor, now=now)
        followed = recheck_setting(name, now, actor) if is_changed else None
    _tell(followed)


@settings.command()
@click.argument("name")
def reset(name: str) -> None:
    """Give one setting its default again."""
    now, actor = clock.now(), Actor.command("booking settings reset")
    with _refusals(), transaction():
        is_changed = service.reset(name, actor=actor, now=now)
        followed = recheck_setting(name, now, actor) if is_changed else None
    _tell(followed)


def _tell(followed: Followed | None) -> None:
    if followed is not None:
        click.echo("\n".join(lines(followed)))
