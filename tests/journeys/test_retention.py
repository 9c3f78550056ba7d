"""Retention in a real browser: its pages for eyes and fingers, and the register on A4."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from booking import clock
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.reservations import jobs
from booking.reservations.models import Reservation
from booking.settings import service as settings
from tests.journeys.test_desk import day, log_in
from tests.support.browser import accessibility_faults, overflow

__all__ = ["day"]

SHEET = re.compile(rb"/MediaBox\s*\[\s*0 0 84[12](?:\.\d+)? 59[456](?:\.\d+)?\s*\]")
ADMIN = Actor(1, "admin@city.example", "admin", "192.0.2.1")


def checked(page: Page, path: str) -> None:
    page.goto(path)
    assert accessibility_faults(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("width", [390, 1280])
def test_an_admin_approves_keeps_and_prints(
    open_page: Callable[..., Page], day: Callable[..., object], width: int, tmp_path: Path
) -> None:
    day("2027-04-01T09:00")
    with transaction():
        settings.put("privacy.destroy_automatically", "no", actor=ADMIN, now=clock.now())
    page = open_page()
    log_in(page, "admin")
    kept, _ = db.session.scalars(select(Reservation.reference).order_by(Reservation.id)).all()
    checked(page, f"/staff/reservations/{kept}/keep")
    page.get_by_label("이날까지 보존").fill("2027-12-31")
    page.get_by_label("문서번호").fill("감사담당관-12")
    page.get_by_label("사유").fill("자체 감사")
    page.get_by_role("button", name="보존하기").click()
    page.get_by_role("button", name="보존 풀기").wait_for()
    checked(page, "/staff/privacy/retention/question")
    page.get_by_label("승인 근거").fill("개인정보 파기 계획 결재 2027-3호")
    page.get_by_role("button", name="파기 승인하기").click()
    page.get_by_role("button", name="승인 거두기").wait_for()
    checked(page, "/staff/privacy/retention")
    jobs.destroy_past_due(clock.parse("2027-04-02T03:40"))
    checked(page, "/staff/privacy/register")
    assert page.get_by_role("row", name="예약의 상담 요지와 답변").count() == 1
    if width == 1280:
        page.pdf(path=tmp_path / "register.pdf", prefer_css_page_size=True)
        assert len(SHEET.findall((tmp_path / "register.pdf").read_bytes())) == 1, "one sheet of A4, across"
