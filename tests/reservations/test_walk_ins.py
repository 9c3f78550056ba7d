"""Who comes without a booking: numbers in the order of arrival, and places in that order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from booking import clock
from booking.audit.models import AccessEntry
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.consultations.models import Field, Question
from booking.db import db, new_token, transaction
from booking.reservations import jobs, service
from booking.reservations.errors.walk_ins import BookingRequired, NoPlaceNow, NotTheirTurn, NotToday
from booking.reservations.models import Reservation, WalkIn
from booking.reservations.queries.walk_ins import get_walk_in
from booking.reservations.rules.people import Person
from booking.reservations.staff_views import walk_in_list
from tests.reservations import racing
from tests.reservations.conftest import CLERK, DAY, NEXT, Desk, a_person, wall
from tests.support.work import Worker

TEN = wall(DAY, 10)


@dataclass
class Door:
    """The day has begun: law takes walk-ins, tax asks for a booking."""

    desk: Desk

    def arrive(self, name: str = "김영희", desk: str = "law", now: datetime = TEN, **more: Any) -> WalkIn:
        day = calendar.find_office_day("consultation", DAY)
        assert day
        person = Person(name, more.pop("phone", None))
        values = {"token": new_token(), "consent_version": "2026-11", "actor": CLERK, **more}
        with transaction():
            return service.arrive(day, desk, person, now=now, **values)

    def seat(self, row: WalkIn, now: datetime = TEN) -> Reservation:
        with transaction():
            return service.seat_walk_in(get_walk_in(row.token), actor=CLERK, now=now)


@pytest.fixture
def door(desk: Desk) -> Door:
    with transaction():
        db.session.query(Field).filter_by(key="law").update({"walk_in": "walk_in_ok"})
    return Door(desk)


def test_numbers_follow_the_order_of_arrival_in_each_field(door: Door) -> None:
    rows = [
        door.arrive("가나다"),
        door.arrive("라마바"),
        door.arrive("사아자", "national-tax", override="멀리서 오심"),
    ]
    assert [row.number for row in rows] == [1, 2, 1]
    again = door.arrive("가나다", token=rows[0].token)
    assert again.id == rows[0].id, "a form that is sent twice is one person"


def test_places_go_in_the_order_of_arrival_and_to_who_is_there(door: Door) -> None:
    first, second, third = (door.arrive(name) for name in ("가나다", "라마바", "사아자"))
    with pytest.raises(NotTheirTurn) as refused:
        door.seat(second)
    assert refused.value.parameters == {"number": 1}
    booking = door.seat(first)
    assert (booking.state, booking.via, booking.slot.starts_at) == ("checked_in", "walk_in", TEN)
    assert door.seat(first).id == booking.id, "pressing twice is one booking"
    with transaction():
        service.leave_walk_in(get_walk_in(second.token), actor=CLERK, now=TEN)
    assert door.seat(third).slot.starts_at == TEN + timedelta(minutes=30)


def test_a_place_freed_by_who_did_not_come_is_given_while_it_lasts(door: Door) -> None:
    booked = [door.desk.book(door.desk.slot("law", nth), a_person(phone=f"010-1234-567{nth}")) for nth in (0, 1)]
    row = door.arrive()
    with pytest.raises(NoPlaceNow):
        door.seat(row, TEN)
    late = TEN + timedelta(minutes=10)
    with transaction():
        service.answer_state(booked[0], "no_show", actor=CLERK, now=late)
    assert door.seat(row, late).slot_id == booked[0].slot_id


def test_two_of_one_name_without_a_telephone_are_two_people(door: Door) -> None:
    rows = [door.arrive(), door.arrive()]
    bookings = [door.seat(row) for row in rows]
    assert len({booking.person_key for booking in bookings}) == 2
    assert [booking.phone for booking in bookings] == [None, None]
    assert [get_walk_in(row.token).name for row in rows] == [None, None], "the booking has the name from then on"


def test_a_field_that_needs_a_booking_takes_them_in_with_a_reason_that_is_logged(door: Door) -> None:
    with pytest.raises(BookingRequired):
        door.arrive(desk="national-tax")
    row = door.arrive(desk="national-tax", override="멀리서 오심")
    logged = db.session.scalars(select(AccessEntry).where(AccessEntry.action == "walk_in.arrived")).one()
    assert (logged.reason, logged.subject) == ("멀리서 오심", f"walk_in:{row.id}")
    assert "김영희" not in str(vars(logged))


def test_only_on_the_day_itself(door: Door) -> None:
    with pytest.raises(NotToday):
        door.arrive(now=wall(DAY, 10) - timedelta(days=1))
    row = door.arrive()
    with pytest.raises(NotToday):
        door.seat(row, wall(NEXT, 10))


def test_who_got_no_place_is_destroyed_and_registered(door: Door) -> None:
    row = door.arrive(phone="+821012345678")
    jobs.destroy_past_due(wall(DAY, 23))
    assert get_walk_in(row.token).name == "김영희"
    jobs.destroy_past_due(wall(DAY, 23) + timedelta(days=2))
    db.session.expire_all()
    left = get_walk_in(row.token)
    assert (left.name, left.phone, left.person_key, left.number) == (None, None, None, 1)


@pytest.mark.race
def test_two_clerks_at_once_give_one_place_to_one_and_numbers_once(raced: Flask) -> None:
    racing.furnish(raced, day=clock.today(), slots=144)
    now = clock.now()

    def arrive(number: int) -> int:
        day = calendar.find_office_day("consultation", clock.today())
        values = {
            "token": f"{number:022}",
            "consent_version": "2026-11",
            "actor": CLERK,
            "override": "현장",
            "now": now,
        }
        with transaction():
            return service.arrive(day, "law", Person("김영희", None), **values).number

    assert sorted(racing.at_once(raced, [lambda n=n: arrive(n) for n in range(6)])) == [1, 2, 3, 4, 5, 6]
    with raced.app_context():
        first = db.session.scalars(select(WalkIn).where(WalkIn.number == 1)).one().token

    def seat() -> str:
        with transaction():
            return str(service.seat_walk_in(get_walk_in(first), actor=CLERK, now=now).reference)

    assert len(set(racing.at_once(raced, [seat] * 4))) == 1


def test_the_page_takes_somebody_in_and_gives_them_a_place(
    sqlite_app: Flask, door: Door, at: Callable[..., datetime]
) -> None:
    at("2026-12-21T10:00")
    clerk, page = Worker(sqlite_app), f"/staff/walk-ins/{DAY}"
    typed = {"desk": "law", "name": "김영희", "consent": "y"}
    assert "김영희" not in clerk.get(page).text
    assert "이름" in clerk.post(page, 400, **{**typed, "name": ""}).text
    clerk.post(page, **typed)
    [row] = db.session.scalars(select(WalkIn)).all()
    assert "생활법률 1번" in clerk.get(page).text and "생활법률 1번" in clerk.get(f"/staff/roster/{DAY}").text
    refused = clerk.post(page, 409, **{**typed, "desk": "national-tax"})
    assert "예약한 분만 상담하는 분야입니다" in refused.text
    assert refused.soup.select_one("[name=override_reason]"), "the reason is asked for where a rule refuses"
    booked = clerk.get(clerk.post(f"/staff/walk-ins/{row.token}/seat").url)
    assert "현장 접수" in booked.text and "연락처가 없어" in booked.text
    [phone] = clerk.get(f"/staff/roster/{DAY}").soup.select(".desk-phone")
    assert phone.get_text(strip=True) == "없음", "nobody reveals a number that is not there"
    clerk.post(f"/staff/walk-ins/{row.token}/left")
    assert get_walk_in(row.token).state == "seated"


def test_the_form_is_read_aloud_before_the_box_and_chooses_no_field(
    sqlite_app: Flask, door: Door, at: Callable[..., datetime]
) -> None:
    at("2026-12-21T10:00")
    clerk = Worker(sqlite_app)
    form = clerk.get(f"/staff/walk-ins/{DAY}").soup.select_one(".walk-in-form")
    assert form and not form.select("[name=desk][checked]") and form.select_one("[name=desk][autofocus]")
    assert form.select_one(".desk-script ~ .field [name=consent]"), "what is read stands before the box, and open"
    refused = clerk.post(f"/staff/walk-ins/{DAY}", 400, name="김영희", consent="y")
    assert "분야를 골라 주세요" in refused.text and refused.soup.select_one("[name=name][value=김영희]")


def test_what_the_field_asks_is_asked_of_who_walks_in_too(
    sqlite_app: Flask, door: Door, at: Callable[..., datetime]
) -> None:
    at("2026-12-21T10:00")
    with transaction():
        db.session.add(Question(field_key="law", key="lot", label="지번", is_required=True))
    clerk, page = Worker(sqlite_app), f"/staff/walk-ins/{DAY}"
    typed = {"desk": "law", "name": "김영희", "consent": "y"}
    refused = clerk.post(page, 400, **typed)
    assert "모른다고 하시면" in refused.text and refused.soup.select_one("[name=override_reason]")
    clerk.post(page, **typed, answer_law_lot="상대동 284-12")
    clerk.post(page, **{**typed, "name": "남궁민"}, override_reason="서류를 두고 오심")
    first, second = db.session.scalars(select(WalkIn).order_by(WalkIn.number)).all()
    assert (second.answers, second.reason) == (None, "서류를 두고 오심")
    booking = door.seat(first)
    assert [(one.label, one.text) for one in booking.given_answers] == [("지번", "상대동 284-12")]
    assert get_walk_in(first.token).answers is None, "the booking has them from then on"


def test_what_a_ninth_field_asks_is_never_hidden(
    sqlite_app: Flask, door: Door, at: Callable[..., datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The styles show by number what the chosen field asks, and have eight of them."""
    at("2026-12-21T10:00")
    with transaction():
        db.session.add(Question(field_key="law", key="lot", label="지번"))
    [law, *_others] = consultations.list_fields()
    clerk = Worker(sqlite_app)
    for before, number in ((7, "8"), (8, None)):
        fields = [*(Field(key=f"other-{nth}", name="다른 상담") for nth in range(before)), law]
        monkeypatch.setattr(walk_in_list, "fields_of", lambda _day, fields=fields: fields)
        asked = clerk.get(f"/staff/walk-ins/{DAY}").soup.select_one(".desk-asks")
        assert asked and asked.get("data-nth") == number
