"""What the message says to who waits only for days that were closed, read again at the moment of sending."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import force_locale

from booking import languages, links, wording
from booking.calendar.wording import why_slot_closed
from booking.consultations import queries as consultations
from booking.notices import service as notices
from booking.notices.service import Message
from booking.office import plain_words
from booking.reservations.messages.services import service_words
from booking.reservations.models import WaitingEntry
from booking.reservations.queries import waiting, waiting_days
from booking.reservations.service.telling import recipients_of
from booking.reservations.service.waiting_telling import subject_of

KIND = "line_closed"


def register() -> None:
    """Make this room the one that fills in its kind of notice."""
    notices.register(KIND, load, load_all)


def load(subject: str, now: datetime) -> Message | None:
    """The facts as they are now, in the language of who waits; None once there is something to wait for again."""
    found = waiting.list_entries([subject.partition(":")[2]])
    return _load_all(found, now, found[0].language)[subject] if found else None


def load_all(subjects: Collection[str], now: datetime) -> dict[str, Message | None]:
    """The same for many subjects, in the language that is spoken now: it is for staff who call."""
    entries = waiting.list_entries(subject.partition(":")[2] for subject in subjects)
    return dict.fromkeys(subjects) | _load_all(entries, now, languages.current())


def _load_all(entries: list[WaitingEntry], now: datetime, language: str) -> dict[str, Message | None]:
    closed = waiting_days.closed_of(entries, now)
    fields = {one.key: one for one in consultations.list_desks()}
    found: dict[str, Message | None] = {}
    for entry in entries:
        slots = closed.get(entry.id)
        if not slots or entry.name is None:
            found[subject_of(entry)] = None
            continue
        wished = [fields[one.desk] for one in entry.wishes if one.desk in fields]
        with force_locale(language):
            names = ", ".join(plain_words(one, "name") for one in wished)
            values = {
                "name": entry.name,
                "date": wording.day(slots[0].starts_at),
                "field": names,
                **service_words({one.service for one in wished}, names),
                "reference": entry.shown_reference,
                "link": links.path("waiting", entry.reference),
                "reason": why_slot_closed(slots[0]),
            }
        people = {who.role: who for who in recipients_of(entry)}
        found[subject_of(entry)] = Message(people, values, None, entry.person_key or "", entry.language)
    return found
