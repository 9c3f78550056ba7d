"""What messages call that which somebody booked, or waits for, and where: a consultation, or a visit to the night."""

from collections.abc import Collection

from flask_babel import pgettext

from booking import languages
from booking.calendar.rules import CONSULTATION, NIGHT
from booking.reservations.rules.places import PLACES
from booking.settings import queries as settings


def service_words(services: Collection[str]) -> dict[str, str]:
    """The values of a message that name its services, in the language that is spoken now.

    what: that which is booked. event: that which takes place, or is closed. is_visit: not empty where it is about
    visits alone. place: where to come.
    """
    if set(services) == {NIGHT}:
        named = {"what": pgettext("booked", "방문"), "event": pgettext("event", "야간민원실")}
        return {**named, "place": _place(NIGHT), "is_visit": "yes"}
    if NIGHT in services:
        named = {"what": pgettext("booked", "상담이나 방문"), "event": pgettext("event", "상담이나 야간민원실")}
    else:
        named = {"what": pgettext("booked", "상담"), "event": pgettext("event", "상담")}
    return {**named, "place": _place(CONSULTATION), "is_visit": ""}


def _place(service: str) -> str:
    return settings.get_text(PLACES[service], languages.current())
