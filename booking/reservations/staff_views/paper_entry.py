"""What happened on paper, entered for a whole day at once."""

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for

from booking import clock, web
from booking.audit import service as audit
from booking.db import transaction
from booking.errors import BookingError
from booking.reservations import labels, queries, service
from booking.reservations.rules.states import CHECKED_IN, DONE, NO_SHOW, RESERVED
from booking.reservations.staff_views.blueprint import Answer, get_day, names_shown, pages

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay

SHOWN = (RESERVED, CHECKED_IN, DONE, NO_SHOW)
"""States of visits that a sheet of paper may tell about."""


@pages.route("/roster/<day>/paper", methods=["GET", "POST"])
@web.staff_page
def enter_paper(day: str) -> Answer:
    """A choice for each booking; all are entered, or none where one is refused. Sent twice it does no more."""
    office_day = get_day(day)
    if request.method != "POST":
        return _page(office_day, {}, {})
    wanted = {name.removeprefix("step-"): value for name, value in request.form.items() if name.startswith("step-")}
    errors: dict[str, str] = {}
    try:
        count = _enter(office_day, wanted, errors)
    except BookingError as error:
        return _page(office_day, wanted, errors), error.status
    flash(f"종이 기록 {count}건을 옮겼습니다." if count else "새로 옮길 기록이 없습니다.")
    return redirect(url_for("desk.roster", day=day), 303)


def _enter(office_day: "OfficeDay", wanted: dict[str, str], errors: dict[str, str]) -> int:
    """How many visits changed. BookingError, with its sentence in `errors` by reference."""
    now, count = clock.now(), 0
    with transaction():
        for row, state in service.in_order(wanted, queries.roster(office_day)):
            try:
                count += service.enter_paper(row, state, actor=web.actor(), now=now)
            except BookingError as error:
                errors[row.reference or ""] = labels.refusal(error)
                raise
    return count


def _page(office_day: "OfficeDay", wanted: dict[str, str], errors: dict[str, str]) -> str:
    now = clock.now()
    rows = [row for row in queries.roster(office_day) if row.state in SHOWN or row.reference in errors]
    subject = f"office_day:consultation:{office_day.date.isoformat()}"
    people = [row.person_key or "" for row in rows]
    audit.seen_each("roster.viewed", actor=web.actor(), now=now, subject=subject, people=people)
    return render_template(
        "reservations/staff/paper_entry.html",
        day=office_day,
        rows=rows,
        wanted=wanted,
        errors=errors,
        shows_names=names_shown(now),
        now=now,
    )
