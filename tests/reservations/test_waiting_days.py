"""Nobody waits in vain: for days on which no consultation takes place, and without knowing how they will be told."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from booking.calendar import service as calendar
from booking.db import transaction
from booking.reservations.errors import NoDayThen
from booking.reservations.models import Reservation
from booking.reservations.service import waiting
from tests.reservations.conftest import CLERK, DAY, NEXT, NOW, Desk
from tests.reservations.test_waiting_pages import TYPED, stand_in_line
from tests.support.pages import Citizen

VAIN = "열리는 상담이 없습니다"


@pytest.fixture(autouse=True)
def _now(at: Callable[..., object]) -> None:
    at(NOW)


def close(desk: Desk) -> None:
    with transaction():
        calendar.close_day(desk.day, closed_by="staff", reason="staff", text="청사 공사", actor=CLERK, now=NOW)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (DAY, DAY, "the one day is closed"),
        (date(2026, 12, 1), date(2027, 1, 19), "the only day of the span is closed"),
        (date(2026, 12, 22), date(2027, 1, 19), "no day lies in the span"),
    ],
)
def test_days_without_a_consultation_are_refused(
    sqlite_app: Flask, desk: Desk, first: date, last: date, why: str
) -> None:
    close(desk)
    with pytest.raises(NoDayThen):
        waiting.make_wish(["law"], first, last, NOW)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (DAY, NEXT, "the next day is open"),
        (DAY, None, "however late"),
        (date(2027, 1, 21), date(2027, 3, 31), "these days are not planned yet"),
    ],
)
def test_days_that_may_have_one_are_not(
    sqlite_app: Flask, desk: Desk, first: date, last: date | None, why: str
) -> None:
    close(desk)
    assert waiting.make_wish(["law"], first, last, NOW).last == last


def test_it_is_said_at_the_last_day(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    close(desk)
    page = stand_in_line(citizen)
    assert page.status == 400
    assert VAIN in str(page.soup.select("#last-error"))
    assert page.filled("/waiting")["name"] == TYPED["name"]


def test_whose_day_is_closed_is_not_said_to_be_next(
    sqlite_app: Flask, desk: Desk, full: list[Reservation], citizen: Citizen
) -> None:
    page = stand_in_line(citizen)
    assert "생활법률: 다음 차례입니다" in page.text
    assert "적으신 연락처로 알려 드립니다" in page.text
    assert f"{DAY:%Y. %m. %d}.(월)부터" not in page.text, "one day is one day"
    close(desk)
    page = citizen.get(page.url)
    assert "상담이 열리지 않습니다" in page.text
    assert "다음 차례" not in page.text and "알려 드립니다" not in page.text


def test_a_landline_is_called(sqlite_app: Flask, full: list[Reservation], citizen: Citizen) -> None:
    page = stand_in_line(citizen, phone="055-123-4567")
    assert "담당자가 055-123-4567 번호로 전화드립니다" in page.text


def test_who_has_left_is_not_asked_again(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    page = stand_in_line(citizen)
    citizen.get(f"{page.url}/leave")
    citizen.submit("/leave", {})
    assert citizen.get(f"{page.url}/leave").heading == "취소한 신청입니다"
