"""Load a city's kiosks: only those that were never there, for from then on they are staff's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking.audit.rules import Actor
from booking.consultations.service import seed_files
from booking.db import db
from booking.kiosks.models import Kiosk
from booking.kiosks.service.keeping import KioskValues, add_kiosk

SECTIONS = ("kiosks",)


def seed(data: Mapping[str, Any], *, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Load the section `kiosks` of a parsed TOML file. (done, what) for each, where done is added or kept.

    An entry is added unless its key was ever there, so what staff edited or removed stays so. SeedBroken says what is
    wrong.
    """

    def kiosk(key: str, row: Mapping[str, Any]) -> None:
        add_kiosk(seed_files.fitting(KioskValues, Kiosk, row), key=key, actor=actor, now=now)

    rows = seed_files.rows(data, "kiosks")
    return list(seed_files.load_new(rows, "kiosk", db.session.scalars(select(Kiosk.key)), kiosk))
