"""The tests' own machinery: a clean database for each test, and a client that is a browser of its own."""

from datetime import UTC, datetime

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from booking import clock
from booking.calendar.models import HolidayOverride
from booking.db import db, transaction


def _override() -> HolidayOverride:
    return HolidayOverride(
        date=clock.today(), effect="holiday", name="날", entered_by="x", entered_at=datetime(2026, 1, 1, tzinfo=UTC)
    )


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_begins_with_empty_tables(app: Flask, turn: int) -> None:
    with transaction() as session:
        session.add(_override())
    assert [row.id for row in db.session.query(HolidayOverride)] == [1]


def test_a_request_shares_nothing_with_the_test(app: Flask, client: FlaskClient) -> None:
    g.mark = "of the test"
    seen = []
    app.before_request_funcs.setdefault(None, []).append(lambda: seen.append(g.get("mark")))
    client.get("/nowhere-at-all")
    app.before_request_funcs[None].pop()
    assert seen == [None]
