"""Load what a city's counter does: only what is not on its list, for from then on the list is staff's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking.audit.rules import Actor
from booking.consultations.errors import SeedBroken
from booking.consultations.service import seed_files
from booking.counter.models import CounterTask
from booking.counter.service.keeping import CounterTaskValues, add_task
from booking.db import db

SECTIONS = ("counter_tasks",)


def seed(data: Mapping[str, Any], *, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Load the section `counter_tasks` of a parsed TOML file, whose keys are those of kinds of business.

    (done, what) for each, where done is added or kept. SeedBroken says what is wrong.
    """

    def task(key: str, row: Mapping[str, Any]) -> None:
        values = seed_files.fitting(CounterTaskValues, CounterTask, row)
        if values.fee is not None and values.fee < 0:
            raise SeedBroken(why="fee is below 0")
        add_task(key, values, actor=actor, now=now)

    had = db.session.scalars(select(CounterTask.business_key))
    return list(seed_files.load_new(seed_files.rows(data, "counter_tasks"), "counter_task", had, task))
