"""What an expert is told of a day, read again at the moment of sending. It names nobody. Registered in `create_app`."""

from datetime import datetime

from flask_babel import force_locale

from booking import clock, languages, wording
from booking.notices import service as notices
from booking.notices.rules import DAY_LIST
from booking.notices.service import Message
from booking.office import plain_words
from booking.reservations.queries import day_lists
from booking.settings import queries as settings


def register() -> None:
    """Make this room the one that fills in the lists."""
    notices.register(DAY_LIST, load)


def load(subject: str, now: datetime) -> Message | None:
    """The bookings as they are now, by time and reference; None where there is nothing to tell any more.

    It is of use until the first of them begins.
    """
    found = day_lists.find(subject, clock.office_date(now))
    if found is None:
        return None
    with force_locale(languages.FIRST):
        values = {
            "date": wording.day(found.day),
            "field": plain_words(found.expert.field, "name"),
            "place": settings.get_text("office.place", languages.FIRST),
            "appointments": "\n".join(
                f"{wording.hour(row.slot.starts_at)} {row.shown_reference}" for row in found.rows
            ),
            "link": "/expert/",
        }
    uses = {found.day.isoformat(): found.rows[0].slot.starts_at}
    return Message({found.recipient.role: found.recipient}, values, uses=uses)
