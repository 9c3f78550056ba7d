"""Minutes between consultations, and which days take a field's new hours, shown before they do."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.consultations import jobs
from booking.consultations.service import Applied
from booking.consultations.staff_views.fields import _foretell
from booking.db import transaction
from booking.reservations import service as reservations
from booking.reservations.rules.people import make_person
from tests.support.work import Worker, entries

LAW = "/staff/consultations/fields/law"
DEC, JAN = date(2026, 12, 21), date(2027, 1, 20)


@pytest.fixture
def now(sqlite_app: Flask, city: object, at: Callable[[str], datetime]) -> datetime:
    moment = at("2026-11-23T12:00")
    jobs.create_days(moment)
    return moment


@pytest.fixture
def clerk(sqlite_app: Flask, now: datetime) -> Worker:
    return Worker(sqlite_app)


def _times(day: date) -> list[str]:
    found = calendar.find_office_day("consultation", day)
    assert found
    return [f"{clock.to_office(slot.starts_at):%H:%M}" for slot in calendar.list_slots(found, "law")]


def _book(slot: str, now: datetime) -> None:
    person = make_person("홍길동", "010-1234-5678", "", "")
    early = {"via": "telephone", "consent_version": "2026-11", "override": "일찍"}
    reservations.book_for_caller(slot, person, **early, actor=Actor.command("tests"), now=now)


def _change(clerk: Worker, status: int = 303, **values: str) -> None:
    clerk.post(LAW, status, **clerk.get(LAW).filled(LAW) | values)


def test_a_field_leaves_minutes_between_consultations(clerk: Worker) -> None:
    _change(clerk, minutes="25", buffer="10")
    assert "오전 10시, 오전 10시 35분" in clerk.get(LAW).text
    assert [(name, before, after) for name, before, after in entries("field.changed")[-1].changes] == [
        ("buffer", 0, 10),
        ("minutes", 30, 25),
    ]
    assert "비어 있습니다" not in clerk.get(LAW).text, "ten o'clock to eleven is filled to the minute"
    _change(clerk, buffer="20")
    assert "끝의 35분은 상담을 한 번 더 하기에 짧아" in clerk.get(LAW).text
    _change(clerk, 400, buffer="121")
    assert _times(JAN) == ["10:00", "10:30"], "days that are made stay as they are"


def test_days_are_foretold_in_their_order() -> None:
    told = _foretell(Applied(changed=[date(2027, 10, 20)], left=[date(2027, 2, 22)]))
    assert [line.partition(":")[0] for line in told] == ["2027. 2. 22.(월)", "2027. 10. 20.(수)"]
    assert _foretell(Applied(left=[date(2027, 2, 22)])) == []


def test_which_days_change_is_shown_first(clerk: Worker, now: datetime) -> None:
    with transaction():
        day = calendar.find_office_day("consultation", DEC)
        assert day
        reservations.hold(calendar.list_slots(day, "law")[1].token, "browser", now=now)
    _change(clerk, minutes="25", buffer="10")
    page = clerk.post(f"{LAW}/apply", 200)
    told = [item.get_text() for item in page.soup.select("#outlook li")]
    assert told == [
        "2026. 12. 21.(월): 예약 기록이 있어 그대로 둡니다.",
        "2027. 1. 20.(수): 상담 시간과 자리가 바뀝니다.",
        "2027. 2. 22.(월): 상담 시간과 자리가 바뀝니다.",
    ]
    assert _times(JAN) == ["10:00", "10:30"] and not entries("field.applied"), "it was only shown"
    clerk.post(f"{LAW}/apply", **page.filled(f"{LAW}/apply"))
    assert (_times(DEC), _times(JAN)) == (["10:00", "10:30"], ["10:00", "10:35"])
    assert "이미 만든 상담일 2일에 적용했습니다. 예약 기록이 있는 1일은" in clerk.get(LAW).text


def test_what_was_shown_counts_only_while_it_is_true(clerk: Worker, now: datetime) -> None:
    _change(clerk, minutes="20")
    page = clerk.post(f"{LAW}/apply", 200)
    with transaction():
        day = calendar.find_office_day("consultation", JAN)
        assert day
        _book(calendar.list_slots(day, "law")[1].token, now)
    page = clerk.post(f"{LAW}/apply", 200, **page.filled(f"{LAW}/apply"))
    assert "2027. 1. 20.(수): 예약 기록이 있어" in page.text and _times(DEC) == ["10:00", "10:30"]


def test_nothing_to_change_is_said_at_once(clerk: Worker) -> None:
    clerk.post(f"{LAW}/apply")
    assert "이미 만든 상담일에 모두 적용되어 있습니다." in clerk.get(LAW).text


def test_a_field_names_what_else_applies_to_it(clerk: Worker) -> None:
    text = clerk.get(LAW).text
    assert "앞달 21일 오전 9시" in text and "1근무일 전 오후 5시" in text and "대한법률구조공단" in text
