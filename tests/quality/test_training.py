"""The training plan: from a weak item by one press, held, and compared with the half-year after it."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from bs4 import Tag
from flask import Flask
from openpyxl import load_workbook

from booking import clock
from booking.business import queries as business
from booking.db import db, transaction
from booking.quality import queries
from booking.quality.queries import training as reading
from booking.quality.rules.halves import Half
from booking.quality.service import training
from tests.support import kindness
from tests.support.measure import statements
from tests.support.people import make_account
from tests.support.work import Worker, entries

APRIL = date(2027, 4, 1)
EMAIL, PLAN = "monitor@city.example", "/staff/kindness/training"
RESULTS = "/staff/kindness?half=2026-2&kind=phone&department=gaho"


@pytest.fixture
def now(sqlite_app: Flask, city: object, at: Callable[[str], datetime]) -> datetime:
    return at("2026-11-23T12:00")


def survey(now: datetime, half: Half, *points: int, count: int = 5) -> None:
    """So many contacts with these points in 가호동."""
    sheet = kindness.make_sheet(now, half).token
    assignment = kindness.make_assignment(EMAIL, queries.get_sheet(sheet), "gaho", now=now)
    for _ in range(count):
        kindness.score(assignment, kindness.points(queries.get_sheet(sheet), *points), now)


def button(clerk: Worker) -> dict[str, str]:
    """What the button of the weakest item sends."""
    form = clerk.get(RESULTS).soup.select(f'form[action="{PLAN}"]')[0]
    return {str(field["name"]): str(field["value"]) for field in form.select("input") if isinstance(field, Tag)}


def test_one_press_makes_one_line(sqlite_app: Flask, now: datetime, at: Callable[[str], datetime]) -> None:
    make_account(EMAIL, "monitor")
    survey(now, Half(2026, 2), 5, 4, 1)
    at("2026-12-01T12:00")
    clerk = Worker(sqlite_app)
    data = button(clerk)
    assert data["item"] == "종료 항목" and data["department"] == "gaho"
    clerk.post(PLAN, **data)
    clerk.post(PLAN, **data)
    [line] = reading.list_training(APRIL)
    assert (line.before, line.after, line.change) == (20, None, None) and len(entries("training.planned")) == 1
    page = clerk.get(PLAN)
    assert "가호동 종료: 종료 항목 (2026년 하반기 전화 친절도 조사) 정하지 않음" in page.text
    assert "계획에 있음" in clerk.get(RESULTS).text
    for wrong in ({"half": "2026-3"}, {"kind": "mail"}, {"item": ""}):
        clerk.post(PLAN, 400, **data | wrong)
    clerk.post(PLAN, 404, **data | {"item": "없는 항목"})
    clerk.post(PLAN, 404, **data | {"department": "nosuch"})
    assert len(reading.list_training(APRIL)) == 1


def test_a_training_is_held_and_compared(sqlite_app: Flask, now: datetime, at: Callable[[str], datetime]) -> None:
    make_account(EMAIL, "monitor")
    survey(now, Half(2026, 2), 5, 4, 1)
    at("2026-12-01T12:00")
    clerk = Worker(sqlite_app)
    clerk.post(PLAN, **button(clerk))
    path = f"{PLAN}/{reading.list_training(APRIL)[0].training.token}"
    clerk.post(path, planned_on="2026-12-10", trainer="김강사")
    assert "오늘보다 뒤입니다" in clerk.post(path, 400, done_on="2026-12-10", trainer="").text
    assert "주민등록번호" in clerk.post(path, 400, trainer="900101-1234567").text
    later = at("2027-03-02T12:00")
    clerk = Worker(sqlite_app, "second@city.example")
    assert "2026. 12. 10.(목) 지남" in clerk.get(PLAN).text
    clerk.post(path, planned_on="2026-12-10", done_on="2026-12-11", trainer="김강사")
    survey(later, Half(2027, 1), 5, 4, 4, count=4)
    assert reading.list_training(APRIL)[0].after is None  # too few to be told
    survey(later, Half(2027, 1), 5, 4, 4, count=1)
    assert reading.list_training(clock.office_date(later))[0].after is None  # and the month is not over
    at("2027-04-01T12:00")
    clerk = Worker(sqlite_app, "third@city.example")
    [line] = reading.list_training(APRIL)
    assert (line.before, line.after, line.change) == (20, 80, 60) and "80.0 (+60.00)" in clerk.get(PLAN).text
    [row] = list(load_workbook(BytesIO(clerk.client.get(f"{PLAN}.xlsx").data)).active.values)[1:]
    assert row[2:5] == ("가호동", "종료", "종료 항목") and row[6] == "김강사" and row[8:] == (20, 80, 60)
    assert {change[0] for change in entries("training.changed")[-1].changes} == {"done_on"}
    clerk.post(f"{path}/remove")
    clerk.post(f"{path}/remove")
    assert reading.list_training(APRIL) == [] and len(entries("training.removed")) == 1


def test_more_departments_need_no_more_statements(sqlite_app: Flask, now: datetime) -> None:
    make_account(EMAIL, "monitor")
    sheet, later = kindness.make_sheet(now).token, clock.parse("2026-12-01T12:00")

    def asked() -> int:
        with statements(db.engine) as sent:
            reading.list_training(APRIL)
        return len(sent)

    counts = []
    for department in ("gaho", "chojang", "sinan"):
        assignment = kindness.make_assignment(EMAIL, queries.get_sheet(sheet), department, now=now)
        for _ in range(5):
            kindness.score(assignment, kindness.points(queries.get_sheet(sheet), 5, 4, 1), now)
        key = business.get_department(department).id
        with transaction():
            training.plan(Half(2026, 2), "phone", key, ("종료", "종료 항목"), actor=kindness.ACTOR, now=later)
        counts.append(asked())
    assert len(reading.list_training(APRIL)) == 3 and len(set(counts)) == 1
