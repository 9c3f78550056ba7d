"""Reading for the experts' pages. Nothing here writes."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from booking.advising.models import DaySheet, ExpertFeed
from booking.db import db
from booking.reservations.rules.states import CHECKED_IN, RESERVED

if TYPE_CHECKING:
    from booking.reservations.models import Reservation


def next_up(rows: "Iterable[Reservation]", today: date) -> str | None:
    """The reference of who is next on this day: the first in time who is there, else the first who is awaited."""
    waiting = [row for row in rows if row.slot.day.date == today and row.state in (CHECKED_IN, RESERVED)]
    first = min(waiting, key=lambda row: (row.state != CHECKED_IN, row.slot.starts_at, row.id), default=None)
    return first.reference if first else None


def find_feed(expert_id: int) -> ExpertFeed | None:
    """The address of an expert's calendar feed, where there is one."""
    return db.session.scalar(select(ExpertFeed).where(ExpertFeed.expert_id == expert_id))


def list_sheets(day: date) -> dict[int, DaySheet]:
    """The links to day sheets of a date, by the expert's key."""
    return {one.expert_id: one for one in db.session.scalars(select(DaySheet).where(DaySheet.day == day))}


def list_own_sheets(expert_id: int, since: date) -> dict[date, DaySheet]:
    """The links to an expert's own days from a date on."""
    query = select(DaySheet).where(DaySheet.expert_id == expert_id, DaySheet.day >= since)
    return {one.day: one for one in db.session.scalars(query)}
