"""A clerk brings in a city's list of kiosks: sees what differs, chooses, applies, and citizens see it on the map."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.support.browser import accessibility_faults, overflow
from tests.support.people import PASSWORD, make_account

pytestmark = pytest.mark.browser

LIST = (
    "설치장소,소재지도로명주소,설치위치,운영시간,위도,경도\n"
    "진주시청 1호기,경상남도 진주시 동진로 155,현관,24시간,,\n"
    "새 시장,진양호로 1,정문,매일 06:00~23:00,35.18,128.1\n"
    "나쁜 곳,진양호로 2,,,128,35\n"
)


def look(page: Page) -> None:
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert overflow(page) == 0 and accessibility_faults(page) == []


def test_from_a_file_to_the_citizens_map(
    sqlite_app: Flask, city: Path, open_page: Callable[..., Page], at: Callable[[str], object], tmp_path: Path
) -> None:
    at("2026-11-23T12:00")
    make_account("clerk@city.example", "staff")
    page = open_page(width=390)
    page.goto("/staff/kiosks/import")
    page.locator("[name=email]").fill("clerk@city.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    file = tmp_path / "list.csv"
    file.write_text(LIST, "cp949")
    page.get_by_label("발급기 목록 파일").set_input_files(file)
    page.get_by_role("button", name="견주어 보기", exact=True).press("Enter")
    expect(page.locator("h1")).to_have_text("가져온 발급기 목록 견주기")
    expect(page.get_by_text("4번째 줄(항목)의 ‘위도’ 값을 읽을 수 없습니다")).to_be_visible()
    look(page)
    page.get_by_label("같은 주소에 이미 ‘진주시청’이(가) 있습니다").press("Space")
    page.get_by_role("button", name="적용하기").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("읽을 수 없는 줄이 1개 있습니다")
    expect(page.get_by_label("같은 주소에 이미 ‘진주시청’이(가) 있습니다")).to_be_checked()
    page.get_by_label("읽을 수 없는 줄은 빼고 적용합니다").press("Space")
    page.get_by_role("button", name="적용하기").press("Enter")
    expect(page.get_by_text("2곳을 바꾸었습니다. 읽을 수 없는 1줄은 빼고 적용했습니다.")).to_be_visible()
    look(page)
    page.goto("/kiosks?words=새 시장")
    expect(page.locator(".placelist > li")).to_contain_text("오후 11시까지")
    expect(page.locator(".kioskmap__number")).to_have_text("1")
