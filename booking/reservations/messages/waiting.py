"""What a message of the waiting list says, read again at the moment of sending. Registered in `create_app`."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from flask_babel import force_locale

from booking import clock, languages, links, wording
from booking.calendar import queries as calendar
from booking.calendar.wording import closing_text, name_of
from booking.consultations import queries as consultations
from booking.notices import service as notices
from booking.notices.service import Message
from booking.office import plain_words
from booking.reservations.models import WaitingEntry
from booking.reservations.queries import waiting
from booking.reservations.rules.waiting import ENDED, LAPSED, OFFERED, WITHDRAWN
from booking.reservations.service.waiting_telling import recipients_of
from booking.settings import queries as settings

KINDS = {"offer": OFFERED, "offer_withdrawn": WITHDRAWN, "line_left": LAPSED}
"""Of which event of the account a message of each kind tells."""


def register() -> None:
    """Make this room the one that fills in its kinds of notices."""
    for kind in KINDS:
        notices.register(kind, partial(load, kind), partial(load_all, kind))


def load(kind: str, subject: str, now: datetime) -> Message | None:
    """The facts of a message as they are now, in the language of who waits; None when nobody wants it any more."""
    found = waiting.list_entries([subject.partition(":")[2]])
    return _load(kind, found[0], now, found[0].language) if found else None


def load_all(kind: str, subjects: Collection[str], now: datetime) -> dict[str, Message | None]:
    """The same for many subjects, in the language that is spoken now: it is for staff who call."""
    entries = {f"waiting:{row.reference}": row for row in waiting.list_entries(s.partition(":")[2] for s in subjects)}
    language = languages.current()
    return {
        subject: _load(kind, entries[subject], now, language) if subject in entries else None for subject in subjects
    }


def _load(kind: str, entry: WaitingEntry, now: datetime, language: str) -> Message | None:
    event = waiting.last_event(entry.id, [KINDS[kind]])
    offer = waiting.find_offer(entry) if kind == "offer" else None
    is_over = kind == "offer" and (offer is None or offer.expires_at is None or offer.expires_at <= now)
    is_back = kind == "line_left" and entry.state != ENDED
    if event is None or event.starts_at is None or entry.name is None or is_over or is_back:
        return None
    field = consultations.find_field(event.desk or "")
    with force_locale(language):
        values = {
            "name": entry.name,
            "date": wording.day(event.starts_at),
            "time": wording.hour(event.starts_at),
            "field": plain_words(field, "name") if field else "",
            "place": settings.get_text("office.place", language),
            "reference": entry.shown_reference,
            "link": links.path("waiting", entry.reference),
            "phone": str(settings.get("office.phone")),
            "until": wording.moment(offer.expires_at) if offer and offer.expires_at else "",
            "reason": _why_closed(event.starts_at) if kind == "offer_withdrawn" else "",
        }
    due = entry.told_at if kind == "offer" else None
    return Message({who.role: who for who in recipients_of(entry)}, values, due, entry.person_key or "", entry.language)


def _why_closed(starts_at: datetime) -> str:
    date = clock.office_date(starts_at)
    day = calendar.find_office_day("consultation", date)
    if day is None or day.is_open:
        return ""
    holiday = calendar.holidays(date, date).get(date)
    return closing_text(day.closed_reason, day.closed_text, name_of(date, holiday) if holiday else None)
