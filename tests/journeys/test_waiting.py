"""From a full day into the line and out of it with a booking, on a phone and a desk, with and without scripts."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.calendar.service import SlotPlan
from booking.db import db, transaction
from booking.reservations import service
from booking.reservations.models import Reservation
from booking.reservations.rules.people import make_person
from tests.support.browser import accessibility_faults, overflow

pytestmark = pytest.mark.browser
DAY = date(2026, 12, 21)
CITIZEN = Actor(None, "", "citizen")


@pytest.fixture
def taken(sqlite_app: Flask, city: object, at: Callable[[str], datetime]) -> int:
    """The key of the booking that has the day's only place of law."""
    now = at("2026-11-23T12:00")
    with transaction():
        plans = [SlotPlan("law", time(10), time(10, 30))]
        [slot] = calendar.ensure_day("consultation", DAY, plans, now - timedelta(days=1), now).slots
        held = service.hold(slot.token, "another", now=now).token
    with transaction():
        person, consent = make_person("나나나", "010-3333-0000"), {"holder": "another", "consent_version": "2026-11"}
        service.reserve(held, person, actor=CITIZEN, now=now, **consent)
    return db.session.scalars(select(Reservation.id)).one()


@pytest.mark.parametrize(("javascript", "width"), [(True, 390), (False, 390), (True, 1280)])
def test_from_a_full_day_to_a_booking(
    taken: int,
    address: str,
    open_page: Callable[..., Page],
    at: Callable[[str], datetime],
    javascript: bool,
    width: int,
) -> None:
    page = open_page(javascript=javascript, width=width)
    page.goto(f"{address}/consultations/{DAY}?field=law")
    page.get_by_role("link", name="빈자리 알림 신청").click()
    assert page.get_by_label("생활법률").is_checked() and not overflow(page)
    assert not javascript or accessibility_faults(page) == []
    page.get_by_label("이름").fill("홍길동")
    page.get_by_label("전화번호").fill("010-1234-5678")
    page.get_by_label("개인정보 수집·이용에 동의합니다").check(force=True)
    page.get_by_role("button", name="신청하기").click()
    assert page.locator("h1").inner_text() == "빈자리를 기다리고 있습니다"
    assert "다음 차례입니다" in page.locator("main").inner_text() and not overflow(page)
    with transaction():
        service.cancel(db.session.get_one(Reservation, taken), actor=CITIZEN, now=at("2026-11-23T12:10"))
    page.reload()
    assert page.locator("h1").inner_text() == "빈자리가 났습니다" and not overflow(page)
    assert not javascript or accessibility_faults(page) == []
    page.get_by_role("button", name="이 자리로 예약하기").click()
    assert page.locator("h1").inner_text() == "예약이 완료되었습니다"
