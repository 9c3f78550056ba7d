"""The earliest time of each field that a clerk can give: what a caller asks first."""

from datetime import datetime
from typing import TYPE_CHECKING

from booking import clock
from booking.calendar import queries as calendar
from booking.calendar.rules import CONSULTATION
from booking.consultations import queries as consultations
from booking.reservations.queries.days import AHEAD
from booking.reservations.queries.free import free_for_desk

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
