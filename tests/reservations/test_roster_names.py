"""What of people the roster shows, on the screen and on paper."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from booking.db import transaction
from booking.reservations.rules.roster import shows_names
from booking.settings import service as settings
from tests.reservations.conftest import CLERK, DAY, NOW, Desk, a_person, wall
from tests.support.work import Worker, entries

ROSTER = f"/staff/roster/{DAY}"
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("policy", "today", "shown"),
    [
        ("on_day", BEFORE, False),
        ("on_day", DAY, True),
        ("on_day", AFTER, False),
        ("always", BEFORE, True),
        ("never", DAY, False),
    ],
)
def test_when_names_are_shown(policy: str, today: date, shown: bool) -> None:
    assert shows_names(policy, DAY, today) is shown


@pytest.fixture
def clerk(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> Worker:
    at(NOW)
    desk.book(desk.slot("law"), a_person("남궁민", "010-9876-5432", question="상속 포기"))
    desk.book(desk.slot("law", 1), a_person("황보영", "010-1111-2222"))
    return Worker(sqlite_app)


def test_on_the_day_itself_people_can_be_called_in(clerk: Worker, desk: Desk, at: Callable[..., datetime]) -> None:
    assert "남궁민" not in clerk.get(ROSTER).html and "남○민" in clerk.get(ROSTER).text
    desk.book(desk.slot("law", day=desk.next_day), a_person("남궁민", "010-9876-5432"))
    at(wall(DAY, 9))
    clerk = Worker(clerk.client.application, "second@city.example")
    assert "남궁민" in clerk.get(ROSTER).text
    other_day = clerk.post(ROSTER, 200, q="010-9876-5432").soup.select_one(".desk-others").get_text()
    assert "남○민" in other_day and "남궁민" not in other_day


def test_the_setting_decides(clerk: Worker) -> None:
    with transaction():
        settings.put("desk.roster_names", "always", actor=CLERK, now=NOW)
    assert "남궁민" in clerk.get(ROSTER).text and "이름·번호 보기" not in clerk.get(ROSTER).text


def test_one_is_revealed_and_that_is_logged(clerk: Worker) -> None:
    [reference, _] = [str(row["id"]).removeprefix("r-") for row in clerk.get(ROSTER).soup.select("tr[id]")]
    page = clerk.post(f"/staff/reservations/{reference}/reveal", 200, back="time")
    assert "남궁민" in page.text and "황보영" not in page.text and len(entries("reservation.revealed")) == 1
    assert [one.get_text() for one in page.soup.select("tr[id] th .print-only")] == ["남○민"]


def test_for_paper_there_is_a_line_for_each_place_and_no_question(clerk: Worker, at: Callable[..., datetime]) -> None:
    at(wall(DAY, 9))
    clerk = Worker(clerk.client.application, "second@city.example")
    page = clerk.get(f"{ROSTER}?print=1")
    found = [[cell.get_text(" ", strip=True) for cell in row("td") + row("th")] for row in page.soup.select("tbody tr")]
    assert len(found) == 6 and all(row.count("□") == 3 for row in found)
    assert "남궁민" in page.text and "010-****-5432" in page.text and "상속 포기" not in page.html
    assert [one.person != "" for one in entries("roster.printed")] == [True, True]
