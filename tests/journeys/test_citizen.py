"""A citizen's way through the pages in a real browser, on a phone and on a desktop, with and without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from booking import clock
from booking.audit.rules import Actor
from booking.consultations import service
from booking.db import db, transaction
from booking.reservations.models import Reservation
from tests.support.browser import accessibility_faults, overflow

DAY = "/consultations/2026-12-21"
expect.set_options(timeout=15_000)  # a busy machine is slow, not wrong

both_widths = pytest.mark.parametrize("width", [390, 1280])
both_ways = pytest.mark.parametrize(("width", "javascript"), [(390, False), (1280, True)], ids=["no-js", "js"])


@pytest.fixture
def city_days(city: Path, at: Callable[[str], object]) -> None:
    """The city with its coming days, on a Monday in November."""
    at("2026-11-23T15:00")
    with transaction():
        service.keep_days(now=clock.now(), actor=Actor.job("tests"))


def look(page: Page, javascript: bool = True) -> None:
    """Nothing runs out of the window, and axe (which needs scripts) finds no fault."""
    assert overflow(page) == 0
    if javascript:
        assert accessibility_faults(page) == []


def choose(page: Page, field: str = "law", nth: int = 0) -> None:
    page.goto(f"{DAY}?field={field}")
    page.locator(".slot input").nth(nth).check()
    page.get_by_role("button", name="다음: 정보 입력").click()


def fill_in(page: Page, name: str = "홍길동") -> None:
    page.get_by_label("이름").fill(name)
    page.get_by_label("전화번호").fill("010-1234-5678")
    page.get_by_label("상담 요지").fill("보증금을 돌려받지 못했습니다.")
    page.locator("label", has_text="개인정보 수집·이용에 동의합니다").click()


@both_ways
def test_booking_moving_cancelling(city_days: None, page: Page, javascript: bool) -> None:
    page.goto("/")
    look(page, javascript)
    page.get_by_role("link", name="예약하기").first.click()
    look(page, javascript)
    page.get_by_role("button", name="다음: 정보 입력").click()
    expect(page.locator("#errors")).to_contain_text("상담받으실 시간을 선택해 주세요")
    look(page, javascript)
    page.locator(".slot input:enabled").first.check()
    page.get_by_role("button", name="다음: 정보 입력").click()
    look(page, javascript)
    page.get_by_label("전화번호").fill("010")
    page.get_by_role("button", name="다음: 내용 확인").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.get_by_label("전화번호")).to_have_value("010")
    look(page, javascript)
    fill_in(page)
    page.get_by_role("button", name="시간 연장").click()
    expect(page.get_by_label("이름")).to_have_value("홍길동")
    page.get_by_role("button", name="다음: 내용 확인").click()
    look(page, javascript)
    page.get_by_role("button", name="고치기").click()
    expect(page.get_by_label("이름")).to_have_value("홍길동")
    page.get_by_role("button", name="다음: 내용 확인").click()
    page.get_by_role("button", name="예약하기").click()
    expect(page.locator("h1")).to_have_text("예약이 완료되었습니다")
    look(page, javascript)
    page.get_by_role("link", name="일정 변경").click()
    look(page, javascript)
    page.locator(".slot input").nth(1).check()
    page.get_by_role("button", name="이 시간으로 바꾸기").click()
    expect(page.locator(".reference__facts")).to_contain_text("오전 10시 30분")
    page.get_by_role("link", name="예약 취소").last.click()
    look(page, javascript)
    page.get_by_role("button", name="예약 취소하기").click()
    expect(page.locator("h1")).to_have_text("취소한 예약입니다")
    look(page, javascript)
    assert [row.state for row in db.session.query(Reservation)] == ["cancelled"]


@both_widths
def test_two_citizens_and_one_time(city_days: None, open_page: Callable[..., Page], width: int) -> None:
    first, second = open_page(width=width), open_page(width=width)
    second.goto(f"{DAY}?field=law")
    choose(first)
    second.locator(".slot input:enabled").first.check()
    second.get_by_role("button", name="다음: 정보 입력").click()
    expect(second.locator("main")).to_contain_text("지금 다른 분이 이 시간을 예약하고 있습니다")
    second.locator(".slot input:enabled").first.check()
    second.get_by_role("button", name="고른 시간으로 예약하기").click()
    expect(second.locator("h1")).to_have_text("예약 정보 입력")


def test_another_device_looks_it_up(city_days: None, open_page: Callable[..., Page]) -> None:
    first, second = open_page(), open_page(width=390, javascript=False)
    choose(first)
    fill_in(first)
    first.get_by_role("button", name="다음: 내용 확인").click()
    first.get_by_role("button", name="예약하기").click()
    reference = first.locator(".reference__number").inner_text()
    second.goto(first.url)
    expect(second.locator("h1")).to_have_text("예약번호와 전화번호로 확인해 주세요")
    second.get_by_role("link", name="예약 확인하기").click()
    second.get_by_label("예약번호", exact=False).and_(second.locator("input")).fill(reference.lower())
    second.get_by_label("전화번호").fill("01012345678")
    second.get_by_role("button", name="예약 확인하기").click()
    expect(second.locator(".reference__number")).to_have_text(reference)


@both_ways
def test_enter_in_a_field_goes_on(city_days: None, page: Page, javascript: bool) -> None:
    choose(page)
    fill_in(page)
    page.get_by_label("전화번호").press("Enter")
    expect(page.locator("h1")).to_have_text("예약 내용 확인")


def test_the_booking_prints(city_days: None, sqlite_app: Flask, page: Page) -> None:
    choose(page)
    fill_in(page)
    page.get_by_role("button", name="다음: 내용 확인").click()
    page.get_by_role("button", name="예약하기").click()
    page.emulate_media(media="print")
    assert page.locator(".reference__number").is_visible()
    assert not page.locator(".menu").is_visible()
    assert not page.locator(".actions").first.is_visible()
