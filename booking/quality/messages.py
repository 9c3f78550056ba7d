"""What the invitation to the after-visit survey says, read again at the moment of sending."""

from datetime import datetime

from flask_babel import force_locale

from booking import wording
from booking.calendar.rules import NIGHT
from booking.notices import service as notices
from booking.notices.service import Message
from booking.quality.queries import visit_survey as queries
from booking.quality.rules.visit_survey import show_code
from booking.quality.service import visit_survey
from booking.quality.wording import desk_name
from booking.reservations.queries import bookings
from booking.reservations.rules.states import DONE, normalise_reference


def register() -> None:
    """Make this room the one that fills in its kind of notice."""
    notices.register(visit_survey.KIND, load)


def load(subject: str, now: datetime) -> Message | None:
    """The facts of the invitation; None where the visit is not done any more, or nobody is asked."""
    found = bookings.list_by_reference([normalise_reference(subject.partition(":")[2])])
    row = found[0] if found else None
    whom = visit_survey.recipient_of(row) if row else None
    if row is None or whom is None or row.state != DONE or row.destroyed_at is not None or not queries.is_on():
        return None
    code = queries.code_of(row.reference or "")
    with force_locale(row.language):
        values = {
            "name": row.name or "",
            "date": wording.day(row.slot.starts_at),
            "field": desk_name(row.slot.desk),
            "survey_code": show_code(code),
            "link": queries.path_of(code),
            "is_visit": "yes" if row.slot.day.kind == NIGHT else "",
        }
    uses = {visit_survey.OCCASION: visit_survey.ends_at(row.slot.day.date)}
    return Message({whom.role: whom}, values, None, row.person_key or "", row.language, uses)
