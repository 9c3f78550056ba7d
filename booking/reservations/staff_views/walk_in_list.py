"""Who walked in, as the roster and their own page list them."""

from typing import TYPE_CHECKING, Any

from booking import clock
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.reservations.queries.walk_ins import first_waiting, list_walk_ins

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay
    from booking.consultations.models import Field


def walk_in_list(office_day: "OfficeDay") -> dict[str, Any]:
    """What `_walk_ins.html` needs; on other days than today nobody waits any more."""
    rows = list_walk_ins(office_day) if office_day.date == clock.today() else []
    return {"walk_ins": rows, "first": first_waiting(rows), "walk_fields": fields_of(office_day)}


def fields_of(office_day: "OfficeDay") -> list["Field"]:
    """The fields of a day, in their order."""
    desks = calendar.list_desks(office_day)
    return [field for field in consultations.list_desks() if field.key in desks]
