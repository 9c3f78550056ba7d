"""The guide with 300 kiosks and 1,000 kinds of business, against a page of its frame without data (`make bench`)."""

import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from booking import kept
from booking.business.models import Business
from booking.db import db, transaction
from booking.kiosks.models import Kiosk
from tests.support.measure import ratio, statements

pytestmark = pytest.mark.bench
PATHS = ("/guide", "/guide?q=쥬민등록등본 {}", "/guide/resident-copy")
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


@pytest.fixture
def full_city(app: Flask, city: Path, at: Callable[[str], object]) -> None:
    """300 kiosks and 1,000 kinds of business, as of a Wednesday noon."""
    at("2026-11-25T12:00")
    kiosks, kinds = (db.session.scalar(select(func.count()).select_from(model)) or 0 for model in (Kiosk, Business))
    fill(300 - kiosks, 1000 - kinds)


@pytest.mark.parametrize("path", PATHS)
def test_the_guide_of_a_full_city_costs_little_more_than_an_empty_page(
    full_city: None, client: FlaskClient, path: str
) -> None:
    """Every question is another one; the ways in and to one thing are made once in a minute, and after each change."""
    number = count()

    def read() -> None:
        assert client.get(path.format(next(number))).status_code == 200

    def anew() -> None:
        kept.forget()
        read()

    def empty() -> None:
        assert client.get("/accessibility").status_code == 200

    found = ratio(read, empty, rounds=60, clock=time.process_time)
    with statements(db.engine) as sent:
        read()
    made = ratio(anew, empty, rounds=20, clock=time.process_time)  # of a search, which is not kept, the same again
    print(f"\n{path}: {found:.2f} times an empty page, {len(sent)} statements; {made:.2f} times where it is made anew")
    assert found < 1.5


@pytest.mark.parametrize("path", PATHS)
def test_a_full_city_is_reckoned_with_as_many_statements_as_a_small_one(
    app: Flask, client: FlaskClient, city: Path, at: Callable[[str], object], path: str
) -> None:
    at("2026-11-25T12:00")

    def reckoned() -> int:
        kept.forget()
        with statements(db.engine) as sent:
            assert client.get(path.format(1)).status_code == 200
        return len(sent)

    reckoned()
    few = reckoned()
    fill(270, 840)
    reckoned()
    assert reckoned() == few
