"""What came of a consultation: two taps, and one to take it back."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from booking import clock, web
from booking.advising import queries as advising
from booking.advising import service as advising_service
from booking.advising.expert_views.blueprint import Answer, get_own, pages
from booking.advising.expert_views.days import appointments_page
from booking.advising.expert_views.forms import OutcomeForm
from booking.db import transaction
from booking.errors import BookingError
from booking.reservations import service


@pages.post("/appointments/<reference>/outcome")
@web.expert_page
def record_outcome(reference: str) -> Answer:
    """End a consultation with one of the office's codes."""
    row, form = get_own(reference), OutcomeForm()
    if not form.validate():
        return appointments_page(form, reference), 400
    try:
        with transaction():
            advising_service.record_outcome(
                row, form.code.data or "", note=form.note.data or "", actor=web.actor(), now=clock.now()
            )
    except BookingError as error:
        web.put_error(form, error)
        return appointments_page(form, reference), error.status
    return _back(reference, f"상담 결과를 기록했습니다: {advising.get_outcome(form.code.data or '').name}")


@pages.post("/appointments/<reference>/undo")
@web.expert_page
def take_back(reference: str) -> Answer:
    """Take back what was recorded today."""
    row = get_own(reference)
    with transaction():
        service.take_back(row, actor=web.actor(), now=clock.now(), step=request.form.get("state", ""))
    return _back(reference, "한 단계 되돌렸습니다.")


def _back(reference: str, said: str) -> Response:
    """303 to the line of the booking. What is said stands in a cookie until then, so no name is in it."""
    flash(said)
    return redirect(url_for("expert.appointments", _anchor=f"r-{reference}"), 303)
