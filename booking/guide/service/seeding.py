"""Load a city's other doors: only those that were never there, for from then on they are staff's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking.audit.rules import Actor
from booking.consultations.service import seed_files
from booking.db import db
from booking.guide.models import Door
from booking.guide.service.doors import DoorValues, add_door

SECTIONS = ("doors",)


def seed(data: Mapping[str, Any], *, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Load the section `doors` of a parsed TOML file. (done, what) for each, where done is added or kept.

    An entry is added unless its key was ever there, so what staff edited or removed stays so. SeedBroken says what is
    wrong.
    """

    def door(key: str, row: Mapping[str, Any]) -> None:
        add_door(seed_files.fitting(DoorValues, Door, row), key=key, actor=actor, now=now)

    rows = seed_files.rows(data, "doors")
    return list(seed_files.load_new(rows, "door", db.session.scalars(select(Door.key)), door))
