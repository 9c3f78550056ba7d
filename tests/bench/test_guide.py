"""The guide with 300 kiosks and 1,000 kinds of business, against the same pages with next to none (`make bench`)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.business.models import Business
from booking.db import db, transaction
from booking.kiosks.models import Kiosk
from tests.support.measure import ratio, statements

pytestmark = pytest.mark.bench
PATHS = ("/guide", "/guide?q=쥬민등록등본", "/guide/resident-copy")
SYLLABLES = "가나다라마바사아자차카타파하"


def fill(kiosks: int, kinds: int) -> None:
    """So many more of both than the city has."""
    with transaction():
        for n in range(kiosks):
            place = Kiosk(
                name=f"설치 장소 {n}", is_24h=n % 3 == 0, weekday_hours="09:00-18:00", saturday_hours="closed"
            )
            db.session.add(place)
        for n in range(kinds):
            name = "".join(SYLLABLES[n // 14**place % 14] for place in range(3)) + " 증명서 발급"
            db.session.add(Business(key=f"kind-{n}", name=name, name_en=f"Thing {n}", words=f"{name}\n일 {n}"))


@pytest.mark.parametrize("path", PATHS)
def test_a_full_city_costs_little_more(
    app: Flask, client: FlaskClient, city: Path, at: Callable[[str], object], path: str
) -> None:
    at("2026-11-25T12:00")

    def read() -> None:
        assert client.get(path).status_code == 200

    def empty() -> None:
        assert client.get("/accessibility").status_code == 200

    before = ratio(read, empty, rounds=40)
    with statements(db.engine) as few:
        read()
    fill(270, 840)
    after = ratio(read, empty, rounds=40)
    with statements(db.engine) as many:
        read()
    print(f"\n{path}: {before:.2f} -> {after:.2f} times a page without data, {len(few)} and {len(many)} statements")
    assert len(many) == len(few)
    assert after / before < 1.5
