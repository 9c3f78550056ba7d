"""The booking as a file for the citizen's own calendar."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import current_app, url_for
from flask_babel import gettext
from icalendar import Alarm, Calendar, Event
from werkzeug.wrappers import Response

from booking import crypto, languages
from booking.calendar.rules import NIGHT
from booking.consultations import queries as consultations
from booking.office import plain_words
from booking.reservations.models import Reservation
from booking.reservations.rules.places import PLACES
from booking.reservations.rules.states import CANCELLED, DISPLACED
from booking.reservations.views.blueprint import pages
from booking.reservations.views.own import Answer, own
from booking.settings import queries as settings

BEFORE = timedelta(days=1)
"""How long before the consultation the calendar rings."""


@pages.get("/reservations/<reference>/calendar.ics")
@own
def calendar_file(reservation: Reservation) -> Answer:
    """The booking as one event. Taken again after a change it takes the place of the one before."""
    file = Calendar()
    file.add("prodid", "-//Pulligo//KO")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add_component(_event(reservation))
    name = f"pulligo-{reservation.slot.day.date:%Y%m%d}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(file.to_ical(), mimetype="text/calendar", headers=headers)


def _event(reservation: Reservation) -> Event:
    field, slot = consultations.get_field(reservation.slot.desk), reservation.slot
    name = plain_words(field, "name")
    is_visit = field.service == NIGHT
    title = gettext("%(field)s 방문", field=name) if is_visit else gettext("%(field)s 상담", field=name)
    is_off = reservation.state in (CANCELLED, DISPLACED)
    event = Event()
    event.add("uid", _uid(reservation))
    event.add("dtstamp", reservation.changed_at)
    event.add("last-modified", reservation.changed_at)
    event.add("sequence", _sequence(reservation))
    event.add("dtstart", slot.starts_at)
    event.add("dtend", slot.ends_at)
    event.add("summary", gettext("[취소] %(title)s", title=title) if is_off else title)
    event.add("description", _text(reservation, plain_words(field, "bring")))
    event.add("location", f"{_said(PLACES[field.service])}, {_said('office.address')}")
    event.add("url", _address(reservation))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    if not is_off:
        event.add_component(_alarm(title))
    return event


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -BEFORE)
    return alarm


def _uid(reservation: Reservation) -> str:
    """Stable for ever, and no name by which anybody could ask for the booking: calendars are kept by other houses."""
    host = urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
    return f"{crypto.vault().index(f'calendar:{reservation.token}')[:32]}@{host}"


def _sequence(reservation: Reservation) -> int:
    """Seconds from booking to the latest change: it only grows, so a calendar knows which of two files is newer."""
    booked_at = reservation.reserved_at or reservation.held_at
    return max(0, int((reservation.changed_at - booked_at).total_seconds()))


def _text(reservation: Reservation, bring: str) -> str:
    lines = [gettext("예약번호: %(reference)s", reference=reservation.shown_reference)]
    if bring:
        lines.append(gettext("챙겨 오실 것: %(bring)s", bring=bring))
    lines.append(gettext("문의: %(phone)s", phone=f"{settings.get('office.phone')} ({_said('office.phone_hours')})"))
    return "\n".join(lines)


def _said(name: str) -> str:
    return settings.get_text(name, languages.current())


def _address(reservation: Reservation) -> str:
    return str(current_app.config["BASE_URL"]) + url_for("reservations.show", reference=reservation.reference)
