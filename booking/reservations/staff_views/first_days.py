"""Which day a page of the desk begins with, and where the other service is."""

from datetime import date
from typing import TYPE_CHECKING

from booking import clock
from booking.calendar import queries as calendar
from booking.calendar.rules import CONSULTATION, NIGHT, SERVICES
from booking.consultations import queries as consultations
from booking.reservations import queries

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay


def tonight(today: date) -> "OfficeDay | None":
    """The night of a date where visits are booked there, and no session takes place that day."""
    kinds = {day.kind: day for day in calendar.list_office_days(None, today, today, open_only=True)}
    is_booked = CONSULTATION not in kinds and consultations.list_fields(service=NIGHT)
    return kinds.get(NIGHT) if is_booked else None


def of_other_service(office_day: "OfficeDay") -> "OfficeDay | None":
    """The next day of the other service, where one can book there."""
    (other,) = (kind for kind in SERVICES if kind != office_day.kind)
    return queries.next_session(clock.today(), other) if consultations.list_fields(service=other) else None
