"""A kind of the night that begins or ends to take bookings while people book it, on real connections."""

from collections.abc import Callable
from datetime import time
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from booking import clock
from booking.calendar import queries as calendar
from booking.calendar.models import Slot
from booking.db import db, transaction
from booking.nightoffice import service as nights
from booking.reservations.models import Reservation
from tests.reservations.conftest import NIGHT, NOW
from tests.reservations.racing import at_once, book
from tests.support.nights import BY, put_kind

pytestmark = pytest.mark.race


def put(may_reserve: bool) -> str:
    put_kind("passport", "여권 신청", NOW, seats=3, last_acceptance=time(18, 40), may_reserve=may_reserve)
    return "put"


def keep() -> str:
    with transaction():
        nights.keep_nights(NOW, BY)
    return "kept"


def begin(app: Flask, may_reserve: bool) -> list[str]:
    """Nights with or without windows; the tokens of one night's windows."""
    with app.app_context():
        put(may_reserve)
        keep()
        return [slot.token for slot in windows()]


def windows() -> list[Slot]:
    night = calendar.find_office_day("night", NIGHT)
    assert night is not None
    return calendar.list_slots(night)


def test_who_books_while_a_kind_ends_to_take_bookings_keeps_the_visit_or_is_refused(
    raced: Flask, at: Callable[..., object]
) -> None:
    at(NOW)
    tokens = begin(raced, may_reserve=True)
    steps = [partial(book, tokens[number % 4], number) for number in range(5)]
    answers = at_once(raced, [*steps[:3], partial(put, False), *steps[3:]])
    assert set(answers) <= {"booked", "put", "slot_unknown", "slot_taken"}, answers
    with raced.app_context():
        rows = list(db.session.scalars(select(Reservation).where(Reservation.state == "reserved")))
        assert len(rows) == answers.count("booked")
        assert {slot.capacity for slot in windows()} <= {0}, "no seat is to be had any more"
        assert {row.slot_id for row in rows} <= {slot.id for slot in windows()}


def test_two_clerks_and_the_job_make_each_window_once(raced: Flask, at: Callable[..., object]) -> None:
    at(NOW)
    assert begin(raced, may_reserve=False) == []
    assert set(at_once(raced, [partial(put, True), partial(put, True), keep, keep])) <= {"put", "kept"}
    with raced.app_context():
        found = [clock.to_office(slot.starts_at).time() for slot in windows()]
        assert found == [time(18, minute) for minute in (0, 10, 20, 30)]
