"""Visits that are over, for the tests of what is asked afterwards."""

from datetime import date

from booking.db import db, transaction
from booking.reservations import service
from booking.reservations.models import Reservation
from booking.reservations.queries.ended import Visit
from booking.reservations.rules.states import CHECKED_IN, DONE
from tests.reservations.conftest import CLERK, DAY, Desk, a_person, wall

TAPS = {"kindness": 5, "usefulness": 4, "waiting": 3}


def visited(
    desk: Desk, name: str = "홍길동", phone: str = "010-1234-5678", *, email: str = "", nth: int = 0, field: str = "law"
) -> Reservation:
    """Somebody booked, came, and was advised until eleven."""
    booked = desk.book(desk.slot(field, nth), a_person(name, phone, email))
    row = db.session.get_one(Reservation, booked.id)
    for state, hour in ((CHECKED_IN, 10), (DONE, 11)):
        with transaction():
            service.answer_state(row, state, actor=CLERK, now=wall(DAY, hour))
    return row


def some_visit(nth: int = 0, field: str = "law", day: date = DAY) -> Visit:
    """A visit without its person, as the survey knows it."""
    return Visit(f"{nth:04}AAAA", field, day)
