"""Find a booking again in another browser."""

from flask import redirect, render_template, request, url_for

from booking import clock, web
from booking.accounts.errors import Locked
from booking.db import transaction
from booking.limits import limit_asking_for_references, limit_looking_up
from booking.reservations import service
from booking.reservations.errors import ReservationUnknown
from booking.reservations.forms import ForgottenForm, LookupForm
from booking.reservations.views.blueprint import pages
from booking.reservations.views.own import Answer, keep_open

REFERENCE_LENGTH = 9
"""As a reference is written, in two halves."""


@pages.route("/lookup", methods=["GET", "POST"])
@limit_looking_up
def look_up() -> Answer:
    """Find a booking by its reference and telephone; `?reference=` fills in what the address of a booking named."""
    form = LookupForm()
    if request.method != "POST":
        form.reference.data = request.args.get("reference", "")[:REFERENCE_LENGTH]
        return render_template("reservations/look_up.html", form=form)
    if not form.validate():
        return render_template("reservations/look_up.html", form=form), 400
    typed = (form.reference.data or "", form.phone.data or "")
    try:
        with transaction():
            found = service.look_up(*typed, actor=web.actor(), now=clock.now())
            reference = found.reference if found else None
        if reference is None:
            raise ReservationUnknown
    except (ReservationUnknown, Locked) as error:
        error.field = "reference"
        web.put_error(form, error)
        return render_template("reservations/look_up.html", form=form), error.status
    keep_open(reference)
    return redirect(url_for("reservations.show", reference=reference), 303)


@pages.route("/lookup/forgotten", methods=["GET", "POST"])
@limit_asking_for_references
def forgotten() -> Answer:
    """Have the references sent. The answer is the same whether there is a booking or not."""
    form = ForgottenForm()
    if request.method != "POST":
        return _forgotten_page(form)
    if not form.validate():
        return _forgotten_page(form), 400
    try:
        with transaction():
            service.send_references(form.name.data or "", form.phone.data or "", actor=web.actor(), now=clock.now())
    except Locked as error:
        error.field = "phone"
        web.put_error(form, error)
        return _forgotten_page(form), error.status
    return _forgotten_page(form, sent=True)


def _forgotten_page(form: ForgottenForm, sent: bool = False) -> str:
    return render_template("reservations/forgotten.html", form=form, sent=sent)
