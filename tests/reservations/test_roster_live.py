"""An open roster asks for news: what counts as news, what asking costs, and that it keeps nobody logged in."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking import clock
from booking.calendar import service as calendar
from booking.db import db, transaction
from booking.reservations import queries, service
from booking.reservations.models import Reservation, WalkIn
from booking.reservations.queries.share import releases
from booking.reservations.rules.people import Person
from tests.reservations.conftest import CLERK, DAY, NOW, Desk, a_person, wall
from tests.support.measure import statements
from tests.support.work import Worker, entries

LIVE = f"/staff/roster/{DAY}/live"
NINE = wall(DAY, 9)


def _close(desk: Desk, _row: Reservation) -> None:
    calendar.close_day(desk.day, closed_by="staff", reason="staff", text="정전", actor=CLERK, now=NINE)


def _walk_in(desk: Desk, _row: object = None) -> None:
    values = {"token": "a" * 22, "consent_version": "2026-11", "override": "현장", "actor": CLERK, "now": NINE}
    service.arrive(desk.day, "law", Person("김영희", None), **values)


NEWS: dict[str, Callable[[Desk, Reservation], object]] = {
    "booked": lambda desk, _row: service.hold(desk.slot("law", 1).token, "browser", now=NOW),
    "arrived": lambda _desk, row: service.answer_state(row, "checked_in", actor=CLERK, now=NINE),
    "cancelled": lambda _desk, row: service.cancel(row, actor=CLERK, now=NINE),
    "moved": lambda desk, row: service.move(row, desk.slot("law", 1).token, actor=CLERK, now=NINE, override="부탁"),
    "closed": _close,
    "walked in": _walk_in,
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


def test_the_release_of_the_desks_share_is_news(sqlite_app: Flask, desk: Desk) -> None:
    release = releases([DAY])[DAY]
    before = [queries.board_version(desk.day, release - clock.minutes(n)) for n in (1, 0)]
    assert before[0] == before[1], "nothing is kept"
    with transaction():
        desk.slot("national-tax").kept_seats = 1
    found = [queries.board_version(desk.day, release - clock.minutes(n)) for n in (2, 1, 0)]
    assert found[0] == found[1] != found[2]


def test_who_walks_in_stands_in_what_is_sent(clerk: Worker, desk: Desk) -> None:
    with transaction():
        _walk_in(desk)
    text = ask(clerk)[2]
    assert "생활법률 1번" in text and "김영희" in text and "자리 배정" in text
    [row] = db.session.query(WalkIn).all()
    assert row.person_key in {one.person for one in entries("roster.followed")}


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
