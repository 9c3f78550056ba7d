"""The optional items of a booking, agreed to later: who refused them and adds some is asked for that consent then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from booking.consultations import service as consultations
from booking.consultations.service import QuestionValues
from booking.db import db, transaction
from booking.reservations import errors, service
from booking.reservations.models import ConsentWording, Reservation
from booking.reservations.queries.consent import notice_in_force
from booking.reservations.rules.people import Proxy
from booking.reservations.service.consent import Later
from booking.reservations.service.own_data import Contact
from tests.reservations.conftest import CLERK, NOW, Desk, a_person
from tests.reservations.line import accept, cancel, join, offer_of
from tests.reservations.test_own_data import correct
from tests.support.pages import Citizen

SAME = Contact("010-1234-5678")
MORE = replace(SAME, question="보증금")
LATER = NOW + timedelta(hours=1)


def booked(desk: Desk, optional: str | None = "no", **more: str) -> Reservation:
    held = desk.hold(desk.slot())
    return desk.reserve(held, a_person(**more), consent_optional=optional, consent_basis="consent")


def kept(row: Reservation) -> tuple[str | None, str | None, object]:
    return row.consent_optional, row.optional_version, row.optional_at


@pytest.mark.parametrize(
    "added", [MORE, replace(SAME, email="hong@example.org"), replace(SAME, answers={"lot": "상대동 1"})]
)
def test_who_refused_and_adds_something_is_asked(desk: Desk, added: Contact) -> None:
    with transaction():
        consultations.add_question("law", "lot", QuestionValues("지번", 1), actor=CLERK, now=NOW)
    row = booked(desk)
    for said in (None, False):
        with pytest.raises(errors.OptionalMissing) as refusal:
            correct(row, replace(added, consent=Later(said)))
        assert refusal.value.field == "optional"
        db.session.rollback()
    assert row.matter == "" and row.email is None and kept(row) == ("no", None, None)
    version = notice_in_force().version
    row = correct(row, replace(added, consent=Later(True, version)), LATER)
    assert kept(row) == ("yes", version, LATER)
    assert (row.consent_version, row.consent_at) == ("2026-11", NOW), "the first consent is kept as it was"
    assert db.session.scalars(select(ConsentWording.version)).all() == [version]


def test_what_is_not_optional_asks_for_nothing(desk: Desk) -> None:
    with transaction():
        values = QuestionValues("분류", 1, is_required=True)
        consultations.add_question("law", "kind", values, actor=CLERK, now=NOW)
    held = desk.hold(desk.slot())
    row = desk.reserve(held, replace(a_person(), answers={"kind": "임대차"}), consent_optional="no")
    row = correct(row, Contact("010-9999-8888", answers={"kind": "상속"}))
    assert (row.matter, row.phone, kept(row)) == ("분류: 상속", "+821099998888", ("no", None, None))


@pytest.mark.parametrize(("before", "said", "after"), [(None, None, "filled"), (None, True, "yes")])
def test_for_who_was_not_asked_filling_in_is_consent(
    desk: Desk, before: str | None, said: bool | None, after: str
) -> None:
    row = correct(booked(desk, before), replace(MORE, consent=Later(said)), LATER)
    assert kept(row) == (after, notice_in_force().version, LATER)


def test_who_agreed_with_the_booking_is_not_asked_again(desk: Desk) -> None:
    for answer in ("yes", "filled"):
        row = correct(booked(desk, answer, email="hong@example.org"), replace(MORE, email="hong@example.org"))
        assert kept(row) == (answer, None, None)
        cancel(row)


def test_another_wording_has_to_be_read_first(desk: Desk) -> None:
    row = booked(desk)
    with pytest.raises(errors.NoticeChanged):
        correct(row, replace(MORE, consent=Later(True, "older")))
    db.session.rollback()
    assert kept(row) == ("no", None, None)


def test_a_telephone_of_the_person_is_optional_too(desk: Desk) -> None:
    person = replace(a_person(), phone=None, proxy=Proxy("홍판서", "+821055556666"))
    row = desk.reserve(desk.hold(desk.slot()), person, consent_optional="no")
    with pytest.raises(errors.OptionalMissing):
        correct(row, Contact("010-2222-3333", proxy_phone="010-5555-6666"))


def test_staff_ask_on_the_telephone(desk: Desk) -> None:
    row = booked(desk)
    with transaction():
        service.correct_contact(row, MORE, actor=CLERK, now=LATER)
    assert (row.question, kept(row)) == ("보증금", ("no", None, None))


def test_the_consent_in_line_was_about_less(desk: Desk, full: list[Reservation]) -> None:
    """Who agreed to an e-mail for the waiting list has not agreed to a question for the expert."""
    entry = join(1, person=a_person("김대기", "010-2222-0001", "kim@example.org"), consent_optional="filled")
    cancel(full[0])
    offer = offer_of(entry)
    assert offer is not None
    row = accept(entry, offer.token)
    assert kept(row) == ("filled", None, None)
    typed = Contact("010-2222-0001", "kim@example.org", "보증금")
    row = correct(row, typed, LATER)
    assert kept(row) == ("filled", notice_in_force().version, LATER)
    assert kept(correct(row, replace(typed, answers={}, question="전세금"))) == kept(row)


def test_the_page_asks_and_shows_when(
    sqlite_app: Flask, desk: Desk, citizen: Citizen, at: Callable[..., object]
) -> None:
    at(NOW)
    row = booked(desk)
    reference = str(row.reference)
    with citizen.client.session_transaction() as session:
        session["browser"] = "browser"
    page = citizen.get(f"/reservations/{reference}/edit")
    assert "전에 선택 정보에 동의하지 않으셨습니다." in page.text and "보유 기간" in page.text
    typed = {"question": "보증금을 돌려받고 싶습니다."}
    page = citizen.submit(f"/reservations/{reference}/edit", typed)
    assert page.status == 400 and "선택 정보를 새로 적으시려면" in page.text
    assert page.soup.find("textarea").text.strip() == typed["question"]
    page = citizen.submit(f"/reservations/{reference}/edit", {**typed, "optional": "y"})
    assert page.status == 200 and typed["question"] in page.text
    page = citizen.get(f"/reservations/{reference}/data")
    assert "선택 정보에 동의하신 때" in page.text
    data: Any = citizen.client.get(f"/reservations/{reference}/data.json").json
    assert (data["consent_optional"], data["optional_version"]) == ("yes", notice_in_force().version)
    assert "동의하시나요" not in citizen.get(f"/reservations/{reference}/edit").text
