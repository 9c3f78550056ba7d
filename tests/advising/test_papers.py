"""Sheets to sign, and the month's attendance for the fee."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from booking.consultations.models import Expert
from booking.db import db, transaction
from booking.reservations import service
from booking.reservations.models import Reservation
from booking.reservations.rules.outcomes import ABSENT
from tests.reservations.conftest import CLERK, DAY, Desk, a_person, wall
from tests.support.experts import as_expert
from tests.support.work import Worker, entries
from tests.test_sheets import opened

AFTER = wall(DAY, 11)
PASSWORD = "버드나무 아래서 1"
TYPED = {"use": "meeting", "detail": "12월 수당", "password": PASSWORD, "password_again": PASSWORD}


@pytest.fixture
def held(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> list[Reservation]:
    """Two consultations of law, of which one took place, and one of tax."""
    rows = [
        desk.book(desk.slot("law", 0), a_person(question="전세 보증금")),
        desk.book(desk.slot("law", 1), a_person("남궁민", "010-2222-3333")),
        desk.book(desk.slot("national-tax", 1), a_person("황보영", "010-1111-2222")),
    ]
    for row, code in zip(rows, ("referred", ABSENT, "advised"), strict=True):
        with transaction():
            service.record_outcome(row, code, actor=CLERK, now=AFTER)
    at(AFTER)
    return rows


def test_the_card_of_a_consultation_is_the_experts_own_and_the_desks(
    sqlite_app: Flask, held: list[Reservation]
) -> None:
    lawyer, clerk = as_expert(sqlite_app, "김법률"), Worker(sqlite_app)
    for worker, path in ((lawyer, "/expert/appointments"), (clerk, "/staff/reservations")):
        text = worker.get(f"{path}/{held[0].reference}/card").text
        assert "홍길동" in text and "전세 보증금" in text and "010-****-5678" in text and "☑ 타 기관 안내" in text
        assert text.count("(서명)") == 2
    lawyer.get(f"/expert/appointments/{held[2].reference}/card", 404)
    assert [(one.role, one.person) for one in entries("card.viewed")] == [
        ("expert", held[0].person_key),
        ("staff", held[0].person_key),
    ]
    with transaction():
        db.session.query(Expert).filter_by(name="김법률").one().pledged_on = None
    page = lawyer.get(f"/expert/appointments/{held[0].reference}/card")
    assert "홍길동" not in page.html and "전세" not in page.html


def test_that_an_expert_was_there_is_confirmed_on_one_sheet(sqlite_app: Flask, held: list[Reservation]) -> None:
    text = as_expert(sqlite_app, "김법률").get(f"/expert/days/{DAY}/attendance").text
    assert "김법률" in text and "오전 10시~11시" in text and "상담 완료 1건" in text and "미방문 1건" in text
    token = db.session.query(Expert).filter_by(name="이세무").one().token
    clerk = Worker(sqlite_app)
    assert "오전 10시 30분~11시" in clerk.get(f"/staff/roster/{DAY}/experts/{token}/attendance").text
    clerk.get(f"/staff/roster/2026-12-22/experts/{token}/attendance", 404)


def test_the_months_attendance_is_sealed_and_names_no_citizen(sqlite_app: Flask, held: list[Reservation]) -> None:
    clerk = Worker(sqlite_app)
    answer = clerk.client.post("/staff/attendance", data=TYPED | {"month": "2026-12-05", "expert": "all"})
    assert answer.status_code == 200, answer.text
    sheet = load_workbook(BytesIO(opened(answer.data, PASSWORD))).worksheets[0]
    rows = [[cell.value for cell in line][1:8] for line in sheet.iter_rows()][1:]
    assert rows == [
        ["김법률", "표본", "생활법률", "10:00", "11:00", 1, 1],
        ["이세무", "표본", "국세", "10:30", "11:00", 1, 0],
    ]
    assert [one.reason for one in entries("attendance.downloaded")] == ["회의·보고: 12월 수당 (0건)"]
    token = db.session.query(Expert).filter_by(name="이세무").one().token
    answer = clerk.client.post("/staff/attendance", data=TYPED | {"month": "2026-12-05", "expert": token})
    assert load_workbook(BytesIO(opened(answer.data, PASSWORD))).worksheets[0].max_row == 2
    assert clerk.client.post("/staff/attendance", data=TYPED | {"month": "nonsense", "expert": "x"}).status_code == 400
