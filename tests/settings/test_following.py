"""What follows when a setting is changed that days and nights follow: they do so at once."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from click.testing import Result
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.consultations import jobs
from booking.db import transaction
from booking.nightoffice import service as nights
from booking.reservations import service as reservations
from booking.reservations.models import Reservation
from booking.reservations.rules.people import make_person
from booking.settings import queries as settings
from tests.support import people
from tests.support.nights import put_kind
from tests.support.pages import Citizen

MOVED = date(2026, 12, 21)


@pytest.fixture
def admin(app: Flask, at: Callable[[str], datetime]) -> Citizen:
    """An admin at the browser, Monday at ten."""
    at("2026-11-23T10:00")
    browser = Citizen(app)
    people.enter(browser.client, "root@city.example", "admin")
    return browser


@pytest.fixture
def booked(app: Flask, city: object, at: Callable[[str], datetime], actor: Actor) -> Reservation:
    """December's day, which the rule moved from Sunday the 20th to the 21st, with one booking."""
    now = at("2026-11-23T10:00")
    jobs.create_days(now)
    with transaction():
        day = calendar.find_office_day("consultation", MOVED)
        assert day
        person = make_person("홍길동", "010-1234-5678", "", "")
        return reservations.book_for_caller(
            *(calendar.list_slots(day)[0].token, person),
            via="telephone",
            consent_version="2026-11",
            actor=actor,
            now=now,
            override="",
        )


def test_another_policy_moves_the_days_at_once_and_displaces_who_booked(admin: Citizen, booked: Reservation) -> None:
    admin.get("/staff/settings/calendar.session_policy")
    page = admin.submit("/staff/settings/calendar.session_policy", {"value": "previous"})
    assert (
        "12월 상담일: 2026. 12. 21.(월) → 2026. 12. 18.(금)" in page.text and "예약 1건의 일정이 바뀝니다." in page.text
    )
    assert calendar.policy_in_force() == "next" and booked.state == "reserved", "shown first, and not done"
    page = admin.submit("/staff/settings/calendar.session_policy")
    assert "저장했습니다. 상담일 2일을 새로 만들었습니다. 상담일 2일을 휴무로 바꾸었습니다." in page.text
    assert "예약 1건의 일정 변경을 안내합니다." in page.text
    old, new = (calendar.find_office_day("consultation", date(2026, 12, day)) for day in (21, 18))
    assert old and not old.is_open and new and new.is_open
    assert booked.state == "displaced"
    admin.get("/staff/settings/calendar.session_policy")
    page = admin.submit("/staff/settings/calendar.session_policy/reset")
    assert "예약 1건이 원래 시간으로 돌아갑니다." in page.text and booked.state == "displaced"
    page = admin.submit("/staff/settings/calendar.session_policy/reset")
    assert "되돌렸습니다. 상담일 2일을 휴무로 바꾸었습니다. 상담일 2일을 다시 열었습니다." in page.text
    assert calendar.list_office_days("consultation", MOVED, MOVED)[0].is_open


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("consultations.opens_day", "10", "상담일 2일의 접수 시작 시각을 바꾸었습니다."),
        ("consultations.months_ahead", "5", "상담일 2일을 새로 만들었습니다."),
    ],
)
def test_what_the_days_follow_counts_at_once(
    sqlite_app: Flask, admin: Citizen, booked: Reservation, name: str, value: str, said: str
) -> None:
    admin.get(f"/staff/settings/{name}")
    assert said in admin.submit(f"/staff/settings/{name}", {"value": value}).text


def test_more_weeks_of_nights_are_there_at_once(sqlite_app: Flask, admin: Citizen) -> None:
    admin.get("/staff/settings/nightoffice.weeks_ahead")
    admin.submit("/staff/settings/nightoffice.weeks_ahead", {"value": "10"})
    assert len(calendar.list_office_days("night", date.min, date.max)) == 10


def test_hours_of_the_night_that_leave_a_booked_visit_outside_are_shown_first(
    sqlite_app: Flask, admin: Citizen, actor: Actor
) -> None:
    now, night = clock.now(), date(2026, 12, 2)
    put_kind("passport", "여권 신청", now)
    with transaction():
        nights.keep_nights(now, actor)
        day = calendar.find_office_day("night", night)
        assert day
        first, second = calendar.list_slots(day, "passport")[:2]
        for slot, phone in ((first, "010-1234-5678"), (second, "010-8765-4321")):
            person = make_person("홍길동", phone, "", "")
            more = {"via": "telephone", "consent_version": "1", "actor": actor, "now": now}
            reservations.book_for_caller(slot.token, person, **more)
    admin.get("/staff/settings/nightoffice.starts")
    page = admin.submit("/staff/settings/nightoffice.starts", {"value": "18:10"})
    assert "2026. 12. 2.(수) 예약 1건은 새 운영 시간 밖이지만 그대로 지키고" in page.text
    assert settings.get("nightoffice.starts") == time(18), "shown first, and not done"
    page = admin.submit("/staff/settings/nightoffice.starts")
    assert "저장했습니다." in page.text and settings.get("nightoffice.starts") == time(18, 10)
    admin.get("/staff/settings/nightoffice.weeks_ahead")
    page = admin.submit("/staff/settings/nightoffice.weeks_ahead", {"value": "10"})
    assert "저장했습니다." in page.text, "what is outside already is no news"


def test_other_settings_leave_the_days_alone(sqlite_app: Flask, admin: Citizen) -> None:
    admin.get("/staff/settings/reservations.hold_minutes")
    admin.submit("/staff/settings/reservations.hold_minutes", {"value": "12"})
    assert calendar.list_office_days("consultation", date.min, date.max) == []


def test_the_commands_have_the_days_looked_at_again(
    app: Flask, command: Callable[..., Result], booked: Reservation
) -> None:
    told = command("settings", "set", "calendar.session_policy", "previous").output.splitlines()
    assert told == [
        "consultation days: 2 made, 2 closed, 0 reopened",
        "nights: 8 made, 0 closed, 0 reopened",
        "bookings displaced: 1",
    ]
    assert command("settings", "set", "calendar.session_policy", "previous").output == ""
    assert "2 closed, 2 reopened" in command("settings", "reset", "calendar.session_policy").output
