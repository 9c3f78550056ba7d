"""Reading for the experts' pages. Nothing here writes."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from booking.reservations.rules.states import CHECKED_IN, RESERVED

if TYPE_CHECKING:
    from booking.reservations.models import Reservation


def next_up(rows: "Iterable[Reservation]", today: date) -> str | None:
    """The reference of who is next on this day: the first in time who is there, else the first who is awaited."""
    waiting = [row for row in rows if row.slot.day.date == today and row.state in (CHECKED_IN, RESERVED)]
    first = min(waiting, key=lambda row: (row.state != CHECKED_IN, row.slot.starts_at, row.id), default=None)
    return first.reference if first else None
