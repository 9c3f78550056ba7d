"""A citizen's own booking: find it again, look at it, move it, cancel it."""

import functools
from collections.abc import Callable

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from booking import clock, web
from booking.accounts.errors import Locked
from booking.calendar import queries as calendar
from booking.calendar.errors import SlotUnknown
from booking.consultations import queries as consultations
from booking.db import transaction
from booking.errors import BookingError
from booking.limits import LOOKING_UP, limiter
from booking.notices.rules import channels_for
from booking.reservations import queries, service
from booking.reservations.errors import ReservationUnknown
from booking.reservations.forms import LookupForm
from booking.reservations.models import Reservation
from booking.reservations.queries import days
from booking.reservations.rules.states import CANCELLED
from booking.reservations.service.telling import recipients_of
from booking.reservations.views import taken
from booking.reservations.views.blueprint import pages

Answer = Response | str | tuple[str, int]
KEPT_REFERENCES = 10
"""How many looked-up bookings a browser keeps open at a time."""


@pages.route("/lookup", methods=["GET", "POST"])
@limiter.limit(LOOKING_UP, methods=["POST"])
def look_up() -> Answer:
    """Find a booking by its reference and telephone."""
    form = LookupForm()
    if request.method != "POST":
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
    known = [one for one in session.get("looked_up", []) if one != reference]
    session["looked_up"] = [*known, reference][-KEPT_REFERENCES:]
    return redirect(url_for("reservations.show", reference=reference), 303)


def own(view: Callable[[Reservation], Answer]) -> Callable[[str], Answer]:
    """A view of a booking for the browser that made it or has looked it up; 403 for all others.

    The answer is the same for a reference that nobody has, so that it tells nothing.
    """

    @functools.wraps(view)
    def guarded(reference: str) -> Answer:
        try:
            reservation = queries.get_by_reference(reference)
        except ReservationUnknown:
            reservation = None
        if reservation is None or not _is_own(reservation):
            return render_template("reservations/not_here.html"), 403
        return view(reservation)

    return guarded


def _is_own(reservation: Reservation) -> bool:
    if reservation.reference in session.get("looked_up", []):
        return True
    return "browser" in session and reservation.holder == session["browser"]


@pages.get("/reservations/<reference>")
@own
def show(reservation: Reservation) -> Answer:
    """The booking; once after it was made, as the last step."""
    fresh = session.pop("booked", None) == reservation.reference
    return _page("reservations/show.html", reservation, fresh=fresh)


@pages.get("/reservations/<reference>/cancel")
@own
def ask_to_cancel(reservation: Reservation) -> Answer:
    """Asks whether the booking is to be cancelled; changes nothing."""
    if not queries.may_cancel(reservation, clock.now()):
        return redirect(url_for("reservations.show", reference=reservation.reference), 303)
    return _page("reservations/cancel.html", reservation)


@pages.post("/reservations/<reference>/cancel")
@own
def cancel(reservation: Reservation) -> Answer:
    """Cancel the booking; again, it changes nothing."""
    reference = reservation.reference
    with transaction():
        service.cancel(reservation, actor=web.actor(), now=clock.now())
    flash(gettext("예약을 취소했습니다."), "done")
    return redirect(url_for("reservations.show", reference=reference), 303)


@pages.get("/reservations/<reference>/move")
@own
def choose_time(reservation: Reservation) -> Answer:
    """The other times of the same field."""
    return _move_page(reservation), 409 if reservation.state == CANCELLED else 200


@pages.post("/reservations/<reference>/move")
@own
def move(reservation: Reservation) -> Answer:
    """Move the booking to the chosen time; on failure nothing has changed."""
    token, reference = request.form.get("slot", ""), reservation.reference
    if reservation.state == CANCELLED:
        return _move_page(reservation), 409
    if not token:
        return _move_page(reservation, gettext("옮기실 시간을 선택해 주세요.")), 400
    try:
        with transaction():
            service.move(reservation, token, actor=web.actor(), now=clock.now())
    except BookingError as error:
        return _move_page(reservation, _why_not_moved(error, token)), error.status
    flash(gettext("일정을 변경했습니다. 예약번호는 그대로입니다."), "done")
    return redirect(url_for("reservations.show", reference=reference), 303)


def _move_page(reservation: Reservation, error: str | None = None) -> str:
    desk, now, present = reservation.slot.desk, clock.now(), reservation.slot_id
    times = [
        (shown, field)
        for shown in days.list_shown(now)
        if shown.window == "open"
        for field in shown.fields
        if field.field.key == desk
    ]
    is_any_free = any(time.state == "free" and time.slot.id != present for _day, field in times for time in field.slots)
    is_cancelled = reservation.state == CANCELLED
    return _page(
        "reservations/move.html", reservation, days=times, error=error, is_any_free=is_any_free,
        is_cancelled=is_cancelled,
    )  # fmt: skip


def _why_not_moved(error: BookingError, token: str) -> str:
    if isinstance(error, SlotUnknown):
        return gettext("고르신 시간을 찾을 수 없습니다. 아래에서 다른 시간을 골라 주세요.")
    return taken.sentence(error, calendar.find_slot(token), clock.now())


def _page(template: str, reservation: Reservation, **more: object) -> str:
    now = clock.now()
    return render_template(
        template,
        reservation=reservation,
        slot=reservation.slot,
        field=consultations.find_field(reservation.slot.desk),
        may_cancel=queries.may_cancel(reservation, now),
        may_move=queries.may_move(reservation, now),
        cutoff=queries.cutoff(reservation.slot.day.date),
        channels={channel for one in recipients_of(reservation) for channel in channels_for(one)},
        now=now,
        **more,
    )
