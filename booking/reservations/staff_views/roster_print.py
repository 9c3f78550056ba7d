"""The day's roster on paper."""

from typing import TYPE_CHECKING

from flask import render_template

from booking import clock, web
from booking.audit import service as audit
from booking.reservations import queries
from booking.reservations.staff_views.blueprint import names_shown

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay

ROOMY_LINES = 24
"""Places up to which a printed roster has room to write; with more its lines are lower, to stay on one page."""


def print_page(office_day: "OfficeDay") -> str:
    """The roster as it lies on the desk on paper: one line a place, boxes to tick, no questions. That it was opened is
    logged like the roster."""
    now = clock.now()
    board = queries.board(office_day, now)
    audit.seen_each(
        "roster.printed",
        actor=web.actor(),
        now=now,
        subject=f"office_day:{office_day.kind}:{office_day.date.isoformat()}",
        people=[place.booking.person_key or "" for place in board.places if place.booking],
    )
    return render_template(
        "reservations/staff/roster_print.html",
        board=board,
        shows_names=names_shown(now),
        is_dense=len(board.places) > ROOMY_LINES,
        now=now,
    )
