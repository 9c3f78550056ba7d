"""Booking a visit to the night office from the page of a kind of business."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from flask import Flask

from booking import clock
from booking.calendar import queries as calendar
from booking.db import transaction
from booking.nightoffice import service as nights
from booking.nightoffice.rules import When
from booking.reservations import service
from booking.reservations.queries.earliest import earliest_online
from tests.support.nights import BY, put_kind
from tests.support.pages import Citizen, Page


@pytest.fixture
def passport(sqlite_app: Flask, city: Path, at: Callable[[str], object]) -> None:
    """Nights with windows from 18:00 to 18:20 for one passport at once, as of a Wednesday afternoon."""
    at("2026-11-25T14:00")
    put_kind("passport", "여권", clock.now())
    with transaction():
        nights.keep_nights(clock.now(), BY)


def links(page: Page) -> list[str]:
    return [str(link["href"]) for link in page.soup.select("main section[aria-labelledby=night] a")]


def hold_all(day: date) -> None:
    night = calendar.find_office_day("night", day)
    assert night is not None
    with transaction():
        for slot in [slot for slot in calendar.list_slots(night) if slot.desk == "passport"]:
            service.hold(slot.token, f"browser {slot.id}", now=clock.now())


def test_the_next_night_with_a_free_time_is_one_link_away(passport: None, citizen: Citizen) -> None:
    page = citizen.get("/guide/passport")
    assert "가장 먼저 예약하실 수 있는 시간: 2026. 11. 25.(수) 오후 6시" in page.text
    assert "/night-office/2026-11-25#visit-passport" in links(page)
    assert citizen.get("/night-office/2026-11-25").soup.select_one("#visit-passport input[name=slot]")
    hold_all(date(2026, 11, 25))
    page = citizen.get("/guide/passport")
    assert "가장 먼저 예약하실 수 있는 시간: 2026. 12. 2.(수) 오후 6시" in page.text
    assert "/night-office/2026-12-02#visit-passport" in links(page)


def test_where_no_time_is_left_coming_without_is_said(passport: None, citizen: Citizen) -> None:
    while slot := earliest_online("passport", clock.now()):
        hold_all(slot.day.date)
    page = citizen.get("/guide/passport")
    assert "지금은 예약하실 수 있는 시간이 없습니다. 예약하지 않고 오셔도 됩니다." in page.text
    assert not [link for link in links(page) if "#visit" in link]


def test_what_is_not_booked_there_speaks_of_no_booking(passport: None, citizen: Citizen) -> None:
    put_kind("resident-copy", "등본", clock.now(), may_reserve=False)
    page = citizen.get("/guide/resident-copy")
    assert page.soup.select_one("#night") and "예약" not in page.soup.select_one("section[aria-labelledby=night]").text


def test_the_date_of_a_night_is_the_offices() -> None:
    morning = clock.at_office(date(2026, 12, 2), time(7))
    assert morning.date() == date(2026, 12, 1)
    assert When(False, morning, None, (), False).date == date(2026, 12, 2)
    assert When(False, None, None, (), False).date is None
