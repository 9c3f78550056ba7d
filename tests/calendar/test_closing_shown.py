"""A session or a night that staff close by hand: why stands on every public page, in the feeds and in the API."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.audit.rules import Actor
from booking.calendar import queries, rules, service
from booking.calendar.models import Slot
from booking.consultations import jobs as consultation_jobs
from booking.db import db, transaction
from booking.nightoffice import jobs as night_jobs
from booking.recheck import recheck
from booking.reservations import service as reservations
from booking.reservations.models import Reservation
from booking.reservations.rules.people import make_person
from tests.support.pages import Citizen
from tests.support.work import Worker

DEC, JAN, NIGHT = date(2026, 12, 21), date(2027, 1, 20), date(2026, 11, 25)
WHY = "청사 전기 공사"
CITIZEN = Actor(None, "", "citizen", "192.0.2.1")


@pytest.fixture
def now(at: Callable[[str], datetime], app: Flask, city: object) -> datetime:
    moment = at("2026-11-23T12:00")
    consultation_jobs.create_days(moment)
    night_jobs.keep_nights(moment)
    return moment


def _slots(day: date, desk: str = "law") -> list[Slot]:
    found = queries.find_office_day("consultation", day)
    assert found
    return queries.list_slots(found, desk)


def _book(slot: Slot, number: int, now: datetime) -> Reservation:
    with transaction():
        held = reservations.hold(slot.token, f"browser {number}", now=now)
        person = make_person("홍길동", f"010-1234-{number:04}", "", "")
        return reservations.reserve(
            held.token, person, holder=f"browser {number}", consent_version="1", actor=CITIZEN, now=now
        )


def _close(kind: str, day: date, actor: Actor, now: datetime) -> None:
    with transaction():
        found = queries.find_office_day(kind, day)
        assert found
        service.close_day(found, closed_by="staff", reason="staff", text=WHY, actor=actor, now=now)
        recheck(now, actor)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_why_a_session_is_closed_stands_everywhere(
    sqlite_app: Flask, citizen: Citizen, client: FlaskClient, now: datetime, actor: Actor, language: str
) -> None:
    reference = _book(_slots(DEC)[0], 5678, now).reference or ""
    _close("consultation", DEC, actor, now)
    citizen.get(f"/?lang={language}")
    for path in ("/", "/consultations", "/consultations/2026-12-21", "/guide"):
        assert WHY in citizen.get(path).text, path
    for path in ("/card", "/calendar/consultations.ics", "/api/v1/days", "/api/v1/days/2026-12-21"):
        answer = client.get(path, query_string={"lang": language})
        said = answer.get_json() if answer.is_json else answer.get_data(as_text=True).replace("\r\n ", "")
        assert WHY in str(said), path
    citizen.get("/lookup")
    page = citizen.submit("/lookup", {"reference": reference, "phone": "010-1234-5678"})
    assert WHY in page.text


def test_another_month_is_not_talked_of_before_its_time(
    sqlite_app: Flask, citizen: Citizen, now: datetime, actor: Actor
) -> None:
    _close("consultation", JAN, actor, now)
    for path in ("/", "/card", "/guide"):
        assert WHY not in citizen.get(path).text, path
    assert WHY in citizen.get("/consultations").text


def test_why_a_night_is_closed_stands_everywhere(
    sqlite_app: Flask, citizen: Citizen, client: FlaskClient, now: datetime, actor: Actor
) -> None:
    _close("night", NIGHT, actor, now)
    for path in ("/", "/night-office", "/guide"):
        assert f"담당 부서의 사정으로 열지 않습니다. ({WHY})" in citizen.get(path).text, path
    feed = client.get("/calendar/night-office.ics").get_data(as_text=True).replace("\r\n ", "")
    assert WHY in feed and "STATUS:CANCELLED" in feed
    assert WHY in str(client.get("/api/v1/night-office").get_json())


def test_staff_see_beforehand_for_how_many_there_is_another_time(app: Flask, now: datetime, actor: Actor) -> None:
    """In January as many seats of law are left as one; three lose theirs in December, one of another field too."""
    taken = [_slots(DEC)[0], _slots(DEC)[1], _slots(DEC, "survey")[0]]
    for number, slot in enumerate(taken):
        _book(slot, number, now)
    with transaction():
        for slot in [*_slots(JAN)[1:], *_slots(date(2027, 2, 22))]:
            slot.capacity = 0
    clerk = Worker(app)
    path = "/staff/calendar/days/consultation/2026-12-21"
    assert "예약이 3건 있습니다. 휴무로 바꾸면 그 가운데 2건에 대신 갈 시간을" in clerk.get(path).text
    clerk.post(f"{path}/close", text=WHY)
    held = db.session.query(Reservation).filter_by(purpose="replacement", state="held").count()
    assert held == 2, "what was seen is what was done"


ELECTION = date(2028, 4, 12)


@pytest.mark.parametrize(
    ("day", "name", "is_near"),
    [
        (ELECTION - timedelta(days=61), "국회의원 선거일", False),
        (ELECTION - timedelta(days=60), "국회의원 선거일", True),
        (ELECTION, "국회의원 선거일", True),
        (ELECTION + timedelta(days=1), "국회의원 선거일", False),
        (ELECTION, "전국동시지방선거", True),
        (ELECTION, "대통령선거일·개천절", True),
        (ELECTION, "임시공휴일", False),
        (ELECTION, "선거관리위원회 창립일", False),
    ],
)
def test_the_restricted_time_of_an_election(day: date, name: str, is_near: bool) -> None:
    assert rules.election_ahead(day, {ELECTION: name}) == ((ELECTION, name) if is_near else None)


def test_an_election_that_staff_enter_warns_and_closes_nothing(app: Flask, now: datetime, actor: Actor) -> None:
    with transaction():
        service.add_holiday(date(2027, 2, 24), "재·보궐선거일", reason="공고", actor=actor, now=now)
        recheck(now, actor)
    clerk = Worker(app)
    warned = [row for row in clerk.get("/staff/calendar").text.split("년 ") if "전 60일" in row]
    assert [row[:2] for row in warned] == ["1월", "2월", "2월", "3월"], "2028 too"
    assert "전 60일 안입니다" in clerk.get("/staff/calendar/days/consultation/2027-01-20").text
    day = queries.find_office_day("consultation", JAN)
    assert day and day.is_open
    clerk.post("/staff/calendar/sessions/2027-01", date="2027-01-21", text="자리 사정")
    said = clerk.get("/staff/calendar").text
    assert "상담일을 바꾸었습니다. 2027. 1. 21.(목)은 선거일(재·보궐선거일, 2027. 2. 24.(수)) 전 60일 안입니다." in said


def test_who_makes_days_near_an_election_is_warned(app: Flask, city: object, at: Callable[[str], datetime]) -> None:
    at("2027-12-01T12:00")
    clerk = Worker(app)
    clerk.post("/staff/calendar/holidays", date="2028-06-01", name="임시공휴일", reason="의결")
    assert "새로 만든 상담일 2일이 선거일 전 60일 안입니다." in clerk.get("/staff/calendar").text
