"""One person alone cannot take a night away from everybody: limits over all its desks, also for many at once."""

from collections import Counter
from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from booking.calendar import service as calendar
from booking.calendar.service import SlotPlan
from booking.consultations.models import Field
from booking.consultations.queries import find_field
from booking.db import db, transaction
from booking.reservations import service
from booking.reservations.errors import TooManyFromHere, TooManyHolds, TooManyVisits
from booking.reservations.models import Reservation
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, NIGHT, NOW, a_person
from tests.reservations.racing import HANGUL, at_once, furnish

DESKS = ("passport", "birth")


def night(windows: int = 2, seats: int = 3, on: date = NIGHT) -> dict[str, list[str]]:
    """A night with two desks, each with these windows; their tokens by desk."""
    with transaction():
        for key in DESKS:
            if find_field(key) is None:
                db.session.add(Field(key=key, name=key, service="night", starts=time(18), ends=time(20)))
        spans = [(time(18, 10 * n), time(18, 10 * n + 10)) for n in range(windows)]
        plans = [SlotPlan(key, *span, seats) for key in DESKS for span in spans]
        made = calendar.ensure_day("night", on, plans, None, NOW)
        return {key: [slot.token for slot in made.slots if slot.desk == key] for key in DESKS}


def allow(name: str, count: int) -> None:
    with transaction():
        settings.put(f"reservations.{name}", str(count), actor=CLERK, now=NOW)


def hold(token: str, browser: str, network: str = "") -> str:
    with transaction():
        return service.hold(token, browser, now=NOW, network=network).token


def reserve(held: str, number: int, phone: str, network: str = "") -> str:
    with transaction():
        person = a_person("홍" + HANGUL[number % 14] + HANGUL[number // 14], phone)
        more = {"holder": "x", "consent_version": "2026-11", "actor": CITIZEN, "now": NOW, "network": network}
        service.reserve(held, person, **more)
    return "booked"


def move(key: int, token: str) -> None:
    with transaction():
        service.move(db.session.get_one(Reservation, key), token, actor=CITIZEN, now=NOW, network="192.0.2.7")


def count_held() -> int:
    return len(list(db.session.scalars(select(Reservation).where(Reservation.state == "held"))))


def test_a_browser_keeps_few_windows_over_all_desks_of_a_night(app: Flask) -> None:
    tokens = [token for found in night().values() for token in found]
    allow("holds_per_browser", 2)
    for token in tokens:
        hold(token, "one browser")
    assert count_held() == 2


def test_an_address_with_ever_new_browsers_holds_so_many_windows_of_a_night(app: Flask) -> None:
    tokens = [token for found in night().values() for token in found]
    allow("holds_per_address", 3)
    for number, token in enumerate(tokens[:3]):
        hold(token, f"browser {number}", "192.0.2.7")
    with pytest.raises(TooManyHolds):
        hold(tokens[3], "browser 3", "192.0.2.7")
    hold(tokens[3], "browser 3", "192.0.2.8")


def test_a_telephone_under_many_names_books_so_many_visits(app: Flask) -> None:
    tokens = [token for found in night().values() for token in found]
    allow("open_per_phone", 2)
    for number in range(2):
        reserve(hold(tokens[number], "browser"), number, "010-7777-7777")
    with pytest.raises(TooManyVisits):
        reserve(hold(tokens[3], "browser"), 3, "010-7777-7777")


def test_an_address_with_ever_new_telephones_books_so_many_visits_of_a_night(app: Flask) -> None:
    tokens = [token for found in night().values() for token in found]
    allow("booked_per_address", 2)
    for number, token in enumerate(tokens[:2]):
        reserve(hold(token, "browser"), number, f"010-7777-{number:04}", "192.0.2.7")
    held = hold(tokens[2], "browser")
    with pytest.raises(TooManyFromHere):
        reserve(held, 2, "010-7777-0002", "192.0.2.7")
    assert reserve(held, 2, "010-7777-0002", "192.0.2.8") == "booked", "the next address is another count"
    assert reserve(hold(tokens[3], "browser"), 3, "010-7777-0003") == "booked", "and where none is told none counts"


def test_who_booked_other_nights_moves_no_more_bookings_to_one_than_could_be_made(app: Flask) -> None:
    first, later = night()["passport"], night(on=NIGHT + timedelta(weeks=1))["passport"]
    allow("booked_per_address", 2)
    for number, token in enumerate([*first, *later]):
        reserve(hold(token, "browser"), number, f"010-7777-{number:04}", "192.0.2.7")
    booked = list(db.session.scalars(select(Reservation.id).order_by(Reservation.id)))
    with pytest.raises(TooManyFromHere):
        move(booked[2], first[0])
    move(booked[1], first[0])
    move(booked[2], later[1])


@pytest.mark.race
def test_an_address_at_once_with_many_telephones_books_no_more(raced: Flask, at: Callable[..., object]) -> None:
    at(NOW)
    with raced.app_context():
        allow("booked_per_address", 3)
        held = [hold(token, f"browser {n}") for found in night().values() for n, token in enumerate(found * 2)]
    steps = [partial(reserve, token, n, f"010-7777-{n:04}", "192.0.2.7") for n, token in enumerate(held)]
    assert Counter(at_once(raced, steps)) == {"booked": 3, "too_many_from_here": 5}


@pytest.mark.race
def test_one_telephone_at_once_books_so_many_of_each_service(raced: Flask, at: Callable[..., object]) -> None:
    at(NOW)
    advice = furnish(raced, slots=4)
    with raced.app_context():
        allow("open_per_phone", 2)
        visits = [token for found in night().values() for token in found]
        held = [hold(token, f"browser {number}") for number, token in enumerate([*advice, *visits])]
    steps = [partial(reserve, token, number, "010-7777-7777") for number, token in enumerate(held)]
    answers = Counter(at_once(raced, steps))
    assert answers == {"booked": 4, "too_many_bookings": 2, "too_many_visits": 2}


@pytest.mark.race
def test_the_seats_of_two_desks_of_a_night_are_given_once_each(raced: Flask, at: Callable[..., object]) -> None:
    at(NOW)
    with raced.app_context():
        desks = night(windows=1, seats=3)

    def visit(number: int) -> str:
        token = desks[DESKS[number % 2]][0]
        return reserve(hold(token, f"browser {number}"), number, f"010-7777-{number:04}")

    answers = Counter(at_once(raced, [partial(visit, number) for number in range(10)]))
    assert answers == {"booked": 6, "slot_taken": 4}
    with raced.app_context():
        taken = [(row.slot.desk, row.seat) for row in db.session.scalars(select(Reservation)) if row.is_booked]
        assert sorted(taken) == [(key, seat) for key in sorted(DESKS) for seat in (1, 2, 3)]


@pytest.mark.race
def test_an_address_at_once_over_two_desks_holds_no_more(raced: Flask, at: Callable[..., object]) -> None:
    at(NOW)
    with raced.app_context():
        allow("holds_per_address", 3)
        tokens = [token for found in night(windows=2, seats=3).values() for token in found]
    steps = [partial(hold, tokens[number % 4], f"browser {number}", "192.0.2.7") for number in range(8)]
    answers = at_once(raced, steps)
    assert answers.count("too_many_holds") == 5
    with raced.app_context():
        assert count_held() == 3
