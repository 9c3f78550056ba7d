"""An expert's calendar feed."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Response, abort, current_app
from icalendar import Calendar, Event

from booking import clock, crypto
from booking.advising import service
from booking.advising.errors import FeedUnknown
from booking.advising.views.blueprint import as_expert, pages
from booking.audit import service as audit
from booking.consultations.models import Expert
from booking.limits import LOOKING_UP, limiter
from booking.reservations import labels, queries
from booking.reservations.models import Reservation
from booking.settings import queries as settings

PAST, AHEAD = timedelta(days=31), timedelta(days=100)
REFRESH = timedelta(hours=1)
"""How often a calendar that subscribes should ask again."""


@pages.get("/calendar/experts/<token>.ics")
@limiter.limit(LOOKING_UP)
def feed(token: str) -> Response:
    """An expert's own appointments: times, field, reference and state, and nobody's name. Reading it is logged."""
    now, today = clock.now(), clock.today()
    try:
        expert = service.open_feed(token, now)
    except FeedUnknown:
        abort(404)
    audit.seen("appointments.fed", actor=as_expert(expert), now=now, subject=f"expert:{expert.id}")
    calendar = Calendar()
    calendar.add("prodid", "-//Pulligo//KO")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{expert.field.name} 상담")
    calendar.add("refresh-interval", REFRESH, {"value": "DURATION"})
    for row in queries.for_expert(expert.id, today - PAST, today + AHEAD):
        calendar.add_component(_event(row, expert))
    return Response(calendar.to_ical(), mimetype="text/calendar", headers={"Cache-Control": "private, no-store"})


def _event(row: Reservation, expert: Expert) -> Event:
    host = urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
    event = Event()
    event.add("uid", f"{crypto.vault().index(f'expert feed:{row.token}')[:32]}@{host}")
    event.add("dtstamp", row.changed_at)
    event.add("dtstart", row.slot.starts_at)
    event.add("dtend", row.slot.ends_at)
    event.add("summary", f"{expert.field.name} 상담 ({labels.STATES[row.state]})")
    event.add("description", f"예약번호 {row.shown_reference}")
    event.add("location", str(settings.get("office.place")))
    return event
