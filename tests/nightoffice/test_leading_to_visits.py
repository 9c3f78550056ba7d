"""Whoever reads about a night learns that a visit can be booked, and for what; and is told nothing where none can."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.db import transaction
from booking.nightoffice import queries, service
from booking.settings import service as settings
from tests.support.pages import Citizen

JOB = Actor.job("tests")
PAGES = ("/", "/guide", "/night-office")
TIMES = "/night-office/2026-11-25#windows"
pytestmark = pytest.mark.usefixtures("sqlite_app", "city")


@pytest.fixture(autouse=True)
def _night(sqlite_app: Flask, city: object, at: Callable[[str], object]) -> None:
    at("2026-11-23T12:00")
    with transaction():
        service.keep_nights(clock.now(), JOB)


def test_each_page_that_speaks_of_a_night_leads_to_its_times(citizen: Citizen) -> None:
    for path in PAGES:
        assert citizen.get(path).soup.select(f"main a[href='{TIMES}']"), path
    assert citizen.get(TIMES).soup.select_one("#windows") is not None
    page = citizen.get("/night-office")
    assert "예약하실 수 있는 업무: 여권 신청, 여권 교부. 예약하지" in page.text
    marked = [
        one.strong.get_text() for one in page.soup.select(".placelist__item") if "방문 예약 가능" in one.get_text()
    ]
    assert marked == ["여권 신청", "여권 교부"]


def test_what_takes_no_bookings_leads_to_no_times(citizen: Citizen) -> None:
    for task in queries.list_reservable():
        with transaction():
            was = service.values_of(task)
            service.change_task(task.business_key, replace(was, may_reserve=False), actor=JOB, now=clock.now())
    for path in PAGES:
        page = citizen.get(path)
        assert "방문 예약" not in page.text and not page.soup.select("main a[href$='#windows']"), path


@pytest.mark.parametrize(("minutes", "said"), [(0, "방문 시각까지 예약"), (30, "방문 시각 30분 전까지 예약")])
def test_a_night_says_until_when_its_times_are_booked(citizen: Citizen, minutes: int, said: str) -> None:
    """Not until the night's end: the last time is gone by then."""
    with transaction():
        settings.put("nightoffice.cutoff_minutes", str(minutes), actor=JOB, now=clock.now())
    text = citizen.get(TIMES).text
    assert f"자리 남음 · {said}" in text and "오후 8시까지 예약" not in text


def test_every_page_leads_to_the_one_stop_counter(citizen: Citizen) -> None:
    assert citizen.get("/").soup.select_one("footer a[href='/one-stop']") is not None
