"""Whose browser this is: the guard before every page of a booking, and what those pages share."""

import functools
from collections.abc import Callable

from flask import render_template, session
from werkzeug.wrappers import Response

from booking import clock
from booking.consultations import queries as consultations
from booking.notices.service import tracks_for
from booking.reservations import queries
from booking.reservations.errors import ReservationUnknown
from booking.reservations.models import Reservation
from booking.reservations.queries import rehousing
from booking.reservations.rules.states import DISPLACED
from booking.reservations.service.own_data import may_correct
from booking.reservations.service.telling import recipients_of

Answer = Response | str | tuple[str, int]

KEPT_REFERENCES = 10
"""How many looked-up bookings a browser keeps open at a time."""


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
        if reservation is None or reservation.destroyed_at is not None or not _is_own(reservation):
            return render_template("reservations/not_here.html", reference=reference), 403
        return view(reservation)

    return guarded


def keep_open(reference: str) -> None:
    """Let this browser see a booking from now on: whoever sits here proved to know its telephone."""
    known = [one for one in session.get("looked_up", []) if one != reference]
    session["looked_up"] = [*known, reference][-KEPT_REFERENCES:]


def page(template: str, reservation: Reservation, **more: object) -> str:
    """A page about a booking, with what all of them say."""
    now, is_displaced = clock.now(), reservation.state == DISPLACED
    return render_template(
        template,
        reservation=reservation,
        slot=reservation.slot,
        field=consultations.find_field(reservation.slot.desk),
        may_cancel=queries.may_cancel(reservation, now),
        may_move=queries.may_move(reservation, now),
        cutoff=queries.cutoff(reservation.slot),
        told=[(track[0], one) for one in recipients_of(reservation) for track in tracks_for("confirmed", one)],
        may_correct=may_correct(reservation, now),
        is_asked=queries.is_asked(reservation, now),
        lost=rehousing.list_open([reservation.id]).get(reservation.id) if is_displaced else None,
        replacement=rehousing.find_replacement(reservation.id) if is_displaced else None,
        now=now,
        **more,
    )


def _is_own(reservation: Reservation) -> bool:
    if reservation.reference in session.get("looked_up", []):
        return True
    return "browser" in session and reservation.holder == session["browser"]
