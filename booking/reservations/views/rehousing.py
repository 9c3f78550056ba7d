"""The citizen's answer to what is held for them because their day was closed."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext

from booking import clock, web, wording
from booking.db import transaction
from booking.errors import BookingError
from booking.reservations import service
from booking.reservations.models import Reservation
from booking.reservations.views.blueprint import pages
from booking.reservations.views.own import Answer, own, page


@pages.post("/reservations/<reference>/accept")
@own
def accept(reservation: Reservation) -> Answer:
    """Take the time that is held, in one tap; again, no change. Where it is gone, the page says how it stands."""
    reference, token = reservation.reference, request.form.get("replacement", "")
    try:
        with transaction():
            service.accept(reservation, token, actor=web.actor(), now=clock.now())
    except BookingError as error:
        return page("reservations/show.html", reservation, refusal=wording.sentence(error)), error.status
    flash(gettext("새 시간으로 예약했습니다. 예약번호는 그대로입니다."), "done")
    return redirect(url_for("reservations.show", reference=reference), 303)
