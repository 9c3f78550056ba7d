"""The consultation days to come, and who advises on them."""

from typing import TYPE_CHECKING

from booking import clock
from booking.consultations import queries
from booking.consultations.models import Expert

if TYPE_CHECKING:
    from booking.calendar.models import Slot


def expert_for(slot: "Slot", seat: int) -> Expert | None:
    """Who advises at a seat (from 1) of a slot: the experts of the field who serve on that day, in their order.

    It depends on the seat alone, which the database gives to one booking only, so two bookings of one time never get
    the same expert while there are enough of them. None where the field has no expert on that day.
    """
    day = clock.office_date(slot.starts_at)
    serving = [expert for expert in queries.list_experts(slot.desk) if expert.serves_on(day)]
    return serving[(seat - 1) % len(serving)] if serving else None
