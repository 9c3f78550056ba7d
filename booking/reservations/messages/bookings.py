"""What a message about a reservation says, read again at the moment of sending. Registered in `create_app`."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from flask_babel import force_locale

from booking import languages, links, wording
from booking.calendar import queries as calendar
from booking.calendar.wording import closing_text, name_of
from booking.consultations import queries as consultations
from booking.notices import service as notices
from booking.notices.service import Message
from booking.office import plain_words
from booking.reservations import queries
from booking.reservations.models import Reservation
from booking.reservations.queries import bookings
from booking.reservations.rules.states import CANCELLED, DISPLACED, RESERVED, normalise_reference
from booking.reservations.service.telling import recipients_of, recipients_of_correction
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.consultations.models import Field

WANTED = {
    "confirmed": (RESERVED,),
    "moved": (RESERVED,),
    "reminder": (RESERVED,),
    "reference": (RESERVED, DISPLACED),
    "corrected": (RESERVED, DISPLACED, CANCELLED),  # who took a booking over may cancel it to hide that
    "cancelled": (CANCELLED,),
    "displaced": (DISPLACED,),
    "taken_back": (RESERVED,),
}
"""The states in which a message of each kind is still true; in any other it is dropped."""


def register() -> None:
    """Make this room the one that fills in its kinds of notices."""
    for kind in WANTED:
        notices.register(kind, partial(load, kind), partial(load_all, kind))


def load(kind: str, subject: str, now: datetime) -> Message | None:
    """The facts of a message of `kind` as they are now, in the language of the booking; None when nobody wants it any
    more."""
    return _load(kind, [subject], in_own_language=True)[subject]


def load_all(kind: str, subjects: Collection[str], now: datetime) -> dict[str, Message | None]:
    """The same for many subjects, by subject, read together: a list of calls is as quick as one of them.

    It is for staff who call, and therefore in the language that is spoken now.
    """
    return _load(kind, subjects, in_own_language=False)


def _load(kind: str, subjects: Collection[str], *, in_own_language: bool) -> dict[str, Message | None]:
    references = {subject: normalise_reference(subject.partition(":")[2]) for subject in subjects}
    found_rows = bookings.list_by_reference(references.values())
    rows = {row.reference: row for row in found_rows if row.state in WANTED[kind] and row.destroyed_at is None}
    fields = {field.key: field for field in consultations.list_fields(active_only=False)} if rows else {}
    closed = {row.slot.day.date for row in rows.values() if not row.slot.day.is_open}
    holidays = calendar.holidays(min(closed), max(closed)) if closed else {}
    reminder_due = cache(queries.reminder_due)

    whom = recipients_of_correction if kind == "corrected" else recipients_of

    def message(row: Reservation) -> Message:
        due = reminder_due(row.slot.day.date) if kind == "reminder" else _due(kind, row)
        with force_locale(row.language if in_own_language else languages.current()):
            values = _values(row, fields[row.slot.desk], holidays)
        return Message({who.role: who for who in whom(row)}, values, due, row.person_key or "", row.language)

    found = {subject: rows.get(reference) for subject, reference in references.items()}
    return {subject: message(row) if row else None for subject, row in found.items()}


def _due(kind: str, row: Reservation) -> datetime | None:
    moments = {"confirmed": row.reserved_at, "moved": row.moved_at, "reference": None, "corrected": None}
    return moments.get(kind, row.changed_at)


def _values(row: Reservation, field: "Field", holidays: Mapping[date, str]) -> dict[str, str]:
    return {
        "name": row.name or "",
        "date": wording.day(row.slot.starts_at),
        "time": wording.hour(row.slot.starts_at),
        "field": plain_words(field, "name"),
        "place": settings.get_text("office.place", languages.current()),
        "reference": row.shown_reference,
        "phone": str(settings.get("office.phone")),
        "reason": _reason(row, holidays),
        "link": links.path("booking", row.reference or ""),
    }


def _reason(row: Reservation, holidays: Mapping[date, str]) -> str:
    """Why the day of a booking was closed, empty where it was not."""
    day = row.slot.day
    if day.is_open:
        return ""
    holiday = holidays.get(day.date)
    return closing_text(day.closed_reason, day.closed_text, name_of(day.date, holiday) if holiday else None)
