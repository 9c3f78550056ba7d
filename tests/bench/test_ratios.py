"""Speed as ratios, measured in one run (`make bench`): a page for 500 bookings against the same page for 12.

Rows are 42 times as many, and what a page costs before its first row keeps the ratio far below that; a roster shows a
long day in parts. The limits stand above what was measured (beside them): a roster that asked for every row once more
took 26 times. That no page asks the database row by row is for `test_statements.py` to say.
"""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.calendar.models import OfficeDay
from tests.support.measure import ratio
from tests.support.people import log_in, make_account

pytestmark = pytest.mark.bench
QUIET, FULL = date(2026, 12, 21), date(2027, 1, 20)


@pytest.fixture
def pages(app: Flask, client: FlaskClient, crowd: Callable[[date, int, int], OfficeDay]) -> Callable[[str], float]:
    """`pages("/consultations/{}")`: how many times longer the page takes for 500 bookings than for 12."""
    crowd(QUIET, 12, 12)
    crowd(FULL, 500, 500)
    make_account()
    log_in(client)

    def compare(path: str) -> float:
        def read(day: date) -> None:
            assert client.get(path.format(day)).status_code == 200

        return ratio(lambda: read(FULL), lambda: read(QUIET))

    return compare


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/consultations/{}", 15.0),  # 9.8 on SQLite, 4.9 on PostgreSQL
        ("/staff/roster/{}", 3.0),  # 2.1 to 2.5 and 1.5 to 2.3, on a busy machine
    ],
)
def test_pages_grow_no_faster_than_their_rows(
    app: Flask, pages: Callable[[str], float], path: str, limit: float, request: pytest.FixtureRequest
) -> None:
    found = pages(path)
    print(f"\n{request.node.name}: 500 bookings take {found:.1f} times as long as 12 (limit {limit:.0f})")
    assert found < limit
