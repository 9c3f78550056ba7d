"""What can be had instead of a time that is gone, as the page says it too."""

import contextlib
from collections.abc import Iterator

from booking import clock
from booking.api.errors import Refusals
from booking.calendar import queries as calendar
from booking.calendar.errors import DayClosed
from booking.reservations import queries
from booking.reservations.errors import CutOffPassed, HoldGone, SlotTaken
from booking.reservations.queries import days

HOW_MANY = 6


@contextlib.contextmanager
def naming_nearest(slot: str) -> Iterator[None]:
    """Where the time with this name cannot be had, refuse with the nearest free ones of its field and its waiting list.

    It stands around the transaction, for it reads when that has been taken back.
    """
    try:
        yield
    except (SlotTaken, HoldGone, DayClosed, CutOffPassed) as error:
        found = calendar.find_slot(slot)
        near = queries.nearest_free(found, clock.now(), limit=HOW_MANY) if found else []
        told = days.why_taken(error, found, clock.now()) if found and isinstance(error, SlotTaken) else error
        raise Refusals([told], near, found) from error
