"""One booking at the desk: look, reveal, arrived, done, not come, undo, cancel, move."""

from datetime import datetime
from typing import TYPE_CHECKING

from flask import render_template, request

from booking import clock, web
from booking.audit import queries as audit
from booking.consultations import queries as consultations
from booking.db import transaction
from booking.errors import BookingError
from booking.notices import labels as notice_labels
from booking.notices import queries as notices
from booking.notices import service as outbox
from booking.reservations import labels, queries, service
from booking.reservations.models import Reservation
from booking.reservations.queries.conflicts import list_conflicts
from booking.reservations.queries.rehousing import find_replacement
from booking.reservations.rules.conflicts import CODES
from booking.reservations.rules.roster import View
from booking.reservations.rules.states import CHECKED_IN, DISPLACED, DONE, LEFT, NO_SHOW, RESERVED
from booking.reservations.service.own_data import may_correct
from booking.reservations.staff_forms import CancelForm, MoveForm
from booking.reservations.staff_views.answers import answers_page
from booking.reservations.staff_views.blueprint import Answer, answer, closed_day, note_seen, pages
from booking.reservations.staff_views.rehousing import rehousing_page
from booking.reservations.staff_views.roster import roster_page

if TYPE_CHECKING:
    from booking.consultations.models import Field

STEPS = {"check-in": CHECKED_IN, "done": DONE, "no-show": NO_SHOW, "left": LEFT}
"""Names of the steps in addresses, and the states they lead to."""


@pages.get("/reservations/<reference>")
@web.staff_page
def show(reference: str) -> Answer:
    """All about a booking, name and telephone masked."""
    return booking_page(queries.get_by_reference(reference))


@pages.post("/reservations/<reference>/reveal")
@web.staff_page
def reveal(reference: str) -> Answer:
    """The page it was asked on, once, with name and telephone in full. That it was asked is logged."""
    row = queries.get_by_reference(reference)
    with transaction():
        service.reveal(row, actor=web.actor(), now=clock.now())
    back = request.form.get("back", "")
    if back == "booking":
        return booking_page(row, is_revealed=True)
    closed = closed_day(back)
    if closed:
        return rehousing_page(*closed, revealed=row.reference or "")
    if back == "answers":
        return answers_page(row.slot.day, revealed=row.reference or "")
    return roster_page(row.slot.day, View.read_name(back), revealed=row.reference or "")


@pages.post("/reservations/<reference>/<any('check-in', 'done', 'left', 'no-show'):step>")
@web.staff_page
def answer_state(reference: str, step: str) -> Answer:
    """Arrived, done, left early, or not come. Pressed twice it does no more."""
    row = queries.get_by_reference(reference)
    with transaction():
        service.answer_state(row, STEPS[step], actor=web.actor(), now=clock.now())
    return answer(row, STEPS[step])


@pages.post("/reservations/<reference>/undo")
@web.staff_page
def undo(reference: str) -> Answer:
    """Take back the step that the page showed."""
    row = queries.get_by_reference(reference)
    with transaction():
        service.undo(row, actor=web.actor(), now=clock.now(), step=request.form.get("state", ""))
    return answer(row, "undone")


@pages.route("/reservations/<reference>/cancel", methods=["GET", "POST"])
@web.staff_page
def cancel(reference: str) -> Answer:
    """Ask once more, then cancel for the citizen."""
    row, form = queries.get_by_reference(reference), CancelForm()
    if request.method == "POST" and form.validate():
        reason = " ".join((form.reason.data or "").split())
        with transaction():
            service.cancel(row, actor=web.actor(), now=clock.now(), reason=reason)
        return answer(row, "cancelled")
    back = request.values.get("back", "")
    note_seen(row)
    page = render_template("reservations/staff/cancel.html", booking=row, field=_field(row), form=form, back=back)
    return page, 400 if form.errors else 200


@pages.post("/reservations/<reference>/move")
@web.staff_page
def move(reference: str) -> Answer:
    """Move to another free time of the same field."""
    row, form = queries.get_by_reference(reference), MoveForm()
    if not form.validate():
        return booking_page(row, form=form), 400
    try:
        with transaction():
            token, reason = form.slot.data or "", form.override_text
            service.move(row, token, actor=web.actor(), now=clock.now(), override=reason)
    except BookingError as error:
        form.slot.errors = [labels.refusal(error, "옮기려면")]
        form.ask_for_reason(error)
        return booking_page(row, form=form), error.status
    return answer(row, "moved")


def booking_page(row: Reservation, *, form: MoveForm | None = None, is_revealed: bool = False) -> str:
    """The page of a booking. That it was opened is logged."""
    now = clock.now()
    note_seen(row)
    may_move = row.state in (RESERVED, DISPLACED) and row.destroyed_at is None
    return render_template(
        "reservations/staff/booking.html",
        booking=row,
        field=_field(row),
        form=form or MoveForm(formdata=None),
        is_revealed=is_revealed,
        conflicts=[CODES[one.code] for one in list_conflicts([row.id]).get(row.id, ())],
        history=audit.list_about(f"reservation:{row.reference}"),
        **_told(row, now),
        ways=queries.ways_to_move(row, now) if may_move else [],
        may_move=may_move,
        replacement=find_replacement(row.id) if row.state == DISPLACED else None,
        may_keep=web.main_role() == "admin",
        may_correct=may_correct(row, now, by_staff=True),
        now=now,
        today=clock.office_date(now),
    )


def _told(row: Reservation, now: datetime) -> dict[str, object]:
    """The notices of a booking, their tries, and which of them may be sent once more."""
    about = notices.list_about(f"reservation:{row.reference}")
    again = {one.id: outbox.next_again(about, one) for one in about if outbox.may_send_again(one, now)}
    return {"notices": about, "tries": notices.list_tries(about), "again": again, "notice_labels": notice_labels}


def _field(row: Reservation) -> "Field":
    return consultations.get_field(row.slot.desk)
