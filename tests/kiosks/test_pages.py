"""What citizens read about the kiosks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.kiosks import queries, service
from booking.kiosks.service import KioskValues
from tests.support.measure import statements
from tests.support.pages import Citizen, Page

JOB = Actor.job("tests")


def names(page: Page) -> list[str]:
    return [link.get_text() for link in page.soup.select(".placelist a")]


def test_what_can_be_used_now_stands_first(
    sqlite_app: Flask, city: Path, citizen: Citizen, at: Callable[[str], object]
) -> None:
    at("2026-11-23T12:00")
    page = citizen.get("/kiosks")
    assert "모두 30곳이며, 이 가운데 지금 이용할 수 있는 곳은 29곳, 24시간 이용할 수 있는 곳은 22곳입니다." in page.text
    assert names(page)[0] == "진주시청" and names(page)[-1] == "성북동 행정복지센터"
    assert "지금은 닫힘 2026. 11. 23.(월) 오후 1시부터" in page.text
    assert "지금 이용 가능 24시간 일부 확인 전 휠체어 사용자 조작" in page.text
    at("2026-11-29T12:00")  # a Sunday
    page = citizen.get("/kiosks")
    assert "이용 시간 확인 필요 2026. 11. 30.(월) 오전 8시부터" in page.text  # the market has no hours of Sundays
    assert "지금 이용할 수 있는 곳은 24곳" in page.text


@pytest.mark.parametrize(
    ("query", "count", "first"),
    [
        ("all_hours=y", 22, "진주시청"),
        ("open_now=y", 23, "진주시청"),
        ("features=wheelchair&features=braille", 8, "진주시청"),
        ("words=도서관", 2, "남부어린이도서관"),
        ("words=충무공동", 2, "한일병원"),
        ("document=real-estate-register", 29, "진주시청"),
        ("document=real-estate-register&open_now=y", 0, ""),
        ("words=없는 곳", 0, ""),
    ],
)
def test_looking_for_a_place_at_night(
    sqlite_app: Flask, city: Path, citizen: Citizen, at: Callable[[str], object], query: str, count: int, first: str
) -> None:
    at("2026-11-23T23:30")
    page = citizen.get(f"/kiosks?{query}")
    assert len(names(page)) == count and names(page)[:1] == [first] * bool(count)
    assert ("찾으시는 곳이 없습니다" in page.text) is (count == 0)
    assert (page.soup.select_one(".kioskmap") is None) is (count == 0)


def test_what_cannot_be_asked_is_said(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    for query in ("document=passport", "features=wings", f"words={'가' * 61}", "words=900101-1234567"):
        page = citizen.get(f"/kiosks?{query}")
        assert page.status == 400 and page.soup.select_one("#errors") and len(names(page)) == 30


def test_one_place(sqlite_app: Flask, city: Path, citizen: Citizen, at: Callable[[str], object]) -> None:
    at("2026-11-23T23:30")
    tokens = {kiosk.key: kiosk.token for kiosk in queries.list_kiosks()}
    page = citizen.get(f"/kiosks/{tokens['city-hall']}")
    assert page.heading == "진주시청" and "24시간 이용하실 수 있습니다." in page.text
    assert "주민등록표 등본 예시 자료 200원 지문 지금 이용 가능" in page.text
    assert "병적증명서 예시 자료 무료 지문" in page.text
    assert "부동산등기사항증명서 예시 자료 1,000원 필요 없음 지금은 닫힘 2026. 11. 24.(화) 오전 7시부터" in page.text
    page = citizen.get(f"/kiosks/{tokens['seongbuk']}")
    assert "오전 9시~낮 12시, 오후 1시~6시" in page.text and "이 장소는 확인되지 않은 예시입니다" in page.text
    assert "부동산등기" not in citizen.get(f"/kiosks/{tokens['air-force']}").text
    assert citizen.get("/kiosks/nosuch").status == 404
    assert "There is no such kiosk." in citizen.get("/kiosks/nosuch?lang=en").text


def test_a_kiosk_shows_its_marks(sqlite_app: Flask, citizen: Citizen, at: Callable[[str], object]) -> None:
    at("2026-11-23T12:00")
    plain = KioskValues("시장", "진양호로 1", weekday_hours="09:00-18:00", is_sample=True, coordinates="35.2, 128.1")
    with transaction():
        service.add_kiosk(plain, actor=JOB, now=clock.now())
        unknown = replace(plain, name="역", weekday_hours="", is_sample=False, position=1)
        token = service.add_kiosk(unknown, actor=JOB, now=clock.now()).token
    page = citizen.get("/kiosks")
    market, station = (" ".join(place.get_text(" ").split()) for place in page.soup.select(".placelist > li"))
    assert market.startswith(
        "1 시장 지금 이용 가능 2026. 11. 23.(월) 오후 6시까지 예시 자료 진양호로 1 이 장소는 확인되지"
    )
    assert station == "2 역 이용 시간 확인 필요 진양호로 1"
    assert [text.get_text() for text in page.soup.select(".kioskmap__number")] == [
        "1"
    ]  # both stand there: 1, and one more
    assert "+1" in page.soup.select_one(".kioskmap").get_text()
    with transaction():
        service.set_working(token, False, date(2026, 12, 1), actor=JOB, now=clock.now())
    assert "고장·점검" in citizen.get(f"/kiosks/{token}").text


def test_a_page_of_300_kiosks_costs_as_many_statements(sqlite_app: Flask, city: Path) -> None:
    def asked() -> int:
        with statements(db.engine) as sent:
            sqlite_app.test_client().get("/kiosks?document=resident-copy")
        return len(sent)

    asked()
    few = asked()
    with transaction():
        for number in range(270):
            values = KioskValues(
                f"곳 {number}", coordinates=f"35.{number + 100}, 128.{number + 100}", lacks="car-register"
            )
            service.add_kiosk(values, actor=JOB, now=clock.now())
    assert asked() == few
