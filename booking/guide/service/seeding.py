"""Load a city's kiosks and other doors: only those that were never there, for from then on they are staff's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking.audit.rules import Actor
from booking.consultations.service import seed_files
from booking.db import db
from booking.guide.models import Door, Kiosk
from booking.guide.service.doors import DoorValues, add_door
from booking.guide.service.kiosks import KioskValues, add_kiosk

SECTIONS = ("kiosks", "doors")


def seed(data: Mapping[str, Any], *, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Load the sections `kiosks` and `doors` of a parsed TOML file. (done, what) for each, where done is added or kept.

    An entry is added unless its key was ever there, so what staff edited or removed stays so. SeedBroken says what is
    wrong.
    """

    def kiosk(key: str, row: Mapping[str, Any]) -> None:
        add_kiosk(seed_files.fitting(KioskValues, Kiosk, row), key=key, actor=actor, now=now)

    def door(key: str, row: Mapping[str, Any]) -> None:
        add_door(seed_files.fitting(DoorValues, Door, row), key=key, actor=actor, now=now)

    return [
        *seed_files.load_new(seed_files.rows(data, "kiosks"), "kiosk", db.session.scalars(select(Kiosk.key)), kiosk),
        *seed_files.load_new(seed_files.rows(data, "doors"), "door", db.session.scalars(select(Door.key)), door),
    ]
