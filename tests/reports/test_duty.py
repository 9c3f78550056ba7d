"""The sheet for the duty room: what is open, what is closed and why, and which number helps."""

from collections.abc import Callable
from datetime import date, datetime

from flask import Flask

from booking.audit.rules import Actor
from booking.calendar import queries
from booking.calendar import service as calendar
from booking.consultations import service as consultations
from booking.db import transaction
from booking.nightoffice import service as nightoffice
from tests.support.work import Worker

CLERK = Actor.command("tests")


def lines(worker: Worker) -> list[str]:
    page = worker.get("/staff/reports/duty")
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select(".duty tr, .duty p")]


def test_the_coming_weeks_on_one_sheet(sqlite_app: Flask, city: None, at: Callable[..., datetime]) -> None:
    now = at("2026-12-15T09:00")
    with transaction():
        consultations.keep_days(now=now, actor=CLERK)
        nightoffice.keep_nights(now, CLERK)
    found = lines(Worker(sqlite_app))
    assert any(line.startswith("2026. 12. 21.(월) 운영 생활법률 오전 10시~11시") for line in found)
    assert "2026. 12. 23.(수) 운영 오후 6시~8시" in found
    early, late = (line for line in found if line.startswith("야간민원실 접수 "))
    assert early.startswith("야간민원실 접수 오후 7시 30분까지 여권 신청, 출생신고") and "인감증명서" not in early
    assert late.startswith("야간민원실 접수 오후 8시까지 여권 교부, 가족관계증명서") and "인감증명서" in late
    assert not any("2027. 2." in line for line in found), "six weeks and no more"
    assert any("다음 전문가 상담 2026. 12. 21.(월)" in line for line in found)
    assert any(line.startswith("대한법률구조공단 132 ") for line in found)
    assert any("055-749-5114 평일 09:00~18:00" in line for line in found)


def test_what_is_closed_says_why(sqlite_app: Flask, city: None, at: Callable[..., datetime]) -> None:
    now = at("2026-12-15T09:00")
    with transaction():
        consultations.keep_days(now=now, actor=CLERK)
        nightoffice.keep_nights(now, CLERK)
    closings = [("consultation", date(2026, 12, 21), "청사 공사"), ("night", date(2026, 12, 23), "정전")]
    with transaction():
        for kind, day, why in closings:
            found = queries.find_office_day(kind, day)
            assert found is not None
            calendar.close_day(found, closed_by="staff", reason="staff", text=why, actor=CLERK, now=now)
    seen = lines(Worker(sqlite_app))
    assert any(line.startswith("2026. 12. 21.(월) 휴무") and "청사 공사" in line for line in seen)
    assert any(line.startswith("2026. 12. 23.(수) 휴무") and "정전" in line for line in seen)
    assert any("다음 전문가 상담 2027. 1. 20.(수)" in line for line in seen)
