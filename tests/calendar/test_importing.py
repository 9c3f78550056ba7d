"""Importing holidays: a difference is seen first, and only that one is applied, by command and by page."""

import io
import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from booking.audit.rules import Actor
from booking.calendar import queries
from booking.calendar.models import HolidayOverride
from booking.consultations import jobs as consultation_jobs
from booking.db import db, transaction
from booking.nightoffice import jobs as night_jobs
from booking.notices.models import Notice
from booking.reservations import service as reservations
from booking.reservations.models import Reservation
from booking.reservations.rules.people import make_person
from tests.calendar.test_answers import ITEM, NEW_YEAR, answer
from tests.support.pages import Page
from tests.support.work import Worker, entries

DAY, NEXT, THIRD = date(2027, 1, 20), date(2027, 1, 21), date(2027, 1, 1)
PAGE = "/staff/calendar/holiday-import"
Command = Callable[..., Result]


@pytest.fixture
def now(at: Callable[[str], datetime], app: Flask, city: object) -> datetime:
    moment = at("2026-12-23T12:00")
    consultation_jobs.create_days(moment)
    night_jobs.keep_nights(moment)
    return moment


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., str]:
    """A saved answer for January 2027: New Year, the temporary holiday, and more items."""

    def save(*more: dict[str, object]) -> str:
        file = tmp_path / "answer.json"
        file.write_bytes(answer({"item": [NEW_YEAR, ITEM, *more]}))
        return str(file)

    return save


def _overrides() -> dict[date, str]:
    return {one.date: one.effect for one in queries.list_overrides()}


def _code(said: str) -> str:
    found = re.search(r"--apply (\w{12})", said)
    assert found, said
    return found[1]


def test_a_command_shows_first_and_applies_what_was_seen(
    app: Flask, now: datetime, command: Command, saved: Callable[..., str]
) -> None:
    shown = command("holidays", "import", saved()).output
    assert "2 holidays in 1 months, 2027-01 to 2027-01" in shown
    assert "* 2027-01-20 added     임시공휴일" in shown
    assert "session of 2027-01: 2027-01-20 -> 2027-01-21" in shown and "night 2027-01-20: closed" in shown
    assert "consultation days: 1 made, 1 closed, 0 reopened" in shown
    assert _overrides() == {}
    day = queries.find_office_day("consultation", DAY)
    assert day and day.is_open and queries.find_office_day("consultation", NEXT) is None
    assert db.session.scalar(select(func.count(Notice.id))) == 0

    code = _code(shown)
    done = command("holidays", "import", saved(), "--apply", code, "--reason", "국무회의 의결", "--document", "민원-9")
    assert "2027-01-20 added: 임시공휴일" in done.output
    assert _overrides() == {DAY: "holiday"}
    (entry,) = entries("holiday.added")
    assert (entry.reason, entry.subject) == ("국무회의 의결", "holiday:2027-01-20")
    assert "민원-9" in (entry.after or "")
    again = command("holidays", "import", saved()).output
    assert "nothing differs from today on" in again
    assert "달라졌습니다" in command("holidays", "import", saved(), "--apply", code, exit_code=2).output


def test_another_file_is_not_applied_under_the_code_of_the_first(
    app: Flask, now: datetime, command: Command, saved: Callable[..., str]
) -> None:
    code = _code(command("holidays", "import", saved()).output)
    more = saved({**ITEM, "locdate": 20270122})
    assert "달라졌습니다" in command("holidays", "import", more, "--apply", code, exit_code=2).output
    assert _overrides() == {}


def test_a_withdrawal_is_made_only_by_name(app: Flask, now: datetime, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_bytes(answer({"item": [ITEM]}))
    shown = command("holidays", "import", str(file)).output
    assert "  2027-01-01 withdrawn 신정" in shown
    command("holidays", "import", str(file), "--apply", _code(shown))
    assert _overrides() == {DAY: "holiday"}
    shown = command("holidays", "import", str(file)).output
    assert "name what is to be made by --also DATE" in shown
    shown = command("holidays", "import", str(file), "--also", "2027-01-01").output
    assert "* 2027-01-01 withdrawn 신정" in shown
    command("holidays", "import", str(file), "--also", "2027-01-01", "--apply", _code(shown))
    assert _overrides() == {DAY: "holiday", THIRD: "working"}
    command("holidays", "import", str(file), "--also", "2027-01-05", exit_code=2)


@pytest.mark.parametrize("data", [b"", answer(""), answer({"item": [ITEM]}, 30), b"<x", b"Unexpected errors"])
def test_what_is_no_answer_changes_nothing(
    sqlite_app: Flask, now: datetime, command: Command, tmp_path: Path, data: bytes
) -> None:
    file = tmp_path / "answer"
    file.write_bytes(data)
    command("holidays", "import", str(file), exit_code=2)
    assert _overrides() == {}


def _upload(clerk: Worker, data: bytes, status: int = 200) -> Page:
    form = {"file": (io.BytesIO(data), "answer.json")}
    return clerk._read(PAGE, clerk.client.post(PAGE, data=form, content_type="multipart/form-data"), status)


def _hidden(page: Page) -> dict[str, str]:
    found = {name: page.soup.find("input", {"name": name}) for name in ("difference", "seen")}
    return {name: str(box["value"]) for name, box in found.items() if box}


def _ticked(page: Page) -> list[str]:
    return [str(box["value"]) for box in page.soup.find_all("input", {"name": "chosen"}) if box.has_attr("checked")]


def _book(now: datetime) -> None:
    day = queries.find_office_day("consultation", DAY)
    assert day
    with transaction():
        held = reservations.hold(day.slots[0].token, "browser", now=now)
        who: dict[str, Any] = {
            "holder": "browser",
            "consent_version": "2026-11",
            "actor": Actor(None, "", "citizen", "192.0.2.1"),
        }
        reservations.reserve(held.token, make_person("홍길동", "010-1234-5678", "", ""), now=now, **who)


def test_staff_see_whom_it_displaces_and_nobody_is_told_yet(app: Flask, now: datetime) -> None:
    _book(now)
    clerk = Worker(app)
    clerk.get(PAGE)
    planned = db.session.scalar(select(func.count(Notice.id)))
    page = _upload(clerk, answer({"item": [NEW_YEAR, ITEM]}))
    assert db.session.scalar(select(func.count(Notice.id))) == planned
    assert [row.state for row in db.session.scalars(select(Reservation))] == ["reserved"]
    assert "아직 아무것도 바뀌지 않았습니다." in page.text
    assert "예약 1건의 일정이 바뀝니다." in page.text
    assert _overrides() == {}


def test_ticks_count_as_they_were_seen(app: Flask, now: datetime) -> None:
    clerk = Worker(app)
    page = _upload(clerk, answer({"item": [ITEM]}))
    assert "2027년 1월 상담일: 2027. 1. 20.(수) → 2027. 1. 21.(목)" in page.text
    assert "2027. 1. 20.(수) 야간민원실: 휴무" in page.text and "신정: 공휴일에서 뺌" in page.text
    assert _ticked(page) == ["2027-01-20"]
    typed: dict[str, Any] = {
        "reason": "국무회의 의결",
        "document_number": "민원-9",
        "chosen": ["2027-01-20", "2027-01-01"],
    }
    page = clerk.post(f"{PAGE}/apply", 409, **_hidden(page), **typed)
    assert "보신 뒤에 내용이 달라졌습니다." in page.text and _ticked(page) == ["2027-01-01", "2027-01-20"]
    assert _overrides() == {}
    page = clerk.post(f"{PAGE}/apply", 200, **_hidden(page), **typed | {"chosen": ["2027-01-20"]}, again="y")
    assert page.filled(f"{PAGE}/apply")["reason"] == "국무회의 의결"
    answered = clerk.post(f"{PAGE}/apply", **_hidden(page), **typed | {"chosen": ["2027-01-20"]})
    assert answered.url == "/staff/calendar/holidays"
    assert _overrides() == {DAY: "holiday"}
    assert "공휴일 1일을 바꾸었습니다. 상담일 1일을 새로 만들었습니다." in clerk.get("/staff/calendar/holidays").text
    assert entries("holiday.added")[0].account_name == "clerk@city.example"
    page = _upload(clerk, answer({"item": [ITEM, NEW_YEAR]}))
    assert "지금의 공휴일과 다른 것이 없습니다." in page.text


def test_a_bad_file_and_a_bad_wish_are_named(sqlite_app: Flask, now: datetime) -> None:
    clerk = Worker(sqlite_app)
    assert "파일을 골라 주세요." in clerk.post(PAGE, 400).text
    assert "12건 가운데 1건만" in _upload(clerk, answer({"item": [ITEM]}, 12), 400).text
    assert "까지의 날짜만" in _upload(clerk, answer({"item": [{**ITEM, "locdate": 29990101}]}), 400).text
    assert "파일이 너무 큽니다." in _upload(clerk, b"x" * (256 * 1024 + 1), 400).text
    page = _upload(clerk, answer({"item": [ITEM]}))
    hidden = _hidden(page)
    assert "바꿀 날을 하나 이상" in clerk.post(f"{PAGE}/apply", 400, reason="의결", **hidden).text
    assert "적어 주세요." in clerk.post(f"{PAGE}/apply", 400, chosen="2027-01-20", **hidden).text
    clerk.post(f"{PAGE}/apply", 400, difference="{}", seen=hidden["seen"], chosen="2027-01-20", reason="x")
    packed = json.loads(hidden["difference"])
    packed["holidays"]["2027-01-20"] = "900101-1234567"
    clerk.post(f"{PAGE}/apply", 400, difference=json.dumps(packed), seen="", chosen="2027-01-20", reason="x")
    assert db.session.scalar(select(func.count(HolidayOverride.id))) == 0
