"""The waiting list on two real connections at once, on both databases."""

from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.db import db, transaction
from booking.reservations import service
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries import waiting as line
from booking.reservations.service import waiting, waiting_line
from tests.reservations.conftest import CITIZEN, NOW
from tests.reservations.line import accept, decline, join
from tests.reservations.racing import at_once, book, furnish

pytestmark = pytest.mark.race


def booked(app: Flask, token: str, number: int = 99) -> int:
    """Book the place; the key of the booking."""
    with app.app_context():
        book(token, number)
        return db.session.scalars(select(Reservation.id).where(Reservation.state == "reserved")).one()


def cancel(key: int) -> str:
    with transaction():
        service.cancel(db.session.get_one(Reservation, key), actor=CITIZEN, now=NOW)
    return "cancelled"


def hold(token: str) -> str:
    with transaction():
        service.hold(token, "a visitor", now=NOW)
    return "held"


def put_in_line(number: int) -> str:
    return "joined" if join(number).id else ""


def states(app: Flask) -> Counter[str]:
    with app.app_context():
        assert line.verify().findings == []
        return Counter(db.session.scalars(select(WaitingEntry.state)))


def test_a_cancellation_a_joining_and_a_visitor_at_once(raced: Flask) -> None:
    """Whoever comes first: a visitor never has the place while somebody who joined waits for it."""
    (token,) = furnish(raced)
    for turn in range(8):
        key = booked(raced, token)
        said = at_once(raced, [lambda k=key: cancel(k), lambda n=turn: put_in_line(n + 1), lambda: hold(token)])
        assert said[:2] == ["cancelled", "joined"]
        found = states(raced)
        assert (said[2] == "held") == (found["waiting"] == 1), (said, found)
        with raced.app_context():
            assert len(db.session.scalars(select(Reservation).where(Reservation.seat.is_not(None))).all()) == 1
            with transaction():
                for row in db.session.scalars(select(Reservation).where(Reservation.state == "held")):
                    if row.purpose == "form":
                        service.give_up(row.token, now=NOW)
                for entry in line.list_open():
                    waiting.leave(entry, actor=CITIZEN, now=NOW)


def offers(app: Flask, people: int, token: str) -> tuple[int, str]:
    """So many in line, the first with the one place offered: the entry's key and the offer's token."""
    key = booked(app, token)
    with app.app_context():
        for number in range(1, people + 1):
            join(number)
        cancel(key)
        [(entry, offer)] = line.list_offers().items()
        return entry, offer.token


def get(key: int) -> WaitingEntry:
    return db.session.get_one(WaitingEntry, key)


def test_declining_twice_at_once_passes_the_place_on_once(raced: Flask) -> None:
    (token,) = furnish(raced)
    entry, offer = offers(raced, 3, token)
    at_once(raced, [lambda: decline(get(entry), offer)] * 4)
    assert states(raced) == {"waiting": 2, "offered": 1}
    with raced.app_context():
        assert list(line.list_offers()) == [entry + 1]


def test_accepting_many_times_at_once_is_one_booking(raced: Flask) -> None:
    (token,) = furnish(raced)
    entry, offer = offers(raced, 2, token)
    answers = at_once(raced, [lambda: accept(get(entry), offer).reference] * 8)
    assert len(set(answers)) == 1 and len(str(answers[0])) == 8
    assert states(raced) == {"served": 1, "waiting": 1}


def test_of_accepting_and_lapsing_at_once_one_is_true(raced: Flask) -> None:
    (token,) = furnish(raced)
    entry, offer = offers(raced, 2, token)
    late = NOW + timedelta(hours=2)

    def lapse() -> str:
        with transaction():
            waiting_line.serve(late)
        return "served"

    in_time = late - timedelta(seconds=1)
    [said, _] = at_once(raced, [lambda: accept(get(entry), offer, now=in_time).state, lapse])
    found = states(raced)
    assert (said, found) in [("reserved", {"served": 1, "waiting": 1}), ("offer_over", {"waiting": 1, "offered": 1})]


def test_accepting_and_declining_at_once_do_not_both_happen(raced: Flask) -> None:
    (token,) = furnish(raced)
    entry, offer = offers(raced, 2, token)
    [said, _] = at_once(raced, [lambda: accept(get(entry), offer).state, lambda: decline(get(entry), offer)])
    found = states(raced)
    assert (said, found) in [("reserved", {"served": 1, "waiting": 1}), ("offer_over", {"waiting": 1, "offered": 1})]


def test_many_who_join_and_cancel_in_two_places_do_not_wait_in_a_circle(raced: Flask) -> None:
    tokens = furnish(raced, slots=2)
    with raced.app_context():
        for number, token in enumerate(tokens):
            book(token, 50 + number)
        keys = list(db.session.scalars(select(Reservation.id)))

    def move(key: int, token: str) -> str:
        with transaction():
            service.move(db.session.get_one(Reservation, key), token, actor=CITIZEN, now=NOW)
        return "moved"

    said = at_once(
        raced,
        [lambda: move(keys[0], tokens[1]), lambda: cancel(keys[1])] + [lambda n=n: put_in_line(n) for n in range(1, 5)],
    )
    assert said[1:] == ["cancelled"] + ["joined"] * 4
    assert states(raced)["offered"] == 1
