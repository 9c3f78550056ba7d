"""What citizens read: what the one-stop counter does, found by word or department, and when it is open."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.business import queries as businesses
from booking.business import service as business
from booking.counter import queries, service
from booking.db import db, transaction
from tests.support.measure import statements
from tests.support.pages import Citizen, Page

pytestmark = pytest.mark.usefixtures("sqlite_app", "city")
HOW = {"actor": Actor.command("test"), "now": clock.parse("2026-11-23T12:00")}


@pytest.fixture(autouse=True)
def _noon(at: Callable[[str], object]) -> None:
    at("2026-11-23T12:00")


def shown(page: Page) -> list[str]:
    return [link.get_text(strip=True) for link in page.soup.select("main .placelist a")]


def test_all_of_it_by_department(citizen: Citizen) -> None:
    page = citizen.get("/one-stop")
    assert len(shown(page)) == 70 and len(page.soup.select("main h3")) == 11
    assert page.soup.select_one("main h3").get_text(" ", strip=True) == "민원여권과 26종"
    assert "예시 자료" in page.text and "인감증명서 예시 자료 수수료: 600원 처리 시간: 즉시" in page.text
    assert "지금 이용 가능 오늘 오후 6시까지" in page.text


def test_departments_are_folded_and_what_is_looked_for_stands_open(citizen: Citizen) -> None:
    page = citizen.get("/one-stop")
    links = [link["href"] for link in page.soup.select("main nav.tabs a")]
    assert len(links) == 11 and not page.soup.select("main details[open]")
    assert all(page.soup.select_one(f"main details > {link}") for link in links), "inside, so that the link opens it"
    page = citizen.get("/one-stop?q=자동차")
    assert not page.soup.select("main nav.tabs, main details:not([open])") and page.soup.select("main details[open]")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=도장+증명", ["인감증명서"]),
        ("q=스마트스토어", ["통신판매업 신고"]),
        ("q=자동차+말소", ["자동차 말소등록"]),
        ("department=family", ["한부모가족증명서", "행복출산 통합신청"]),
        ("q=출산&department=family", ["행복출산 통합신청"]),
        ("q=출산&department=tax", []),
    ],
)
def test_what_is_looked_for(citizen: Citizen, query: str, names: list[str]) -> None:
    page = citizen.get(f"/one-stop?{query}")
    assert shown(page) == names and f"찾은 업무 {len(names)}종" in page.text
    assert ("찾으시는 업무가 없습니다." in page.text) is not bool(names)


@pytest.mark.parametrize("typed", ["ㅌㅅㅍㅁ", "통신판메업 신고", "xhdtlsvksao"])
def test_what_is_mistyped_is_found_with_the_likeliest_first(citizen: Citizen, typed: str) -> None:
    assert "통신판매업 신고" in shown(citizen.get(f"/one-stop?q={typed}"))[:2]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=" + "가" * 61, "60자까지 적어 주세요."),
        ("q=900101-1234567", "주민등록번호"),
        ("department=none", "담당 부서:"),
    ],
)
def test_what_cannot_be_looked_for_is_said(citizen: Citizen, query: str, said: str) -> None:
    page = citizen.get(f"/one-stop?{query}")
    assert page.status == 400 and not shown(page)
    assert said in page.soup.select_one("#errors").get_text()


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-23T08:59", "지금은 닫혀 있습니다 2026. 11. 23.(월) 오전 9시부터"),
        ("2026-11-25T18:00", "지금은 닫혀 있습니다 2026. 11. 26.(목) 오전 9시부터"),
        ("2026-12-31T23:30", "지금은 닫혀 있습니다 2027. 1. 4.(월) 오전 9시부터"),
    ],
)
def test_when_it_opens(citizen: Citizen, at: Callable[[str], object], now: str, said: str) -> None:
    at(now)
    assert said in citizen.get("/one-stop").text and said in citizen.get("/one-stop/passport").text


def test_one_kind_in_both_languages(citizen: Citizen) -> None:
    page = citizen.get("/one-stop/seal-certificate")
    for said in (
        "준비물 신분증.",
        "수수료 600원",
        "처리 시간 즉시",
        "담당 부서 민원여권과",
        "근거 인감증명법",
        "예시 자료입니다.",
    ):
        assert said in page.text, said
    page = citizen.get("/one-stop/seal-certificate?lang=en")
    for said in ("Seal certificate", "600 won", "At once", "Civil Affairs and Passports"):
        assert said in page.text, said


def test_what_is_not_on_record_is_said_so(citizen: Citizen) -> None:
    was = service.values_of(queries.get_offer("passport").task)
    with transaction():
        service.change_task("passport", replace(was, fee_note="", bring="", is_sample=False), **HOW)
        named = business.values_of(businesses.get_business("passport"))
        business.change_business("passport", replace(named, is_sample=False), **HOW)
    page = citizen.get("/one-stop/passport")
    assert "수수료 확인 필요" in page.text and "준비물 전화로 확인해 주세요." in page.text
    assert "예시 자료" not in page.text


def test_what_is_switched_off_is_no_page(citizen: Citizen) -> None:
    was = service.values_of(queries.get_offer("passport").task)
    with transaction():
        service.change_task("passport", replace(was, is_active=False), **HOW)
    assert "원스톱 방문 민원창구에서 하는 업무가 아닙니다." in citizen.get("/one-stop/passport").text
    assert "바로 처리하는 업무 69종" in citizen.get("/one-stop").text


def test_a_long_list_needs_three_statements(sqlite_app: Flask) -> None:
    with statements(db.engine) as few:
        queries.list_offers()
    assert len(few) == 3
