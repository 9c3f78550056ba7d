"""A day too long for one page: its roster comes in parts, and only what is shown is read and logged."""

import itertools
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from flask import Flask

from booking import clock
from booking.calendar import service as calendar
from booking.calendar.service import SlotPlan
from booking.db import transaction
from booking.reservations.models import Reservation
from booking.reservations.rules.roster import PART, View, part_of, parts
from tests.reservations.conftest import DAY, NOW, Desk, a_person, wall
from tests.support.pages import Page
from tests.support.people import log_in
from tests.support.work import Worker, entries

LONG = date(2027, 2, 22)
ROSTER = f"/staff/roster/{LONG}"


@pytest.mark.parametrize("count", [0, 1, PART, PART + 1, 500, 1000])
def test_every_line_is_in_one_part(count: int) -> None:
    cuts = parts(count)
    assert [line for cut in cuts for line in cut] == list(range(count))
    assert all(len(cut) <= PART for cut in cuts) and len(cuts) == max(1, -(-count // PART))
    assert [part_of(line, cuts) for line in range(count)] == [nth for nth, cut in enumerate(cuts, 1) for _ in cut]


@pytest.mark.parametrize("text", ["time", "field", "time-3", "field-12"])
def test_a_view_has_a_name(text: str) -> None:
    assert View.read_name(text).name == text


@pytest.mark.parametrize("text", ["", "booking", "time-0", "time-x", "time--1", "time-99999", "time-٣"])
def test_what_is_no_view_is_the_usual_one(text: str) -> None:
    assert View.read_name(text) == View()


@pytest.fixture
def ends(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> list[Reservation]:
    """A day of 90 places of law from 9 to half past 10; the first and the last are booked."""
    at(NOW)
    minutes = [time(9 + minute // 60, minute % 60) for minute in range(91)]
    plans = [SlotPlan("law", start, end, 1) for start, end in itertools.pairwise(minutes)]
    with transaction():
        slots = calendar.ensure_day("consultation", LONG, plans, None, NOW).slots
    first, last = min(slots, key=lambda one: one.starts_at), max(slots, key=lambda one: one.starts_at)
    return [desk.book(first), desk.book(last, a_person("남궁민", "010-9876-5432"))]


def shown(page: Page) -> tuple[str, str]:
    times = page.soup.select("#roster-list td.desk-time")
    return times[0].get_text(), times[-1].get_text()


def test_a_long_day_comes_in_parts_and_only_what_is_shown_is_logged(sqlite_app: Flask, ends: list[Reservation]) -> None:
    clerk = Worker(sqlite_app)
    page = clerk.get(ROSTER)
    assert shown(page) == ("오전 9시", "오전 9시 29분") and "남○민" not in page.text
    assert "예약 완료 2" in " ".join(page.text.split()), "the counts are those of the day"
    links = page.soup.select("nav.desk-cuts a")
    assert [str(link["href"]) for link in links] == [f"{ROSTER}?part={nth}" for nth in (1, 2, 3)]
    assert [one.person for one in entries("roster.viewed")] == [ends[0].person_key]
    last = clerk.get(f"{ROSTER}?part=9")
    assert shown(last) == ("오전 10시", "오전 10시 29분") and "남○민" in last.text
    assert last.filled("/reveal")["back"] == "time-3"
    [live] = last.soup.select("#roster-live")
    assert live["data-address"] == f"{ROSTER}/live?by=time&part=3"
    news = clerk.client.get(str(live["data-address"])).text
    assert "남○민" in news and "홍○동" not in news
    assert "분야 나누어 보기" in clerk.get(f"{ROSTER}?by=field&part=2").html


def test_everybody_is_found_and_a_step_leads_back_to_its_part(
    sqlite_app: Flask, ends: list[Reservation], at: Callable[..., datetime]
) -> None:
    at(wall(LONG, 10, 20))
    clerk = Worker(sqlite_app)
    assert "남궁민" in clerk.post(ROSTER, 200, q="남궁").text
    assert shown(clerk.get(ROSTER)) == ("오전 10시", "오전 10시 29분"), "where the present time is"
    first = clerk.get(f"{ROSTER}?part=1")
    back = first.filled("/check-in")["back"]
    url = clerk.post(f"/staff/reservations/{ends[0].reference}/check-in", 303, back=back).url
    assert url == f"{ROSTER}?part=1#r-{ends[0].reference}"
    page = clerk.post(f"/staff/reservations/{ends[0].reference}/reveal", 200, back=back)
    assert shown(page) == ("오전 9시", "오전 9시 29분") and "010-1234-5678" in page.text


def test_a_usual_day_is_not_cut(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> None:
    at(NOW)
    desk.book(desk.slot())
    page = Worker(sqlite_app).get(f"/staff/roster/{DAY}")
    assert not page.soup.select("nav.desk-cuts") and page.filled("/reveal")["back"] == "time"


def test_news_are_logged_for_those_alone_who_are_new_to_the_account_that_day(
    sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]
) -> None:
    at(NOW)
    first = desk.book(desk.slot())
    clerk = Worker(sqlite_app)
    clerk.get(f"/staff/roster/{DAY}")
    second = desk.book(desk.slot("law", 1), a_person("남궁민", "010-9876-5432"))
    live = f"/staff/roster/{DAY}/live"
    for _ in range(2):
        assert clerk.client.get(live).status_code == 200
    assert [one.person for one in entries("roster.followed")] == [second.person_key]
    Worker(sqlite_app, "second@city.example").client.get(live)
    assert {one.person for one in entries("roster.followed")[1:]} == {first.person_key, second.person_key}
    at(NOW + clock.minutes(24 * 60))
    log_in(clerk.client)
    clerk.client.get(live)
    assert len(entries("roster.followed")) == 5, "on another day everybody is new again"
