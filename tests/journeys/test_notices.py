"""Staff who tell people: the call list, the ledger, the demo's outbox and the jobs, at a real browser."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page

from booking import clock
from booking.db import transaction
from booking.notices import jobs, rules, service
from booking.notices.rules import Message, Recipient
from booking.notices.service import planning
from tests.support.browser import accessibility_faults, overflow
from tests.support.people import PASSWORD, make_account

NOW, VISIT = clock.parse("2026-12-18T10:00"), clock.parse("2026-12-21T10:00")
LANDLINE, MOBILE = Recipient("person", "+82557495114", None), Recipient("person", "+821012345678", "kim@example.org")
VALUES = {
    "name": "홍길동",
    "date": "2026. 12. 21.(월)",
    "time": "오전 10시",
    "field": "생활법률",
    "what": "상담",
    "opened": "생활법률 상담",
    "event": "상담",
    "place": "진주시청 1층 민원여권과",
    "reference": "R7K3-9MXW",
    "phone": "055-749-5114",
}


def look(page: Page, heading: str) -> None:
    """This page is shown, fits its window and can be used by everybody."""
    assert page.locator("h1").inner_text() == heading
    assert overflow(page) == 0
    assert accessibility_faults(page) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_clerk_calls_whom_no_channel_reaches(
    sqlite_app: Flask, page: Page, at: Callable[[str | datetime], datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    at(NOW)
    monkeypatch.setattr(planning, "_loaders", dict(planning._loaders))
    for kind in rules.KINDS:
        service.register(kind, _load)
    make_account("clerk@city.example")
    with transaction():
        for subject, whom in (("reservation:R7K39MXW", LANDLINE), ("reservation:BBBB2222", MOBILE)):
            service.plan("reminder", subject, [whom], due=NOW, useful_until=VISIT, now=NOW - timedelta(hours=1))
    jobs.deliver(NOW)
    page.goto("/staff/calls")
    page.locator("[name=email]").fill("clerk@city.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    look(page, "전화 안내")
    assert page.get_by_text("055-****-5114").is_visible()
    page.get_by_role("button", name="번호와 안내 말 보기").click()
    look(page, "전화 안내")
    assert page.get_by_role("link", name="055-749-5114").is_visible()
    assert page.get_by_text("홍길동님, 예약하신 생활법률 상담을").is_visible()
    page.get_by_label("통화 결과 (홍길동 R7K3-9MXW)").select_option("통화하여 안내함")
    page.get_by_role("button", name="저장").click()
    look(page, "전화 안내")
    assert page.get_by_text("지금 전화할 분이 없습니다.").is_visible()
    page.goto("/staff/notices")
    look(page, "안내 내역")
    assert page.get_by_text("시연용 보관함에 넣음").count() == 2
    page.goto("/staff/outbox")
    look(page, "시연용 보관함")
    page.goto("/staff/jobs")
    page.get_by_role("button", name="지금 실행 (방문 예정 안내 준비)").click()
    look(page, "자동 작업")
    assert page.get_by_text("자동 작업이 움직이고 있습니다").is_visible()


def _load(subject: str, _now: datetime) -> Message:
    return Message({"person": LANDLINE if subject.endswith("9MXW") else MOBILE}, VALUES)
