"""Desks at which visits are booked: one for each kind of business that takes bookings, kept as the kind is now."""

from booking.consultations import service as consultations
from booking.consultations.errors import FieldExists
from booking.consultations.service import FieldValues
from booking.nightoffice.errors import KeyOfField
from booking.nightoffice.queries import KIND, Received, list_received
from booking.nightoffice.rules import WINDOW_MINUTES


def keep_desks() -> None:
    """Make a desk of each kind that takes bookings, by its own and the night's hours; those of the others rest.

    The windows of nights that are made follow with `keep_nights`. KeyOfField.
    """
    taking = {one.task.business_key: one for one in list_received() if one.task.may_reserve}
    for key, one in taking.items():
        try:
            consultations.put_desk(key, KIND, _values(one))
        except FieldExists as error:
            raise KeyOfField(field="may_reserve") from error
    consultations.rest_desks(KIND, besides=taking)


def _values(one: Received) -> FieldValues:
    task = one.task
    return FieldValues(
        name=task.business.name,
        position=task.position,
        starts=one.hours.starts,
        ends=one.hours.until,  # nobody is received later
        minutes=WINDOW_MINUTES,
        capacity=task.seats,
        walk_in="walk_in_ok",
        bring=task.bring,
        notes=task.notes,
        name_en=task.business.name_en,
        bring_en=task.bring_en,
        notes_en=task.notes_en,
    )
