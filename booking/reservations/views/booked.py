"""A citizen's own booking: look at it, move it, cancel it."""

from datetime import date

from flask import flash, redirect, request, session, url_for
from flask_babel import gettext

from booking import clock, web
from booking.calendar import queries as calendar
from booking.calendar.errors import SlotUnknown
from booking.calendar.rules import NIGHT
from booking.consultations import queries as consultations
from booking.db import transaction
from booking.errors import BookingError
from booking.limits import network
from booking.reservations import queries, service
from booking.reservations.models import Reservation
from booking.reservations.queries import days, moving
from booking.reservations.rules.consent import NO
from booking.reservations.rules.states import CANCELLED
from booking.reservations.service.own_data import may_correct
from booking.reservations.views import taken
from booking.reservations.views.blueprint import pages
from booking.reservations.views.own import Answer, own, page


@pages.get("/reservations/<reference>")
@own
def show(reservation: Reservation) -> Answer:
    """The booking; once after it was made, as the last step."""
    fresh = session.pop("booked", None) == reservation.reference
    return page("reservations/show.html", reservation, fresh=fresh, may_tell_more=_may_tell_more(reservation))


@pages.get("/reservations/<reference>/cancel")
@own
def ask_to_cancel(reservation: Reservation) -> Answer:
    """Asks whether the booking is to be cancelled; changes nothing."""
    if not queries.may_cancel(reservation, clock.now()):
        return redirect(url_for("reservations.show", reference=reservation.reference), 303)
    return page("reservations/cancel.html", reservation)


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
            service.move(reservation, token, actor=web.actor(), now=clock.now(), network=network())
    except BookingError as error:
        return _move_page(reservation, _why_not_moved(error, token)), error.status
    flash(gettext("일정을 변경했습니다. 예약번호는 그대로입니다."), "done")
    return redirect(url_for("reservations.show", reference=reference), 303)


def _may_tell_more(reservation: Reservation) -> bool:
    """Whether the expert could still be told what the consultation is about: who took a place that was offered has not
    been asked yet. Whoever refused the optional items is reminded of nothing but what the field needs."""
    if not may_correct(reservation, clock.now()):
        return False
    given = {one.key for one in reservation.given_answers}
    missing = [one for one in consultations.list_asked(reservation.slot.desk) if one.key not in given]
    if reservation.slot.day.kind == NIGHT or reservation.consent_optional == NO:
        return any(one.is_required for one in missing)
    return not reservation.question or bool(missing)


def _move_page(reservation: Reservation, error: str | None = None) -> str:
    found = moving.other_times(reservation, clock.now())
    own = (found.kept or reservation).slot.office_day_id  # this day stands first, the others follow in their order
    times = sorted(found.times, key=lambda pair: pair[0].day.id != own)
    is_any_free = bool(found.list_to_have())
    return page(
        "reservations/move.html", reservation, days=times, error=error, is_any_free=is_any_free,
        is_cancelled=reservation.state == CANCELLED,
        chance=None if is_any_free else days.next_chance(found.coming, date.min, reservation.slot.desk),
    )  # fmt: skip


def _why_not_moved(error: BookingError, token: str) -> str:
    if isinstance(error, SlotUnknown):
        return gettext("고르신 시간을 찾을 수 없습니다. 아래에서 다른 시간을 골라 주세요.")
    return taken.sentence(error, calendar.find_slot(token), clock.now())
