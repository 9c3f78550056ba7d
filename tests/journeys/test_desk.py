"""A consultation day at the desk and at the expert's, in a real browser: phone and desktop, scripts or none."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.consultations import service
from booking.db import transaction
from booking.reservations import service as reservations
from booking.reservations.rules.people import make_person
from tests.support.browser import accessibility_faults, overflow
from tests.support.people import PASSWORD, make_account

DAY = "2026-12-21"
ROSTER = f"/staff/roster/{DAY}"
QUESTION = "전세 보증금을 돌려받지 못하고 있습니다. 등기부를 가지고 가면 되는지, 기한은 언제까지인지 알고 싶습니다."
PEOPLE = [
    ("law", 0, "홍길동", "010-1234-5678", QUESTION),
    ("national-tax", 0, "남궁민수", "055-123-4567", "양도소득세"),
]

TOO_SMALL = """() => [...document.querySelectorAll("main a, main button, main summary, main .slot label")]
.filter(item => item.checkVisibility() && !item.closest(".notice") && item.ariaHidden !== "true")
.map(item => [item.textContent.trim(), item.getBoundingClientRect().height]).filter(([, height]) => height < 43.5)"""
"""What a finger might miss; the links of an error summary are running text, and what is hidden is nobody's target."""

both_ways = pytest.mark.parametrize(("width", "javascript"), [(390, False), (1280, True)], ids=["no-js", "js"])


@pytest.fixture
def day(city: object, at: Callable[..., datetime]) -> Callable[..., datetime]:
    """A city with two bookings on its consultation day, which has just begun; the fixture `at`."""
    now = at("2026-11-24T09:00")
    clerk = Actor.job("tests")
    with transaction():
        service.keep_days(now=now, actor=clerk)
    found = calendar.find_office_day("consultation", clock.office_date(clock.parse(DAY)))
    assert found is not None
    for desk, nth, name, phone, question in PEOPLE:
        slot = calendar.list_slots(found, desk)[nth].token
        with transaction():
            more = {"via": "telephone", "consent_version": "2026-11", "actor": clerk, "now": now}
            reservations.book_for_caller(slot, make_person(name, phone, "", question), **more)
    at(f"{DAY}T10:05")
    return at


def log_in(page: Page, role: str) -> None:
    make_account(f"{role}@city.example", role, display_name="김담당")
    page.goto("/login")
    page.get_by_label("전자우편").fill(f"{role}@city.example")
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()


def look(page: Page, javascript: bool = True) -> None:
    """Nothing runs out of the window, fingers hit everything, and axe (which needs scripts) finds no fault."""
    assert overflow(page) == 0
    assert page.evaluate(TOO_SMALL) == []
    if javascript:
        assert accessibility_faults(page) == []


@both_ways
def test_a_visit_from_arrival_to_its_end(day: object, page: Page, javascript: bool) -> None:
    log_in(page, "staff")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2026. 12. 21.(월) 일정표")
    look(page, javascript)
    line = page.get_by_role("row").filter(has_text="홍길동")
    expect(line).to_contain_text("상담 시각이 지났습니다")
    line.get_by_role("button", name="도착 확인").click()
    expect(page.get_by_text("오전 10시 생활법률: 도착을 확인했습니다.")).to_be_attached()
    line.get_by_role("button", name="상담 완료").click()
    expect(line).to_contain_text("상담 완료")
    line.get_by_role("button", name="되돌리기").click()
    expect(line.get_by_role("button", name="상담 완료")).to_be_visible()
    line.locator("summary").click()
    expect(line).to_contain_text("기한은 언제까지인지")
    look(page, javascript)


@both_ways
def test_finding_somebody_and_their_telephone(day: object, page: Page, javascript: bool) -> None:
    log_in(page, "staff")
    page.get_by_label("찾기").fill("남궁")
    page.get_by_role("button", name="찾기").click()
    expect(page.get_by_role("heading", name="찾은 예약 1건")).to_be_visible()
    assert "남궁" not in page.url
    look(page, javascript)
    page.get_by_role("button", name="번호 보기").click()
    expect(page.get_by_role("link", name="055-123-4567")).to_be_visible()
    look(page, javascript)
    page.get_by_role("row").filter(has_text="남궁민수").get_by_role("link", name="남궁민수", exact=True).click()
    expect(page.locator("main")).to_contain_text("남○○수")
    look(page, javascript)
    page.get_by_text("다른 시간으로 옮기기").click()
    page.locator("#move .slot input").nth(1).check()
    page.get_by_label("사유").fill("버스가 늦음")
    page.get_by_role("button", name="고른 시간으로 옮기기").click()
    expect(page.get_by_text("일정을 옮겼습니다")).to_be_visible()
    look(page, javascript)


@both_ways
def test_cancelling_for_a_citizen(day: object, page: Page, javascript: bool) -> None:
    log_in(page, "staff")
    page.get_by_role("row").filter(has_text="남궁민수").get_by_role("link", name="예약 취소").click()
    look(page, javascript)
    page.get_by_role("link", name="취소하지 않고 돌아가기").click()
    page.get_by_role("row").filter(has_text="남궁민수").get_by_role("link", name="예약 취소").click()
    page.get_by_role("button", name="예약 취소하기").click()
    page.get_by_text("취소된 예약 1건").click()
    expect(page.get_by_role("listitem").filter(has_text="남궁민수")).to_be_visible()


@both_ways
def test_booking_for_a_caller(day: Callable[..., datetime], page: Page, javascript: bool) -> None:
    day("2026-11-24T09:05")
    log_in(page, "staff")
    page.get_by_role("link", name="전화·현장 접수").first.click()
    look(page, javascript)
    page.get_by_role("button", name="예약하기").click()
    look(page, javascript)
    expect(page.get_by_role("alert")).to_contain_text("이름")
    page.locator(".slot input:enabled").nth(2).check()
    page.get_by_label("이름").fill("박정자")
    page.get_by_label("전화번호").fill("02-123-4567")
    page.locator("label", has_text="동의를 받았습니다").click()
    page.get_by_role("button", name="예약하기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("예약했습니다")
    expect(page.locator("main")).to_contain_text("문자를 받을 수 없는 번호입니다")
    look(page, javascript)
    reference = page.locator(".desk-read-out__reference").inner_text()
    page.get_by_role("link", name="일정표로 가기").click()
    expect(page.get_by_role("row").filter(has_text=reference)).to_contain_text("박○자")  # not its day yet


def test_booking_for_a_caller_by_keyboard(day: Callable[..., datetime], page: Page) -> None:
    """From the roster to the reference that is read out, by keys alone: at most forty beside what is typed."""
    day("2026-11-24T09:05")
    log_in(page, "staff")
    expect(page.get_by_role("heading", level=1)).to_contain_text("일정표")
    pressed: list[str] = []

    def press(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)
            pressed.append(key)
            assert len(pressed) <= 40

    link = page.get_by_role("link", name="전화·현장 접수").first
    while not link.evaluate("item => item === document.activeElement"):
        press("Tab")
    press("Enter")
    expect(page.get_by_label("전화 접수")).to_be_focused()
    press("Tab")
    expect(page.locator("input[name=slot]:checked")).to_be_focused()  # the first free time
    press("Tab", "Tab")  # over who it is for: somebody else only where a key says so
    page.keyboard.type("박정자")
    press("Tab")
    page.keyboard.type("010-9876-5432")
    press("Tab", "Tab", "Tab", "Space", "Enter")  # e-mail and question stay empty; the notice was read out
    expect(page.get_by_role("heading", level=1)).to_have_text("예약했습니다")
    expect(page.locator("main")).to_contain_text("전화 접수")


def test_questions_stand_there_once_a_time_of_their_field_is_chosen(day: Callable[..., datetime], page: Page) -> None:
    day("2026-11-24T09:05")
    log_in(page, "staff")
    page.goto(f"/staff/book/{DAY}")
    lot = page.get_by_label("지번")
    expect(lot).to_be_hidden()
    page.get_by_role("group", name="지적측량").locator(".slot input:enabled").first.check()
    expect(lot).to_be_visible()
    expect(page.get_by_label("세목")).to_have_count(2)
    assert page.get_by_label("세목").filter(visible=True).count() == 0
    look(page)
    page.get_by_label("이름").fill("박정자")
    page.get_by_label("전화번호").fill("010-9876-5432")
    lot.fill("상대동 284-12")
    page.locator("label", has_text="동의를 받았습니다").click()
    lot.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("예약했습니다")


def test_on_paper_there_are_no_buttons_and_no_telephones(day: object, page: Page) -> None:
    log_in(page, "staff")
    page.get_by_role("button", name="번호 보기").first.click()
    expect(page.get_by_role("link", name="010-1234-5678")).to_be_visible()
    page.emulate_media(media="print")
    seen = page.locator("body").inner_text()
    assert "홍길동" in seen and "010-****-5678" in seen and "010-1234-5678" not in seen
    assert page.locator("button:visible, input:visible, nav:visible").count() == 0
    assert "펼치기" not in seen and "김담당" in seen and "출력" in seen


@both_ways
def test_an_expert_looks_at_the_day(sqlite_app: Flask, day: object, page: Page, javascript: bool) -> None:
    log_in(page, "expert")
    expect(page.get_by_text("연결된 상담위원이 없습니다")).to_be_visible()
    look(page, javascript)
    with transaction():
        lawyer = consultations.list_experts("law")[0]
        lawyer.account_id = make_account("law@city.example", "expert").id
        lawyer.pledged_on = clock.today()
    page.get_by_role("button", name="로그아웃").click()
    page.get_by_label("전자우편").fill("law@city.example")
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    expect(page.locator(".visits > li").filter(has_text="홍길동")).to_contain_text("기한은 언제까지인지")
    assert "남궁민수" not in page.content() and "5678" not in page.content()
    look(page, javascript)


@pytest.mark.parametrize("is_typing", [True, False], ids=["typing", "away"])
def test_who_types_for_long_is_not_logged_out(day: Callable[..., datetime], page: Page, is_typing: bool) -> None:
    log_in(page, "staff")
    page.clock.install()
    page.goto(f"/staff/book/{DAY}")
    if not is_typing:
        page.get_by_label("상담 요지").fill("묘지 경계")  # sets the value, and no key is pressed
    for minute in (15, 25, 35):
        day(f"{DAY}T10:{minute}")
        page.clock.run_for("10:00")
        if is_typing:
            with page.expect_response("**/account"):
                page.get_by_label("상담 요지").press_sequentially("가나")
    page.get_by_role("button", name="예약하기").click()
    expect(page.get_by_role("alert") if is_typing else page.get_by_text("아직 처리하지 않았습니다")).to_be_visible()
    assert ("/login" in page.url) is not is_typing
    if not is_typing:  # what was chosen is there again
        page.get_by_label("전자우편").fill("staff@city.example")
        page.get_by_label("비밀번호").fill(PASSWORD)
        page.get_by_role("button", name="로그인").click()
        expect(page.get_by_text("로그인이 끝나기 전에 적으신 내용입니다")).to_be_visible()
        expect(page.get_by_label("상담 요지")).to_have_value("묘지 경계")
        assert accessibility_faults(page) == []
