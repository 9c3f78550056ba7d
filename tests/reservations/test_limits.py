"""No caller takes everything: running holds for one address and day, and open bookings for one telephone."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.addresses import network_of
from booking.db import db, transaction
from booking.reservations import errors, service
from booking.reservations.models import HoldPlace, Reservation
from booking.reservations.rules.people import Person, make_person
from booking.reservations.service.own_data import Contact
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, NOW, Desk, a_person
from tests.reservations.racing import DAY, HANGUL, at_once, furnish
from tests.reservations.walking import TYPED
from tests.support.pages import Citizen

SCHOOL, HOME = "198.51.100.7", "203.0.113.0"
LATER = NOW + timedelta(minutes=11)


def allow(name: str, number: int) -> None:
    with transaction():
        settings.put(f"reservations.{name}", str(number), actor=CLERK, now=NOW)


def hold(token: str, number: int = 0, network: str = SCHOOL, now: datetime = NOW) -> str:
    with transaction():
        return service.hold(token, f"browser {number}", now=now, network=network).token


def tokens(desk: Desk) -> list[str]:
    return [slot.token for slot in desk.day.slots]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_what_counts_as_one_address(address: str, network: str) -> None:
    assert network_of(address) == network


def test_an_address_has_so_many_running_holds_a_day_and_another_one_its_own(desk: Desk) -> None:
    allow("holds_per_address", 2)
    first, second, third, fourth = tokens(desk)
    hold(first, 1), hold(second, 2)
    with pytest.raises(errors.TooManyHolds) as refusal:
        hold(third, 3)
    assert (refusal.value.parameters["minutes"], refusal.value.retry_after) == (10, 600)
    hold(third, 3, HOME)
    hold(desk.next_day.slots[0].token, 3)
    hold(fourth, 4, "")
    assert db.session.scalar(select(func.count()).select_from(HoldPlace)) == 4


def test_the_refused_claim_leaves_the_seat_to_others(desk: Desk) -> None:
    allow("holds_per_address", 1)
    hold(tokens(desk)[0])
    with pytest.raises(errors.TooManyHolds):
        hold(tokens(desk)[1], 2)
    hold(tokens(desk)[1], 3, HOME)


def test_it_is_off_with_zero(desk: Desk) -> None:
    allow("holds_per_address", 0)
    for number, token in enumerate(tokens(desk)):
        hold(token, number)
    assert db.session.scalar(select(func.count()).select_from(HoldPlace)) == 0


def test_a_place_is_free_again_after_a_booking_giving_up_and_lapsing(desk: Desk) -> None:
    allow("holds_per_address", 1)
    first, second, third, fourth = tokens(desk)
    desk.reserve(hold(first, 1))
    given_up = hold(second, 2)
    with transaction():
        service.give_up(given_up, now=NOW)
    hold(third, 3)
    hold(fourth, 4, now=LATER)
    with transaction():
        service.expire_holds(LATER + timedelta(minutes=11))
    assert db.session.scalar(select(func.count()).select_from(HoldPlace)) == 0


def test_who_chooses_another_time_lets_go_of_the_own_first(desk: Desk) -> None:
    allow("holds_per_address", 1)
    allow("holds_per_browser", 1)
    for token in tokens(desk):
        hold(token)


def test_a_lapsed_hold_is_not_extended_beside_those_that_took_its_place(desk: Desk) -> None:
    allow("holds_per_address", 1)
    first, second, *_ = tokens(desk)
    slow = hold(first, 1)
    hold(second, 2, now=LATER)
    with pytest.raises(errors.TooManyHolds), transaction():
        service.extend(slow, now=LATER, network=SCHOOL)
    assert desk.reserve(slow, now=LATER).is_booked  # finishing is always possible


def test_an_extended_hold_keeps_its_place_to_its_new_end(desk: Desk) -> None:
    allow("holds_per_address", 1)
    first, second, *_ = tokens(desk)
    kept = hold(first, 1)
    with transaction():
        service.extend(kept, now=NOW + timedelta(minutes=9), network=SCHOOL)
    with pytest.raises(errors.TooManyHolds) as refusal:
        hold(second, 2, now=LATER)
    assert refusal.value.parameters["minutes"] == 8


@pytest.mark.race
def test_of_many_cookies_at_once_no_more_than_the_limit_hold(raced: Flask) -> None:
    wanted = furnish(raced, slots=20)
    for _ in range(2):
        answers = at_once(raced, [lambda n=n, t=t: hold(t, n) for n, t in enumerate(wanted)])
        assert {answer for answer in answers if len(answer) != 22} <= {"too_many_holds", "slot_taken"}
        with raced.app_context():
            assert db.session.scalar(select(func.count()).where(Reservation.state == "held")) == 6
            assert db.session.scalar(select(func.count()).select_from(HoldPlace)) == 6


@pytest.mark.race
def test_lapsed_places_are_taken_over_once_each(raced: Flask) -> None:
    wanted = furnish(raced, slots=18)
    with raced.app_context():
        for number, token in enumerate(wanted[:6]):
            hold(token, number)
    answers = at_once(raced, [lambda n=n, t=t: hold(t, 50 + n, now=LATER) for n, t in enumerate(wanted[6:])])
    assert answers.count("too_many_holds") == 6
    with raced.app_context():
        running = select(func.count()).where(Reservation.state == "held", Reservation.expires_at > LATER)
        assert db.session.scalar(running) == 6


@pytest.mark.race
def test_a_class_of_thirty_behind_one_address_books_in_turn(raced: Flask) -> None:
    wanted = furnish(raced, slots=30)

    def book(number: int, token: str) -> bool:
        held = hold(token, number)
        person = a_person(HANGUL[number % 14] + HANGUL[number // 14] + "이", f"010-1234-{number:04}")
        with transaction():
            return service.reserve(
                held, person, holder="browser", consent_version="2026-11", actor=CITIZEN, now=NOW
            ).is_booked

    for five in range(0, 30, 5):
        steps = [lambda n=n: book(n, wanted[n]) for n in range(five, five + 5)]
        assert at_once(raced, steps) == [True] * 5


def test_pages_say_when_to_try_again(
    sqlite_app: Flask, desk: Desk, citizen: Citizen, at: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(NOW)  # type: ignore[operator]
    allow("holds_per_address", 1)
    sqlite_app.config["RATELIMIT_ENABLED"] = True
    hold(tokens(desk)[1], 7, "127.0.0.1")
    citizen.get(f"/consultations/{DAY}")
    page = citizen.submit("/holds", {"slot": tokens(desk)[0]})
    assert (page.status, page.heading) == (429, "잠시 뒤에 다시 시도해 주세요")
    assert "10분 뒤에 다시 시도" in page.text and "전화" in page.text
    assert page.soup.select("main a[href^=tel]")
    sqlite_app.config["RATELIMIT_ENABLED"] = False
    db.session.rollback()
    citizen.get(f"/consultations/{DAY}")
    assert citizen.submit("/holds", {"slot": tokens(desk)[0]}).status == 200


# One telephone


def family(number: int) -> Person:
    return a_person("홍" + HANGUL[number] + "이")


def test_one_telephone_has_so_many_open_bookings_and_staff_give_more_with_a_reason(desk: Desk) -> None:
    allow("open_per_phone", 2)
    first, second, third, fourth = desk.day.slots
    booked = desk.book(first, family(1))
    desk.book(second, family(2))
    with pytest.raises(errors.TooManyBookings) as refusal:
        desk.book(third, family(3))
    assert (refusal.value.field, refusal.value.parameters["limit"]) == ("phone", 2)

    def call(override: str) -> Reservation:
        with transaction():
            return service.book_for_caller(
                fourth.token, family(3), via="telephone", consent_version="x", actor=CLERK, now=NOW, override=override
            )

    with pytest.raises(errors.TooManyBookings):
        call("")
    with transaction():
        service.cancel(booked, actor=CITIZEN, now=NOW)
    assert desk.book(first, family(4)).is_booked
    assert call("가족이 많음").is_booked


def test_a_proxys_telephone_and_the_persons_count_alike_and_days_that_are_over_do_not(desk: Desk) -> None:
    allow("open_per_phone", 1)
    person = make_person("김대리", "010-7777-7777", who="proxy", person_name="홍판서", person_phone="010-3333-4444")
    desk.book(desk.day.slots[0], person)
    with pytest.raises(errors.TooManyBookings):
        desk.book(desk.day.slots[1], a_person("김대리", "010-7777-7777"))
    again = make_person("박대리", "010-8888-8888", who="proxy", person_name="홍정승", person_phone="010-3333-4444")
    with pytest.raises(errors.TooManyBookings) as refusal:
        desk.book(desk.day.slots[1], again)
    assert refusal.value.field == "person_phone"
    after = desk.day.slots[0].starts_at + timedelta(days=1)
    assert desk.book(desk.next_day.slots[0], again, now=after).is_booked


def test_a_telephone_is_not_corrected_into_one_that_is_full(desk: Desk) -> None:
    allow("open_per_phone", 1)
    desk.book(desk.day.slots[0], a_person("홍길동", "010-1111-1111"))
    other = desk.book(desk.day.slots[1], a_person("홍길순", "010-2222-2222"))
    with pytest.raises(errors.TooManyBookings) as refusal, transaction():
        service.correct_contact(other, Contact("010-1111-1111"), actor=CITIZEN, now=NOW)
    assert refusal.value.field == "phone"


@pytest.mark.race
def test_two_at_once_do_not_slip_past_the_limit_of_a_telephone(raced: Flask) -> None:
    wanted = furnish(raced, slots=12)
    with raced.app_context():
        allow("open_per_phone", 3)
        held = [hold(token, number, "") for number, token in enumerate(wanted)]

    def reserve(number: int) -> str:
        with transaction():
            service.reserve(held[number], family(number), holder="x", consent_version="2026-11", actor=CITIZEN, now=NOW)
        return "booked"

    answers = Counter(at_once(raced, [lambda n=n: reserve(n) for n in range(12)]))
    assert answers == {"booked": 3, "too_many_bookings": 9}


def test_the_summary_tells_of_a_full_telephone_before_the_form_is_sent(
    sqlite_app: Flask, desk: Desk, citizen: Citizen, at: object
) -> None:
    at(NOW)  # type: ignore[operator]
    allow("open_per_phone", 1)
    desk.book(desk.day.slots[0], a_person("홍길순", TYPED["phone"]))
    citizen.get(f"/consultations/{DAY}")
    citizen.submit("/holds", {"slot": tokens(desk)[1]})
    page = citizen.submit("/check", TYPED)
    assert page.status == 409
    assert "한 전화번호로" in page.text
    assert page.filled("/check")["question"] == TYPED["question"]
