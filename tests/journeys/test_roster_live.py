"""An open roster in a browser: news come by themselves, focus and typed text stay, and it stops with the log-in."""

from collections.abc import Callable
from datetime import datetime

from playwright.sync_api import Page, expect

from booking import clock
from booking.calendar import queries as calendar
from booking.db import transaction
from booking.reservations import service
from booking.reservations.queries import roster
from booking.reservations.rules.people import Person, make_person
from tests.journeys.test_desk import DAY, PEOPLE, ROSTER, day, log_in
from tests.reservations.conftest import CLERK
from tests.support.browser import accessibility_faults

__all__ = ["day"]


def test_news_come_by_themselves(day: Callable[..., datetime], page: Page) -> None:
    log_in(page, "staff")
    expect(page.get_by_role("heading", level=1)).to_contain_text("일정표")
    page.clock.install()
    page.goto(ROSTER)
    says, search = page.locator("#roster-live p.sr-only"), page.get_by_label("찾기")
    expect(page.get_by_text("저절로 보여 드립니다")).to_be_visible()

    search.fill("남")
    found = calendar.find_office_day("consultation", clock.office_date(clock.parse(DAY)))
    assert found is not None
    with transaction():
        more = {
            "via": "telephone",
            "consent_version": "2026-11",
            "actor": CLERK,
            "now": clock.now(),
            "override": "부탁",
        }
        person = make_person("황보영", "010-2222-3333", "", "")
        service.book_for_caller(calendar.list_slots(found, "local-tax")[0].token, person, **more)
    page.clock.run_for("00:11")
    expect(page.get_by_role("row").filter(has_text="황보영")).to_be_visible()
    expect(says).to_have_text("오후 2시 지방세: 새 예약")
    expect(search).to_be_focused()
    expect(search).to_have_value("남")

    with transaction():
        more = {"token": "a" * 22, "consent_version": "2026-11", "override": "현장", "actor": CLERK, "now": clock.now()}
        service.arrive(found, "law", Person("김영희", None), **more)
    page.clock.run_for("00:11")
    expect(says).to_have_text("생활법률 1번: 현장 접수")
    expect(page.get_by_role("button", name="자리 배정")).to_be_visible()

    held = page.get_by_role("link", name=PEOPLE[0][2])
    page.locator("#roster-list tr summary").click()
    held.focus()
    with transaction():
        row = next(one for one in roster(found) if one.name == PEOPLE[0][2])
        service.answer_state(row, "checked_in", actor=CLERK, now=clock.now())
    page.clock.run_for("00:11")
    expect(says).to_have_text("오전 10시 생활법률: 도착 확인")
    expect(held).to_be_focused()
    expect(page.locator("#roster-list tr details[open]")).to_have_count(1)
    assert accessibility_faults(page) == []

    day(f"{DAY}T10:30")
    page.clock.run_for("00:11")
    expect(page.get_by_text("로그인이 끝나 새 소식을 더 받지 않습니다")).to_be_visible()
