"""A visit to the night office: booked on a phone, moved by a holiday, received, counted and answered for."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from booking import clock
from booking.calendar import service as calendar
from booking.db import db, transaction
from booking.nightoffice import service as nights
from booking.quality.queries.visit_survey import code_of
from booking.quality.rules.visit_survey import show_code
from booking.recheck import recheck
from booking.reservations.models import Reservation
from tests.support.browser import accessibility_faults, overflow
from tests.support.people import PASSWORD, make_account
from tests.support.stage import CLERK

pytestmark = pytest.mark.browser

NIGHT, NEXT = date(2026, 12, 2), date(2026, 12, 9)


def test_a_visit_whose_wednesday_becomes_a_holiday_is_received_a_week_later(
    sqlite_app: Flask, city: object, address: str, open_page: Callable[..., Page], at: Callable[..., datetime]
) -> None:
    at("2026-11-23T15:00")
    with transaction():
        nights.keep_nights(clock.now(), CLERK)
    page = open_page(javascript=False, width=390)
    page.goto(f"{address}/night-office/{NIGHT}")
    page.get_by_role("group", name="여권 신청").locator("input:enabled").nth(1).check(force=True)
    page.get_by_role("button", name="다음: 정보 입력").last.click()
    page.locator("main [name=name]").fill("홍길동")
    page.locator("main [name=phone]").fill("010-1234-5678")
    for box in page.locator("main [name=consent][value=y]").all():
        box.check(force=True)
    page.get_by_role("button", name="다음: 내용 확인").last.click()
    page.get_by_role("button", name="예약하기").last.click()
    expect(page.locator("h1")).to_have_text("예약이 완료되었습니다")
    assert not overflow(page)
    with transaction():
        calendar.add_holiday(NIGHT, "임시공휴일", reason="의결", actor=CLERK, now=clock.now())
        recheck(clock.now(), CLERK)
    page.reload()
    page.get_by_role("button", name="이 시간으로 예약하기").click()
    expect(page.locator("h1")).to_have_text("예약 내용")
    assert "2026. 12. 9.(수) 오후 6시 10분" in page.locator(".reference").inner_text()
    desk = open_page(javascript=True, width=1280)
    _desk_receives(desk, address, at)
    _desk_counts(desk, "야간민원실")
    _desk_counts(desk, "원스톱 창구")
    _desk_tells_what_it_brings_at_the_counter(desk, page, address)
    _visitor_answers(page, address)


def _desk_receives(page: Page, address: str, at: Callable[..., datetime]) -> None:
    at(f"{NEXT}T18:05")
    make_account("clerk@city.example", "staff")
    page.goto(f"{address}/login")
    page.locator("[name=email]").fill("clerk@city.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.goto(f"{address}/staff/roster/{NEXT}")
    expect(page.locator("h1")).to_contain_text("야간민원실 일정표")
    assert accessibility_faults(page) == [] and not overflow(page)
    page.get_by_role("row").filter(has_text="홍길동").get_by_role("button", name="도착 확인").click()
    expect(page.locator("main").get_by_role("status").first).to_contain_text("여권 신청")
    expect(page.get_by_role("row").filter(has_text="홍길동")).to_contain_text("방문 완료")


def _visitor_answers(page: Page, address: str) -> None:
    """Three taps and a comment, on the phone that booked, with the number of the message that came afterwards."""
    booked = db.session.scalars(select(Reservation).where(Reservation.reference.is_not(None))).one()
    page.goto(f"{address}/survey")
    page.locator("[name=code]").fill(show_code(code_of(booked.reference or "")))
    page.get_by_role("button", name="설문 열기").click()
    expect(page.locator("main")).to_contain_text("2026년 12월")
    assert not overflow(page)
    for question in ("친절하게", "도움이", "기다리신"):
        page.get_by_role("group", name=question).get_by_text("그렇습니다", exact=True).click()
    page.locator("[name=comment]").fill("서류를 미리 알려 주셔서 빨리 끝났습니다.")
    page.get_by_role("button", name="답 보내기").click()
    expect(page.locator("h1")).to_have_text("답해 주셔서 고맙습니다")
    page.go_back()
    page.reload()
    expect(page.locator("h1")).to_have_text("답해 주셔서 고맙습니다")
    assert not page.get_by_role("button", name="답 보내기").count()


def _desk_counts(desk: Page, service: str) -> None:
    """Two taps: the page in the menu, and the kind of business. A third one takes it back."""
    desk.locator("summary", has_text="다른 업무").click()
    desk.get_by_role("link", name=f"{service} 건수").click()
    desk.get_by_role("button", name="여권 신청").click()
    expect(desk.get_by_text("여권 신청 1건을 세었습니다. 오늘 1건입니다.")).to_be_visible()
    expect(desk.get_by_role("button", name="여권 신청").locator(".case-button__count")).to_have_text("1건")
    assert accessibility_faults(desk) == [] and not overflow(desk)
    desk.get_by_role("button", name="1건 취소").click()
    expect(desk.get_by_text("여권 신청 1건을 취소했습니다.")).to_be_visible()


def _desk_tells_what_it_brings_at_the_counter(desk: Page, citizen: Page, address: str) -> None:
    """What staff write about a kind of business at the one-stop counter stands on the citizens' page at once."""
    desk.goto(f"{address}/staff/one-stop/passport")
    desk.locator("main [name=bring]").fill("신분증, 여권용 사진 2장")
    desk.locator("main [name=takes]").fill("30분 정도, 사진이 있을 때")
    assert accessibility_faults(desk) == [] and not overflow(desk)
    desk.get_by_role("button", name="저장").click()
    expect(desk.get_by_role("status").first).to_contain_text("저장했습니다")
    citizen.goto(f"{address}/one-stop/passport")
    for said in ("신분증, 여권용 사진 2장", "30분 정도, 사진이 있을 때"):
        expect(citizen.get_by_text(said)).to_be_visible()
    assert not overflow(citizen)
