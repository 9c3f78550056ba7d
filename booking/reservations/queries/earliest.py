"""The earliest time that can be had: of each field by a clerk, which is what a caller asks first, and of one online."""

from datetime import datetime
from typing import TYPE_CHECKING

from booking import clock
from booking.calendar import queries as calendar
from booking.calendar.rules import CONSULTATION
from booking.consultations import queries as consultations
from booking.reservations.queries.days import AHEAD
from booking.reservations.queries.free import free_for_desk, free_seats
from booking.reservations.queries.places import bookable

if TYPE_CHECKING:
    from booking.calendar.models import Slot
    from booking.consultations.models import Field


def earliest_for_desk(now: datetime, service: str = CONSULTATION) -> list[tuple["Field", "Slot | None"]]:
    """Each field (or desk of another service) with its first free time on the coming days that is not over, the desk's
    own share included; None where there is none.
    """
    today = clock.office_date(now)
    slots = [one for one in calendar.list_open_slots(service, today, today + AHEAD) if one.ends_at > now]
    free = free_for_desk(slots, now)
    first: dict[str, Slot] = {}
    for slot in slots:
        if free[slot.id]:
            first.setdefault(slot.desk, slot)
    return [(field, first.get(field.key)) for field in consultations.list_fields(service=service)]


def earliest_online(desk: str, now: datetime) -> "Slot | None":
    """The first time at a desk that a citizen could hold at `now`; None where there is none."""
    today = clock.office_date(now)
    slots = bookable(calendar.list_open_slots_at([desk], today, today + AHEAD), now)
    free = free_seats(slots, now)
    return next((slot for slot in slots if free[slot.id]), None)
