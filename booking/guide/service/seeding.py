"""Load a city's kiosks: only those that were never there, for from then on they are staff's."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking.audit.rules import Actor
from booking.consultations.errors import SeedBroken
from booking.consultations.rules import is_key
from booking.consultations.service import seed_files
from booking.db import db
from booking.guide.models import Kiosk
from booking.guide.service.kiosks import KioskValues, add_kiosk

SECTIONS = ("kiosks",)


def seed(data: Mapping[str, Any], *, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Load the section `kiosks` of a parsed TOML file. (done, what) for each entry, where done is added or kept.

    A kiosk is added unless its key was ever there, so what staff edited or removed stays so. SeedBroken says what is
    wrong.
    """
    return list(_kiosks(seed_files.rows(data, "kiosks"), actor, now))


def _kiosks(rows: list[Mapping[str, Any]], actor: Actor, now: datetime) -> Iterator[tuple[str, str]]:
    had = set(db.session.scalars(select(Kiosk.key)))
    for row in rows:
        where = f"kiosk {row.get('key')}"
        with seed_files.named(where):
            key, values = _read(row)
            if key in had:
                yield "kept", where
            else:
                add_kiosk(values, key=key, actor=actor, now=now)
                had.add(key)
                yield "added", where


def _read(row: Mapping[str, Any]) -> tuple[str, KioskValues]:
    key = row.get("key")
    if not isinstance(key, str) or not is_key(key):
        raise SeedBroken(why="key must be small letters, digits and hyphens")
    values = seed_files.values(KioskValues, {name: value for name, value in row.items() if name != "key"})
    if not values.name.strip():
        raise SeedBroken(why="name is empty")
    for name in ("name", "address", "hours"):
        limit = Kiosk.__table__.c[name].type.length  # type: ignore[attr-defined]
        if len(getattr(values, name)) > limit:
            raise SeedBroken(why=f"{name} is longer than {limit}")
    return key, values
