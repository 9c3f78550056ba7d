"""The weekly list of what will not take place: planned once a week, read when it is sent, and on the staff's page."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.consultations import jobs as consultation_jobs
from booking.consultations import queries as consultations
from booking.consultations import service as consultation_service
from booking.db import db, transaction
from booking.nightoffice import jobs, queries
from booking.nightoffice.wording import closing_lines
from booking.notices import jobs as notices
from booking.notices.models import ConsoleMessage, Notice
from booking.recheck import recheck
from booking.settings import service as settings
from tests.support.work import Worker

MONDAY = "2026-12-07T09:00"
LINES = [
    "2026. 12. 16.(수) 수요 야간민원실: 담당 부서의 사정으로 열지 않습니다. (청사 정전)",
    "2026. 12. 21.(월) 전문가 상담: 위원 사정",
    "2026. 12. 30.(수) 수요 야간민원실: 공휴일(임시공휴일)이어서 열지 않습니다.",
]
At = Callable[[str], datetime]


@pytest.fixture
def closed(app: Flask, city: object, at: At, actor: Actor) -> None:
    """A session, a night and a holiday on another night; what lies more than five weeks ahead is not told."""
    now = at("2026-12-01T12:00")
    consultation_jobs.create_days(now)
    jobs.keep_nights(now)
    with transaction():
        for kind, day, text in (
            ("consultation", date(2026, 12, 21), "위원 사정"),
            ("night", date(2026, 12, 16), "청사 정전"),
        ):
            found = calendar.find_office_day(kind, day)
            assert found
            calendar_service.close_day(found, closed_by="staff", reason="staff", text=text, actor=actor, now=now)
        for day in (date(2026, 12, 30), date(2027, 1, 20)):
            calendar_service.add_holiday(day, "임시공휴일", reason="의결", actor=actor, now=now)
        recheck(now, actor)


def _put(name: str, value: str) -> None:
    with transaction():
        settings.put(name, value, actor=Actor.job("test"), now=clock.now())


def _planned() -> list[tuple[str, str, str]]:
    db.session.rollback()
    rows = db.session.query(Notice).filter_by(kind="closures").order_by(Notice.id)
    return [(row.subject, row.channel, row.state) for row in rows]


def test_it_goes_out_once_a_week_and_says_how_things_are_then(closed: None, at: At, actor: Actor) -> None:
    _put("notices.closures_email", "minwon@city.example")
    assert jobs.plan_closures(at("2026-12-07T08:59")) == 0
    now = at(MONDAY)
    assert [jobs.plan_closures(now), jobs.plan_closures(now)] == [1, 0]
    assert _planned() == [("closures:2026-12-07", "email", "planned")]
    notices.deliver(now)
    assert _planned() == [("closures:2026-12-07", "email", "sent")]
    (letter,) = db.session.query(ConsoleMessage).all()
    assert letter.recipient == "minwon@city.example" and "쉬는 날" in (letter.subject or "")
    assert [line for line in letter.body.splitlines() if "(" in line and ":" in line] == LINES
    assert jobs.plan_closures(at("2026-12-09T08:00")) == 0
    assert jobs.plan_closures(at("2026-12-14T10:00")) == 1


def test_after_an_outage_it_catches_up_for_two_days(closed: None, at: At) -> None:
    _put("notices.closures_email", "minwon@city.example")
    assert jobs.plan_closures(at("2026-12-09T09:01")) == 0
    assert jobs.plan_closures(at("2026-12-09T09:00")) == 1


def test_without_an_address_nobody_is_told(closed: None, at: At) -> None:
    assert jobs.plan_closures(at(MONDAY)) == 0 and _planned() == []


@pytest.mark.parametrize(
    ("weekday", "hour", "now", "due"),
    [
        ("0", "09:00", "2026-12-07T09:00", "2026-12-07T09:00"),
        ("0", "09:00", "2026-12-07T08:59", "2026-11-30T09:00"),
        ("4", "16:30", "2026-12-07T09:00", "2026-12-04T16:30"),
        ("6", "00:00", "2026-12-05T23:59", "2026-11-29T00:00"),
        ("6", "00:00", "2026-12-06T00:00", "2026-12-06T00:00"),
        ("2", "23:59", "2027-01-01T00:00", "2026-12-30T23:59"),
    ],
)
def test_the_week_begins_when_the_settings_say(
    sqlite_app: Flask, at: At, weekday: str, hour: str, now: str, due: str
) -> None:
    at(now)
    _put("notices.closures_weekday", weekday)
    _put("notices.closures_time", hour)
    assert queries.closings_due(clock.parse(now)) == clock.parse(due)


def test_staff_see_the_same_on_their_page(closed: None, sqlite_app: Flask, at: At) -> None:
    at(MONDAY)
    page = Worker(sqlite_app).get("/staff/calendar")
    found = page.soup.select("section[aria-labelledby=closings] li")
    assert [" ".join(one.get_text().split()) for one in found] == LINES


def test_a_field_that_rests_because_nobody_is_there_is_told_too(
    sqlite_app: Flask, city: object, at: At, actor: Actor
) -> None:
    now = at("2026-12-01T12:00")
    consultation_jobs.create_days(now)
    law, away = consultations.list_experts("law"), date(2026, 12, 21)
    with transaction():
        for expert in law:
            consultation_service.add_absence(expert.id, away, away, reason="출장", actor=actor, now=now)
        recheck(now, actor)
    line = "2026. 12. 21.(월) 생활법률: 상담위원 사정으로 이날은 이 분야 상담을 열지 않습니다."
    assert closing_lines(queries.list_closings(now)) == [line]
    page = Worker(sqlite_app).get("/staff/calendar")
    assert [" ".join(one.get_text().split()) for one in page.soup.select("section[aria-labelledby=closings] li")] == [
        line
    ]


def test_a_week_without_closings_says_so(sqlite_app: Flask, city: object, at: At) -> None:
    now = at("2026-11-02T09:00")
    _put("notices.closures_email", "minwon@city.example")
    jobs.plan_closures(now)
    notices.deliver(now)
    assert "쉬는 날이 없습니다." in db.session.query(ConsoleMessage).one().body
