"""An open roster asks for news: what counts as news, what asking costs, and that it keeps nobody logged in."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking import clock
from booking.calendar import service as calendar
from booking.db import db, transaction
from booking.reservations import queries, service
from booking.reservations.models import Reservation
from tests.reservations.conftest import CLERK, DAY, NOW, Desk, a_person, wall
from tests.support.measure import statements
from tests.support.work import Worker, entries

LIVE = f"/staff/roster/{DAY}/live"
NINE = wall(DAY, 9)


def _close(desk: Desk, _row: Reservation) -> None:
    calendar.close_day(desk.day, closed_by="staff", reason="staff", text="정전", actor=CLERK, now=NINE)


NEWS: dict[str, Callable[[Desk, Reservation], object]] = {
    "booked": lambda desk, _row: service.hold(desk.slot("law", 1).token, "browser", now=NOW),
    "arrived": lambda _desk, row: service.answer_state(row, "checked_in", actor=CLERK, now=NINE),
    "cancelled": lambda _desk, row: service.cancel(row, actor=CLERK, now=NINE),
    "moved": lambda desk, row: service.move(row, desk.slot("law", 1).token, actor=CLERK, now=NINE, override="부탁"),
    "closed": _close,
}


@pytest.mark.parametrize("news", NEWS)
def test_what_the_board_shows_is_news(sqlite_app: Flask, desk: Desk, news: str) -> None:
    row = desk.book(desk.slot())
    before = queries.board_version(desk.day, NINE)
    assert queries.board_version(desk.day, NINE + timedelta(minutes=5)) == before, "nothing has happened"
    with transaction():
        NEWS[news](desk, row)
    assert queries.board_version(desk.day, NINE) != before


def test_time_alone_brings_news_too(sqlite_app: Flask, desk: Desk) -> None:
    desk.hold(desk.slot())
    instants = [NOW, NOW + timedelta(minutes=11), NINE, wall(DAY, 10), wall(DAY, 10, 30)]
    found = [queries.board_version(desk.day, instant) for instant in instants]
    assert len(set(found)) == len(instants), "a hold lapses, the day comes, a time begins, a time ends"


@pytest.fixture
def clerk(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> Worker:
    at(NOW)
    desk.book(desk.slot())
    at(NINE)
    return Worker(sqlite_app)


def ask(clerk: Worker, version: str = "") -> tuple[int, str, str]:
    """Status, version and text of an answer."""
    answer = clerk.client.get(LIVE, headers={"If-None-Match": f'W/"{version}"'} if version else {})
    return answer.status_code, answer.get_etag()[0] or "", answer.get_data(as_text=True)


def test_nothing_new_costs_the_same_few_statements_and_logs_nothing(clerk: Worker, desk: Desk) -> None:
    page = clerk.get(f"/staff/roster/{DAY}")
    live = page.soup.select_one("#roster-live")
    assert live is not None and live["data-address"] == f"{LIVE}?by=time"
    with statements(db.engine) as sent:
        assert ask(clerk, str(live["data-version"])) == (304, live["data-version"], "")
    # whose log-in it is (the session, its roles, the settings), the day, and the version
    assert len([one for one in sent if one.lstrip().startswith("SELECT")]) <= 6
    assert not entries("roster.followed")


def test_news_are_the_lines_alone_and_logged(clerk: Worker, desk: Desk) -> None:
    status, version, text = ask(clerk)
    assert status == 200 and "홍길동" in text and "<html" not in text and "work-menu" not in text
    assert [one.subject for one in entries("roster.followed")] == [f"office_day:consultation:{DAY}"]
    desk.book(desk.slot("law", 1), a_person("남궁민", "010-9876-5432"), now=NINE - timedelta(days=9))
    status, newer, text = ask(clerk, version)
    assert status == 200 and newer != version and "남궁민" in text and ask(clerk, newer)[0] == 304


def test_asking_keeps_nobody_logged_in(clerk: Worker, at: Callable[..., datetime]) -> None:
    clerk.get(f"/staff/roster/{DAY}")
    for minutes in (5, 10, 14):
        at(NINE + clock.minutes(minutes))
        assert ask(clerk)[0] == 200
    at(NINE + clock.minutes(16))
    assert ask(clerk)[0] == 303


def test_what_was_asked_for_once_stays_as_it_is(clerk: Worker) -> None:
    found = clerk.post(f"/staff/roster/{DAY}", 200, q="홍길동")
    assert found.soup.select_one("#roster-live") is None and "새로 고침" in found.text
