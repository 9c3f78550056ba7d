"""Load a city's kiosks and other doors: only those that were never there, for from then on they are staff's."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from booking.audit.rules import Actor
from booking.consultations.errors import SeedBroken
from booking.consultations.rules import is_key
from booking.consultations.service import seed_files
from booking.db import db
from booking.guide.models import Door, Kiosk
from booking.guide.service.doors import DoorValues, add_door
from booking.guide.service.kiosks import KioskValues, add_kiosk

T = TypeVar("T")

SECTIONS = ("kiosks", "doors")


def seed(data: Mapping[str, Any], *, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Load the sections `kiosks` and `doors` of a parsed TOML file. (done, what) for each, where done is added or kept.

    An entry is added unless its key was ever there, so what staff edited or removed stays so. SeedBroken says what is
    wrong.
    """
    return [
        *_kiosks(seed_files.rows(data, "kiosks"), actor, now),
        *_doors(seed_files.rows(data, "doors"), actor, now),
    ]


def _kiosks(rows: list[Mapping[str, Any]], actor: Actor, now: datetime) -> Iterator[tuple[str, str]]:
    had = set(db.session.scalars(select(Kiosk.key)))
    for row in rows:
        where = f"kiosk {row.get('key')}"
        with seed_files.named(where):
            key, values = _read_as(KioskValues, Kiosk, row)
            if key in had:
                yield "kept", where
            else:
                add_kiosk(values, key=key, actor=actor, now=now)
                had.add(key)
                yield "added", where


def _doors(rows: list[Mapping[str, Any]], actor: Actor, now: datetime) -> Iterator[tuple[str, str]]:
    had = set(db.session.scalars(select(Door.key)))
    for row in rows:
        where = f"door {row.get('key')}"
        with seed_files.named(where):
            key, values = _read_as(DoorValues, Door, row)
            if key in had:
                yield "kept", where
            else:
                add_door(values, key=key, actor=actor, now=now)
                had.add(key)
                yield "added", where


def _read_as(kind: type[T], model: type[Kiosk] | type[Door], row: Mapping[str, Any]) -> tuple[str, T]:
    """Key and values of an entry: a name, and no text longer than its column. SeedBroken."""
    key = row.get("key")
    if not isinstance(key, str) or not is_key(key):
        raise SeedBroken(why="key must be small letters, digits and hyphens")
    values = seed_files.values(kind, {name: value for name, value in row.items() if name != "key"})
    for name in kind.__dataclass_fields__:  # type: ignore[attr-defined] # whoever calls gives a dataclass
        text, limit = getattr(values, name), getattr(model.__table__.c[name].type, "length", None)
        if name == "name" and not text.strip():
            raise SeedBroken(why="name is empty")
        if limit is not None and len(text) > limit:
            raise SeedBroken(why=f"{name} is longer than {limit}")
    return key, values
