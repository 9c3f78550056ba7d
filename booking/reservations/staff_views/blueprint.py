"""What the desk's pages share: their blueprint, how a booking and a day are found, the way back, refusals."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from booking import clock, web, wording
from booking.audit import service as audit
from booking.calendar import queries as calendar
from booking.calendar.rules import NIGHT, SERVICES
from booking.consultations import queries as consultations
from booking.errors import BookingError
from booking.reservations import labels, queries
from booking.reservations.errors import ReservationUnknown, WaitingUnknown
from booking.reservations.errors.walk_ins import WalkInUnknown
from booking.reservations.models import Reservation
from booking.reservations.queries import waiting as line
from booking.reservations.rules.roster import View, shows_names
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay

pages = Blueprint("desk", __name__, url_prefix="/staff")
pages.context_processor(lambda: {"labels": labels})

Answer = Response | str | tuple[str, int]


def get_day(text: str) -> "OfficeDay":
    """The day of an address (`2026-12-21`); 404 for what is none.

    It is of the service that the address names (`?service=night`), else the consultation day, and on other dates the
    night. Addresses of days that are made for this page then name the same service.
    """
    day, wanted = web.parse_day(text), request.args.get("service")
    kinds = [kind for kind in SERVICES if wanted in (None, kind)]
    found = next(filter(None, (calendar.find_office_day(kind, day) for kind in kinds)), None) or abort(404)
    g.desk_service = found.kind
    return found


@pages.url_defaults
def _stay_with_service(_endpoint: str, values: dict[str, Any]) -> None:
    if g.get("desk_service") == NIGHT and "day" in values and "kind" not in values:
        values.setdefault("service", NIGHT)


def address_of(office_day: "OfficeDay") -> dict[str, Any]:
    """What stands in the address of a page about a day."""
    return {"day": office_day.date.isoformat(), "service": NIGHT if office_day.kind == NIGHT else None}


def describe(row: Reservation) -> str:
    """A booking in words without a name: `12. 21.(월) 오전 10시 생활법률`."""
    start = row.slot.starts_at
    field = consultations.find_field(row.slot.desk)
    return f"{wording.short_day(start)} {wording.hour(start)} {field.name if field else ''}".strip()


def back_to(row: Reservation) -> str:
    """Where the page that sent this request wants to go on: the booking, or its line in a list."""
    back = request.form.get("back", "")
    closed = closed_day(back)
    if closed:
        return url_for("desk.rehousing", kind=closed[0], day=closed[1], _anchor=f"r-{row.reference}")
    if back == "booking":
        return url_for("desk.show", reference=row.reference)
    if back == "answers":
        return url_for("desk.answers", **address_of(row.slot.day), _anchor=f"r-{row.reference}")
    if back == "scan":  # the next one is looked for at once
        return url_for("desk.roster", **address_of(row.slot.day), scan=1)
    view = View.read_name(back).query
    return url_for("desk.roster", **address_of(row.slot.day), **view, _anchor=f"r-{row.reference}")


def closed_day(back: str) -> tuple[str, str] | None:
    """Kind and date of the closed day whose list somebody came from (`rehousing-consultation-2026-12-21`)."""
    found = re.fullmatch(r"rehousing-(consultation|night)-(\d{4}-\d\d-\d\d)", back, re.ASCII)
    return (found[1], found[2]) if found else None


def answer(row: Reservation, step: str) -> Response:
    """303 to where the request came from, with a sentence about what was done."""
    flash(f"{describe(row)}: {labels.step_of(row.slot.day.kind, step)}")
    return redirect(back_to(row), 303)


def note_seen(row: Reservation, action: str = "reservation.viewed") -> None:
    """Log that the page of a booking was opened, and whose it is."""
    subject, person = f"reservation:{row.reference}", row.person_key or ""
    audit.seen(action, actor=web.actor(), now=clock.now(), subject=subject, person=person)


def names_shown(now: datetime) -> Callable[[datetime], bool]:
    """`shows(starts_at)`: whether names of that day's roster stand there in full."""
    policy, today = settings.get("desk.roster_names"), clock.office_date(now)
    return lambda starts_at: shows_names(policy, clock.office_date(starts_at), today)


@pages.errorhandler(BookingError)
def refused(error: BookingError) -> tuple[str, int]:
    """A refusal in the words of the desk, with the way back to where it came from."""
    is_unknown, about = isinstance(error, ReservationUnknown | WaitingUnknown | WalkInUnknown), request.view_args or {}
    booking = queries.get_by_reference(about["reference"]) if "reference" in about and not is_unknown else None
    page = render_template(
        "reservations/staff/refused.html",
        sentence=labels.refusal(error, kind=booking.slot.day.kind) if booking else labels.refusal(error),
        booking=booking,
        entry=line.get_entry(about["entry"]) if "entry" in about and not is_unknown else None,
        is_line="entry" in about,
    )
    return page, 404 if is_unknown else error.status
