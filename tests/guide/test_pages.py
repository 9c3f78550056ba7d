"""What citizens read: where to get it done now."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.consultations import service as consultations
from booking.db import transaction
from booking.kiosks import queries as kiosks
from booking.kiosks import service as kiosks_service
from booking.reservations import service as reservations
from booking.settings import service as settings
from tests.support.pages import Citizen, Page

JOB = Actor.job("tests")


@pytest.fixture
def days(city: Path, at: Callable[[str], object]) -> None:
    """The city with its consultation days, as of a Monday at noon."""
    at("2026-11-23T12:00")
    with transaction():
        consultations.keep_days(now=clock.now(), actor=JOB)


def break_all_kiosks() -> None:
    with transaction():
        for kiosk in kiosks.list_kiosks():
            kiosks_service.set_working(kiosk.token, False, actor=JOB, now=clock.now())


def order(page: Page) -> list[str]:
    return [str(card["aria-labelledby"]) for card in page.soup.select("main .card")]


def card(page: Page, kind: str) -> str:
    return " ".join(page.soup.select_one(f"main .card[aria-labelledby={kind}]").get_text(" ").split())


@pytest.mark.parametrize(
    ("now", "kinds", "said"),
    [
        ("2026-11-23T12:00", "counter kiosk night consultation", "곳: 원스톱 방문 민원창구, 무인민원발급기"),
        ("2026-11-28T12:00", "kiosk counter night consultation", "곳: 무인민원발급기"),
        ("2026-11-25T17:59", "counter kiosk night consultation", "곳: 원스톱 방문 민원창구, 무인민원발급기"),
        ("2026-11-25T19:00", "night kiosk counter consultation", "곳: 수요 야간민원실, 무인민원발급기"),
        ("2027-05-05T19:00", "kiosk counter night consultation", "곳: 무인민원발급기"),  # a holiday on a Wednesday
        ("2026-12-31T23:30", "kiosk counter night consultation", "곳: 무인민원발급기"),
        ("2026-12-17T20:00", "kiosk counter consultation night", "곳: 무인민원발급기"),
    ],
)
def test_the_best_way_stands_first(
    app: Flask, days: None, citizen: Citizen, at: Callable[[str], object], now: str, kinds: str, said: str
) -> None:
    at(now)
    page = citizen.get("/guide")
    assert order(page) == kinds.split()
    assert f"지금 이용하실 수 있는 {said}" in page.text


def test_nothing_is_open(sqlite_app: Flask, days: None, citizen: Citizen, at: Callable[[str], object]) -> None:
    at("2026-11-24T20:30")
    break_all_kiosks()
    page = citizen.get("/guide")
    assert order(page) == ["counter", "night", "consultation", "kiosk"]
    assert "가장 먼저 이용하실 수 있는 곳은 원스톱 방문 민원창구이며 2026. 11. 25.(수) 오전 9시부터입니다." in page.text
    assert "때를 확인해 주세요" in card(page, "kiosk")
    assert "지금 이용할 수 있는 발급기가 없습니다." in card(page, "kiosk")


def test_a_kiosk_that_closes_at_night_counts_by_day(
    sqlite_app: Flask, days: None, citizen: Citizen, at: Callable[[str], object]
) -> None:
    with transaction():
        for kiosk in kiosks.list_kiosks():
            kiosks_service.remove_kiosk(kiosk.token, actor=JOB, now=clock.now())
        values = kiosks_service.KioskValues("시장", weekday_hours="09:00-18:00")
        kiosks_service.add_kiosk(values, actor=JOB, now=clock.now())
    said = card(citizen.get("/guide"), "kiosk")
    assert "지금 이용 가능" in said and "지금 이용할 수 있는 곳이 1곳 있습니다." in said
    at("2026-11-23T20:00")
    assert "2026. 11. 24.(화) 오전 9시부터" in card(citizen.get("/guide"), "kiosk")


def test_the_consultation_names_the_next_day_with_free_places(sqlite_app: Flask, days: None, citizen: Citizen) -> None:
    day = calendar.find_office_day("consultation", date(2026, 12, 21))
    assert day is not None
    page = citizen.get("/guide")
    assert "2026. 12. 21.(월) 오전 10시부터" in card(page, "consultation")
    assert "예약 가능 12자리 남음" in card(page, "consultation")
    assert page.soup.select_one("main a[href='/consultations/2026-12-21']").get_text() == "이날 예약하기"
    for number, slot in enumerate(calendar.list_slots(day)):
        with transaction():
            reservations.hold(slot.token, f"somebody {number}", now=clock.now())
    page = citizen.get("/guide")
    assert order(page)[-1] == "consultation"
    assert "2027. 1. 20.(수) 접수 예정 2026. 12. 21.(월) 오전 9시부터 예약하실 수 있습니다." in card(
        page, "consultation"
    )


def test_a_time_that_is_taken_is_not_named(sqlite_app: Flask, days: None, citizen: Citizen) -> None:
    day = calendar.find_office_day("consultation", date(2026, 12, 21))
    assert day is not None
    with transaction():
        reservations.hold(calendar.list_slots(day, "law")[0].token, "somebody", now=clock.now())
    assert "2026. 12. 21.(월) 오전 10시 30분부터" in card(citizen.get("/guide"), "consultation")


def test_a_closed_night_says_why_and_names_the_next(
    sqlite_app: Flask, days: None, citizen: Citizen, at: Callable[[str], object]
) -> None:
    at("2027-05-03T09:00")
    said = card(citizen.get("/guide"), "night")
    assert "2027. 5. 12.(수) 오후 6시부터" in said
    assert "2027. 5. 5.(수) 휴무 공휴일(어린이날)이어서 열지 않습니다. 2027. 5. 12.(수) 운영 오후 6시~8시" in said


def test_a_holiday_that_staff_add_closes_the_counter_at_once(sqlite_app: Flask, days: None, citizen: Citizen) -> None:
    with transaction():
        calendar_service.add_holiday(date(2026, 11, 23), "임시공휴일", reason="의결", actor=JOB, now=clock.now())
    page = citizen.get("/guide")
    assert order(page)[:2] == ["kiosk", "counter"]
    assert "2026. 11. 24.(화) 오전 9시부터" in card(page, "counter")


def test_the_counter_is_what_the_settings_say(sqlite_app: Flask, days: None, citizen: Citizen) -> None:
    with transaction():
        settings.put("guide.counter_text", "12개 부서의 민원 69종을 처리합니다.", actor=JOB, now=clock.now())
        settings.put("guide.counter_starts", "13:00", actor=JOB, now=clock.now())
    said = card(citizen.get("/guide"), "counter")
    assert "12개 부서의 민원 69종을 처리합니다." in said and "오후 1시~6시" in said
    assert "2026. 11. 23.(월) 오후 1시부터" in said


def test_nothing_is_in_the_data(app: Flask, citizen: Citizen, at: Callable[[str], object]) -> None:
    at("2026-11-28T12:00")
    assert "등록된 설치 장소가 아직 없습니다" in citizen.get("/kiosks").text
    page = citizen.get("/guide")
    assert "등록된 설치 장소가 아직 없습니다" in card(page, "kiosk")
    assert "예약할 수 있는 상담일이 아직 없습니다" in card(page, "consultation")
    assert order(page) == ["counter", "night", "kiosk", "consultation"]


def test_every_page_leads_there(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    page = citizen.get("/")
    assert page.soup.select_one(".menu a[href='/guide']") and page.soup.select_one("footer a[href='/kiosks']")
    here = citizen.get("/guide").soup.select(".menu a[aria-current=page]")
    assert [link.get_text() for link in here] == ["어디서 처리할 수 있나요"]


def test_the_accessibility_statement(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    page = citizen.get("/accessibility")
    for word in ("KWCAG", "WCAG 2.2", "AA", "2026. 11. 25.", "키보드", "055-749-5114", "1331"):
        assert word in page.text
    assert "전자우편" not in page.soup.select_one("main").get_text()  # the banner of a demo says it
    for path in ("/", "/lookup", "/nowhere"):
        assert citizen.get(path).soup.select_one("footer a[href='/accessibility']") is not None


def test_what_the_office_says_about_accessibility(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    said = {"phone": "055-749-0000", "email": "a11y@city.example", "checked_on": "2027-03-02", "limits": "표가 큽니다."}
    with transaction():
        for name, text in said.items():
            settings.put(f"guide.accessibility_{name}", text, actor=JOB, now=clock.now())
    text = citizen.get("/accessibility").text
    for word in ("055-749-0000 (평일", "a11y@city.example", "2027. 3. 2.(화)", "표가 큽니다."):
        assert word in text
