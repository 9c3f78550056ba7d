"""What citizens read about the nights: when, what, until when, for what fee; and where they go otherwise."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import service as calendar_service
from booking.db import transaction
from booking.nightoffice import jobs, queries, service
from booking.settings import service as settings
from tests.support.pages import Citizen, Page

WHY: dict[str, Any] = {"actor": Actor.command("test"), "now": clock.parse("2026-11-23T12:00")}
pytestmark = pytest.mark.usefixtures("sqlite_app", "city")


@pytest.fixture(autouse=True)
def _now(sqlite_app: Flask, at: Callable[[str], object]) -> None:
    at("2026-11-23T12:00")


def _kinds(page: Page) -> list[str]:
    return [one.get_text(" ", strip=True) for one in page.soup.select(".placelist__item")]


def _kind(page: Page, name: str) -> str:
    return next(one for one in _kinds(page) if one.startswith(name))


def test_each_kind_says_until_when_for_what_fee_and_what_to_bring(citizen: Citizen) -> None:
    page = citizen.get("/night-office")
    assert len(_kinds(page)) == 28 and "볼 수 있는 업무 28가지" in page.text
    assert "다음 운영일은 2026. 11. 25.(수) 오후 6시부터입니다." in page.text
    passport = _kind(page, "여권 신청")
    assert "시간: 오후 6시~8시 · 접수 마감 오후 7시 30분" in passport and "예시 자료" in passport
    assert "수수료: 여권의 종류와 면수에 따라 다릅니다." in passport and "준비물: 신분증, 6개월" in passport
    assert "시간: 오후 6시~8시 수수료: 1,000원" in _kind(page, "가족관계증명서")
    assert "수수료: 무료" in _kind(page, "출생신고") and "수수료: 확인 필요" in _kind(page, "본인서명사실확인서")
    with transaction():
        was = service.values_of(queries.get_task("passport-pickup"))
        service.change_task("passport-pickup", replace(was, fee_note="등기 우편은 따로"), **WHY)
    assert "수수료: 무료 (등기 우편은 따로)" in _kind(citizen.get("/night-office"), "여권 교부")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("여궘", "여권 신청"),
        ("혼인 신고하려고요", "혼인신고"),
        ("ㅇㄱㅈㅁㅅ", "인감증명서"),
        ("Passport pick-up", "여권 교부"),
    ],
)
def test_a_kind_is_found_by_what_people_type(citizen: Citizen, words: str, first: str) -> None:
    page = citizen.get(f"/night-office?q={words}")
    assert _kinds(page)[0].startswith(first) and len(_kinds(page)) < 28
    assert page.soup.select_one("#kinds")["autofocus"] == ""  # type: ignore[index]


def test_what_is_not_found_leads_on(citizen: Citizen) -> None:
    page = citizen.get("/night-office?q=zzzz")
    assert "찾지 못했습니다" in page.text and not _kinds(page)
    assert {"/guide", "/night-office"} <= {link["href"] for link in page.soup.select("main a")}
    refused = citizen.get("/night-office?q=900101-1234567")
    assert refused.status == 400 and len(_kinds(refused)) == 28
    assert citizen.get(f"/night-office?q={'가' * 61}").status == 400


def test_a_night_to_come(citizen: Citizen) -> None:
    page = citizen.get("/night-office/2026-12-02")
    assert page.heading == "2026. 12. 2.(수) 야간민원실"
    assert "운영 오후 6시~8시" in page.text and len(_kinds(page)) == 28
    assert "오늘 접수 끝남" not in page.text


def test_a_closed_night_says_why_and_where_to_go(citizen: Citizen) -> None:
    with transaction():
        calendar_service.add_holiday(date(2026, 12, 2), "임시공휴일", reason="의결", **WHY)
    jobs.keep_nights(clock.now())
    page = citizen.get("/night-office/2026-12-02")
    assert "휴무" in page.text and "공휴일(임시공휴일)이어서 열지 않습니다." in page.text
    assert not _kinds(page)
    assert _near(page) == ["2026-11-25", "2026-12-09"]


def _near(page: Page) -> list[str]:
    found = [str(link["href"]) for link in page.soup.select("main .notice a")]
    return [one.rpartition("/")[2] for one in found if one.startswith("/night-office/")]


@pytest.mark.parametrize(
    ("day", "said", "near"),
    [
        ("2026-12-03", "2026. 12. 3.(목)은 수요일이 아닙니다.", ["2026-12-02", "2026-12-09"]),
        ("2026-11-18", "2026. 11. 18.(수)은 지난 날입니다.", ["2026-11-25"]),
        ("2027-01-20", "아직 정해지지 않았습니다. 앞으로 8주까지", ["2027-01-13"]),
        ("9999-12-29", "아직 정해지지 않았습니다.", ["2027-01-13"]),
    ],
)
def test_a_day_without_a_night_says_so(citizen: Citizen, day: str, said: str, near: list[str]) -> None:
    page = citizen.get(f"/night-office/{day}")
    assert page.status == 404 and page.heading == "그날은 야간민원실이 없습니다"
    assert said in page.text and _near(page) == near


@pytest.mark.parametrize("text", ["today", "2026-13-01", "20261202"])
def test_what_is_no_date_is_no_page(citizen: Citizen, text: str) -> None:
    assert citizen.get(f"/night-office/{text}").heading == "찾으시는 화면이 없습니다"


def test_a_night_that_was_made_stays_when_fewer_weeks_are_shown(citizen: Citizen) -> None:
    jobs.keep_nights(clock.now())
    with transaction():
        settings.put("nightoffice.weeks_ahead", "2", **WHY)
    assert citizen.get("/night-office/2027-01-13").status == 200
    assert citizen.get("/night-office/2027-01-20").status == 404


def test_tonight_says_what_is_still_received(citizen: Citizen, at: Callable[[str], object]) -> None:
    at("2026-11-25T19:45")
    page = citizen.get("/night-office/2026-11-25")
    assert "지금 열려 있습니다. 오늘 오후 8시까지" in page.text
    assert "오늘 접수 끝남" in _kind(page, "여권 신청") and "오늘 접수 끝남" not in _kind(page, "여권 교부")
    assert "지금 열려 있습니다." in citizen.get("/night-office").text
    at("2026-11-25T20:00")
    over = citizen.get("/night-office/2026-11-25")
    assert "오늘 운영이 끝났습니다." in over.text and _near(over) == ["2026-12-02"]
    assert not _kinds(over)


def test_the_list_says_nothing_more_once_no_kind_is_on_it(citizen: Citizen) -> None:
    with transaction():
        for task in queries.list_tasks():
            service.change_task(task.business_key, replace(service.values_of(task), is_active=False), **WHY)
    assert "볼 수 있는 업무를 전화로 확인해 주세요." in citizen.get("/night-office").text
    assert "볼 수 있는 업무를 전화로 확인해 주세요." in citizen.get("/night-office/2026-12-02").text


def test_english_pages_say_it_in_english(citizen: Citizen) -> None:
    citizen.get("/?lang=en")
    page = citizen.get("/night-office/2026-12-02")
    assert page.heading == "Night office on Wednesday, 2 December 2026"
    passport = _kind(page, "Passport application")
    assert "Hours: 6:00 pm to 8:00 pm · last acceptance 7:30 pm" in passport
    assert "Fee: Depends on the kind of passport" in passport
    soup = BeautifulSoup(str(page.soup.select_one("main")), "html.parser")
    assert not soup.select(".placelist [lang=ko]")


def test_the_start_page_and_the_guide_lead_to_the_next_open_night(citizen: Citizen) -> None:
    with transaction():
        calendar_service.add_holiday(date(2026, 11, 25), "임시공휴일", reason="의결", **WHY)
    for path in ("/", "/guide"):
        links = [str(link["href"]) for link in citizen.get(path).soup.select("main a")]
        nights = {one.partition("#")[0] for one in links if one.startswith("/night-office/")}
        assert nights == {"/night-office/2026-12-02"}, path


def test_own_hours_stand_beside_the_kind(citizen: Citizen) -> None:
    with transaction():
        was = service.values_of(queries.get_task("seal-certificate"))
        service.change_task("seal-certificate", replace(was, starts=time(18, 30), ends=time(19)), **WHY)
    assert "시간: 오후 6시 30분~7시 수수료" in _kind(citizen.get("/night-office"), "인감증명서")
