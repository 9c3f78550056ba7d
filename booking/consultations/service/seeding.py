"""Load a city's data: only what is not there yet, for from then on it is staff's."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, fields
from datetime import datetime
from typing import Any, TypeVar

from booking.audit.rules import Actor
from booking.consultations import queries, rules
from booking.consultations.errors import SeedBroken
from booking.consultations.models import ATTENDANCE, WALK_IN
from booking.consultations.service.experts import ExpertValues, add_expert
from booking.consultations.service.fields import FieldValues, add_field
from booking.errors import BookingError
from booking.settings import queries as settings
from booking.settings import rules as settings_rules
from booking.settings import service as settings_service

T = TypeVar("T")

SECTIONS = ("settings", "fields", "experts")


def seed(data: Mapping[str, Any], *, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Load the sections `settings`, `fields` and `experts` of a parsed TOML file. (done, what) for each entry.

    done is added or kept. A setting is set unless somebody set it before; a field is added unless its key is there; a
    field's experts are added while it has none. So a second run changes nothing. SeedBroken names what is wrong.
    """
    if unknown := sorted(set(data) - set(SECTIONS)):
        raise SeedBroken(why=f"unknown section: {', '.join(unknown)}")
    return [
        *_settings(_table(data, "settings"), actor, now),
        *_fields(_rows(data, "fields"), actor, now),
        *_experts(_rows(data, "experts"), actor, now),
    ]


def _settings(values: Mapping[str, Any], actor: Actor, now: datetime) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        where = f"setting {name}"
        with _named(where):
            text = value if isinstance(value, str) else settings_rules.to_text(value)
            if settings.get_current(name).stored is None and not _is_default(name, value):
                settings_service.put(name, text, actor=actor, now=now)
                yield "added", where
            else:
                yield "kept", where


def _is_default(name: str, value: Any) -> bool:
    return bool(settings.get_current(name).setting.default == value)


def _fields(rows: list[Mapping[str, Any]], actor: Actor, now: datetime) -> Iterator[tuple[str, str]]:
    for row in rows:
        where = f"field {row.get('key')}"
        with _named(where):
            key = row.get("key")
            if not isinstance(key, str) or not rules.is_key(key):
                raise SeedBroken(why="key must be small letters, digits and hyphens")
            values = _values(FieldValues, {name: value for name, value in row.items() if name != "key"})
            for name, choices in (("walk_in", WALK_IN), ("attendance", ATTENDANCE)):
                if getattr(values, name) not in choices:
                    raise SeedBroken(why=f"{name} must be one of {', '.join(choices)}")
            if queries.find_field(key) is None:
                add_field(key, values, actor=actor, now=now)
                yield "added", where
            else:
                yield "kept", where


def _experts(rows: list[Mapping[str, Any]], actor: Actor, now: datetime) -> Iterator[tuple[str, str]]:
    had = {expert.field_key for expert in queries.list_experts(active_only=False)}
    for row in rows:
        where = f"expert {row.get('organisation')} {row.get('name')}"
        with _named(where):
            values = _values(ExpertValues, row)
            if values.field_key in had:
                yield "kept", where
            else:
                add_expert(values, actor=actor, now=now)
                yield "added", where


def _values(kind: type[T], row: Mapping[str, Any]) -> T:
    wanted = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(row) - set(wanted)):
        raise SeedBroken(why=f"unknown: {', '.join(unknown)}")
    for name, field in wanted.items():
        if name not in row and field.default is MISSING:
            raise SeedBroken(why=f"{name} is missing")
        if name in row and not isinstance(row[name], field.type):  # type: ignore[arg-type]
            raise SeedBroken(why=f"{name} has a value of the wrong kind")
    return kind(**row)


def _table(data: Mapping[str, Any], section: str) -> Mapping[str, Any]:
    found = data.get(section, {})
    if not isinstance(found, Mapping):
        raise SeedBroken(why=f"{section} is not a table")
    return found


def _rows(data: Mapping[str, Any], section: str) -> list[Mapping[str, Any]]:
    found = data.get(section, [])
    if not isinstance(found, list) or not all(isinstance(row, Mapping) for row in found):
        raise SeedBroken(why=f"{section} is not a list of tables")
    return found


@contextmanager
def _named(where: str) -> Iterator[None]:
    """Say to which entry of the file a refusal belongs."""
    try:
        yield
    except SeedBroken as error:
        raise SeedBroken(why=f"{where}: {error.parameters['why']}") from error
    except BookingError as error:
        details = " ".join(f"{name}={value}" for name, value in error.parameters.items())
        raise SeedBroken(why=f"{where}: {error.code} {details}".strip()) from error
