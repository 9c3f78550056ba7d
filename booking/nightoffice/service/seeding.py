"""Load a city's kinds of night business: only those that are not there, for from then on they are staff's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking.audit.rules import Actor
from booking.consultations.service import seed_files
from booking.db import db
from booking.nightoffice.models import NightTask
from booking.nightoffice.service.tasks import NightTaskValues, add_task

SECTIONS = ("night_tasks",)


def seed(data: Mapping[str, Any], *, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Load the section `night_tasks` of a parsed TOML file, whose keys are those of kinds of business.

    (done, what) for each, where done is added or kept. SeedBroken says what is wrong.
    """

    def add(key: str, row: Mapping[str, Any]) -> None:
        add_task(key, seed_files.fitting(NightTaskValues, NightTask, row), actor=actor, now=now)

    entries = seed_files.rows(data, SECTIONS[0])
    return list(seed_files.load_new(entries, "night_task", db.session.scalars(select(NightTask.business_key)), add))
