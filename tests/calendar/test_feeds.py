"""The feeds: what a citizen's calendar would show."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries, service
from booking.consultations import jobs as consultation_jobs
from booking.db import transaction
from booking.nightoffice import queries as nightoffice
from booking.recheck import recheck
from tests.support.pages import Citizen

DEC, JAN = date(2026, 12, 21), date(2027, 1, 20)
DAYS, NIGHTS = "/calendar/consultations.ics", "/calendar/night-office.ics"


@pytest.fixture
def now(at: Callable[[str], datetime], app: Flask, city: object) -> datetime:
    moment = at("2026-11-23T12:00")
    consultation_jobs.create_days(moment)
    return moment


def _events(client: FlaskClient, path: str) -> dict[date, dict[str, str]]:
    answer = client.get(path)
    assert answer.status_code == 200 and answer.mimetype == "text/calendar"
    found = {}
    for event in Calendar.from_ical(answer.data).walk("VEVENT"):
        starts, ends = (clock.to_office(event.decoded(name)) for name in ("dtstart", "dtend"))
        words = {name: str(event[name]) for name in ("uid", "status", "summary", "description", "url", "location")}
        found[starts.date()] = words | {"hours": f"{starts:%H:%M}-{ends:%H:%M}"}
    return found


def test_a_year_of_consultation_days(client: FlaskClient, now: datetime) -> None:
    found = _events(client, DAYS)
    decisions = queries.list_days(date(2026, 12, 1), date(2027, 10, 1))
    assert [day for day in found if day > now.date()] == [decision.date for decision in decisions]
    december = found[DEC]
    assert december["hours"] == "10:00-17:00"
    assert december["summary"] == "풀리고 전문가 상담" and december["status"] == "CONFIRMED"
    assert december["description"].startswith("생활법률 10:00~11:00\n국세 14:00~16:00")
    assert december["description"].endswith("20일이 일요일이어서 다음 근무일인 21일에 엽니다.")
    assert december["url"] == "http://127.0.0.1:8000/consultations/2026-12-21"
    assert december["location"] == "진주시청 1층 민원여권과 상담 창구"
    assert found[date(2027, 6, 21)]["url"] == "http://127.0.0.1:8000/consultations"


def test_a_moved_session_is_cancelled_under_its_own_name(client: FlaskClient, now: datetime, actor: Actor) -> None:
    before = _events(client, DAYS)
    with transaction():
        service.add_holiday(JAN, "임시공휴일", reason="의결", actor=actor, now=now)
        recheck(now, actor)
    after = _events(client, DAYS)
    assert after[JAN]["status"] == "CANCELLED" and after[JAN]["summary"] == "[휴무] 풀리고 전문가 상담"
    assert after[JAN]["uid"] == before[JAN]["uid"] == "consultation-20270120@127.0.0.1"
    assert after[date(2027, 1, 21)]["status"] == "CONFIRMED"
    assert len({event["uid"] for event in after.values()}) == len(after)


def test_a_session_closed_by_staff_says_why(client: FlaskClient, now: datetime, actor: Actor) -> None:
    with transaction():
        day = queries.find_office_day("consultation", DEC)
        assert day
        service.close_day(day, closed_by="staff", reason="staff", text="청사 공사", actor=actor, now=now)
        recheck(now, actor)
    found = _events(client, DAYS)[DEC]
    assert found["status"] == "CANCELLED" and found["description"].endswith("청사 공사")


def test_half_a_year_of_nights_agrees_with_the_page_and_the_command(client: FlaskClient, now: datetime) -> None:
    found = _events(client, NIGHTS)
    for night in nightoffice.next_nights(now, weeks=26):
        event = found[night.date]
        assert event["hours"] == "18:00-20:00"
        assert event["status"] == ("CONFIRMED" if night.open else "CANCELLED")
        assert event["uid"] == f"night-{night.date:%Y%m%d}@127.0.0.1"
    closed = found[date(2027, 5, 5)]
    assert closed["summary"] == "[휴무] 수요 야간민원실"
    assert closed["description"] == "공휴일(어린이날)이어서 열지 않습니다."
    assert found[date(2026, 11, 18)]["status"] == "CONFIRMED"  # what has just been stays for a while


@pytest.mark.parametrize("path", [DAYS, NIGHTS])
def test_an_unchanged_feed_is_not_sent_twice(client: FlaskClient, now: datetime, path: str) -> None:
    first = client.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and again.data == b""


def test_feeds_of_an_office_without_fields(
    sqlite_app: Flask, client: FlaskClient, at: Callable[[str], datetime]
) -> None:
    at("2026-11-23T12:00")
    assert _events(client, DAYS)[DEC]["hours"] == "09:00-18:00"


def test_titles_are_folded_and_escaped(client: FlaskClient, now: datetime, actor: Actor) -> None:
    text = "점검; 소방, 전기\\가스 " + "가" * 180
    with transaction():
        day = queries.find_office_day("consultation", DEC)
        assert day
        service.close_day(day, closed_by="staff", reason="staff", text=text, actor=actor, now=now)
    assert _events(client, DAYS)[DEC]["description"].endswith(text)
    assert max(len(line) for line in client.get(DAYS).data.split(b"\r\n")) <= 75


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("path", [DAYS, NIGHTS])
def test_a_feed_is_what_the_standard_wants(
    sqlite_app: Flask, client: FlaskClient, now: datetime, path: str, language: str
) -> None:
    """RFC 5545: what every event must have, lines that end and fold as they must, and the same text when read back."""
    answer = client.get(f"{path}?lang={language}")
    feed = Calendar.from_ical(answer.data)
    assert feed.errors == [] and feed["method"] == "PUBLISH" and feed["version"] == "2.0"
    assert str(feed["refresh-interval"].to_ical(), "ascii") == feed["x-published-ttl"] == "PT12H"
    events = list(feed.walk("VEVENT"))
    assert len(events) >= 11 and len({event["uid"] for event in events}) == len(events)
    for event in events:
        assert event.errors == [] and event.decoded("dtstart") < event.decoded("dtend") and event["dtstamp"]
        assert event["description"] and event["location"] and event["url"].startswith("http")
    assert answer.data.endswith(b"END:VCALENDAR\r\n") and b"\n" not in answer.data.replace(b"\r\n", b"")
    assert feed.to_ical() == answer.data


@pytest.mark.parametrize("path", [DAYS, NIGHTS])
def test_a_feed_is_the_same_for_everybody(client: FlaskClient, now: datetime, path: str) -> None:
    plain = client.get(path)
    assert "Vary" not in plain.headers and "Set-Cookie" not in plain.headers
    client.get("/lookup?lang=en")
    assert client.get(path).data == plain.data
    assert client.get(f"{path}?lang=en").headers["ETag"] != plain.headers["ETag"]


def test_a_feed_changes_its_tag_with_a_closing(client: FlaskClient, now: datetime, actor: Actor) -> None:
    before = client.get(NIGHTS).headers["ETag"]
    with transaction():
        service.add_holiday(date(2026, 12, 9), "임시공휴일", reason="의결", actor=actor, now=now)
        recheck(now, actor)
    answer = client.get(NIGHTS, headers={"If-None-Match": before})
    assert answer.status_code == 200 and answer.headers["ETag"] != before


@pytest.mark.parametrize(("page", "path"), [("/consultations", DAYS), ("/night-office", NIGHTS)])
def test_the_page_says_how_to_subscribe(
    citizen: Citizen, client: FlaskClient, now: datetime, page: str, path: str
) -> None:
    shown = citizen.get(page)
    links = [str(link["href"]) for link in shown.soup.select("#subscribe ~ .actions a")]
    assert links == [f"webcal://127.0.0.1:8000{path}", f"http://127.0.0.1:8000{path}"]
    assert f"주소로 구독’을 골라 이 주소를 넣어 주세요. http://127.0.0.1:8000{path}" in shown.text
    english = citizen.get(f"{page}?lang=en")
    assert english.soup.select_one(f"a[href='webcal://127.0.0.1:8000{path}?lang=en']") is not None
    assert client.get(path).status_code == 200
