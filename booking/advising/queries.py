"""Reading for the experts' pages. Nothing here writes."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from booking.advising.models import ExpertFeed
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
