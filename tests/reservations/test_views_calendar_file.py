"""The booking in the citizen's own calendar: one event for ever, updated and cancelled with the booking."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar

from booking.db import db, transaction
from booking.reservations import service
from booking.reservations.models import Reservation
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, NOW, Desk
from tests.reservations.walking import book, bookings
from tests.support.pages import Citizen


@pytest.fixture(autouse=True)
def _now(at: Callable[..., object]) -> None:
    at(NOW)


def event(citizen: Citizen, row: Reservation) -> Any:
    answer = citizen.client.get(f"/reservations/{row.reference}/calendar.ics")
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="pulligo-')
    [found] = Calendar.from_ical(answer.data).walk("VEVENT")
    return found


def again(row: Reservation) -> Reservation:
    db.session.rollback()
    return db.session.get_one(Reservation, row.id)


def test_it_says_when_where_and_what_and_rings_the_day_before(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    book(citizen, desk)
    [row] = bookings()
    found = event(citizen, row)
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (row.slot.starts_at, row.slot.ends_at)
    assert (str(found["summary"]), str(found["status"])) == ("생활법률 상담", "CONFIRMED")
    assert "진주시청 1층" in found["location"] and "동진로 155" in found["location"]
    assert row.shown_reference in found["description"] and "055-749-5114" in found["description"]
    [alarm] = found.walk("VALARM")
    assert alarm.decoded("trigger") == -timedelta(days=1)
    text = found.to_ical().decode()
    assert row.token not in text and "홍길동" not in text and "1234" not in text and "보증금" not in text


def test_after_a_change_the_same_event_is_newer(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    book(citizen, desk)
    [row] = bookings()
    first = event(citizen, row)
    with transaction():
        later = desk.slot(day=desk.next_day)
        service.move(row, later.token, actor=CITIZEN, now=NOW + timedelta(minutes=5))
    moved = event(citizen, again(row))
    assert moved["uid"] == first["uid"]
    assert moved["sequence"] > first["sequence"]
    assert moved.decoded("dtstart") == desk.slot(day=desk.next_day).starts_at
    with transaction():
        service.cancel(again(row), actor=CITIZEN, now=NOW + timedelta(minutes=9))
    gone = event(citizen, again(row))
    assert (gone["uid"], str(gone["status"])) == (first["uid"], "CANCELLED")
    assert gone["sequence"] > moved["sequence"]
    assert str(gone["summary"]) == "[취소] 생활법률 상담"
    assert not gone.walk("VALARM")


def test_only_for_whose_booking_it_is(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    row = desk.book(desk.slot())
    assert citizen.client.get(f"/reservations/{row.reference}/calendar.ics").status_code == 403


def test_the_page_leads_to_calendar_map_and_telephone(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    page = book(citizen, desk)
    hrefs = [str(link["href"]) for link in page.soup.select("main a")]
    assert any(href.endswith("/calendar.ics") for href in hrefs)
    assert "tel:055-749-5114" in hrefs
    [map_link] = [href for href in hrefs if href.startswith("https://map.")]
    assert map_link.endswith("%EB%8F%99%EC%A7%84%EB%A1%9C%20155")
    with transaction():
        settings.put("office.map_address", "", actor=CLERK, now=NOW)
    assert "지도에서 보기" not in citizen.get(page.url).text
