"""What happened on paper while the system was away, entered afterwards."""

from collections.abc import Mapping
from datetime import datetime

from booking.audit.rules import Actor
from booking.reservations.models import Reservation
from booking.reservations.rules.states import CHECKED_IN, DONE, LEFT, NO_SHOW, RESERVED
from booking.reservations.service.desk import answer_state

ON_PAPER = (CHECKED_IN, DONE, LEFT, NO_SHOW)
"""What a sheet of paper tells of a visit."""

_ALREADY = {(DONE, CHECKED_IN), (LEFT, CHECKED_IN)}
"""State and wish of a visit of which more is known than the paper tells."""


def enter_paper(reservation: Reservation, wanted: str, *, actor: Actor, now: datetime) -> bool:
    """Take a booking to where the paper says it went, by the same steps and with the same log as at the desk.

    Entered twice, or known already, it changes nothing. True when something changed. Refusals of `answer_state`.
    """
    if reservation.state == wanted or (reservation.state, wanted) in _ALREADY:
        return False
    if wanted in (DONE, LEFT) and reservation.state == RESERVED:
        answer_state(reservation, CHECKED_IN, actor=actor, now=now)
    answer_state(reservation, wanted, actor=actor, now=now)
    return True


def in_order(wanted: Mapping[str, str], rows: list[Reservation]) -> list[tuple[Reservation, str]]:
    """The bookings of which the paper tells something, in the order in which all writers lock them.

    wanted: states by reference; what is none of `ON_PAPER` counts for nothing.
    """
    told = [(row, wanted.get(row.reference or "", "")) for row in sorted(rows, key=lambda row: row.id)]
    return [(row, state) for row, state in told if state in ON_PAPER]
