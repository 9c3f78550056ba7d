"""Staff correct a name that was misheard, and how people are reached."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from booking import crypto
from booking.consultations import service as consultations
from booking.consultations.service import QuestionValues
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import errors, service
from booking.reservations.models import Reservation
from booking.reservations.rules.people import make_person
from booking.reservations.service.own_data import Contact
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NOW, Desk, a_person, wall
from tests.support.work import Worker, entries

KEPT = {"phone": "010-1234-5678", "email": "", "language": "ko"}


@pytest.fixture
def clerk(app: Flask, desk: Desk, at: Callable[..., datetime]) -> Worker:
    at(NOW)
    return Worker(app)


def page_of(row: Reservation) -> str:
    return f"/staff/reservations/{row.reference}/correct"


def test_a_name_is_corrected_and_everything_that_finds_its_person_follows(clerk: Worker, desk: Desk) -> None:
    row = desk.book(desk.slot(), a_person("홍길둥", question="보증금"))
    assert clerk.get(page_of(row)).filled(page_of(row))["name"] == "홍길둥"
    assert [entry.person for entry in entries("reservation.revealed")] == [row.person_key]
    target = clerk.post(page_of(row), **KEPT, name="홍길동", back="booking").url
    db.session.refresh(row)
    assert target == f"/staff/reservations/{row.reference}"
    assert (row.name, row.question) == ("홍길동", "보증금")
    assert row.person_key == crypto.vault().index(a_person().key_text)
    assert "이름과 연락처를 고쳤습니다" in clerk.get(target).text
    held = desk.hold(desk.slot(nth=1)).token
    with pytest.raises(errors.AlreadyReserved):  # whoever is called so has a booking that day now
        desk.reserve(held, a_person())
    db.session.rollback()
    desk.reserve(held, a_person("홍길둥"))


def test_it_is_audited_without_the_name_and_told_to_nobody(clerk: Worker, desk: Desk) -> None:
    row = desk.book(desk.slot(), a_person("홍길둥"))
    clerk.post(page_of(row), **KEPT, name="홍길동")
    [entry] = entries("reservation.corrected")
    assert (entry.after, entry.role) == ('{"fields":"name"}', "staff")
    assert not [one for one in db.session.query(Notice) if one.kind != "confirmed"]


def test_a_name_that_has_a_booking_that_day_is_refused_and_nothing_changes(clerk: Worker, desk: Desk) -> None:
    desk.book(desk.slot(nth=1), a_person())
    row = desk.book(desk.slot(), a_person("홍길둥"))
    page = clerk.post(page_of(row), 409, **KEPT, name="홍길동")
    assert page.soup.find(id="name-error") is not None and page.filled(page_of(row))["name"] == "홍길동"
    db.session.refresh(row)
    assert row.name == "홍길둥"


def test_what_is_no_name_is_told_at_its_field(clerk: Worker, desk: Desk) -> None:
    row = desk.book(desk.slot(), a_person())
    page = clerk.post(page_of(row), 400, name="1234", phone="010", email="x", language="ko")
    assert {str(tag["id"]) for tag in page.soup.select(".field__error")} == {"name-error", "phone-error", "email-error"}


def test_telephone_email_and_language_too_and_answers_stay(clerk: Worker, desk: Desk) -> None:
    with transaction():
        consultations.add_question("law", "lot", QuestionValues("지번", 1), actor=CLERK, now=NOW)
    row = desk.book(desk.slot(), make_person("홍길동", "010-1234-5678", answers={"lot": "284-12"}))
    typed = {"phone": "010-9999-8888", "email": "hong@example.org", "language": "en"}
    clerk.post(page_of(row), **typed, name="홍길동")
    db.session.refresh(row)
    assert (row.phone, row.email, row.language) == ("+821099998888", "hong@example.org", "en")
    assert [one.text for one in row.given_answers] == ["284-12"]
    assert {one.kind for one in db.session.query(Notice)} == {"confirmed", "corrected"}


def test_of_a_booking_for_somebody_else_both_names(clerk: Worker, desk: Desk) -> None:
    person = make_person("박대리", "010-1234-5678", who="proxy", person_name="김순쟈")
    row = desk.book(desk.slot(), person)
    form = {"name": "김순자", "phone": "", "email": "", "language": "ko"}
    proxy = {"proxy_phone": "010-1234-5678", "proxy_email": "park@example.org"}
    page = clerk.post(page_of(row), 400, **form, **proxy, proxy_name="")
    assert "신청인의 성함을 입력해 주세요" in page.soup.find(id="proxy_name-error").get_text()
    clerk.post(page_of(row), **form, **proxy, proxy_name="박대희")
    db.session.refresh(row)
    assert (row.name, row.proxy_name, row.proxy_email) == ("김순자", "박대희", "park@example.org")
    right = make_person("박대희", "010-1234-5678", who="proxy", person_name="김순자")
    assert row.person_key == crypto.vault().index(right.key_text)


def test_until_the_visit_is_over_for_staff_and_until_its_start_for_others(
    app: Flask, clerk: Worker, desk: Desk, at: Callable[..., datetime]
) -> None:
    row = desk.book(desk.slot(), a_person("홍길둥"))
    late = at(wall(DAY, 10, 5))
    typed = Contact("010-1234-5678", name="홍길동")
    with pytest.raises(errors.NotAllowedNow), transaction():
        service.correct_contact(row, typed, actor=CITIZEN, now=late)
    clerk = Worker(app, "second@city.example")
    clerk.post(page_of(row), **KEPT, name="홍길동")
    with transaction():
        service.answer_state(row, "checked_in", actor=CLERK, now=late)
    clerk.post(page_of(row), **KEPT, name="홍길순")
    with transaction():
        service.answer_state(row, "done", actor=CLERK, now=late)
    assert "이름·연락처 고치기" not in clerk.get(f"/staff/reservations/{row.reference}").text
    clerk.get(page_of(row), 409)
    clerk.post(page_of(row), 409, **KEPT, name="홍길동")
