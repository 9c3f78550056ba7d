"""Back, forward and again in a real browser: nothing typed is lost, and nothing is booked twice."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from booking import clock
from booking.audit.rules import Actor
from booking.consultations import service
from booking.db import db, transaction
from booking.reservations.models import Reservation
from tests.support.browser import accessibility_faults, overflow

DAY = "/consultations/2026-12-21"
QUESTION = "작년에 판 땅의 경계가 궁금합니다.\n어디서부터 재나요?"
expect.set_options(timeout=15_000)

both_ways = pytest.mark.parametrize(("width", "javascript"), [(390, False), (1280, True)], ids=["no-js", "js"])


@pytest.fixture(autouse=True)
def _city_days(city: Path, at: Callable[[str], object]) -> None:
    at("2026-11-23T15:00")
    with transaction():
        service.keep_days(now=clock.now(), actor=Actor.job("tests"))


def choose(page: Page, field: str = "survey") -> None:
    page.goto(f"{DAY}?field={field}")
    page.locator(".slot input:enabled").first.check()
    page.get_by_role("button", name="다음: 정보 입력").click()
    expect(page.locator("h1")).to_have_text("예약 정보 입력")


def type_all(page: Page) -> None:
    """A daughter books for her father."""
    page.locator("label", has_text="다른 분의 상담을 예약합니다").click()
    for name, text in TYPED.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("label", has_text="개인정보 수집·이용에 동의합니다").click()


TYPED = {
    "name": "홍딸",
    "phone": "010-2222-3333",
    "email": "daughter@example.kr",
    "person_name": "홍아버지",
    "person_phone": "055-123-4567",
    "question": QUESTION,
    "answer-lot": "상대동 284-12",
}


def expect_all(page: Page, **changed: str) -> None:
    expect(page.locator("h1")).to_have_text("예약 정보 입력")
    for name, text in {**TYPED, **changed}.items():
        expect(page.locator(f"[name={name}]")).to_have_value(text)
    expect(page.locator("[name=who][value=proxy]")).to_be_checked()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="다음: 내용 확인").click()


def count() -> int:
    db.session.rollback()
    return sum(row.is_booked for row in db.session.query(Reservation))


@both_ways
def test_back_from_the_summary_and_forward(page: Page) -> None:
    choose(page)
    type_all(page)
    go_on(page)
    expect(page.locator("h1")).to_have_text("예약 내용 확인")
    page.go_back()
    expect_all(page)
    expect(page.locator("[name=consent]")).to_be_checked()
    page.go_forward()
    expect(page.locator("h1")).to_have_text("예약 내용 확인")
    expect(page.locator(".summary")).to_contain_text("상대동 284-12")
    page.go_back()
    page.locator("[name=question]").fill("다른 질문")
    go_on(page)
    expect(page.locator(".summary")).to_contain_text("다른 질문")
    page.get_by_role("button", name="예약하기").click()
    expect(page.locator("h1")).to_have_text("예약이 완료되었습니다")
    assert count() == 1


@both_ways
def test_back_from_and_to_a_page_with_mistakes(page: Page) -> None:
    choose(page)
    type_all(page)
    page.locator("[name=phone]").fill("010")
    go_on(page)
    expect(page.locator("#errors")).to_be_visible()
    expect_all(page, phone="010")
    page.go_back()
    expect_all(page, phone="010")
    page.go_forward()
    expect(page.locator("#errors")).to_be_visible()
    page.locator("[name=phone]").fill("010-2222-3333")
    page.locator("[name=person_name]").fill("홍어머니")
    go_on(page)
    expect(page.locator("h1")).to_have_text("예약 내용 확인")
    page.go_back()
    expect(page.locator("#errors")).to_be_visible()
    expect_all(page, person_name="홍어머니")


@both_ways
def test_back_after_the_booking_and_again(page: Page) -> None:
    choose(page)
    type_all(page)
    go_on(page)
    form = page.url.removesuffix("/check")
    page.get_by_role("button", name="예약하기").click()
    expect(page.locator("h1")).to_have_text("예약이 완료되었습니다")
    reference = page.locator(".reference__number").inner_text()
    page.go_back()
    expect(page.locator("h1")).to_have_text("예약 내용 확인")
    page.get_by_role("button", name="예약하기").click()
    expect(page.locator(".reference__number")).to_have_text(reference)
    page.go_back()
    expect(page.locator("h1")).to_have_text("예약 내용 확인")
    page.go_back()  # to the form's address, which leads to the booking now
    expect(page.locator(".reference__number")).to_have_text(reference)
    page.reload()
    expect(page.locator(".reference__number")).to_have_text(reference)
    page.goto(form)
    expect(page.locator(".reference__number")).to_have_text(reference)
    assert count() == 1


@both_ways
def test_a_double_click_books_once(page: Page) -> None:
    choose(page)
    type_all(page)
    go_on(page)
    page.get_by_role("button", name="예약하기").dblclick()
    expect(page.locator(".reference__number")).to_be_visible()
    assert count() == 1


@both_ways
def test_reloading_the_form_and_more_time_lose_nothing(page: Page, at: Callable[[str], object]) -> None:
    choose(page)
    type_all(page)
    at("2026-11-23T15:05")
    page.get_by_role("button", name="시간 연장").click()
    expect(page.locator("main")).to_contain_text("오후 3시 15분까지 이 자리를 잡아 두었습니다")
    expect_all(page)
    go_on(page)
    expect(page.locator("main")).to_contain_text("오후 3시 15분까지 이 자리를 잡아 두었습니다")
    at("2026-11-23T15:08")
    page.get_by_role("button", name="시간 연장").click()
    expect(page.locator("h1")).to_have_text("예약 내용 확인")
    expect(page.locator("main")).to_contain_text("오후 3시 18분까지 예약을 마쳐 주세요")
    page.get_by_role("button", name="고치기").click()
    expect_all(page)


@both_ways
def test_switching_between_own_and_proxy_loses_nothing(page: Page, javascript: bool) -> None:
    choose(page)
    block = page.locator(".only-proxy")
    expect(block).to_be_hidden()
    type_all(page)
    expect(block).to_be_visible()
    page.locator("[name=person_phone]").fill("119")
    page.locator("label", has_text="제 상담을 예약합니다").click()
    expect(block).to_be_hidden()
    go_on(page)
    expect(page.locator("h1")).to_have_text("예약 내용 확인")
    assert overflow(page) == 0
    page.get_by_role("button", name="고치기").click()
    page.locator("label", has_text="다른 분의 상담을 예약합니다").click()
    expect_all(page, person_phone="119")
    assert overflow(page) == 0
    if javascript:
        assert accessibility_faults(page) == []


@both_ways
def test_four_screens_and_nothing_asked_twice(page: Page) -> None:
    """Each page says in words which of the four it is; no field that was asked for stands to be filled in again."""
    screens, asked = [], []

    def note() -> None:
        screens.append(page.locator(".steps__words strong").inner_text())
        visible = page.locator("main :is(input, select, textarea):not([type=hidden]):visible, main .slot input")
        asked.append({visible.nth(n).get_attribute("name") for n in range(visible.count())})

    page.goto(f"{DAY}?field=survey")
    note()
    page.locator(".slot input:enabled").first.check()
    page.get_by_role("button", name="다음: 정보 입력").click()
    type_all(page)
    note()
    go_on(page)
    note()
    page.get_by_role("button", name="예약하기").click()
    note()
    assert screens == ["1/4단계", "2/4단계", "3/4단계", "4/4단계"]
    names = [name for one in asked for name in one]
    assert len(names) == len(set(names)), asked
    assert set(TYPED) | {"who", "slot"} <= set(names)
    assert asked[2] == asked[3] == set()


def test_the_browser_fills_each_block_with_its_own_person(page: Page) -> None:
    choose(page)
    tokens = {name: page.locator(f"[name={name}]").get_attribute("autocomplete") for name in TYPED}
    assert tokens == {
        "name": "name",
        "phone": "tel",
        "email": "email",
        "person_name": "section-person name",
        "person_phone": "section-person tel",
        "question": None,
        "answer-lot": None,
    }
