"""An admin who takes the workbook of master data, edits it and brings it back, at a real browser."""

from io import BytesIO
from pathlib import Path

import openpyxl
from flask import Flask
from playwright.sync_api import Page, expect

from booking.consultations import queries as consultations
from booking.db import db
from tests.support.browser import accessibility_faults, overflow
from tests.support.people import PASSWORD, make_account

WIDTHS = (390, 1280)


def look(page: Page, heading: str) -> None:
    """This page is shown, fits its window and can be used by everybody, on a phone and on a desk."""
    expect(page.locator("h1")).to_have_text(heading)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert overflow(page) == 0
        assert accessibility_faults(page) == []


def bring(page: Page, file: Path) -> None:
    page.get_by_label("고친 엑셀 파일").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="바뀌는 것 보기").press("Enter")


def test_an_admin_edits_the_workbook(sqlite_app: Flask, city: None, page: Page, tmp_path: Path) -> None:
    make_account("admin@city.example", "admin")
    page.goto("/staff/masterdata")
    page.locator("[name=email]").fill("admin@city.example")
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    look(page, "기준 자료 파일")
    with page.expect_download() as taken:
        page.get_by_role("link", name="엑셀 파일 받기").press("Enter")
    file = tmp_path / "edited.xlsx"
    book = openpyxl.load_workbook(BytesIO(taken.value.path().read_bytes()))
    fields = book["상담 분야"]
    fields["F2"].value = "=15+15"
    book.save(file)
    bring(page, file)
    look(page, "기준 자료 파일")
    expect(page.get_by_role("alert")).to_contain_text("상담 분야 2행 ‘한 건의 시간(분)’: 수식은 받지 않습니다.")
    fields["F2"].value, fields["B2"].value = 30, "생활 법률"
    book.save(file)
    bring(page, file)
    look(page, "기준 자료에서 바뀌는 것")
    with page.expect_navigation():
        page.get_by_role("button", name="적용하기").press("Enter")
    expect(page.get_by_text("기준 자료 1건을 바꾸었습니다.")).to_be_visible()
    db.session.rollback()
    assert consultations.get_field("law").name == "생활 법률"
