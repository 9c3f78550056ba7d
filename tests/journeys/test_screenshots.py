"""Pictures of every page at 390 and 1280 (`make screenshots`): a few into docs/pictures, all of them into var/pictures.

They are taken on a fixed day, so that a picture changes only when its page does.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.consultations import service
from booking.db import transaction
from booking.reservations import service as reservations
from booking.reservations.rules.people import make_person
from tests.support.people import PASSWORD, make_account

ROOT = Path(__file__).resolve().parent.parent.parent
SHOWN = {"booking-times-390", "booking-times-1280", "booking-done-390", "staff-roster-1280"}
"""What the README and docs/ show."""

DAY = "2026-12-21"
PEOPLE = [
    ("law", 0, "김영희", "보증금을 돌려받지 못했습니다."),
    ("local-tax", 1, "이철수", "취득세 감면을 알고 싶습니다."),
]

pytestmark = [pytest.mark.screenshots, pytest.mark.parametrize("width", [390, 1280])]


@pytest.fixture
def take(width: int) -> Callable[[Page, str], None]:
    """`take(page, name)`: the whole page as a picture."""

    def shoot(page: Page, name: str) -> None:
        page.evaluate("() => document.fonts.ready")
        folders = [ROOT / "var" / "pictures", *([ROOT / "docs" / "pictures"] if f"{name}-{width}" in SHOWN else [])]
        for folder in folders:
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)

    return shoot


@pytest.fixture(autouse=True)
def _city(city: Path, at: Callable[[str], object], sqlite_app: Flask) -> None:
    sqlite_app.config["BOOKING_MODE"] = "demo"
    at("2026-11-23T15:00")
    actor, now = Actor.job("tests"), clock.now()
    with transaction():
        service.keep_days(now=now, actor=actor)
    day = calendar.find_office_day("consultation", clock.office_date(clock.parse(DAY)))
    assert day is not None
    for desk, nth, name, question in PEOPLE:
        with transaction():
            held = reservations.hold(calendar.list_slots(day, desk)[nth].token, "another browser", now=now)
            person = make_person(name, "010-1234-5678", "", question)
            reservations.reserve(
                held.token, person, holder="another browser", consent_version="2026-11", actor=actor, now=now
            )


def test_pages_of_citizens(page: Page, take: Callable[[Page, str], None]) -> None:
    for path, name in (("/", "first-page"), ("/consultations", "days"), ("/consultations/2027-01-20", "not-open"),
                       ("/lookup", "lookup"), ("/night-office", "night-office"), ("/privacy", "privacy"),
                       ("/guide", "guide"), ("/kiosks", "kiosks"),
                       ("/nowhere", "not-found"), ("/reservations/AAAA2222", "not-here")):  # fmt: skip
        page.goto(path)
        take(page, name)
    page.goto(f"/consultations/{DAY}")
    page.get_by_role("button", name="다음: 정보 입력").click()
    take(page, "no-time")
    page.goto(f"/consultations/{DAY}")
    page.locator(".slot input:enabled").nth(2).check()
    take(page, "booking-times")
    page.get_by_role("button", name="다음: 정보 입력").click()
    take(page, "booking-form-empty")
    page.get_by_role("button", name="다음: 내용 확인").click()
    take(page, "booking-form-errors")
    page.get_by_label("이름").fill("홍길동")
    page.get_by_label("전화번호").fill("010-1234-5678")
    page.get_by_label("상담 요지").fill("작년에 판 집의 양도소득세를 얼마나 내야 하는지 알고 싶습니다.")
    page.locator("label", has_text="개인정보 수집·이용에 동의합니다").click()
    page.get_by_role("button", name="시간 연장").click()
    take(page, "booking-form")
    page.get_by_role("button", name="다음: 내용 확인").click()
    take(page, "booking-check")
    page.get_by_role("button", name="예약하기").click()
    take(page, "booking-done")
    page.get_by_role("link", name="일정 변경").click()
    take(page, "move")
    page.go_back()
    page.get_by_role("link", name="예약 취소", exact=True).click()
    take(page, "cancel")
    page.get_by_role("button", name="예약 취소하기").click()
    take(page, "cancelled")


@pytest.mark.parametrize("role", ["admin", "expert"])
def test_pages_of_work(sqlite_app: Flask, page: Page, take: Callable[[Page, str], None], role: str) -> None:
    account = make_account("somebody@city.example", role, display_name="김담당").id
    with transaction():
        consultations.list_experts("law")[0].account_id = account if role == "expert" else None
    page.goto("/login")
    take(page, "login")
    page.get_by_label("전자우편").fill("somebody@city.example")
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    entries = sqlite_app.extensions["work_pages"]
    with sqlite_app.test_request_context():
        paths = {one.endpoint: sqlite_app.url_for(one.endpoint) for one in entries if role in one.roles}
    for endpoint, path in paths.items():
        page.goto(path)
        take(page, f"{role}-{endpoint.replace('.', '-')}")
    if role == "admin":
        page.goto(f"/staff/roster/{DAY}")
        take(page, "staff-roster")
