"""An expert's own calendar feed: no names in it, and no longer open than it should be."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from icalendar import Calendar

from booking.advising.models import ExpertFeed
from booking.consultations.models import Expert
from booking.db import db, transaction
from tests.reservations.conftest import NOW, Desk, a_person
from tests.support.experts import as_expert
from tests.support.people import log_in
from tests.support.work import Worker, entries


@pytest.fixture
def lawyer(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> Worker:
    at(NOW)
    return as_expert(sqlite_app, "김법률")


def make(worker: Worker) -> str:
    """A new address; its path."""
    shown = worker.post("/expert/feed", 200).soup.select_one(".feed-address")
    assert shown is not None
    return "/calendar/" + shown.text.strip().split("/calendar/")[1]


def test_it_holds_times_field_reference_and_state_and_nothing_else(
    sqlite_app: Flask, desk: Desk, lawyer: Worker
) -> None:
    row = desk.book(desk.slot(), a_person(question="전세 보증금"))
    desk.book(desk.slot("national-tax"), a_person("남궁민", "010-2222-3333"))
    path = make(lawyer)
    anybody = sqlite_app.test_client()
    answer = anybody.get(path)
    [event] = Calendar.from_ical(answer.data).walk("VEVENT")
    assert (event["summary"], event["description"]) == ("생활법률 상담 (예약 완료)", f"예약번호 {row.shown_reference}")
    assert event["dtstart"].dt == row.slot.starts_at
    for secret in ("홍길동", "5678", "전세", "김법률", "남궁민", row.token):
        assert secret not in answer.text
    assert "Set-Cookie" not in answer.headers and "no-store" in answer.headers["Cache-Control"]
    assert [(one.account_name, one.role) for one in entries("appointments.fed")] == [("expert@city.example", "expert")]
    token = path.rpartition("/")[2].removesuffix(".ics")
    assert token not in db.session.query(ExpertFeed).one().token_index and token not in lawyer.get("/expert/feed").html


def test_a_new_address_ends_the_old_one_and_a_revoked_one_is_none(sqlite_app: Flask, lawyer: Worker) -> None:
    old, new, anybody = make(lawyer), make(lawyer), sqlite_app.test_client()
    assert [anybody.get(path).status_code for path in (old, new)] == [404, 200]
    lawyer.post("/expert/feed/revoke")
    lawyer.post("/expert/feed/revoke")
    assert anybody.get(new).status_code == anybody.get("/calendar/experts/nosuch.ics").status_code == 404
    assert len(entries("expert.feed_revoked")) == 1


def test_it_ends_with_the_term_and_with_the_account(sqlite_app: Flask, lawyer: Worker) -> None:
    path, anybody = make(lawyer), sqlite_app.test_client()
    with transaction():
        db.session.query(Expert).filter_by(name="김법률").one().term_to = (NOW - timedelta(days=1)).date()
    assert anybody.get(path).status_code == 404
    with transaction():
        db.session.query(Expert).filter_by(name="김법률").one().term_to = None
        lawyer.user.active = False
    assert anybody.get(path).status_code == 404 and log_in(anybody, "expert@city.example").status_code == 401


def test_one_address_asks_only_so_often(make_app: Callable[..., Flask]) -> None:
    anybody = make_app(tables=True, RATELIMIT_ENABLED=True).test_client()
    answers = [anybody.get("/calendar/experts/nosuch.ics").status_code for _ in range(31)]
    assert answers == [404] * 30 + [429]
