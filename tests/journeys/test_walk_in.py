"""At the desk in one browser: who walks in, from the arrival to the end, and who shows the number of their booking."""

from collections.abc import Callable
from datetime import datetime

from playwright.sync_api import Page, expect

from booking import clock
from booking.calendar import queries as calendar
from booking.reservations.queries import roster
from tests.journeys.test_desk import DAY, PEOPLE, ROSTER, day, log_in
from tests.support.browser import accessibility_faults

__all__ = ["day"]


def test_a_walk_in_and_a_scanned_booking(day: Callable[..., datetime], page: Page) -> None:
    log_in(page, "staff")
    expect(page.get_by_role("heading", level=1)).to_contain_text("일정표")
    page.get_by_role("link", name="새로 오신 분 접수").click()
    page.get_by_role("group", name="상담 분야").get_by_text("생활법률").click()
    page.get_by_label("이름").fill("김영희")
    page.get_by_text("안내문을 읽어 드리고 동의를 받았습니다.").click()
    page.get_by_role("button", name="번호 드리기").click()
    expect(page.get_by_text("생활법률 1번으로 접수했습니다.")).to_be_visible()
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="자리 배정").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("현장 접수")
    page.goto(ROSTER)
    line = page.get_by_role("row").filter(has_text="김영희")
    expect(line).to_contain_text("도착 확인")
    line.get_by_role("button", name="상담 완료").click()
    expect(page.get_by_role("row").filter(has_text="김영희").locator(".badge")).to_have_text("상담 완료")

    found = calendar.find_office_day("consultation", clock.office_date(clock.parse(DAY)))
    assert found is not None
    reference = next(row.reference for row in roster(found) if row.name == PEOPLE[0][2])
    page.goto(f"{ROSTER}?scan=1")
    page.keyboard.type(f"{reference}\n")  # as a scanner types
    expect(page.get_by_role("button", name="도착 확인")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("도착을 확인했습니다", exact=False).first).to_be_visible()
    expect(page.get_by_label("찾기")).to_be_focused()
    expect(page.locator(f"#r-{reference} .badge")).to_have_text("도착 확인")
