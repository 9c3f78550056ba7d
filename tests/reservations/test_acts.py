"""Nobody has messages poured over somebody else's telephone: what citizens do with one in a day is counted."""

from datetime import datetime, timedelta

import pytest

from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.reservations import errors, service
from booking.reservations.models import Reservation
from booking.reservations.rules.people import make_person
from booking.reservations.rules.waiting import Wish
from booking.reservations.service.own_data import Contact
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NOW, Desk, a_person
from tests.reservations.line import cancel, join, leave
from tests.reservations.test_limits import allow

A_DAY = timedelta(days=1)
VICTIM, OTHER, OWN = "010-7777-7777", "010-8888-8888", "010-1111-1111"


@pytest.fixture(autouse=True)
def twice(desk: Desk) -> None:
    allow("acts_per_phone", 2)


def correct(row: Reservation, phone: str, *, now: datetime = NOW, by: Actor = CITIZEN) -> None:
    with transaction():
        service.correct_contact(row, Contact(phone), actor=by, now=now)


def move(desk: Desk, row: Reservation, nth: int, *, now: datetime = NOW, by: Actor = CITIZEN) -> None:
    with transaction():
        service.move(row, desk.slot(nth=nth).token, actor=by, now=now)


def test_booking_and_cancelling_ends_and_goes_on_the_next_day(desk: Desk) -> None:
    for _ in range(2):
        cancel(desk.book(desk.slot(), a_person(phone=VICTIM)))
    with pytest.raises(errors.TooManyToday) as refusal:
        desk.book(desk.slot(), a_person("이다른", VICTIM))
    assert (refusal.value.field, refusal.value.parameters["limit"], refusal.value.status) == ("phone", 2, 429)
    proxied = make_person("김대리", OWN, who="proxy", person_name="홍판서", person_phone=VICTIM)
    with pytest.raises(errors.TooManyToday) as refusal:
        desk.book(desk.slot(nth=1), proxied)
    assert refusal.value.field == "person_phone"
    later = NOW + timedelta(minutes=11)  # what was held and refused has lapsed
    assert desk.book(desk.slot(), a_person(phone=OWN), now=later).is_booked, "another telephone is another count"
    assert desk.book(desk.slot(nth=1), a_person(phone=VICTIM), now=NOW + A_DAY).is_booked


def test_mail_is_counted_as_telephones_are(desk: Desk) -> None:
    for number in range(2):
        cancel(desk.book(desk.slot(), a_person(phone=f"010-6666-000{number}", email="Victim@example.org")))
    with pytest.raises(errors.TooManyToday) as refusal:
        desk.book(desk.slot(), a_person(phone="010-6666-0009", email="victim@example.org"))
    assert refusal.value.field == "email"


def test_confirming_twice_is_one_act(desk: Desk) -> None:
    held = desk.hold(desk.slot())
    for _ in range(4):
        assert desk.reserve(held.token).is_booked


def test_a_telephone_is_not_corrected_to_and_fro_over_two_people(desk: Desk) -> None:
    booked = desk.book(desk.slot(), a_person(phone=OWN))
    correct(booked, VICTIM)
    with pytest.raises(errors.TooManyToday) as refusal:
        correct(booked, OWN)  # booking, and correcting away from it, were the two of its own telephone
    assert refusal.value.field == "phone"
    correct(booked, OTHER)
    with pytest.raises(errors.TooManyToday):
        correct(booked, VICTIM)
    correct(booked, VICTIM, by=CLERK)
    db.session.refresh(booked)
    assert booked.phone == "+821077777777"


def test_what_changes_no_telephone_is_no_act(desk: Desk) -> None:
    booked = desk.book(desk.slot(), a_person(phone=OWN))
    for number in range(5):
        with transaction():
            service.correct_contact(booked, Contact(OWN, question=f"{number}번째"), actor=CITIZEN, now=NOW)


def test_moving_to_and_fro_ends_and_staff_move_on(desk: Desk) -> None:
    booked = desk.book(desk.slot())
    move(desk, booked, 1)
    with pytest.raises(errors.TooManyToday) as refusal:
        move(desk, booked, 0)
    assert refusal.value.field == "slot"
    move(desk, booked, 0, by=CLERK)
    move(desk, booked, 1, now=NOW + A_DAY)


def test_joining_the_line_and_leaving_it_ends(desk: Desk) -> None:
    for _ in range(2):
        leave(join(1))
    with pytest.raises(errors.TooManyToday) as refusal:
        join(1)
    assert refusal.value.field == "phone"
    assert join(2).is_open and join(1, actor=CLERK).is_open


def test_the_office_can_do_without(desk: Desk) -> None:
    allow("acts_per_phone", 0)
    for _ in range(6):
        cancel(desk.book(desk.slot(), a_person(phone=VICTIM)))


def test_a_person_stands_in_line_once_for_a_field(desk: Desk) -> None:
    first = join(1, Wish(frozenset({"law"}), DAY, DAY))
    for desks in ({"law"}, {"law", "national-tax"}):
        for day in (DAY, DAY + A_DAY):
            with pytest.raises(errors.AlreadyWaiting) as refusal:
                join(1, Wish(frozenset(desks), day, None), holder="another browser")
            assert refusal.value.field == "name"
    assert join(1, Wish(frozenset({"national-tax"}), DAY, DAY)).is_open
    assert join(2, Wish(frozenset({"law"}), DAY, DAY)).is_open
    leave(first)
    assert join(1, actor=CLERK).is_open
