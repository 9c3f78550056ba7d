"""Calendar feeds for citizens' own calendars: consultation days and Wednesday nights."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, current_app, request, url_for
from flask_babel import gettext as _
from icalendar import Calendar, Event

from booking import clock, cookieless, languages
from booking.calendar import queries, rules
from booking.calendar.models import OfficeDay
from booking.calendar.wording import reason_text
from booking.consultations import queries as consultation_queries
from booking.nightoffice import queries as nightoffice
from booking.office import plain_setting, plain_words

pages = Blueprint("feeds", __name__)

REFRESH = timedelta(hours=12)
"""How often a calendar that subscribes should ask again; `x-published-ttl` says the same to older ones."""

PAST, AHEAD_MONTHS, AHEAD_WEEKS = timedelta(days=31), 12, 26


@dataclass(frozen=True)
class Entry:
    """One event of a feed. uid: its stable name there, for ever one for a service and a date."""

    uid: str
    starts: datetime
    ends: datetime
    title: str
    text: str
    url: str
    is_open: bool


def init_app(app: Flask) -> None:
    """Enter the feeds, and give templates `feed_address(name)`. The same for everybody, so no cookie reaches them."""
    app.register_blueprint(pages)
    app.add_template_global(feed_address)
    cookieless.keep_cookies_out(app, "/calendar/")


def feed_address(name: str, scheme: str = "") -> str:
    """The address of a feed (`nights`, `consultations`) in the reader's language; `webcal` opens a calendar app."""
    spoken = languages.language()
    address = _address(f"feeds.{name}", **({} if spoken == languages.FIRST else {"lang": spoken}))
    return f"{scheme}:{address.partition(':')[2]}" if scheme else address


@pages.get("/calendar/consultations.ics")
def consultations() -> Response:
    """The consultation days of a year. A day on which there is no session any more is cancelled, not left out."""
    today = clock.today()
    made = {day.date: day for day in queries.list_office_days("consultation", today - PAST, date.max)}
    planned = queries.list_days(today - PAST, rules.month_after(today, AHEAD_MONTHS - 1))
    reasons = {decision.date: reason_text(decision) for decision in planned if decision.date}
    days = sorted({*made, *(day for day in reasons if day >= today)})
    entries = [_session(day, made.get(day), reasons.get(day, "")) for day in days]
    return _feed(_("풀리고 전문가 상담"), entries)


@pages.get("/calendar/night-office.ics")
def nights() -> Response:
    """The Wednesday nights of half a year. A closed night is cancelled, with the reason."""
    today, shown = clock.today(), {night.date for night in nightoffice.next_nights(clock.now())}
    entries = [
        Entry(
            f"night-{night.date:%Y%m%d}",
            night.starts_at,
            night.ends_at,
            _("수요 야간민원실"),
            reason_text(night),
            _address("nightoffice.night", text=night.date.isoformat())
            if night.date in shown
            else _address("nightoffice.nights"),
            night.open,
        )
        for night in nightoffice.list_nights(today - PAST, today + timedelta(weeks=AHEAD_WEEKS))
    ]
    return _feed(_("수요 야간민원실"), entries)


def _session(day: date, made: OfficeDay | None, reason: str) -> Entry:
    slots = queries.list_slots(made) if made else []
    fields = consultation_queries.list_fields()
    starts = [slot.starts_at for slot in slots] or [clock.at_office(day, field.starts) for field in fields]
    ends = [slot.ends_at for slot in slots] or [clock.at_office(day, field.ends) for field in fields]
    hours = [f"{plain_words(field, 'name')} {field.starts:%H:%M}~{field.ends:%H:%M}" for field in fields]
    return Entry(
        f"consultation-{day:%Y%m%d}",
        min(starts, default=clock.at_office(day, time(9))),
        max(ends, default=clock.at_office(day, time(18))),
        _("풀리고 전문가 상담"),
        "\n".join([*hours, made.closed_text if made and made.closed_text else reason]).strip(),
        _address("consultations.day", text=day.isoformat()) if made else _address("consultations.days"),
        made is None or made.is_open,
    )


def _address(endpoint: str, **values: Any) -> str:
    """A page's address for outside: by the configured base, for a feed may be kept by a proxy for everybody."""
    return str(current_app.config["BASE_URL"]) + url_for(endpoint, **values)


def _feed(name: str, entries: list[Entry]) -> Response:
    feed = Calendar()
    feed.add("prodid", f"-//Pulligo//{languages.language().upper()}")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", name)
    feed.add("x-wr-timezone", "Asia/Seoul")
    feed.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    feed.add("x-published-ttl", "PT12H")
    host = urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
    # The stamp changes once a day, so that an unchanged feed keeps its ETag.
    stamp = datetime.combine(clock.today(), time(), UTC)
    for entry in entries:
        feed.add_component(_event(entry, host, stamp))
    response = Response(feed.to_ical(), mimetype="text/calendar")
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.add_etag()
    response.make_conditional(request)
    return response


def _event(entry: Entry, host: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{host}")
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends)
    event.add("summary", entry.title if entry.is_open else _("[휴무] %(title)s", title=entry.title))
    event.add("description", entry.text)
    event.add("location", str(plain_setting("office.place")))
    event.add("url", entry.url)
    event.add("status", "CONFIRMED" if entry.is_open else "CANCELLED")
    event.add("transp", "TRANSPARENT")
    return event
