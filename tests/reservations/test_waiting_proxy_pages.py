"""Waiting for somebody else (대리 신청) on the pages of citizens and at the desk."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from booking.db import EncryptedText, db
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries import waiting as line
from tests.reservations.conftest import DAY, Desk, a_person
from tests.reservations.line import cancel
from tests.support.pages import Citizen
from tests.support.work import Worker, entries

FOR_FATHER = {"name": "홍딸", "phone": "010-2222-3333", "who": "proxy", "person_name": "홍아버지", "consent": "y"}
BOTH = ("상담받으실 분 홍아버지", "상담받으실 분의 연락처 055-123-4567", "신청인 홍딸", "신청인 전화번호 010-2222-3333")


@pytest.fixture(autouse=True)
def today(at: Callable[[str], datetime]) -> None:
    at("2026-11-23T12:00")


@pytest.fixture
def form(sqlite_app: Flask, full: list[Reservation], citizen: Citizen) -> Citizen:
    citizen.get(f"/waiting?field=law&date={DAY}")
    return citizen


def stored() -> list[WaitingEntry]:
    db.session.rollback()
    return list(db.session.scalars(select(WaitingEntry)))


def test_a_daughter_waits_for_her_father(form: Citizen, full: list[Reservation]) -> None:
    page = form.submit("/waiting", {**FOR_FATHER, "person_phone": "055 123 4567"})
    assert page.heading == "빈자리를 기다리고 있습니다"
    own = page.url
    for shown in (page, form.get(f"{own}/data")):
        assert all(words in shown.text for words in BOTH)
    file = form.client.get(f"{own}/data.json").json
    assert isinstance(file, dict)
    columns = {column.name for column in WaitingEntry.__table__.columns if isinstance(column.type, EncryptedText)}
    assert columns <= set(file) and (file["proxy_name"], file["proxy_phone"]) == ("홍딸", "+821022223333")
    cancel(db.session.get_one(Reservation, full[0].id))
    form.get(own)
    booked = form.submit("/accept", {})
    assert booked.heading == "예약이 완료되었습니다" and all(words in booked.text for words in BOTH)


def test_the_person_is_asked_for_and_nothing_typed_is_lost(form: Citizen) -> None:
    page = form.submit("/waiting", {**FOR_FATHER, "person_name": "900101-1234567", "person_phone": "119"})
    assert page.status == 400
    assert "주민등록번호" in page.soup.find(id="person_name-error").get_text()
    assert page.soup.select_one("#person_phone-error") is not None
    filled = page.filled("/waiting")
    assert (filled["who"], filled["person_name"], filled["person_phone"]) == ("proxy", "900101-1234567", "119")
    page = form.submit("/waiting", {**FOR_FATHER, "person_name": "", "person_phone": ""})
    assert "오실 분의 성함을 입력해 주세요" in page.soup.find(id="person_name-error").get_text()
    assert not stored()


def test_switching_back_loses_nothing_and_blocks_nothing(form: Citizen) -> None:
    form.submit("/waiting", {**FOR_FATHER, "who": "own", "person_name": "😀", "person_phone": "119"})
    [made] = stored()
    assert (made.name, made.proxy_name) == ("홍딸", None)


def test_who_refuses_the_optional_part_waits_without_the_persons_telephone(form: Citizen) -> None:
    form.submit("/waiting", {**FOR_FATHER, "person_phone": "055-123-4567", "email": "a@city.example", "optional": "n"})
    [made] = stored()
    assert (made.phone, made.proxy_email, made.consent_optional) == (None, None, "no")
    assert made.proxy_phone == "+821022223333"


def test_the_persons_telephone_alone_is_consent_by_filling_in(form: Citizen) -> None:
    form.submit("/waiting", {**FOR_FATHER, "person_phone": "055-123-4567"})
    assert [one.consent_optional for one in stored()] == ["filled"]


def test_the_notice_names_the_data_of_the_person(form: Citizen) -> None:
    for words in ("대리 신청이면 상담받으실 분의 성함", "대리 신청이면 상담받으실 분의 연락처", "14세 미만"):
        assert words in form.page.text


def test_both_are_corrected(form: Citizen) -> None:
    own = form.submit("/waiting", {**FOR_FATHER, "person_phone": "055-123-4567"}).url
    filled = form.get(f"{own}/edit").filled(f"{own}/edit")
    assert (filled["proxy_phone"], filled["phone"]) == ("010-2222-3333", "055-123-4567")
    page = form.submit(f"{own}/edit", {"proxy_phone": "", "phone": ""})
    wrong = [one["id"] for one in page.soup.select(".field__error[id]")]
    assert (page.status, wrong) == (400, ["proxy_phone-error"])
    page = form.submit(f"{own}/edit", {"proxy_phone": "010-9999-8888", "phone": ""})
    assert page.status == 200 and "010-9999-8888" in page.text and "055-123-4567" not in page.text


def test_who_is_called_reads_which_number(form: Citizen) -> None:
    page = form.submit("/waiting", {**FOR_FATHER, "phone": "055-222-3333"})
    assert "담당자가 055-222-3333 번호로 전화드립니다" in page.text


@pytest.fixture
def clerk(sqlite_app: Flask) -> Worker:
    return Worker(sqlite_app)


NEW = "/staff/waiting/new"


def test_the_desk_puts_a_person_in_line_for_a_caller(clerk: Worker, full: list[Reservation]) -> None:
    typed = {**FOR_FATHER, "via": "telephone", "desks": "law", "token": clerk.get(NEW).filled(NEW)["token"]}
    wrong = clerk.post(NEW, 400, **{**typed, "person_name": ""})
    assert wrong.soup.select_one("#person_name-error") and wrong.filled(NEW)["who"] == "proxy"
    made = clerk.post(NEW, **typed)
    page = clerk.get(made.url)
    for words in ("이름 홍○○지", "신청인 홍○", "신청인 전화번호 010-****-3333"):
        assert words in page.text
    assert "홍아버지" not in page.text and "2222-3333" not in page.text
    shown = clerk.post(f"{made.url}/reveal", 200)
    for words in ("이름 홍아버지", "신청인 홍딸", "신청인 전화번호 010-2222-3333"):
        assert words in shown.text
    listed = clerk.get("/staff/waiting").text
    assert "010-****-3333" in listed and "2222-3333" not in listed and "신청인 홍" in listed
    found = clerk.post("/staff/waiting", 200, q="홍딸")
    assert f"/staff/waiting/{stored()[0].reference}" in [link["href"] for link in found.soup.select(".desk-found a")]
    assert {one.person for one in entries("waiting.revealed")} == {line.list_open()[0].person_key}


def test_what_was_typed_for_somebody_goes_along_into_the_line(clerk: Worker, desk: Desk) -> None:
    book = f"/staff/book/{DAY}"
    desk.book(desk.slot())
    desk.book(desk.slot(nth=1), a_person("남궁민", "010-9876-5432"))
    button, _turned_away = clerk.get(book).soup.select("#booking [formaction]")
    page = clerk.post(str(button["formaction"]), 200, **FOR_FATHER, person_phone="055-123-4567", via="telephone")
    begun = page.filled(NEW)
    assert (begun["who"], begun["person_name"], begun["person_phone"]) == ("proxy", "홍아버지", "055-123-4567")
