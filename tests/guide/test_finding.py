"""Typing what one wants done, and the page of one kind of business."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.business import queries as business
from booking.business import service as business_service
from booking.business.models import Business
from booking.consultations import service as consultations
from booking.db import db, transaction
from booking.guide import queries as doors
from booking.kiosks import queries as kiosks
from booking.kiosks import service as kiosk_service
from tests.support.measure import statements
from tests.support.pages import Citizen, Page

JOB = Actor.job("tests")


@pytest.fixture
def days(city: Path, at: Callable[[str], object]) -> None:
    """The city with its consultation days, as of a Monday at noon."""
    at("2026-11-23T12:00")
    with transaction():
        consultations.keep_days(now=clock.now(), actor=JOB)


def found(page: Page) -> list[str]:
    return [str(link["href"]).rpartition("/")[2] for link in page.soup.select(".found a")]


def change(key: str, **values: object) -> None:
    with transaction():
        was = business_service.values_of(business.get_business(key))
        business_service.change_business(key, replace(was, **values), actor=JOB, now=clock.now())


def test_typing_leads_there(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    page = citizen.get("/")
    assert page.soup.select_one("form[role=search][action='/guide'] input[name=q]")
    page = citizen.get("/guide?q=쥬민등록등본")
    assert found(page)[0] == "resident-copy" and f"찾은 업무 {len(found(page))}가지" in page.text
    assert page.soup.select_one("input[name=q][value=쥬민등록등본]")
    assert citizen.get("/guide/resident-copy").heading.startswith("주민등록표 등본")


def test_nothing_like_it(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    page = citizen.get("/guide?q=기초연금 신청하려고")
    assert found(page) == [] and "찾은 업무가 없습니다" in page.text
    assert "다른 기관의 일일 수도 있으니 전화로 물어봐 주세요. 055-749-5114" in page.text


def test_choosing_by_the_first_letter(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    page = citizen.get("/guide")
    assert "ㅇ" in [link.get_text() for link in page.soup.select(".letters a")]
    page = citizen.get("/guide?letter=ㅇ")
    assert {"passport", "seal-certificate"} < set(found(page)) and "resident-copy" not in found(page)
    assert page.soup.select_one(".letters a[aria-current]").get_text() == "ㅇ"
    assert found(citizen.get("/guide?letter=없음")) == []
    assert "passport" in found(citizen.get("/guide?letter=P&lang=en"))


def test_an_identity_number_is_refused(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    page = citizen.get("/guide?q=900101-1234567")
    assert page.status == 400 and page.soup.select_one("#q-error") and not found(page)
    assert citizen.get("/guide?q=" + "가" * 61).status == 400


@pytest.mark.parametrize(
    "typed", ["%00", "%F0%9F%98%80", "%ED%A0%80", "ㄱㄱㄱ", "a" * 60, "%3Cb%3E", ".*", "[", "\u0301" * 50]
)
def test_whatever_is_typed_is_answered(sqlite_app: Flask, city: Path, citizen: Citizen, typed: str) -> None:
    assert citizen.get(f"/guide?q={typed}").status in (200, 400)


def test_a_change_is_found_at_once(app: Flask, city: Path, citizen: Citizen) -> None:
    assert found(citizen.get("/guide?q=우리끼리말")) == []
    change("seal-certificate", words="우리끼리말")
    assert found(citizen.get("/guide?q=우리끼리말")) == ["seal-certificate"]
    change("seal-certificate", words="다른말")
    assert found(citizen.get("/guide?q=우리끼리말")) == []
    change("seal-certificate", words="우리끼리말", is_active=False)
    assert found(citizen.get("/guide?q=우리끼리말")) == []
    assert citizen.get("/guide/seal-certificate").status == 404


def test_what_was_undone_leaves_no_copy(sqlite_app: Flask, city: Path) -> None:
    with transaction():
        db.session.scalars(db.select(Business).filter_by(key="passport")).one().words = "물러난말"
        db.session.flush()
        assert [one.key for one in business.find("물러난말")] == ["passport"]
        db.session.rollback()
    assert business.find("물러난말") == []
    change("seal-certificate", words="새로운말")
    assert [one.key for one in business.find("새로운말")] == ["seal-certificate"]


def test_what_is_alike_in_a_list_is_found_though_others_are_likelier(sqlite_app: Flask, city: Path) -> None:
    names = {one.key: (one.name,) for one in business.list_businesses()}
    likeliest = business.narrow("ㅈㅁㅅ", names)
    assert len(likeliest) == 10
    rest = {key: named for key, named in names.items() if key not in likeliest}
    assert len(business.narrow("ㅈㅁㅅ", rest)) == 10


def test_finding_costs_one_statement(sqlite_app: Flask, city: Path) -> None:
    business.find("등본")
    db.session.rollback()
    with statements(db.engine) as sent:
        assert len(business.find("증명서")) == 10
        assert business.letters("ko")
    assert len(sent) == 1


def test_advice_names_the_next_free_time(sqlite_app: Flask, days: None, citizen: Citizen) -> None:
    page = citizen.get("/guide/law-advice")
    assert page.soup.select_one("main a[href='/consultations/2026-12-21?field=law']")
    assert "지금 전화로 무료로 물어보실 수 있는 곳 대한법률구조공단 132 오후 6시까지" in page.text
    assert (
        "전문가 무료 상담: 2026. 12. 21.(월) 오전 10시부터" in page.text and "이용하실 수 있는 곳이 없" not in page.text
    )
    assert "다른 곳에도 무료로" in page.text


def test_who_answers_no_more_is_not_named(
    sqlite_app: Flask, days: None, citizen: Citizen, at: Callable[[str], object]
) -> None:
    for now, again in (
        ("2026-11-23T18:00", "2026. 11. 24.(화) 오전 9시"),
        ("2026-11-28T12:00", "2026. 11. 30.(월) 오전 9시"),
        ("2026-12-25T12:00", "2026. 12. 28.(월) 오전 9시"),
    ):
        at(now)
        page = citizen.get("/guide/law-advice")
        assert f"물어보실 수 있는 곳 대한법률구조공단 132 {again}부터 전문가 무료 상담: " in page.text
        assert "지금 전화로 무료로" not in page.text and NEXT not in page.text


def test_advice_that_begins_before_anybody_answers_is_named_first(
    sqlite_app: Flask, days: None, citizen: Citizen, at: Callable[[str], object]
) -> None:
    with transaction():
        for door in doors.list_doors(["law"]):
            door.hours = "평일 13:00~16:00"
    at("2026-12-18T16:30")  # a Friday; the session is on Monday at ten, and bookings close at five
    assert f"{NEXT} 전문가 무료 상담이며" in citizen.get("/guide/law-advice").text


def test_doors_alone_are_a_way(sqlite_app: Flask, city: Path, citizen: Citizen, at: Callable[[str], object]) -> None:
    at("2026-11-23T12:00")  # without consultation days
    page = citizen.get("/guide/law-advice")
    assert "대한법률구조공단 132 오후 6시까지" in page.text and "등록되지 않았습니다" not in page.text


def test_what_has_no_way_names_the_telephone(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    with transaction():
        values = business_service.BusinessValues("아무도 안 하는 일")
        business_service.add_business("nobody", values, actor=JOB, now=datetime.now(tz=clock.OFFICE_ZONE))
    page = citizen.get("/guide/nobody")
    assert "처리할 수 있는 곳이 아직 등록되지 않았습니다" in page.text and "055-749-5114" in page.text
    assert citizen.get("/guide/nowhere").status == 404


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-25T12:00", "지금 이용하실 수 있는 곳: 원스톱 방문 민원창구"),
        ("2026-11-25T19:00", "지금 이용하실 수 있는 곳: 수요 야간민원실"),
        ("2026-11-28T12:00", "원스톱 방문 민원창구이며 2026. 11. 30.(월) 오전 9시부터입니다."),
        ("2027-05-05T19:00", "원스톱 방문 민원창구이며 2027. 5. 6.(목) 오전 9시부터입니다."),
        ("2026-12-31T23:30", "원스톱 방문 민원창구이며 2027. 1. 4.(월) 오전 9시부터입니다."),
    ],
)
def test_the_best_way_to_a_passport(
    sqlite_app: Flask, days: None, citizen: Citizen, at: Callable[[str], object], now: str, said: str
) -> None:
    at(now)
    page = citizen.get("/guide/passport")
    assert said in page.text
    assert ("어린이날" in page.text) == now.startswith("2027-05-05")


NOW = "지금 이용하실 수 있는 곳:"
NEXT = "지금 이용하실 수 있는 곳이 없습니다. 가장 먼저 이용하실 수 있는 곳은"


@pytest.mark.parametrize(
    ("now", "key", "kinds", "said"),
    [
        ("2026-11-25T12:00", "resident-copy", "counter kiosk night", f"{NOW} 원스톱 방문 민원창구, 무인민원발급기"),
        ("2026-11-25T10:00", "resident-copy", "counter kiosk night", f"{NOW} 원스톱 방문 민원창구, 무인민원발급기"),
        ("2026-11-28T12:00", "resident-copy", "kiosk counter night", f"{NOW} 무인민원발급기"),
        ("2026-11-25T19:00", "resident-copy", "night kiosk counter", f"{NOW} 수요 야간민원실, 무인민원발급기"),
        ("2027-05-05T19:00", "resident-copy", "kiosk counter night", f"{NOW} 무인민원발급기"),
        ("2026-12-31T23:30", "resident-copy", "kiosk counter night", f"{NOW} 무인민원발급기"),
        ("2026-12-31T22:59", "real-estate-register", "kiosk", f"{NOW} 무인민원발급기"),
        ("2026-12-31T23:30", "real-estate-register", "kiosk", f"{NEXT} 무인민원발급기이며 2027. 1. 1.(금) 오전 7시"),
    ],
)
def test_best_for_this_moment(
    sqlite_app: Flask,
    days: None,
    citizen: Citizen,
    at: Callable[[str], object],
    now: str,
    key: str,
    kinds: str,
    said: str,
) -> None:
    at(now)
    page = citizen.get(f"/guide/{key}")
    assert [card["aria-labelledby"] for card in page.soup.select("main .card")] == kinds.split()
    assert said in page.text
    assert "예시 자료" in page.soup.select_one("[aria-labelledby=kiosk] .dayhead").get_text()  # of fee and hours


def test_everything_is_shut(sqlite_app: Flask, days: None, citizen: Citizen, at: Callable[[str], object]) -> None:
    at("2026-12-31T23:30")
    with transaction():
        for place in kiosks.list_kiosks():
            kiosk_service.set_working(place.token, False, actor=JOB, now=clock.now())
    page = citizen.get("/guide/resident-copy")
    assert f"{NEXT} 원스톱 방문 민원창구이며 2027. 1. 4.(월) 오전 9시부터입니다." in page.text
    assert "고장·점검" in page.text and "055-749-5114" in page.text
