"""The kinds of business of the night office, and when each is received."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select

from booking.business import queries as business
from booking.db import db
from booking.nightoffice import rules
from booking.nightoffice.errors import NightTaskUnknown
from booking.nightoffice.models import NightTask
from booking.nightoffice.queries.nights import next_nights
from booking.nightoffice.rules import Hours, When
from booking.settings import queries as settings

NEXT_WEEKS = 26
"""How far ahead an open night is looked for; no run of closed ones is as long."""


@dataclass(frozen=True)
class Received:
    """A kind of business with its hours, as citizens see it."""

    task: NightTask
    hours: Hours


@dataclass(frozen=True)
class Way:
    """The night office as a way to get a kind of business done, as things stand at a moment."""

    task: NightTask
    hours: Hours
    when: When


def list_tasks(active_only: bool = True) -> list[NightTask]:
    """The kinds of business in staff's order."""
    found = list(db.session.scalars(select(NightTask).order_by(NightTask.position, NightTask.id)))
    return [task for task in found if _is_shown(task)] if active_only else found


def _is_shown(task: NightTask) -> bool:
    return task.is_active and task.business.is_active


def find_task(business_key: str) -> NightTask | None:
    """The night office's entry for a kind of business, shown to citizens or not."""
    return db.session.scalar(select(NightTask).where(NightTask.business_key == business_key))


def get_task(business_key: str) -> NightTask:
    """The same. NightTaskUnknown."""
    task = find_task(business_key)
    if task is None:
        raise NightTaskUnknown
    return task


def night_hours() -> tuple[time, time]:
    """From when to when the night office is there, on the office's wall."""
    return settings.get("nightoffice.starts"), settings.get("nightoffice.ends")


def hours_of(task: NightTask) -> Hours | None:
    """A kind's hours in force; None where the night's hours leave nothing of them."""
    return rules.hours(task.starts, task.last_acceptance, task.ends, night_hours())


def list_received() -> list[Received]:
    """What citizens can bring, in staff's order. What has no hours left is not there; the list of staff shows it."""
    pairs = ((task, hours_of(task)) for task in list_tasks())
    return [Received(task, hours) for task, hours in pairs if hours is not None]


def list_reservable() -> list[NightTask]:
    """Those of what citizens can bring for which a visit can be reserved, in staff's order."""
    return [one.task for one in list_received() if one.task.may_reserve]


def narrow(received: Sequence[Received], text: str) -> list[Received]:
    """Those of what is received that somebody may mean who looks for `text`."""
    by_key = {one.task.business_key: one for one in received}
    return [by_key[key] for key in _meant(text, [one.task for one in received])]


def narrow_tasks(tasks: Sequence[NightTask], text: str) -> list[NightTask]:
    """The same of the list of staff."""
    by_key = {task.business_key: task for task in tasks}
    return [by_key[key] for key in _meant(text, tasks)]


def _meant(text: str, tasks: Sequence[NightTask]) -> list[str]:
    return business.narrow(text, {task.business_key: task.business.texts for task in tasks})


def find_way(business_key: str, now: datetime) -> Way | None:
    """When the night office receives a kind of business next, and until when; None where citizens cannot bring it."""
    task = find_task(business_key)
    hours = hours_of(task) if task and _is_shown(task) else None
    if task is None or hours is None:
        return None
    return Way(task, hours, rules.when(hours, next_nights(now, weeks=NEXT_WEEKS), now))


def unlisted() -> Sequence[tuple[str, str]]:
    """(key, name) of the kinds of business that the night office has not on its list yet, by name."""
    known = set(db.session.scalars(select(NightTask.business_key)))
    return [(one.key, one.name) for one in business.list_businesses() if one.key not in known]
