"""Somebody looks for a way in, and a clerk reports a kiosk out of order, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from booking import clock
from booking.audit.rules import Actor
from booking.consultations import service
from booking.db import transaction
from tests.support.browser import accessibility_faults, overflow
from tests.support.people import PASSWORD, make_account


def look(page: Page, heading: str) -> None:
    """This page is shown, fits its window and can be used by everybody."""
    assert page.locator("h1").inner_text() == heading
    assert overflow(page) == 0
    assert accessibility_faults(page) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_from_the_first_page_to_a_kiosk_and_out_of_order(
    sqlite_app: Flask, city: Path, page: Page, at: Callable[[str], object]
) -> None:
    at("2026-11-23T12:00")
    with transaction():
        service.keep_days(now=clock.now(), actor=Actor.job("tests"))
    page.goto("/")
    page.get_by_role("link", name="어디서 처리할 수 있나요").click()
    look(page, "어디서 처리할 수 있나요")
    page.get_by_role("link", name="설치 장소 보기").click()
    look(page, "무인민원발급기")
    assert page.get_by_text("고장·점검").count() == 0

    make_account("clerk@city.example")
    page.goto("/staff/kiosks")
    page.locator("[name=email]").fill("clerk@city.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    look(page, "무인민원발급기")
    page.get_by_role("button", name="고장·점검 표시 (진주시청)").click()
    look(page, "무인민원발급기")
    assert page.get_by_text("진주시청: 고장·점검 중이라고 표시했습니다.").is_visible()
    page.get_by_role("link", name="고치기 (진주시청)").click()
    look(page, "진주시청")
    page.get_by_role("textbox", name="주소").fill("동진로 155")
    page.get_by_role("button", name="저장하기").click()
    page.get_by_role("link", name="설치 장소 넣기").click()
    look(page, "무인민원발급기 넣기")
    page.goto("/kiosks")
    look(page, "무인민원발급기")
    assert page.get_by_text("고장·점검").count() == 1
    assert page.get_by_text("동진로 155", exact=True).is_visible()
