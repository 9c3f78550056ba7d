"""What a change of the calendar does to bookings is shown before it is done, and said afterwards."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from booking.calendar import queries
from booking.db import db
from booking.reservations.models import Reservation
from tests.calendar.test_closing_shown import DEC, WHY, _book, _slots, now
from tests.support.pages import Page
from tests.support.work import Worker, entries

__all__ = ["now"]

DAY = "/staff/calendar/days/consultation/2026-12-21"
HOLIDAYS = "/staff/calendar/holidays"
ADDED = {"date": "2026-12-21", "name": "임시공휴일", "reason": "착오"}


@pytest.fixture
def clerk(sqlite_app: Flask, now: datetime) -> Worker:
    """A clerk, and one who has booked at the session of December."""
    _book(_slots(DEC)[0], 1, now)
    return Worker(sqlite_app)


def _again(clerk: Worker, page: Page, path: str) -> Page:
    """Press the button once more on a page that shows what would follow."""
    assert "아직 아무것도 바뀌지 않았습니다" in page.text
    return clerk.post(path, **page.filled(path))


def test_a_holiday_that_displaces_bookings_is_shown_first(clerk: Worker) -> None:
    page = clerk.post(HOLIDAYS, 200, **ADDED)
    assert "12월 상담일: 2026. 12. 21.(월) → 2026. 12. 22.(화)" in page.text and "예약 1건의 일정이" in page.text
    assert queries.list_overrides() == []
    _again(clerk, page, HOLIDAYS)
    page = clerk.get(HOLIDAYS)
    assert "2026. 12. 21.(월): 공휴일로 넣었습니다." in page.text and "예약 1건의 일정 변경을 안내합니다." in page.text
    assert "/rehousing/consultation/2026-12-21" in page.html


def test_what_was_seen_counts_only_while_it_is_true(clerk: Worker, now: datetime) -> None:
    page = clerk.post(HOLIDAYS, 200, **ADDED)
    _book(_slots(DEC)[1], 2, now)
    page = clerk.post(HOLIDAYS, 200, **page.filled(HOLIDAYS))
    assert "예약 2건의 일정이" in page.text and queries.list_overrides() == []


def test_who_comes_back_is_said_before_and_after(clerk: Worker, at: Callable[[str], datetime]) -> None:
    assert "다시 엽니다" not in clerk.get("/staff/rehousing/consultation/2026-12-21").text  # it was never closed
    clerk.post(f"{DAY}/close", text=WHY)
    at("2026-11-23T12:01")
    assert "1명 가운데 0명은 이미 다른 시간으로" in clerk.get(DAY).text
    refused = clerk.post(f"{DAY}/reopen", 400, text="착오", approved_on="2026-11-24").text
    assert "결재일(2026. 11. 24.(화))이 오늘보다 뒤입니다." in refused
    page = clerk.post(f"{DAY}/reopen", 200, text="착오", document_number="민원-9", approved_on="2026-11-23")
    assert "예약 1건이 원래 시간으로 돌아갑니다." in page.text
    _again(clerk, page, f"{DAY}/reopen")
    assert "휴무를 풀었습니다." in (text := clerk.get(DAY).text) and "예약 1건이 원래 시간으로 돌아갔습니다." in text
    assert entries("day.reopened")[-1].reason == "착오 민원-9 결재일 2026-11-23"
    page = clerk.get("/staff/rehousing/consultation/2026-12-21")
    assert "이 날은 다시 엽니다." in page.text and "다시 열려 원래 시간으로 돌아가신 분 1명" in page.text


def test_who_comes_back_by_way_of_another_day_is_counted_as_back(clerk: Worker) -> None:
    page = clerk.post(HOLIDAYS, 200, **ADDED)
    _again(clerk, page, HOLIDAYS)
    row = db.session.query(Reservation).filter_by(state="displaced").one()
    for _step in range(2):
        hold = db.session.query(Reservation).filter_by(replaces_id=row.id, state="held").one()
        clerk.post(f"/staff/reservations/{row.reference}/accept", replacement=hold.token)
        if _step == 0:
            page = clerk.post(f"{HOLIDAYS}/2026-12-21/remove", 200, reason="착오")
            _again(clerk, page, f"{HOLIDAYS}/2026-12-21/remove")
    page = clerk.get("/staff/rehousing/consultation/2026-12-21")
    assert "다시 열려 원래 시간으로 돌아가신 분 1명" in page.text


def test_a_session_leads_to_closing_it_and_a_day_of_the_rule_to_the_session(clerk: Worker) -> None:
    assert f'href="{DAY}">휴무로' in clerk.get("/staff/calendar").html
    assert f'href="{DAY}"' in clerk.get("/staff/calendar/sessions/2026-12").html
    page = clerk.post(HOLIDAYS, 200, **ADDED)
    _again(clerk, page, HOLIDAYS)
    assert 'href="/staff/calendar/holidays/2026-12-21"' in clerk.get(DAY).html
    clerk.post(f"{HOLIDAYS}/2026-12-21/remove", reason="착오", seen="0-1-0")
    page = clerk.get("/staff/calendar/days/consultation/2026-12-22")
    assert 'href="/staff/calendar/sessions/2026-12"' in page.html


def test_at_night_the_pages_say_when_people_are_told(
    sqlite_app: Flask, clerk: Worker, at: Callable[[str], datetime]
) -> None:
    assert "예약한 분들께 바로 알립니다." in clerk.get(DAY).text
    at("2026-11-23T23:00")
    clerk = Worker(sqlite_app, "night@city.example")  # the log-in of noon has ended
    assert "예약한 분들께 밤 시간이 끝나는 2026. 11. 24.(화) 오전 8시에 알립니다." in clerk.get(DAY).text
    clerk.post(f"{DAY}/close", text=WHY)
    assert "밤에는 보내지 않아 2026. 11. 24.(화) 오전 8시에 보냄" in clerk.get("/staff/notices").text
