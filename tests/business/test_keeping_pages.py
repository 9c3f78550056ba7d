"""Staff keep the kinds of business and the departments: list, find, add, change, switch off."""

from collections.abc import Callable

import pytest
from flask import Flask

from booking.business import queries
from booking.business.models import Business
from booking.db import db, transaction
from tests.kiosks.test_staff_pages import typed
from tests.support.pages import Page
from tests.support.work import Worker, entries

KINDS, PLACES = "/staff/businesses", "/staff/departments"


@pytest.fixture
def clerk(sqlite_app: Flask, city: object, at: Callable[[str], object]) -> Worker:
    at("2026-11-23T12:00")
    return Worker(sqlite_app)


def names(page: Page) -> list[str]:
    return [str(head.contents[0]).strip() for head in page.soup.select("main tbody th")]


def test_kinds_are_listed_and_found_by_everyday_words(clerk: Worker) -> None:
    page = clerk.get(KINDS)
    assert "업무 종류 80가지" in page.text and len(names(page)) == 50 and len(names(clerk.get(f"{KINDS}?page=2"))) == 30
    assert names(clerk.get(f"{KINDS}?q=스마트스토어")) == ["통신판매업 신고"]
    assert names(clerk.get(f"{KINDS}?q=통신판메업"))[0] == "통신판매업 신고"
    assert "찾는 말이 들어 있는 업무가 없습니다." in clerk.get(f"{KINDS}?q=없는말").text
    assert "60자까지" in clerk.get(f"{KINDS}?q={'가' * 61}", 400).text


def test_departments_stand_before_towns_and_are_looked_for_by_that_name(clerk: Worker) -> None:
    page = clerk.get(PLACES)
    kinds = [cell.get_text() for cell in page.soup.select("main td[data-label=구분]")]
    assert kinds == sorted(kinds, key=["시청 부서", "읍·면·동"].index)
    assert [str(label.contents[0]).strip() for label in page.soup.select("label[for=q]")] == ["부서 찾기"]


def test_a_kind_is_added_and_changed(clerk: Worker) -> None:
    path = f"{KINDS}/new"
    data = typed(clerk.get(path)) | {
        "key": "sea-permit",
        "name": " 낚시 허가 ",
        "words": "낚시\n고기잡이",
        "fields_helped": "law",
    }
    clerk.post(path, **data)
    made = queries.get_business("sea-permit")
    assert (made.name, made.words, made.field_keys, made.is_active) == ("낚시 허가", "낚시\n고기잡이", "law", True)
    path = f"{KINDS}/sea-permit"
    assert typed(clerk.get(path))["words"].split() == ["낚시", "고기잡이"]
    clerk.post(path, **typed(clerk.get(path)) | {"name_en": "Fishing permit"})
    assert [entry.changes for entry in entries("business.changed")] == [[("name_en", "", "Fishing permit")]]
    clerk.get(f"{KINDS}/none", 404)


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"key": "A B"}, 400, "영어 소문자, 숫자, 붙임표로"),
        ({"key": ""}, 400, "이름표(영어): 적어 주세요."),
        ({"key": "passport"}, 409, "이미 쓰고 있는 이름표입니다."),
        ({"name": " "}, 400, "이름: 적어 주세요."),
        ({"name": "가" * 61}, 400, "60자까지"),
        ({"words": "900101-1234567"}, 400, "주민등록번호"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(
    clerk: Worker, wrong: dict[str, str], status: int, said: str
) -> None:
    page = clerk.post(f"{KINDS}/new", status, **{"key": "x", "name": "새 업무", "name_en": "Kept", **wrong})
    assert said in page.text and "Kept" in str(page.soup.select_one("[name=name_en]"))
    assert len(queries.list_businesses(active_only=False)) == 80


def test_departments_are_listed_added_and_changed(clerk: Worker) -> None:
    assert "부서 41곳" in clerk.get(PLACES).text and names(clerk.get(f"{PLACES}?q=토지")) == ["토지정보과"]
    path = f"{PLACES}/new"
    data = typed(clerk.get(path)) | {
        "key": "parks",
        "name": "공원녹지과",
        "phone": "055-749-0000",
        "kind": "department",
    }
    assert "숫자와 붙임표로" in clerk.post(path, 400, **data | {"phone": "내선 3"}).text
    assert "위도, 경도: " in clerk.post(path, 400, **data | {"coordinates": "여기"}).text
    clerk.post(path, **data | {"coordinates": "35.18031, 128.10805"})
    assert "이미 쓰고 있는 이름표" in clerk.post(path, 409, **data).text
    path = f"{PLACES}/parks"
    sent = typed(clerk.get(path))
    del sent["is_active"]
    clerk.post(path, **sent)
    assert "parks" not in {one.key for one in queries.list_departments()}
    assert "공원녹지과 쓰지 않음" in clerk.get(f"{PLACES}?q=공원").text


def test_a_thousand_kinds_come_in_pages(clerk: Worker) -> None:
    with transaction():
        db.session.add_all(Business(key=f"k{n}", name=f"업무 {n:04}") for n in range(1000))
    assert len(names(clerk.get(f"{KINDS}?q=업무+0&page=2"))) == 50
    clerk.get(f"{KINDS}?page=x", 404)
