"""Staff's list of many kiosks: found by a word, page by page, and back to the row that was pressed; English names."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from booking.db import db, transaction
from booking.kiosks import queries
from booking.kiosks.models import Kiosk
from tests.support.pages import Page
from tests.support.work import Worker

LIST = "/staff/kiosks"


@pytest.fixture
def clerk(sqlite_app: Flask, city: Path, at: Callable[[str], object]) -> Worker:
    at("2026-11-23T12:00")
    with transaction():
        db.session.add_all(Kiosk(name=f"장소 {number}", position=100 + number) for number in range(970))
    return Worker(sqlite_app)


def names(page: Page) -> list[str]:
    return [row.get_text(" ", strip=True) for row in page.soup.select("tbody th[scope=row]")]


def test_a_thousand_places_page_by_page(clerk: Worker) -> None:
    first, last = clerk.get(LIST), clerk.get(f"{LIST}?page=20")
    assert "설치 장소 1000곳" in first.text and len(names(first)) == len(names(last)) == 50
    assert names(last)[-1] == "장소 969" and "다음 쪽" not in last.text and "앞쪽" in last.text
    table = first.html.index("<table")
    assert all(first.html.index(label) < table for label in ("설치 장소 넣기", "목록 가져오기", "발급하는 서류"))
    assert names(clerk.get(f"{LIST}?q=장소 777")) == ["장소 777"]
    assert names(clerk.get(f"{LIST}?q=Jinju City Hall")) == ["진주시청"]
    assert "찾는 말이 들어 있는 곳이 없습니다." in clerk.get(f"{LIST}?q=없는곳").text


@pytest.mark.parametrize("query", ["page=20", "q=장소+969"])
def test_who_reports_a_machine_far_down_comes_back_to_its_row(clerk: Worker, query: str) -> None:
    token = queries.list_kiosks()[-1].token
    [form] = clerk.get(f"{LIST}?{query}").soup.select(f"form[action*='{token}/working']")
    back = clerk.post(str(form["action"]), working="no")
    address, _, row = back.url.partition("#")
    assert row == f"kiosk-{token}"
    [found] = clerk.get(address).soup.select(f"#{row}[tabindex='-1']")
    assert "장소 969" in found.get_text() and "고장·점검" in found.get_text()
    wrong = clerk.post(str(form["action"]), 400, working="no", back_on="곧")
    assert wrong.soup.select(f"#{row} #back_on[value='곧']")


def test_places_have_english_names(clerk: Worker, sqlite_app: Flask) -> None:
    english = sqlite_app.test_client()
    page = english.get("/kiosks?lang=en").text
    assert "Jinju City Hall" in page and 'lang="ko">장소</span> 1' in page
    token = queries.list_kiosks()[0].token
    assert "<h1>Jinju City Hall</h1>" in english.get(f"/kiosks/{token}?lang=en").text
