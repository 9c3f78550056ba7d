"""The card "next free time": what it says, who may frame it, and that it is the same for everybody."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.consultations import jobs as consultation_jobs
from booking.db import transaction
from booking.reservations import service
from booking.settings import service as settings
from tests.support.pages import Citizen

At = Callable[[str], datetime]
DAY = date(2026, 12, 21)
CITY = "https://www.jinju.go.kr"


@pytest.fixture
def now(at: At, sqlite_app: Flask, city: object) -> datetime:
    moment = at("2026-11-23T12:00")
    consultation_jobs.create_days(moment)
    return moment


def hold(field: str, nth: int, now: datetime) -> None:
    day = calendar.find_office_day("consultation", DAY)
    assert day
    with transaction():
        service.hold(calendar.list_slots(day, field)[nth].token, f"{field} {nth}", now=now)


def test_the_first_time_that_can_be_had(now: datetime, citizen: Citizen) -> None:
    page = citizen.get("/card")
    assert page.heading == "가장 빠른 상담 시간"
    assert "12. 21.(월) 오전 10시 생활법률" in page.text
    assert "국세 4자리 남음" in page.text
    [link] = page.soup.select("a.krds-btn")
    assert (link["href"], link["target"]) == ("/consultations/2026-12-21", "_top")


def test_a_time_that_is_held_is_not_offered(now: datetime, citizen: Citizen, client: FlaskClient) -> None:
    hold("law", 0, now)
    assert "12. 21.(월) 오전 10시 30분 생활법률" in citizen.get("/card").text
    hold("law", 1, now)
    page = citizen.get("/card")
    assert "12. 21.(월) 오후 2시 국세" in page.text and "생활법률 예약 마감" in page.text
    found = client.get("/api/v1/next-free").json
    assert found and (found["slot"]["starts_at"], found["slot"]["field"]) == (
        "2026-12-21T14:00:00+09:00",
        "national-tax",
    )
    assert found["free"] == 10 and found["page"] == "http://127.0.0.1:8000/consultations/2026-12-21"


def test_of_one_field(now: datetime, citizen: Citizen, client: FlaskClient) -> None:
    page = citizen.get("/card?field=survey")
    assert "12. 21.(월) 오후 4시 지적측량" in page.text and "국세" not in page.text
    assert page.soup.select("a.krds-btn")[0]["href"] == "/consultations/2026-12-21?field=survey"
    found = client.get("/api/v1/next-free?field=survey").json
    assert (
        found and found["slot"]["field"] == "survey" and [one["field"] for one in found["free_by_field"]] == ["survey"]
    )
    assert (
        client.get("/card?field=nosuch").status_code == client.get("/api/v1/next-free?field=nosuch").status_code == 404
    )


def test_what_it_says_where_nothing_can_be_had(
    now: datetime, citizen: Citizen, client: FlaskClient, at: At, actor: Actor
) -> None:
    for nth in range(2):
        hold("survey", nth, now)
    full = citizen.get("/card?field=survey")
    assert full.heading == "다음 상담일" and "지금은 빈자리가 없습니다" in full.text
    at("2026-12-18T17:00")
    assert "인터넷 예약이 끝났습니다" in citizen.get("/card").text
    with transaction():
        day = calendar.find_office_day("consultation", DAY)
        assert day
        calendar_service.close_day(day, closed_by="staff", reason="staff", text="공사", actor=actor, now=now)
    early = citizen.get("/card")
    assert "1. 20.(수)" in early.text and "12. 21.(월) 오전 9시부터 예약하실 수 있습니다." in early.text
    assert client.get("/api/v1/next-free").json == {"slot": None, "free": 0, "free_by_field": [], "page": None}


def test_before_there_is_any_day(sqlite_app: Flask, citizen: Citizen) -> None:
    assert "예약할 수 있는 상담일이 아직 없습니다" in citizen.get("/card").text


def test_only_the_sites_that_a_setting_names_may_frame_it(now: datetime, client: FlaskClient, actor: Actor) -> None:
    def framed_by(path: str) -> str:
        [part] = [one for one in client.get(path).headers["Content-Security-Policy"].split("; ") if "frame-anc" in one]
        return part.removeprefix("frame-ancestors ")

    assert framed_by("/card") == "'self'"
    with transaction():
        settings.put("reservations.card_origins", f"{CITY} https://life.jinju.go.kr:8443", actor=actor, now=now)
    assert framed_by("/card") == f"'self' {CITY} https://life.jinju.go.kr:8443"
    assert "X-Frame-Options" not in client.get("/card").headers
    for other in ("/", "/lookup", "/cards", "/card/x", "/api/v1/next-free"):
        assert framed_by(other) == "'none'", other
        assert client.get(other).headers["X-Frame-Options"] == "DENY"


def test_it_is_the_same_for_everybody_for_a_minute(now: datetime, client: FlaskClient) -> None:
    client.get("/lookup?lang=en")
    answer = client.get("/card", headers={"Cookie": "booking=x"})
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer.headers and "Vary" not in answer.headers
    assert '<html lang="ko">' in client.get("/card").text
    english = client.get("/card?lang=en")
    assert '<html lang="en">' in english.text and "Set-Cookie" not in english.headers
    assert "<script" not in answer.text and "<form" not in answer.text
