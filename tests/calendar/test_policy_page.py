"""The rule of the 20th before it is changed, and a month that staff decide about otherwise."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask

from booking.calendar import queries
from tests.calendar.test_closing_shown import DEC, _book, _slots, now
from tests.support.work import Worker, entries

__all__ = ["now"]

POLICY = "/staff/calendar/policy"
JANUARY = "/staff/calendar/sessions/2027-01"
WHY = {"text": "청사 전기 공사", "document_number": "민원여권과-78", "approved_on": "2026-11-20"}


@pytest.fixture
def clerk(sqlite_app: Flask, now: datetime) -> Worker:
    return Worker(sqlite_app)


def _cells(clerk: Worker, path: str, month: str) -> list[str]:
    for row in clerk.get(path).soup.select("tbody tr"):
        head = row.find("th")
        if head and head.get_text() == month:
            return [" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")]
    raise AssertionError(f"no row of {month}")


def test_two_years_by_the_rule_in_force(clerk: Worker) -> None:
    page = clerk.get(POLICY)
    assert len(page.soup.select("tbody tr")) == 24 and "검토하는 기준" not in page.soup.select("thead")[0].get_text()
    twentieth, session, _alone = _cells(clerk, POLICY, "2026년 12월")
    assert twentieth == "12. 20.(일)" and session.startswith("12. 21.(월) 20일이 일요일이어서")
    assert _cells(clerk, POLICY, "2026년 11월")[1:] == ["11. 20.(금) 지남 20일이 근무일이어서 20일에 엽니다.", "지남"]


def test_another_rule_is_laid_beside_it_and_changes_nothing(clerk: Worker) -> None:
    before = queries.list_days(date(2026, 11, 1), date(2028, 10, 1))
    page = clerk.get(f"{POLICY}?policy=previous")
    found = _cells(clerk, f"{POLICY}?policy=previous", "2026년 12월")[2]
    assert found == "달라짐 12. 18.(금) 20일이 일요일이어서 앞 근무일인 18일에 엽니다."
    assert _cells(clerk, f"{POLICY}?policy=previous", "2027년 1월")[2] == "그대로"
    assert "열지 않음" in _cells(clerk, f"{POLICY}?policy=none", "2026년 12월")[2]
    moved = sum(one.reason != "nominal" for one in before)
    assert f"{moved}개월 의 상담일이 달라집니다" in page.text and page.text.count("달라짐") == moved > 5
    assert queries.policy_in_force() == "next" and queries.list_days(date(2026, 11, 1), date(2028, 10, 1)) == before
    assert "이 기준으로 바꾸러 가기" not in page.text


def test_an_admin_is_led_to_the_setting(sqlite_app: Flask, now: datetime) -> None:
    admin = Worker(sqlite_app, "root@city.example", "admin")
    assert 'href="/staff/settings/calendar.session_policy"' in admin.get(f"{POLICY}?policy=none").html


def test_each_rule_is_warned_of_elections_by_itself(sqlite_app: Flask, at: Callable[[str], datetime]) -> None:
    at("2028-01-03T12:00")  # election on 2028-04-12; sixty days before is 2028-02-12
    clerk = Worker(sqlite_app)
    assert "선거일(" in _cells(clerk, POLICY, "2028년 2월")[1]
    assert "선거일(" in _cells(clerk, f"{POLICY}?policy=previous", "2028년 2월")[2]
    assert "선거일(" not in _cells(clerk, f"{POLICY}?policy=none", "2028년 2월")[2]


def test_a_day_that_is_past_already_is_said(sqlite_app: Flask, at: Callable[[str], datetime]) -> None:
    at("2026-12-19T12:00")  # a Saturday: the day before the 20th, which is a Sunday
    found = _cells(Worker(sqlite_app), f"{POLICY}?policy=previous", "2026년 12월")[2]
    assert "이미 지난 날이어서 이 달은 열지 못합니다." in found


def test_no_rule_of_that_name(clerk: Worker) -> None:
    page = clerk.get(f"{POLICY}?policy=whenever", 400)
    assert page.soup.find(id="errors") and len(page.soup.select("tbody tr")) == 24


def test_a_month_is_given_another_day_with_its_document(clerk: Worker) -> None:
    june = "/staff/calendar/sessions/2027-06"  # not made yet, so no day is closed for it
    assert "오늘보다 뒤입니다" in clerk.post(june, 400, date="2027-06-23", **WHY | {"approved_on": "2026-11-24"}).text
    clerk.post(june, date="2027-06-23", **WHY)
    assert "문서번호 민원여권과-78 · 결재일 2026. 11. 20.(금)" in _cells(clerk, POLICY, "2027년 6월")[2]
    assert _cells(clerk, f"{POLICY}?policy=none", "2027년 6월")[2] == "그대로", "staff decided, not the rule"
    after = {name: value for name, _, value in entries("day.planned")[-1].changes}
    assert (after["document_number"], after["approved_on"]) == ("민원여권과-78", "2026-11-20")


def test_a_month_is_given_no_session(clerk: Worker) -> None:
    clerk.post(JANUARY, what="drop", date="", **WHY)
    day = queries.find_office_day("consultation", date(2027, 1, 20))
    assert day and (day.closed_by, day.document_number) == ("staff", "민원여권과-78")
    assert "이 달은 상담을 열지 않습니다." in clerk.get("/staff/calendar").text
    assert "문서번호 민원여권과-78" in _cells(clerk, POLICY, "2027년 1월")[2]
    assert "이미 상담을 열지 않기로 한 달입니다." in clerk.post(JANUARY, 409, what="drop", **WHY).text
    clerk.post("/staff/calendar/sessions/2027-06", what="drop", **WHY)  # a day that nobody has made yet
    assert queries.list_days(date(2027, 6, 1), date(2027, 6, 1))[0].date is None


def test_a_session_that_is_over_is_not_dropped(clerk: Worker) -> None:
    assert "지난 날" in clerk.post("/staff/calendar/sessions/2026-11", 409, what="drop", **WHY).text


@pytest.mark.parametrize(("wrong", "said"), [({"what": "move", "date": ""}, "날짜를 골라"), ({"what": "x"}, "")])
def test_what_becomes_of_a_month_is_said_whole(clerk: Worker, wrong: dict[str, str], said: str) -> None:
    page = clerk.post(JANUARY, 400, **WHY | wrong)
    assert said in page.text and page.soup.find(id="errors")


def test_bookings_that_a_month_would_lose_are_shown_first(clerk: Worker, now: datetime) -> None:
    _book(_slots(DEC)[0], 1, now)
    path = "/staff/calendar/sessions/2026-12"
    page = clerk.post(path, 200, what="drop", **WHY)
    assert "12월 상담일: 2026. 12. 21.(월) → 열지 않음" in page.text and "예약 1건의 일정이 바뀝니다." in page.text
    clerk.post(path, **page.filled(path))
    day = queries.find_office_day("consultation", DEC)
    assert day and not day.is_open
