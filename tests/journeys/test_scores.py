"""A monitor scores where the line is bad: nothing typed is lost, and what was sent twice is one answer."""

import json
from collections.abc import Callable
from datetime import datetime

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from booking.db import db
from booking.quality.models.scoring import Contact
from tests.support import kindness
from tests.support.browser import accessibility_faults, overflow
from tests.support.people import PASSWORD, make_account

EMAIL, OTHER = "monitor@city.example", "other@city.example"
NOTICE = "이 기기에만 있으니 저장하거나 제출해 주세요"


def contacts() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Contact)) or 0


def log_in(page: Page, email: str) -> None:
    page.goto("/login")
    page.get_by_label("전자우편").fill(email)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    expect(page.get_by_role("heading", name="내 채점")).to_be_visible()


def test_the_line_is_cut_and_nothing_is_lost(
    open_page: Callable[..., Page], sqlite_app: Flask, at: Callable[[str], datetime]
) -> None:
    now = at("2026-11-23T12:00")
    for email in (EMAIL, OTHER):
        make_account(email, "monitor", display_name="최모니터")
    sheet = kindness.make_sheet(now)
    kindness.make_assignment(EMAIL, sheet, now=now, due=2)
    kindness.make_assignment(OTHER, sheet, now=now)
    page = open_page(width=390)
    log_in(page, EMAIL)
    page.get_by_role("link", name="새로 채점하기").click()
    form = page.url
    assert accessibility_faults(page) == [] and overflow(page) == 0
    page.get_by_label("날짜").fill("2026-11-23")
    page.get_by_label("시각").fill("10:30")
    page.get_by_label("전화한 번호").fill("055-749-5115")
    page.get_by_text("4점 매우 그렇다").click()
    for stage in ("응대", "종료"):
        page.get_by_role("group", name=f"{stage} 항목").get_by_text("3점").click()
    boxes = [box.bounding_box() for box in page.locator("fieldset .krds-form-check label").all()]
    assert all(box and box["height"] >= 43.5 for box in boxes)

    context = page.context
    context.set_offline(True)
    page.get_by_role("button", name="제출하기").click()
    expect(page.get_by_text(NOTICE)).to_be_visible()
    assert contacts() == 0
    page.close()
    context.set_offline(False)

    again = context.new_page()
    again.goto("/monitor/")
    expect(again.get_by_text("저장되지 않은 점수가 있습니다")).to_be_visible()
    again.get_by_role("button", name="로그아웃").click()
    expect(again.get_by_role("button", name="로그인")).to_be_visible()
    [kept] = again.evaluate("Object.values(localStorage)")  # it waits, and whoever has the phone now cannot read it
    assert set(json.loads(kept)) == {"at", "formKey", "iv", "sealed"} and "749" not in kept
    log_in(again, OTHER)
    expect(again.get_by_text("저장되지 않은 점수가 있습니다")).to_be_hidden()
    again.get_by_role("link", name="새로 채점하기").click()
    expect(again.get_by_label("전화한 번호")).to_have_value("")
    again.get_by_role("button", name="로그아웃").click()
    log_in(again, EMAIL)
    again.goto(form)  # opened again it sends what waited
    expect(again.get_by_text("제출했습니다. 고맙습니다.")).to_be_visible()
    expect(again.get_by_text("2건 가운데 1건 제출")).to_be_visible()
    expect(again.get_by_text("저장되지 않은 점수가 있습니다")).to_be_hidden()
    db.session.rollback()
    [contact] = db.session.scalars(select(Contact))
    assert sorted(score.points for score in contact.scores) == [3, 3, 4] and contact.submitted_at is not None
    assert contact.place == "055-749-5115" and again.evaluate("localStorage.length") == 0

    again.goto(form)
    again.get_by_label("전화한 번호").fill("초장동 창구")
    again.wait_for_function("localStorage.length === 1")
    again.reload()
    expect(again.get_by_text(NOTICE)).to_be_visible()
    expect(again.get_by_label("전화한 번호")).to_have_value("초장동 창구")
    context.set_offline(True)
    again.get_by_role("button", name="저장하기").click()
    expect(again.get_by_text(NOTICE)).to_be_visible()
    context.set_offline(False)  # the line is back while the page is open
    expect(again.get_by_text("저장했습니다. 아직 제출하지 않았습니다.")).to_be_visible()
    assert contacts() == 2 and again.evaluate("localStorage.length") == 0
