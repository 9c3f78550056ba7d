"""The citizen's answer to the reminder."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext

from booking import clock, web
from booking.db import transaction
from booking.reservations import service
from booking.reservations.models import Reservation
from booking.reservations.rules.states import CANNOT, RESERVED
from booking.reservations.views.blueprint import pages
from booking.reservations.views.own import Answer, own, page


@pages.post("/reservations/<reference>/answer")
@own
def answer(reservation: Reservation) -> Answer:
    """Note the answer. Who cannot come goes on to a page to move or cancel; nothing is cancelled by itself."""
    reference, said = reservation.reference, request.form.get("answer", "")
    with transaction():
        service.answer_reminder(reservation, said, actor=web.actor(), now=clock.now())
    if said == CANNOT:
        return redirect(url_for("reservations.cannot_come", reference=reference), 303)
    flash(gettext("방문하신다고 알려 주셔서 고맙습니다."), "done")
    return redirect(url_for("reservations.show", reference=reference), 303)


@pages.get("/reservations/<reference>/cannot-come")
@own
def cannot_come(reservation: Reservation) -> Answer:
    """What somebody who cannot come can do: move, or cancel with one more tap. Changes nothing."""
    if reservation.state != RESERVED:
        return redirect(url_for("reservations.show", reference=reservation.reference), 303)
    return page("reservations/cannot_come.html", reservation)
