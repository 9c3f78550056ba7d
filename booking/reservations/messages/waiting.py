"""What a message of the waiting list says, read again at the moment of sending. Registered in `create_app`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from flask_babel import force_locale

from booking import clock, languages, links, wording
from booking.calendar import queries as calendar
from booking.calendar.wording import closing_text, name_of
from booking.consultations import queries as consultations
from booking.consultations.models import Field
from booking.notices import service as notices
from booking.notices.service import Message
from booking.office import plain_words
from booking.reservations.messages.services import service_words
from booking.reservations.models import Reservation, WaitingEntry, WaitingEvent
from booking.reservations.queries import waiting
from booking.reservations.rules.waiting import ENDED, LAPSED, OFFERED, WITHDRAWN
from booking.reservations.service.telling import recipients_of
from booking.reservations.service.waiting_telling import subject_of
from booking.settings import queries as settings

KINDS = {"offer": OFFERED, "offer_withdrawn": WITHDRAWN, "line_left": LAPSED, "line_ended": ENDED}
"""Of which event of the account a message of each kind tells."""


@dataclass(frozen=True)
class Told:
    """What messages tell of, read once for all: last event and running offer by entry, desks by key, why by service
    and day."""

    events: dict[int, WaitingEvent]
    offers: dict[int, Reservation]
    fields: dict[str, Field]
    closed: dict[tuple[str, date], str]


def register() -> None:
    """Make this room the one that fills in its kinds of notices."""
    for kind in KINDS:
        notices.register(kind, partial(load, kind), partial(load_all, kind))


def load(kind: str, subject: str, now: datetime) -> Message | None:
    """The facts of a message as they are now, in the language of who waits; None when nobody wants it any more."""
    found = waiting.list_entries([subject.partition(":")[2]])
    return _load_all(kind, found, now, found[0].language)[subject] if found else None


def load_all(kind: str, subjects: Collection[str], now: datetime) -> dict[str, Message | None]:
    """The same for many subjects, in the language that is spoken now: it is for staff who call."""
    entries = waiting.list_entries(subject.partition(":")[2] for subject in subjects)
    return dict.fromkeys(subjects) | _load_all(kind, entries, now, languages.current())


def _load_all(kind: str, entries: list[WaitingEntry], now: datetime, language: str) -> dict[str, Message | None]:
    keys = [entry.id for entry in entries]
    events = waiting.last_events(keys, [KINDS[kind]])
    days = {clock.office_date(event.starts_at) for event in events.values() if event.starts_at}
    with force_locale(language):
        closed = _why_closed(days) if kind == "offer_withdrawn" else {}
    offers = waiting.list_offers(keys) if kind == "offer" else {}
    told = Told(events, offers, {field.key: field for field in consultations.list_desks()}, closed)
    return {subject_of(entry): _load(kind, entry, told, now, language) for entry in entries}


def _load(kind: str, entry: WaitingEntry, told: Told, now: datetime, language: str) -> Message | None:
    event, offer = told.events.get(entry.id), told.offers.get(entry.id)
    is_over = kind == "offer" and (offer is None or offer.expires_at is None or offer.expires_at <= now)
    is_back = kind in ("line_left", "line_ended") and entry.state != ENDED
    if event is None or entry.name is None or is_over or is_back:
        return None
    day = clock.office_date(event.starts_at) if event.starts_at else entry.last_date or clock.office_date(event.at)
    desks = [event.desk] if event.desk else [one.desk for one in entry.wishes]
    services = {key: field.service for key, field in told.fields.items()}
    with force_locale(language):
        names = ", ".join(plain_words(told.fields[desk], "name") for desk in desks if desk in told.fields)
        values = {
            "name": entry.name,
            "date": wording.day(event.starts_at or day),
            "time": wording.hour(event.starts_at) if event.starts_at else "",
            "field": names,
            **service_words({services[desk] for desk in desks if desk in services}, names),
            "reference": entry.shown_reference,
            "link": links.path("waiting", entry.reference),
            "phone": str(settings.get("office.phone")),
            "until": wording.moment(offer.expires_at) if offer and offer.expires_at else "",
            "reason": told.closed.get((services[desks[0]], day), "") if desks[0] in services else "",
        }
    due = entry.told_at if kind == "offer" else None
    return Message({who.role: who for who in recipients_of(entry)}, values, due, entry.person_key or "", entry.language)


def _why_closed(days: Collection[date]) -> dict[tuple[str, date], str]:
    """Why the office closed each of these days that it closed, by service, in the language that is spoken now."""
    if not days:
        return {}
    closed = [day for day in calendar.list_office_days(None, min(days), max(days)) if not day.is_open]
    names = calendar.holidays(min(days), max(days))
    return {
        (day.kind, day.date): closing_text(
            day.closed_reason, day.closed_text, name_of(day.date, names[day.date]) if day.date in names else None
        )
        for day in closed
        if day.date in days
    }
