"""A page asks the database as often for a full day as for a quiet one; so does a job for what it has done already."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking import clock, kept
from booking.calendar import queries as calendar
from booking.calendar.models import OfficeDay
from booking.calendar.service import close_day
from booking.consultations import queries as consultations
from booking.db import db, transaction
from booking.reservations import jobs, service
from booking.reservations.messages import waiting as messages
from booking.reservations.rules.roster import PART
from booking.reservations.rules.waiting import Wish
from tests.reservations.conftest import CLERK, NOW
from tests.reservations.line import join
from tests.support.measure import statements
from tests.support.people import enter

ARCHITECTURE = Path(__file__).parents[2] / "docs/architecture.md"
DAY = date(2026, 12, 21)
Crowd = Callable[[date, int, int], OfficeDay]


@pytest.fixture
def count(client: FlaskClient) -> Callable[[str], int]:
    """`count("/consultations/{}")`: how many statements the page of the day takes."""

    def count(path: str) -> int:
        kept.forget()  # what the guide keeps is reckoned anew
        with statements(db.engine) as sent:
            assert client.get(path.format(DAY)).status_code == 200
        assert sent
        return len(sent)

    return count


@pytest.mark.parametrize(
    "path", ["/consultations/{}", "/staff/roster/{}", "/staff/book/{}", "/expert/", "/consultations", "/"]
)
def test_a_full_day_needs_no_more_statements(
    sqlite_app: Flask, client: FlaskClient, crowd: Crowd, count: Callable[[str], int], path: str
) -> None:
    if path.startswith("/staff"):
        enter(client)
    if path.startswith("/expert"):
        user = enter(client, "expert@city.example", "expert")
        with transaction():
            expert = consultations.list_experts("law")[0]
            expert.account_id, expert.pledged_on = user.id, DAY - timedelta(days=60)
    crowd(DAY, 2, PART)
    first = count(path)
    crowd(DAY, PART, PART)
    count(path)  # a browser's first look at a full day is counted: one statement more, however many booked it
    assert count(path) == first
    if path in ("/staff/roster/{}", "/expert/"):
        assert client.get(path.format(DAY)).text.count("전세 보증금") >= PART, "the page does not show the bookings"


@pytest.fixture
def more_days(city: Flask, crowd: Crowd) -> Callable[[int], None]:
    """`more_days(9)`: so many consultation days after the first, all of them open for booking."""

    def make(count: int) -> None:
        for nth in range(count):
            crowd(DAY + timedelta(days=7 * (nth + 1)), 0, 40)

    return make


@pytest.mark.parametrize("path", ["/", "/consultations", "/consultations/{}", "/card", "/guide"])
def test_many_days_and_a_long_line_need_no_more_statements_than_one_day_and_one_person(
    sqlite_app: Flask,
    crowd: Crowd,
    more_days: Callable[[int], None],
    count: Callable[[str], int],
    path: str,
) -> None:
    crowd(DAY, 40, 40)
    wish = Wish(frozenset({"law"}), DAY, DAY)
    join(1, wish)
    count(path), count(path)  # a browser's first look at a full day is counted
    first = count(path)
    more_days(9)
    for number in range(2, 6):
        join(number, wish)
    assert count(path) == first
    assert first <= 25


def test_a_claim_has_as_many_statements_as_the_docs_say(app: Flask, crowd: Crowd) -> None:
    tokens = [slot.token for slot in calendar.list_slots(crowd(DAY, 0, 40))]
    db.session.rollback()
    for number, token in enumerate(tokens[:2]):  # the first one of all makes the line's row
        with statements(db.engine) as sent, transaction():
            service.hold(token, f"browser {number}", now=NOW)
    said = re.search(r"A claim has (\d+) statements", ARCHITECTURE.read_text("utf-8"))
    assert said and len(sent) == int(said[1])


@pytest.mark.parametrize("kind", ["offer", "offer_withdrawn"])
def test_the_calls_of_many_in_line_are_read_as_often_as_those_of_one(
    sqlite_app: Flask, crowd: Crowd, kind: str
) -> None:
    def read(subjects: list[str]) -> int:
        db.session.rollback()
        with statements(db.engine) as sent:
            found = messages.load_all(kind, subjects, NOW)
        assert all(found.values()), "nothing is said"
        return len(sent)

    crowd(DAY, 0, 40)
    people = [join(number, Wish(frozenset({"law"}), DAY, DAY)) for number in range(1, 5)]
    subjects = [f"waiting:{person.reference}" for person in people]
    if kind == "offer_withdrawn":
        with transaction():
            day = calendar.find_office_day("consultation", DAY)
            assert day is not None
            close_day(day, closed_by="staff", reason="staff", text="점검", actor=CLERK, now=NOW)
            service.rehouse(NOW)
    assert read(subjects) == read(subjects[:1])


def test_reminders_that_are_planned_already_cost_the_same_for_many(
    sqlite_app: Flask, crowd: Crowd, at: Callable[[str], object]
) -> None:
    def count() -> int:
        at("2026-12-18T10:00")
        assert jobs.queue_reminders(clock.now()), "no reminder is due"
        with statements(db.engine) as sent:
            assert jobs.queue_reminders(clock.now()) == 0
        at("2026-11-23T12:00")
        return len(sent)

    crowd(DAY, 1, 40)
    first = count()
    crowd(DAY, 4, 40)
    assert count() == first
