"""A day is closed: the citizen on a phone, by the link of the message; the staff's list on a desk."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from playwright.sync_api import Page

from booking import clock, links
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.consultations import service as consultations
from booking.db import transaction
from booking.reservations import queries, service
from booking.reservations.rules.people import make_person
from tests.support.browser import accessibility_faults, overflow
from tests.support.people import PASSWORD, make_account
from tests.support.stage import CLERK, DAY

pytestmark = pytest.mark.browser

BOOKED = (("law", 0, "홍길동", "010-1234-5678"), ("law", 1, "이순신", "010-2222-3333"),
          ("survey", 0, "임꺽정", "055-749-5114"), ("national-tax", 0, "성춘향", "010-4444-5555"))  # fmt: skip


@pytest.fixture
def closed(sqlite_app: Flask, city: object, at: Callable[..., datetime]) -> list[str]:
    """The references of four people whose day has just been closed."""
    now = at("2026-11-24T09:00")
    with transaction():
        consultations.keep_days(now=now, actor=CLERK)
    day = calendar.find_office_day("consultation", clock.office_date(clock.parse(DAY)))
    assert day is not None
    references, more = [], {"via": "telephone", "consent_version": "2026-11", "actor": CLERK}
    for desk, nth, name, phone in BOOKED:
        slot = calendar.list_slots(day, desk)[nth].token
        with transaction():
            row = service.book_for_caller(slot, make_person(name, phone, "", ""), now=now, **more)
            references.append(row.reference or "")
    later = at("2026-11-24T10:00")
    with transaction():
        reason = {"closed_by": "staff", "reason": "staff", "text": "청사 전기 공사"}
        calendar_service.close_day(day, **reason, actor=CLERK, now=later)
        service.rehouse(later, CLERK)
    return references


def enter(page: Page, address: str, reference: str, digits: str = "5678") -> None:
    """By the link of the message, as KakaoTalk's own browser would."""
    page.goto(address + links.path("booking", reference))
    page.locator("main [name=digits]").fill(digits)
    page.locator("main form button[type=submit]").first.click()
    assert page.locator("h1").inner_text() == "일정을 다시 정해 주세요"
    assert not overflow(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_one_tap_takes_what_is_held(
    closed: list[str], address: str, open_page: Callable[..., Page], javascript: bool
) -> None:
    page = open_page(javascript=javascript, width=390)
    enter(page, address, closed[0])
    assert "사유: 청사 전기 공사" in page.locator("main").inner_text()
    assert not javascript or accessibility_faults(page) == []
    page.get_by_role("button", name="이 시간으로 예약하기").click()
    assert page.locator("h1").inner_text() == "예약 내용" and not overflow(page)
    assert "2027. 1. 20.(수) 오전 10시" in page.locator(".reference").inner_text()
    assert queries.get_by_reference(closed[0]).state == "reserved"


def test_another_time_is_chosen_and_the_held_one_kept_until_then(
    closed: list[str], address: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(javascript=False, width=390)
    enter(page, address, closed[0])
    page.get_by_role("link", name="다른 시간 고르기").click()
    assert "잡아 둔 시간" in page.locator("main form").inner_text() and not overflow(page)
    page.get_by_role("group", name="2027. 2. 22.(월)").locator("input:enabled").first.check(force=True)
    page.get_by_role("button", name="이 시간으로 바꾸기").click()
    assert "2027. 2. 22.(월)" in page.locator(".reference").inner_text()


def test_who_cannot_come_any_more_cancels(closed: list[str], address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(javascript=False, width=390)
    enter(page, address, closed[0])
    page.get_by_role("link", name="예약 취소").click()
    assert "대신 잡아 둔" in page.locator("main").inner_text()
    page.get_by_role("button", name="예약 취소하기").click()
    assert page.locator("h1").inner_text() == "취소한 예약입니다"


def test_staff_see_who_has_answered_and_answer_for_who_calls(
    closed: list[str], address: str, open_page: Callable[..., Page]
) -> None:
    make_account("clerk@city.example", "staff")
    with transaction():
        service.cancel(queries.get_by_reference(closed[1]), actor=CLERK, now=clock.now())
    page = open_page(javascript=True, width=1280)
    page.goto(f"{address}/login")
    page.locator("[name=email]").fill("clerk@city.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.goto(f"{address}/staff/calendar/days/consultation/{DAY}")
    page.get_by_role("link", name="휴무로 예약이 해제된 분 4명").click()
    assert "답을 기다리는 분 3명" in page.locator("main").inner_text()
    assert accessibility_faults(page) == [] and not overflow(page)
    row = page.get_by_role("row").filter(has_text="임꺽정")
    assert "전화로만 안내" in row.inner_text()
    row.get_by_role("button", name="이 시간으로 예약").click()
    assert "대신할 시간을 받으신 분 1명" in page.locator("main").inner_text()
    with transaction():
        service.expire_holds(clock.parse("2026-12-01T10:00"))
    page.reload()
    assert "2명께 전화해 주세요" in page.locator("main").inner_text() and not overflow(page)
