"""A page asks the database as often for a full day as for a quiet one; so does a job for what it has done already."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking import clock
from booking.calendar.models import OfficeDay
from booking.consultations import queries as consultations
from booking.db import db, transaction
from booking.reservations import jobs
from tests.support.measure import statements
from tests.support.people import enter

DAY = date(2026, 12, 21)
Crowd = Callable[[date, int, int], OfficeDay]


@pytest.fixture
def count(client: FlaskClient) -> Callable[[str], int]:
    """`count("/consultations/{}")`: how many statements the page of the day takes."""

    def count(path: str) -> int:
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
            consultations.list_experts("law")[0].account_id = user.id
    crowd(DAY, 2, 40)
    first = count(path)
    crowd(DAY, 40, 40)
    count(path)  # a browser's first look at a full day is counted: one statement more, however many booked it
    assert count(path) == first
    if path in ("/staff/roster/{}", "/expert/"):
        assert client.get(path.format(DAY)).text.count("전세 보증금") >= 40, "the page does not show the bookings"


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
