"""Experts enter the days on which they do not come: first seen, then done, and staff are told."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from booking.consultations.models import Absence
from booking.db import db, transaction
from booking.notices.jobs import deliver
from booking.notices.models import ConsoleMessage, Notice
from booking.settings import service as settings
from tests.reservations.conftest import CLERK, DAY, NOW, Desk
from tests.reservations.turned_out import fresh
from tests.support.experts import as_expert
from tests.support.work import Worker, entries

PATH = "/expert/absences"
TYPED = {"first": str(DAY), "last": str(DAY), "reason": "학회"}


@pytest.fixture
def lawyer(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> Worker:
    at(NOW)
    with transaction():
        settings.put("advising.email", "minwon@city.example", actor=CLERK, now=NOW)
    return as_expert(sqlite_app, "김법률")


def test_what_follows_is_seen_before_and_nothing_is_done_yet(desk: Desk, lawyer: Worker) -> None:
    row = desk.book(desk.slot())
    page = lawyer.post(PATH, 200, **TYPED)
    assert "일정이 바뀌는 예약 1건" in page.text and "쉬게 되는 날 1일" in page.text
    assert fresh(row).state == "reserved" and not db.session.query(Absence).count()
    assert not db.session.query(Notice).filter_by(kind="experts").count()
    lawyer.post(PATH, **TYPED, confirmed="yes")
    assert fresh(row).state == "displaced"
    assert [one.role for one in entries("expert.absent")] == ["expert"]


def test_staff_are_told_and_told_again_when_it_is_taken_back(desk: Desk, lawyer: Worker) -> None:
    row = desk.book(desk.slot())
    lawyer.post(PATH, **TYPED, confirmed="yes")
    deliver(NOW)
    [form] = lawyer.get(PATH).soup.select("form[action$='/remove']")
    lawyer.post(str(form["action"]))
    assert fresh(row).state == "reserved"
    deliver(NOW)
    told = [one.body for one in db.session.query(ConsoleMessage) if "minwon@city.example" in one.recipient]
    assert "김법률 상담위원(생활법률)이 오지 못하는 날을 적었습니다: 2026. 12. 21.(월)" in told[0]
    assert "지웠습니다: 2026. 12. 21.(월)" in told[1]


def test_only_the_own_ones_and_only_what_makes_sense(desk: Desk, lawyer: Worker, sqlite_app: Flask) -> None:
    lawyer.post(PATH, **TYPED, confirmed="yes")
    token = db.session.query(Absence).one().token
    other = as_expert(sqlite_app, "이세무", "tax@city.example")
    other.post(f"{PATH}/{token}/remove", 404)
    assert db.session.query(Absence).count() == 1
    page = other.post(PATH, 400, first=str(DAY), last="2026-12-20", reason="학회")
    assert "첫날과 같거나" in page.text and "학회" in page.html
