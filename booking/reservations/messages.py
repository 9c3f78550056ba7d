"""What a message about a reservation says, read again at the moment of sending. Registered in `create_app`."""

from datetime import datetime
from functools import partial

from booking import wording
from booking.calendar import queries as calendar
from booking.calendar.wording import closing_text
from booking.consultations import queries as consultations
from booking.notices import service as notices
from booking.notices.service import Message
from booking.reservations import queries
from booking.reservations.errors import ReservationUnknown
from booking.reservations.rules.states import CANCELLED, DISPLACED, RESERVED
from booking.reservations.service.telling import recipients_of
from booking.settings import queries as settings

WANTED = {
    "confirmed": RESERVED,
    "moved": RESERVED,
    "reminder": RESERVED,
    "cancelled": CANCELLED,
    "displaced": DISPLACED,
}
"""The state in which a message of each kind is still true; in any other it is dropped."""


def register() -> None:
    """Make this room the one that fills in its kinds of notices."""
    for kind in WANTED:
        notices.register(kind, partial(load, kind))


def load(kind: str, subject: str, now: datetime) -> Message | None:
    """The facts of a message of `kind` as they are now; None when nobody wants it any more."""
    try:
        row = queries.get_by_reference(subject.partition(":")[2])
    except ReservationUnknown:
        return None
    if row.state != WANTED[kind]:
        return None
    due = {
        "confirmed": row.reserved_at,
        "moved": row.moved_at,
        "reminder": queries.reminder_due(row.slot.day.date),
        "cancelled": row.changed_at,
        "displaced": row.changed_at,
    }[kind]
    day = row.slot.day
    holidays = calendar.holidays(day.date, day.date)
    values = {
        "name": row.name or "",
        "date": wording.day(row.slot.starts_at),
        "time": wording.hour(row.slot.starts_at),
        "field": consultations.get_field(row.slot.desk).name,
        "place": str(settings.get("office.place")),
        "reference": row.shown_reference,
        "phone": str(settings.get("office.phone")),
        "reason": closing_text(day.closed_reason, day.closed_text, holidays.get(day.date)) if not day.is_open else "",
    }
    return Message({recipient.role: recipient for recipient in recipients_of(row)}, values, due, row.person_key or "")
