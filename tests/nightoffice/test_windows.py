"""The windows of the nights follow the kinds of business that take bookings, and nobody loses a booking over it."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.calendar.errors import DayClosed
from booking.consultations import queries as consultations
from booking.consultations import service as desks
from booking.consultations.service import FieldValues
from booking.db import transaction
from booking.nightoffice import service
from booking.nightoffice.errors import KeyOfField
from booking.reservations import service as reservations
from booking.reservations.queries.bookings import list_by_reference
from booking.settings import service as settings
from tests.reservations.conftest import NOW, a_person
from tests.support.nights import put_kind

ACTOR = Actor.job("keep_nights")
NIGHT = date(2026, 12, 2)
TONIGHT = date(2026, 11, 25)


def put(seats: int = 3, until: time = time(18, 30), **more: object) -> None:
    put_kind("passport", "여권 신청", NOW, seats=seats, last_acceptance=until, **more)


def keep(now: datetime = NOW) -> service.Kept:
    with transaction():
        return service.keep_nights(now, ACTOR)


def windows(day: date = NIGHT) -> list[tuple[str, str, int]]:
    night = calendar.find_office_day("night", day)
    assert night is not None
    return [
        (slot.desk, f"{clock.to_office(slot.starts_at):%H:%M}", slot.capacity) for slot in calendar.list_slots(night)
    ]


def book(desk: str = "passport", nth: int = 0, number: int = 1) -> str:
    night = calendar.find_office_day("night", NIGHT)
    assert night is not None
    token = calendar.list_slots(night, desk)[nth].token
    with transaction():
        held = reservations.hold(token, "browser", now=NOW).token
    by = {"holder": "browser", "consent_version": "2026-11", "actor": Actor(None, "", "citizen", ""), "now": NOW}
    with transaction():
        return reservations.reserve(held, a_person("홍길동", f"010-1234-{number:04}"), **by).reference or ""


def test_a_night_is_made_with_the_windows_of_what_takes_bookings(app: Flask) -> None:
    put()
    keep()
    assert windows() == [("passport", "18:00", 3), ("passport", "18:10", 3), ("passport", "18:20", 3)]
    assert keep().count == 0, "twice does no harm"


def test_nights_that_are_made_follow_a_change_at_once(app: Flask) -> None:
    keep()
    assert windows() == []
    put()
    assert windows(TONIGHT) == windows()
    assert len(windows()) == 3
    assert keep().count == 0, "nothing is left to do, and nothing is doubled"
    put(seats=5, until=time(18, 20))
    assert windows(TONIGHT) == windows() == [("passport", "18:00", 5), ("passport", "18:10", 5)]


def test_tonight_gets_the_windows_that_are_still_ahead_and_loses_no_other(app: Flask) -> None:
    keep()
    for minute, more, expected in (
        (5, {}, ["18:10", "18:20"]),
        (15, {"last_acceptance": time(18, 40)}, ["18:10", "18:20", "18:30"]),
        (25, {"may_reserve": False}, ["18:10", "18:20"]),
    ):
        there = clock.at_office(TONIGHT, time(18, minute))
        put_kind("passport", "여권 신청", there, **{"last_acceptance": time(18, 30), **more})
        assert [at for _desk, at, _seats in windows(TONIGHT)] == expected
        assert keep(there).fitted == 0


def test_a_closed_night_takes_nobody_though_a_kind_becomes_bookable(app: Flask) -> None:
    with transaction():
        calendar_service.add_holiday(NIGHT, "임시공휴일", reason="의결", actor=ACTOR, now=NOW)
        service.keep_nights(NOW, ACTOR)
    put()
    assert len(windows()) == 3
    with pytest.raises(DayClosed):
        book()


def test_who_has_booked_a_window_keeps_it_and_nobody_else_gets_in(app: Flask) -> None:
    put()
    keep()
    references = [book(nth=2, number=1), book(nth=0, number=2), book(nth=0, number=3)]
    put(seats=1, until=time(18, 20))
    keep()
    assert windows() == [("passport", "18:00", 1), ("passport", "18:10", 1), ("passport", "18:20", 0)]
    put(may_reserve=False)
    assert windows() == [("passport", "18:00", 0), ("passport", "18:20", 0)]
    assert keep().count == 0
    assert {row.state for row in list_by_reference(references)} == {"reserved"}
    put()
    keep()
    assert [seats for *_others, seats in windows()] == [3, 3, 3]


def test_what_takes_bookings_has_a_key_that_no_field_of_advice_has(app: Flask) -> None:
    with transaction():
        desks.add_field("law", FieldValues("생활법률", 1, time(10), time(11)), actor=ACTOR, now=NOW)
    with pytest.raises(KeyOfField):
        put_kind("law", "법률 서류", NOW)
    put()
    put_kind("birth", "출생신고", NOW, bring="출생증명서")
    put(may_reserve=False)
    assert [(field.key, field.bring) for field in consultations.list_fields(service="night")] == [
        ("birth", "출생증명서")
    ]
    assert [field.key for field in consultations.list_fields()] == ["law"]


def test_booking_of_a_night_opens_when_the_setting_says(app: Flask, put_setting: Callable[..., None]) -> None:
    put()
    put_setting("nightoffice.opens_days", "7")
    keep()
    night = calendar.find_office_day("night", NIGHT)
    assert night is not None and night.opens_at == clock.at_office(date(2026, 11, 25), time(9))
    put_setting("nightoffice.opens_days", "5")
    assert keep().shifted > 0
    put_setting("nightoffice.opens_days", "0")
    keep()
    night = calendar.find_office_day("night", date(2026, 12, 9))
    assert night is not None and night.opens_at is None


@pytest.fixture
def put_setting(app: Flask) -> Callable[..., None]:
    def put(name: str, text: str) -> None:
        with transaction():
            settings.put(name, text, actor=ACTOR, now=NOW)

    return put
