"""A page asks the database as often for a full day as for a quiet one."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.calendar.models import OfficeDay
from booking.db import db
from tests.support.measure import statements
from tests.support.people import log_in, make_account

DAY = date(2026, 12, 21)


@pytest.mark.parametrize("path", ["/consultations/{}", "/staff/roster/{}", "/consultations", "/"])
def test_a_full_day_needs_no_more_statements(
    sqlite_app: Flask, client: FlaskClient, crowd: Callable[[date, int, int], OfficeDay], path: str
) -> None:
    if path.startswith("/staff"):
        make_account()
        log_in(client)

    def count() -> int:
        with statements(db.engine) as sent:
            assert client.get(path.format(DAY)).status_code == 200
        assert sent
        return len(sent)

    crowd(DAY, 2, 40)
    first = count()
    crowd(DAY, 40, 40)
    assert count() == first
