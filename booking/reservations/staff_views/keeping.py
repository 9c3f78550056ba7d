"""Keep one booking from being destroyed, for an audit or a lawsuit."""

from flask import render_template, request

from booking import clock, web
from booking.db import transaction
from booking.errors import BookingError
from booking.reservations import labels, queries, service
from booking.reservations.errors import AlreadyDestroyed
from booking.reservations.models import Reservation
from booking.reservations.staff_views.blueprint import Answer, answer, note_seen, pages
from booking.reservations.staff_views.keeping_forms import KeepForm


@pages.route("/reservations/<reference>/keep", methods=["GET", "POST"])
@web.admin_page
def keep(reference: str) -> Answer:
    """Ask until when, by which letter and why; then keep it."""
    row = queries.get_by_reference(reference)
    form = KeepForm(data={"until": row.kept_until, "document": row.kept_document, "reason": row.kept_reason})
    if request.method == "POST" and form.validate():
        try:
            _keep(row, form)
        except AlreadyDestroyed:
            raise
        except BookingError as error:
            form[error.field or "until"].errors = [labels.refusal(error)]
            return _page(row, form), error.status
        return answer(row, "kept")
    note_seen(row)
    return _page(row, form), 400 if form.errors else 200


@pages.post("/reservations/<reference>/release")
@web.admin_page
def release(reference: str) -> Answer:
    """Let the times of retention count again."""
    row = queries.get_by_reference(reference)
    with transaction():
        service.release(row, actor=web.actor(), now=clock.now())
    return answer(row, "released")


def _keep(row: Reservation, form: KeepForm) -> None:
    document, reason = form.document.data or "", form.reason.data or ""
    with transaction():
        if form.until.data:
            service.keep(row, form.until.data, document=document, reason=reason, actor=web.actor(), now=clock.now())


def _page(row: Reservation, form: KeepForm) -> str:
    return render_template("reservations/staff/keep.html", booking=row, form=form, today=clock.today())
