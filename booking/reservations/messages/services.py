"""What messages call that which somebody booked, or waits for, and where: a consultation, or a visit to the night."""

from collections.abc import Collection

from flask_babel import pgettext

from booking import languages
from booking.calendar.rules import CONSULTATION, NIGHT
from booking.reservations.rules.places import PLACES
from booking.settings import queries as settings


def service_words(services: Collection[str], field: str) -> dict[str, str]:
    """The values of a message that name its services, in the language that is spoken now.

    field: of which field or kind of business. what: that which is booked. event: that which takes place, or is closed;
    opened: the same with its field. is_visit: not empty where it is about visits alone. place: where to come.
    """
    if set(services) == {NIGHT}:
        named = {"what": pgettext("booked", "방문"), "event": pgettext("event", "야간민원실")}
        opened = pgettext("event", "야간민원실(%(field)s)", field=field)
        return {**named, "opened": opened, "place": _place(NIGHT), "is_visit": "yes"}
    if NIGHT in services:
        named = {"what": pgettext("booked", "상담이나 방문"), "event": pgettext("event", "상담이나 야간민원실")}
    else:
        named = {"what": pgettext("booked", "상담"), "event": pgettext("event", "상담")}
    return {**named, "opened": f"{field} {named['event']}", "place": _place(CONSULTATION), "is_visit": ""}


def _place(service: str) -> str:
    return settings.get_text(PLACES[service], languages.current())
