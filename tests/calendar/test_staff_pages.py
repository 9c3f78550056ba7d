"""The staff pages of the calendar: the preview, holidays, single days, a month's session."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask

from booking.calendar import queries
from booking.consultations import jobs as consultation_jobs
from booking.db import transaction
from booking.nightoffice import jobs as night_jobs
from booking.reservations import service as reservations
from tests.support.people import enter
from tests.support.work import Worker, entries

DEC, JAN, NIGHT = date(2026, 12, 21), date(2027, 1, 20), date(2026, 12, 23)
WHY = {"reason": "국무회의 의결", "document_number": "민원여권과-77"}
CLOSE = {"text": "청사 전기 공사", "document_number": "민원여권과-78", "approved_on": "2026-11-20"}


@pytest.fixture
def now(at: Callable[[str], datetime], app: Flask, city: object) -> datetime:
    """A Monday noon; the days of three months and the nights of eight weeks are made."""
    moment = at("2026-11-23T12:00")
    consultation_jobs.create_days(moment)
    night_jobs.keep_nights(moment)
    return moment


@pytest.fixture
def clerk(app: Flask, now: datetime) -> Worker:
    return Worker(app)


def _row(page: object, words: str) -> str:
    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.find_all("tr")]  # type: ignore[attr-defined]
    return next(row for row in rows if row.startswith(words))


def _state(kind: str, day: date) -> tuple[str, str | None, str | None]:
    row = queries.find_office_day(kind, day)
    assert row
    return row.state, row.closed_by, row.closed_text


def test_the_preview_shows_two_years_with_reasons(clerk: Worker) -> None:
    page = clerk.get("/staff/calendar")
    assert "12. 21.(월)" in _row(page, "2026년 12월") and "20일이 일요일이어서" in _row(page, "2026년 12월")
    assert "2026. 11. 21.(토) 오전 9시 다른 날로" in _row(page, "2026년 12월")
    assert "11. 20.(금) 지남" in _row(page, "2026년 11월")
    assert "아직 만들지 않음" in _row(page, "2028년 10월")
    assert "공휴일(어린이날)" in _row(page, "2027. 5. 5.(수)")
    assert [len(table.find_all("tr")) - 1 for table in page.soup.find_all("table")] == [6, 18, 8, 18]
    folded = page.soup.select("details table")
    assert [table.caption.get_text() for table in folded if table.caption] == ["그 뒤 18개월", "그 뒤 18주"]


def test_staff_are_warned_of_sessions_before_an_election(
    sqlite_app: Flask, city: object, at: Callable[[str], datetime]
) -> None:
    at("2028-01-03T12:00")
    clerk = Worker(sqlite_app)
    warned = [row for row in clerk.get("/staff/calendar").text.split("년 ") if "전 60일" in row]
    assert len(warned) == 2 and all("국회의원 선거일" in row for row in warned)
    assert "국회의원 선거일" in clerk.get("/staff/calendar/days/consultation/2028-03-20").text


def test_an_added_holiday_moves_the_session_at_once(clerk: Worker) -> None:
    answer = clerk.post("/staff/calendar/holidays", date="2027-01-20", name="임시공휴일", **WHY)
    assert answer.url == "/staff/calendar/holidays"
    assert _state("consultation", JAN) == ("closed", "rule", None)
    assert _state("consultation", date(2027, 1, 21))[0] == "open"
    page = clerk.get("/staff/calendar/holidays?year=2027")
    assert "공휴일로 넣었습니다. 상담일 1일을 새로 만들었습니다. 상담일 1일을 휴무로 바꾸었습니다." in page.text
    row = _row(page, "2027. 1. 20.(수)")
    assert "임시공휴일 국무회의 의결 민원여권과-77 clerk@city.example 2026. 11. 23.(월) 낮 12시" in row
    assert entries("holiday.added")[0].account_name == "clerk@city.example"


def test_a_holiday_on_a_wednesday_closes_the_night(clerk: Worker) -> None:
    clerk.post("/staff/calendar/holidays", date=NIGHT.isoformat(), name="임시공휴일", **WHY)
    assert _state("night", NIGHT)[:2] == ("closed", "rule")
    assert "야간민원실 1일을 휴무로 바꾸었습니다." in clerk.get("/staff/calendar").text


def test_a_holiday_is_withdrawn_and_the_correction_taken_back(clerk: Worker) -> None:
    page = clerk.get("/staff/calendar/holidays/2026-12-25")
    assert "공휴일 (기독탄신일)" in page.text and "공휴일에서 빼기" in page.text
    clerk.post("/staff/calendar/holidays/2026-12-25/withdraw", **WHY)
    assert queries.is_working_day(date(2026, 12, 25))
    page = clerk.get("/staff/calendar/holidays/2026-12-25")
    assert "공휴일이 아닙니다" in page.text and "공휴일에서 뺌" in page.text and "국무회의 의결" in page.text
    clerk.post("/staff/calendar/holidays/2026-12-25/remove", **WHY)
    assert not queries.is_working_day(date(2026, 12, 25))
    assert "직접 바꾼 날이 없습니다." in clerk.get("/staff/calendar/holidays").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"date": ""}, "날짜를 골라 주세요."),
        ({"date": "20.1.2027"}, "날짜를 2027-01-20처럼 적어 주세요."),
        ({"date": "2027-02-30"}, "날짜를 2027-01-20처럼 적어 주세요."),
        ({"date": "9999-01-01"}, "1948년부터 2100년까지"),
        ({"name": ""}, "적어 주세요."),
        ({"name": "  "}, "공휴일 이름을 적어 주세요."),
        ({"name": "가" * 61}, "60자까지 적어 주세요."),
        ({"name_en": "x" * 61}, "60자까지 적어 주세요."),
        ({"reason": ""}, "적어 주세요."),
        ({"reason": "나" * 201}, "200자까지 적어 주세요."),
        ({"document_number": "다" * 61}, "60자까지 적어 주세요."),
    ],
)
def test_a_bad_holiday_is_named_and_what_was_typed_is_kept(
    sqlite_app: Flask, clerk: Worker, wrong: dict[str, str], said: str
) -> None:
    typed = {"date": "2027-01-20", "name": "임시<b>공휴일", "name_en": "Temporary holiday", **WHY} | wrong
    page = clerk.post("/staff/calendar/holidays", 400, **typed)
    assert said in page.text
    assert page.filled("/staff/calendar/holidays") | {"csrf_token": ""} == typed | {"csrf_token": ""}
    assert queries.list_overrides() == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-12-25", "이미 공휴일입니다 (기독탄신일)."),
        ("2026-11-20", "지난 날(2026. 11. 20.(금))은 바꿀 수 없습니다."),
    ],
)
def test_a_holiday_that_is_one_or_is_over_is_not_added(sqlite_app: Flask, clerk: Worker, day: str, said: str) -> None:
    page = clerk.post("/staff/calendar/holidays", 409, date=day, name="임시공휴일", **WHY)
    assert said in page.text and queries.list_overrides() == []


def test_odd_characters_do_no_harm(clerk: Worker) -> None:
    clerk.post("/staff/calendar/holidays", date="2027-01-20", name="임시\x08<script>🎉", reason="\u202e" + "이유")
    assert queries.holidays(JAN, JAN) == {JAN: "임시<script>🎉"}
    assert "임시<script>🎉" in clerk.get("/staff/calendar/holidays").text


def test_closing_a_session_displaces_who_booked_it(clerk: Worker, now: datetime) -> None:
    day = queries.find_office_day("consultation", DEC)
    assert day
    with transaction():
        held = reservations.hold(queries.list_slots(day)[0].token, "browser", now=now)
    page = clerk.get("/staff/calendar/days/consultation/2026-12-21")
    assert "휴무로 바꾸기" in page.text and held
    assert "지금 예약 0건" in page.text and "예약한 분들께" not in page.text, "a hold is nobody who could be told"
    clerk.post("/staff/calendar/days/consultation/2026-12-21/close", **CLOSE)
    assert _state("consultation", DEC) == ("closed", "staff", "청사 전기 공사")
    page = clerk.get("/staff/calendar/days/consultation/2026-12-21")
    assert "청사 전기 공사" in page.text and "민원여권과-78" in page.text and "2026. 11. 20.(금)" in page.text
    assert "담당 부서의 사정으로 열지 않습니다. (청사 전기 공사)" in _row(clerk.get("/staff/calendar"), "2026년 12월")
    clerk.post("/staff/calendar/days/consultation/2026-12-21/reopen", text="공사 취소")
    assert _state("consultation", DEC) == ("open", None, None)
    assert entries("day.reopened")[-1].reason == "공사 취소"


def test_a_day_that_is_not_made_yet_can_be_closed(clerk: Worker) -> None:
    assert queries.find_office_day("consultation", date(2027, 6, 21)) is None
    clerk.post("/staff/calendar/days/consultation/2027-06-21/close", **CLOSE)
    assert _state("consultation", date(2027, 6, 21))[:2] == ("closed", "staff")
    clerk.post("/staff/calendar/days/night/2027-06-23/close", **CLOSE)
    assert _state("night", date(2027, 6, 23))[:2] == ("closed", "staff")


def test_what_the_rule_closed_is_not_reopened_by_hand(clerk: Worker) -> None:
    clerk.post("/staff/calendar/holidays", date="2027-01-20", name="임시공휴일", **WHY)
    page = clerk.get("/staff/calendar/days/consultation/2027-01-20")
    assert "규칙에 따라 쉬는 날입니다" in page.text and not page.soup.select("main form")
    page = clerk.post("/staff/calendar/days/consultation/2027-01-20/reopen", 409, text="열자")
    assert "먼저 바로잡아 주세요" in page.text


@pytest.mark.parametrize("text", ["", "   "])
def test_a_reason_is_needed(sqlite_app: Flask, clerk: Worker, text: str) -> None:
    address = f"/staff/calendar/days/night/{NIGHT}"
    assert "적어 주세요." in clerk.post(f"{address}/close", 400, text=text).text
    assert _state("night", NIGHT)[0] == "open"
    clerk.post(f"{address}/close", **CLOSE)
    assert "적어 주세요." in clerk.post(f"{address}/reopen", 400, text=text).text
    assert _state("night", NIGHT)[0] == "closed"
    assert "휴무 풀기" in clerk.post(f"{address}/close", 400, text=text).text  # somebody else was quicker


@pytest.mark.parametrize(
    "path",
    [
        "/staff/calendar/days/consultation/2026-12-20",
        "/staff/calendar/days/consultation/tomorrow",
        "/staff/calendar/days/consultation/20261221",
        "/staff/calendar/days/night/2026-12-22",
        "/staff/calendar/days/lunch/2026-12-22",
        "/staff/calendar/days/night/2026-11-18",
        "/staff/calendar/sessions/2026-13",
        "/staff/calendar/sessions/2026-10",
        "/staff/calendar/sessions/soon",
        "/staff/calendar/holidays/2027-02-30",
    ],
)
def test_addresses_of_nothing(sqlite_app: Flask, clerk: Worker, path: str) -> None:
    clerk.get(path, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/staff/calendar/days/night/9999-12-29",
        "/staff/calendar/days/consultation/9999-12-20",
        "/staff/calendar/sessions/9999-12",
        "/staff/calendar/holidays/9999-12-31",
        "/staff/calendar/holidays?year=99999",
    ],
)
def test_years_beyond_the_calendar_are_refused(sqlite_app: Flask, clerk: Worker, path: str) -> None:
    assert "1948년부터 2100년까지" in clerk.get(path, 400).text


def test_a_month_gets_another_session(clerk: Worker) -> None:
    page = clerk.get("/staff/calendar/sessions/2027-01")
    assert "2027. 1. 20.(수)" in page.text
    clerk.post("/staff/calendar/sessions/2027-01", date="2027-01-27", **CLOSE)
    assert _state("consultation", JAN) == ("closed", "staff", "청사 전기 공사")
    assert _state("consultation", date(2027, 1, 27))[0] == "open"
    assert "1. 27.(수)" in _row(clerk.get("/staff/calendar"), "2027년 1월")
    assert "담당 부서의 사정으로 27일에 엽니다." in clerk.get("/staff/calendar").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"date": "2027-01-23"}, "근무일이 아닙니다"),
        ({"date": "2027-01-01"}, "근무일이 아닙니다"),
        ({"date": "2027-02-22"}, "같은 달 안에서만"),
        ({"date": "9999-12-31"}, "같은 달 안에서만"),
        ({"text": " "}, "사유를 적어 주세요."),
        ({"approved_on": "어제"}, "날짜를 2027-01-20처럼"),
        ({"approved_on": "2027-01-26"}, "이 오늘보다 뒤입니다"),
    ],
)
def test_a_session_that_cannot_be(sqlite_app: Flask, clerk: Worker, wrong: dict[str, str], said: str) -> None:
    page = clerk.post("/staff/calendar/sessions/2027-01", 400, **{"date": "2027-01-27", **CLOSE, **wrong})
    assert said in page.text
    assert _state("consultation", JAN)[0] == "open"


def test_only_staff_see_the_calendar(app: Flask, now: datetime) -> None:
    stranger, expert = app.test_client(), app.test_client()
    enter(expert, "expert@city.example", "expert")
    for path in ("/staff/calendar", "/staff/calendar/holidays", "/staff/calendar/sessions/2027-01"):
        assert stranger.get(path).status_code == 303
        assert expert.get(path).status_code == 403
    answer = expert.post("/staff/calendar/holidays", data={"date": "2027-01-20", "name": "x", **WHY})
    assert answer.status_code == 403
    assert queries.list_overrides() == []


def test_a_failed_recheck_undoes_the_change(sqlite_app: Flask, clerk: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("booking.recheck.nightoffice.keep_nights", fail)
    with pytest.raises(RuntimeError):
        clerk.post("/staff/calendar/holidays", date="2027-01-20", name="임시공휴일", **WHY)
    assert queries.list_overrides() == []
    assert _state("consultation", JAN)[0] == "open"
