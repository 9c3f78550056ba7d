"""Staff who write the texts of messages, at a real browser."""

from typing import Literal

import pytest
from flask import Flask
from playwright.sync_api import Page

from booking.notices import texts
from tests.support.browser import accessibility_faults, overflow
from tests.support.people import PASSWORD, make_account


def look(page: Page, heading: str) -> None:
    """This page is shown, fits its window and can be used by everybody."""
    assert page.locator("h1").inner_text() == heading
    assert overflow(page) == 0
    assert accessibility_faults(page) == []


def enter(page: Page, role: Literal["link", "button"], name: str) -> None:
    """Press Enter on a link or a button, and wait for the page that follows."""
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).press("Enter")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_clerk_writes_a_text_by_keyboard(sqlite_app: Flask, city: None, page: Page) -> None:
    make_account("clerk@city.example")
    page.goto("/staff/notices/templates")
    page.locator("[name=email]").fill("clerk@city.example")
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    look(page, "안내 문안")
    enter(page, "link", "예약 완료 안내: 문자 한국어")
    look(page, "예약 완료 안내, 문자 (한국어)")
    page.get_by_label("문안").fill("#{날짜} #{시각}\n#{장소} 😀\n#{예약번호}")
    enter(page, "button", "미리보기")
    look(page, "예약 완료 안내, 문자 (한국어)")
    assert page.get_by_text("‘😀’").first.is_visible()
    page.get_by_label("문안").fill("#{날짜} #{시각}\n#{장소}\n#{예약번호}")
    enter(page, "button", "미리보기")
    assert page.get_by_text("짧은 문자(SMS)").is_visible()
    enter(page, "button", "실제 예약으로 미리보기")
    look(page, "예약 완료 안내, 문자 (한국어)")
    assert page.get_by_text("이 안내를 받은 예약이 아직 없습니다.").is_visible()
    enter(page, "button", "저장하기")
    look(page, "안내 문안")
    assert page.get_by_text("직접 쓴 문안").is_visible()
    enter(page, "link", "예약 완료 안내: 문자 한국어")
    look(page, "예약 완료 안내, 문자 (한국어)")
    enter(page, "button", "기본 문안으로 되돌리기")
    look(page, "안내 문안")
    assert texts.list_own() == []
