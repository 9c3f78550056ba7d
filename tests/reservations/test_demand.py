"""Who finds no place is counted: each browser once a day, nobody twice, and never at the cost of the page."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking.calendar.models import OfficeDay
from booking.calendar.service import close_day
from booking.db import brief, db, transaction
from booking.reservations import queries, service
from booking.reservations.models import UnmetDemand
from tests.reservations.conftest import CLERK, DAY, NOW, Desk
from tests.reservations.racing import at_once
from tests.support.work import Worker

TODAY = date(2026, 11, 23)
LAW = f"/consultations/{DAY}?field=law"


@pytest.fixture(autouse=True)
def _now(at: Callable[..., object]) -> None:
    at(NOW)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Law has no place left."""
    for nth in (0, 1):
        desk.hold(desk.slot(nth=nth), holder=f"somebody {nth}")
    return desk


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """A browser that was here before, so that it has a cookie."""
    return browser(app)


def browser(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0"
    with client.session_transaction() as kept:
        kept["browser"] = "kept"
    return client


def counted() -> dict[tuple[date, date, str], int]:
    db.session.rollback()
    return {(row.on, row.wanted, row.field_key): row.count for row in db.session.scalars(select(UnmetDemand))}


def test_thirty_reloads_count_once(full: Desk, visitor: FlaskClient, at: Callable[..., object]) -> None:
    for _ in range(30):
        assert visitor.get(LAW).status_code == 200
    assert counted() == {(TODAY, DAY, "law"): 1}
    at(NOW + timedelta(minutes=5))
    visitor.post("/holds", data={"slot": full.slot().token})
    assert counted() == {(TODAY, DAY, "law"): 1}


def test_each_browser_counts(full: Desk, app: Flask) -> None:
    for _ in range(3):
        browser(app).get(LAW)
    assert counted() == {(TODAY, DAY, "law"): 3}


def test_who_sends_a_form_for_the_last_place_too_late_counts(full: Desk, visitor: FlaskClient) -> None:
    assert visitor.post("/holds", data={"slot": full.slot().token}).status_code == 409
    assert counted() == {(TODAY, DAY, "law"): 1}


def test_who_finds_a_place_does_not_count(full: Desk, visitor: FlaskClient) -> None:
    visitor.get(f"/consultations/{DAY}?field=national-tax")
    visitor.get(f"/consultations/{DAY}")
    assert counted() == {}


def test_a_closed_day_counts(desk: Desk, visitor: FlaskClient) -> None:
    with transaction():
        day = db.session.get_one(OfficeDay, desk.day.id)
        close_day(day, closed_by="staff", reason="staff", text="공사", actor=CLERK, now=NOW)
    visitor.get(f"/consultations/{DAY}")
    assert counted() == {(TODAY, DAY, ""): 1}


def test_machines_and_head_do_not_count(full: Desk, visitor: FlaskClient, app: Flask) -> None:
    visitor.head(LAW)
    visitor.get(LAW, headers={"User-Agent": "Googlebot/2.1"})
    visitor.get(LAW, headers={"User-Agent": "curl/8"})
    app.test_client().get(LAW, headers={"User-Agent": "Mozilla/5.0"})  # keeps no cookie
    assert counted() == {}


def test_a_busy_database_does_not_matter(full: Desk, visitor: FlaskClient) -> None:
    with brief() as other:
        service.count_unmet(other, TODAY, DAY, "law")
        assert visitor.get(LAW).status_code == 200
    assert counted() == {(TODAY, DAY, "law"): 1}
    visitor.get(LAW)
    assert counted() == {(TODAY, DAY, "law"): 2}, "what was lost is counted at the next look"


@pytest.mark.race
def test_counting_at_once_loses_nothing(raced: Flask) -> None:
    def look() -> None:
        with transaction() as session:
            service.count_unmet(session, TODAY, DAY, "law")

    for _ in range(5):
        at_once(raced, [look] * 8)
    with raced.app_context():
        assert db.session.scalars(select(UnmetDemand.count)).one() == 40


def test_staff_see_months_and_fields(full: Desk, app: Flask) -> None:
    with transaction() as session:
        for on, key in ((TODAY, "law"), (TODAY, "law"), (TODAY, ""), (date(2026, 10, 30), "national-tax")):
            service.count_unmet(session, on, DAY, key)
    assert [(one.month, one.total) for one in queries.list_unmet()] == [
        (date(2026, 11, 1), 3), (date(2026, 10, 1), 1)
    ]  # fmt: skip
    text = Worker(app).get("/staff/unmet").text
    assert "2026년 11월 2 0 1 3" in text and "2026년 10월 0 1 0 1" in text


def test_staff_count_whom_they_turn_away(sqlite_app: Flask, full: Desk) -> None:
    clerk = Worker(sqlite_app)
    page = clerk.get(f"/staff/book/{DAY}")
    assert page.soup.select_one(f"button[formaction='/staff/turned-away/{DAY}/law']"), "law is full"
    for via in ("telephone", "telephone", "walk_in"):
        clerk.post(f"/staff/turned-away/{DAY}/law", via=via, name="홍길동")
    [month] = queries.list_unmet()
    assert (month.counts, month.channels) == ({"law": 3}, {"telephone": 2, "walk_in": 1})
    assert "그 가운데 전화" in clerk.get("/staff/unmet").text


def test_the_first_free_time_is_chosen_and_no_reason_is_asked_for_beforehand(sqlite_app: Flask, full: Desk) -> None:
    clerk = Worker(sqlite_app)
    page = clerk.get(f"/staff/book/{DAY}")
    chosen = [box["value"] for box in page.soup.select("[name=slot][checked]")]
    assert chosen == [full.slot("national-tax").token] and not page.soup.select("[name=override_reason]")
    early = clerk.get(f"/staff/book/{full.next_day.date}")
    assert bool(early.soup.select("[name=override_reason]")) is (queries.window(full.next_day, NOW) != "open")


def test_errors_of_work_pages_keep_the_menu(sqlite_app: Flask, desk: Desk) -> None:
    assert Worker(sqlite_app).get("/staff/roster/2026-13-01", 404).soup.select_one(".work-menu") is not None
    citizens = sqlite_app.test_client().get("/consultations/2026-13-01")
    assert citizens.status_code == 404 and "work-menu" not in citizens.text
