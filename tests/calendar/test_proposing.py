"""The service is asked every night: what differs is proposed and told once, and nothing is applied."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from flask import Flask

from booking import clock
from booking import portal as asked_portal
from booking.audit.rules import Actor
from booking.calendar import jobs, queries, service
from booking.calendar.models import HolidayAnswer
from booking.db import db, transaction
from booking.notices import jobs as notices
from booking.notices.models import ConsoleMessage, Notice
from booking.settings import service as settings
from tests.calendar.test_answers import ITEM
from tests.support.holidays import KEY, Portal, portal
from tests.support.work import Worker

NIGHT = "2026-12-23T02:10"
At = Callable[[str], datetime]


@pytest.fixture
def server(app: Flask, city: object, at: At, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """A portal that says what counts already, and one temporary holiday more."""
    at(NIGHT)
    monkeypatch.setattr(asked_portal, "RETRIES", asked_portal.RETRIES.new(backoff_factor=0))
    with portal() as found:
        for year in (2026, 2027):
            known = queries.holidays(date(year, 1, 1), date(year, 12, 31))
            found.items[year] = [
                {**ITEM, "dateName": name, "locdate": int(f"{day:%Y%m%d}")} for day, name in known.items()
            ]
        found.items[2027].append(ITEM)
        app.config.update(HOLIDAYS_URL=found.url, HOLIDAYS_KEY=KEY)
        with transaction():
            settings.put("notices.closures_email", "minwon@city.example", actor=Actor.job("test"), now=clock.now())
        yield found


def _told() -> list[str]:
    db.session.rollback()
    return [row.state for row in db.session.query(Notice).filter_by(kind="closures").order_by(Notice.id)]


def test_what_differs_is_proposed_and_told_once(app: Flask, server: Portal, at: At) -> None:
    assert jobs.ask_holidays(at(NIGHT)) == 1
    assert [one["solYear"] for one in server.asked] == ["2026", "2027"]
    assert queries.list_overrides() == [] and _told() == ["planned"]
    notices.deliver(at(NIGHT))
    said = db.session.query(ConsoleMessage).one().body
    assert "특일정보의 제안(공휴일 화면에서 적용): 2027. 1. 20.(수) 임시공휴일: 공휴일로 넣음" in said
    jobs.ask_holidays(at("2026-12-24T02:10"))
    assert _told() == ["sent"], "the same difference is told once"
    server.items[2027].append({**ITEM, "locdate": 20270121})
    jobs.ask_holidays(at("2026-12-25T02:10"))
    assert _told() == ["sent", "planned"]


def test_staff_see_the_proposal_and_apply_it_themselves(app: Flask, server: Portal, at: At) -> None:
    jobs.ask_holidays(at(NIGHT))
    clerk = Worker(app)
    assert "2027년 공휴일이 지금과 1일 다릅니다" in clerk.get("/staff/calendar/holidays").text
    page = clerk.post("/staff/calendar/holiday-import/proposals/2027", 200)
    boxes = {name: page.soup.find("input", {"name": name}) for name in ("difference", "seen")}
    hidden = {name: str(box["value"]) for name, box in boxes.items() if box}
    clerk.post("/staff/calendar/holiday-import/apply", chosen="2027-01-20", reason="의결", **hidden)
    assert [one.date for one in queries.list_overrides()] == [date(2027, 1, 20)]
    assert "특일정보의 제안" not in clerk.get("/staff/calendar/holidays").text
    clerk.post("/staff/calendar/holiday-import/proposals/2027", 404)


def test_a_bad_answer_leaves_the_one_before(app: Flask, server: Portal, at: At) -> None:
    jobs.ask_holidays(at(NIGHT))
    before = [(row.year, row.content, row.asked_at) for row in db.session.query(HolidayAnswer)]
    server.plan.extend([(200, b""), (500, b"Unexpected errors")])
    assert jobs.ask_holidays(at("2026-12-24T02:10")) == 1
    db.session.rollback()
    assert [(row.year, row.content, row.asked_at) for row in db.session.query(HolidayAnswer)] == before
    assert len(service.list_proposals(clock.now())) == 1


def test_without_a_key_nobody_is_asked(app: Flask, server: Portal, at: At) -> None:
    app.config["HOLIDAYS_KEY"] = ""
    assert jobs.ask_holidays(at(NIGHT)) == 0 and server.asked == []
