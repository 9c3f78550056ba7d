"""On a phone on a holiday's evening: typed with an error, the nearest kiosk, why the night is closed, and an expert."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from booking import clock
from booking.audit.rules import Actor
from booking.consultations import service
from booking.db import transaction
from tests.support.browser import accessibility_faults, overflow

pytestmark = pytest.mark.browser

SUGOK = {"latitude": 35.1785321, "longitude": 127.9356321}
LOCATE = "지금 있는 곳에서 가까운 순서로 보기"


def test_from_a_misspelt_word_to_the_nearest_kiosk_and_to_an_expert(
    sqlite_app: Flask, city: Path, open_page: Callable[..., Page], at: Callable[[str], object]
) -> None:
    at("2027-05-05T19:00")
    with transaction():
        service.keep_days(now=clock.now(), actor=Actor.job("tests"))
    page = open_page(width=390)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _find(page, "쥬민등록등본")
    expect(page.locator("section[aria-labelledby=night]")).to_contain_text("어린이날")
    page.get_by_role("button", name=LOCATE).click()  # nobody has been asked for permission: the browser refuses
    expect(page.locator("[data-near-status]")).to_have_text("계신 곳을 알 수 없습니다. 읍·면·동을 골라 주세요.")
    expect(page.get_by_label("출발하시는 읍·면·동")).to_be_focused()
    assert accessibility_faults(page) == [] and not overflow(page)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(SUGOK)
    page.get_by_role("button", name=LOCATE).click()
    expect(page.locator("main")).to_contain_text("가까운 순서로 다시 보여 드립니다.")
    expect(page.locator(".nearlist > li").first).to_contain_text("수곡면 사무소")
    expect(page.locator(".nearlist > li").first).to_contain_text("지금 이용 가능")
    assert accessibility_faults(page) == [] and not overflow(page)
    assert not [url for url in [*asked, page.url] if "127.9" in url or "35.1" in url]
    _find(page, "전세 보증금")
    page.locator("section[aria-labelledby=consultation] a").filter(has_text="예약하기").first.click()
    _book(page)
    expect(page.locator("h1")).to_have_text("예약이 완료되었습니다")


def _find(page: Page, text: str) -> None:
    page.goto("/guide")
    page.locator("main [name=q]").fill(text)
    page.get_by_role("button", name="찾기", exact=True).click()
    page.locator(".found a").first.click()
    expect(page.locator(".found")).to_have_count(0)


def _book(page: Page) -> None:
    page.locator("input[name=slot]:enabled").first.check(force=True)
    page.get_by_role("button", name="다음: 정보 입력").last.click()
    page.locator("main [name=name]").fill("홍길동")
    page.locator("main [name=phone]").fill("010-1234-5678")
    page.locator("main [name=question]").fill("전세 보증금을 돌려받고 싶습니다.")
    for box in page.locator("main [name=consent][value=y]").all():
        box.check(force=True)
    page.get_by_role("button", name="다음: 내용 확인").last.click()
    page.get_by_role("button", name="예약하기").last.click()
