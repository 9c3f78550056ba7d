"""Staff at a real browser: every page of log-in and accounts, narrow and wide, with and without scripts."""

from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Page

from booking import clock
from tests.support.browser import accessibility_faults, overflow
from tests.support.people import PASSWORD, make_account

BOSS = "boss@city.example"


def look(page: Page, heading: str) -> None:
    """This page is shown, fits its window and can be used by everybody."""
    assert page.locator("h1").inner_text() == heading
    assert overflow(page) == 0
    assert accessibility_faults(page) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_an_admin_with_a_telephone(sqlite_app: Flask, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start)
    sqlite_app.config["SECURITY_TWO_FACTOR_REQUIRED"] = True
    make_account(BOSS, "admin", display_name="관리자")
    make_account("law@city.example", "expert", display_name="박변호사")
    page.goto("/account")
    look(page, "담당자 로그인")
    fill(page, 전자우편=BOSS, 비밀번호="wrong")
    page.get_by_role("button", name="로그인").click()
    look(page, "담당자 로그인")
    assert page.evaluate("() => document.activeElement.id") == "errors"
    fill(page, 비밀번호=PASSWORD)
    page.get_by_role("button", name="로그인").click()
    look(page, "2단계 인증 설정")
    page.get_by_role("button", name="인증 앱 등록하기").click()
    look(page, "2단계 인증 설정")
    picture = page.locator("img.qr")
    assert picture.evaluate("img => img.naturalWidth") > 0, "the content policy hides the picture"
    phone = pyotp.TOTP(page.locator("dt:has-text('설정 키') + dd").inner_text().replace("-", ""))
    fill(page, **{"인증번호 6자리": phone.at(start)})
    page.get_by_role("button", name="등록 마치기").click()
    page.goto("/account")
    look(page, "내 계정")
    page.get_by_role("button", name="로그아웃").click()
    later = start + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    fill(page, 전자우편=BOSS, 비밀번호=PASSWORD)
    page.get_by_role("button", name="로그인").click()
    look(page, "인증번호 입력")
    page.get_by_role("link", name="인증 앱을 쓸 수 없나요?").click()
    look(page, "인증 앱을 쓸 수 없을 때")
    page.go_back()
    fill(page, **{"인증번호 6자리": "1"})
    page.get_by_role("button", name="확인").click()
    look(page, "인증번호 입력")
    fill(page, **{"인증번호 6자리": phone.at(later)})
    page.get_by_role("button", name="확인").click()
    for path, heading in [
        ("/account/password", "비밀번호 바꾸기"),
        ("/account/second-factor", "2단계 인증 설정"),
        ("/account/password/again", "비밀번호 다시 확인"),
        ("/staff/accounts", "계정 관리"),
    ]:
        page.goto(path)
        look(page, heading)
    page.locator("tr", has_text="박변호사").get_by_role("link").click()
    look(page, "박변호사 계정")
    page.get_by_role("button", name="임시 비밀번호 만들기").click()
    look(page, "임시 비밀번호")
    page.get_by_role("link", name="계정 목록").click()
    page.get_by_role("link", name="새 계정 만들기").click()
    look(page, "새 계정 만들기")
    fill(page, 이름="이새롬")
    page.get_by_role("button", name="계정 만들기").click()
    look(page, "새 계정 만들기")
    fill(page, 전자우편="new@city.example")
    page.locator("label", has_text="담당자").click()
    page.get_by_role("button", name="계정 만들기").click()
    look(page, "임시 비밀번호")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_clerk_logs_in_and_out(sqlite_app: Flask, page: Page) -> None:
    make_account("clerk@city.example")
    page.goto("/login")
    fill(page, 전자우편="clerk@city.example", 비밀번호=PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/**")
    page.get_by_role("button", name="로그아웃").click()
    page.wait_for_url("**/login")


def fill(page: Page, **values: str) -> None:
    for label, value in values.items():
        page.get_by_label(label).fill(value)
