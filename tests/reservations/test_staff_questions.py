"""What a field asks more, asked by the clerk; and told later by who was not asked."""

from collections.abc import Callable

import pytest
from flask import Flask

from booking.consultations import service as consultations
from booking.consultations.service import QuestionValues
from booking.db import transaction
from booking.reservations.models import Reservation
from tests.reservations.conftest import CLERK, DAY, NOW, Desk
from tests.reservations.test_staff_callers import FORM, rows, typed
from tests.reservations.walking import book
from tests.support.pages import Citizen
from tests.support.work import Worker, entries

MISSING = "모른다고 하시면 비워 두고 ‘예외 사유’를 적어 주세요"
LINE = "상담 전에 알려 주세요"


@pytest.fixture
def clerk(app: Flask, desk: Desk, at: Callable[..., object]) -> Worker:
    """At a desk where law asks under two keys, and tax under one of the same."""
    at(NOW)
    choices = {"kind": "choice", "choices": "임대차\n상속", "is_required": True}
    with transaction():
        consultations.add_question("law", "kind", QuestionValues("분류", 1, **choices), actor=CLERK, now=NOW)
        consultations.add_question("law", "lot", QuestionValues("지번", 2), actor=CLERK, now=NOW)
        consultations.add_question("national-tax", "kind", QuestionValues("세목", 1), actor=CLERK, now=NOW)
    return Worker(app)


def answers(row: Reservation) -> dict[str, str]:
    return {one.label: one.text for one in row.given_answers}


def test_the_questions_of_the_chosen_field_are_answered(clerk: Worker, desk: Desk) -> None:
    labels = [" ".join(tag.get_text(" ").split()) for tag in clerk.get(FORM).soup.select("section.desk-asks label")]
    assert labels == ["분류 (필수)", "지번 (선택)", "세목 (선택)"]
    clerk.post(FORM, **typed(desk, answer_law_kind="상속", **{"answer_national-tax_kind": "900101-1234567"}))
    [row] = rows()
    assert answers(row) == {"분류": "상속"}
    assert "상속" in clerk.get(f"/staff/reservations/{row.reference}").text


def test_a_wrong_answer_is_told_at_its_question_and_nothing_is_lost(clerk: Worker, desk: Desk) -> None:
    wrong = typed(desk, answer_law_kind="이혼", answer_law_lot="900101-1234567")
    page = clerk.post(FORM, 400, **wrong)
    assert "보기에서 하나를" in page.soup.find(id="answer_law_kind-error").get_text()
    assert "주민등록번호" in page.soup.find(id="answer_law_lot-error").get_text()
    assert page.filled(FORM)["answer_law_lot"] == "900101-1234567" and not rows()


def test_a_required_answer_is_given_or_a_reason_that_is_logged(clerk: Worker, desk: Desk) -> None:
    page = clerk.post(FORM, 400, **typed(desk))
    assert MISSING in page.soup.find(id="answer_law_kind-error").get_text() and not rows()
    clerk.post(FORM, **typed(desk, slot=desk.slot("national-tax").token))  # which requires none
    clerk.post(FORM, **typed(desk, phone="010-2222-3333", override_reason="서류가 집에 있음"))
    assert [answers(row) for row in rows()] == [{}, {}]
    assert [entry.reason for entry in entries("reservation.reserved")] == ["", "서류가 집에 있음"]


def test_who_has_no_answer_at_hand_is_said_to_be_a_reason(clerk: Worker, desk: Desk) -> None:
    asked, refused = "필수 질문에 답을 모르시는 예약은 사유를 적으면 받습니다", typed(desk, phone="010")
    assert clerk.get(FORM).soup.find(id="override_reason") is None  # nothing is refused yet
    assert asked in clerk.post(FORM, 400, **refused).soup.find(id="override_reason-hint").get_text()
    with transaction():
        consultations.change_question("law", "kind", QuestionValues("분류", 1), actor=CLERK, now=NOW)
    assert "필수 질문" not in clerk.post(FORM, 400, **refused).soup.find(id="override_reason-hint").get_text()


def test_whoever_calls_may_leave_an_email(clerk: Worker, desk: Desk) -> None:
    tax = {"slot": desk.slot("national-tax").token, "question": "", "email": "kim@example.org"}
    page = clerk.post(FORM, 400, **typed(desk, **tax | {"email": "kim@"}))
    assert page.filled(FORM)["email"] == "kim@" and page.soup.find(id="email-error")
    clerk.post(FORM, **typed(desk, **tax))
    clerk.post(FORM, 400, **typed(desk, **tax | {"email": "kim@"}, who="proxy", person_name="김순자"))
    clerk.post(FORM, **typed(desk, **tax, who="proxy", person_name="김순자"))
    own, proxy = rows()
    assert (own.email, own.proxy_email, own.consent_optional) == ("kim@example.org", None, "yes")
    assert (proxy.email, proxy.proxy_email, proxy.consent_optional) == (None, "kim@example.org", "yes")


def test_the_paper_form_asks_them_too(clerk: Worker) -> None:
    text = clerk.get("/staff/paper").text
    assert "생활법률: 분류 (필수) □ 임대차 · □ 상속" in text and "국세: 세목 (선택)" in text


def test_who_told_nothing_yet_is_asked_on_the_page_of_the_booking(
    sqlite_app: Flask, clerk: Worker, desk: Desk, citizen: Citizen
) -> None:
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    page = book(citizen, desk, **{"answer-kind": "상속", "question": ""})
    assert LINE in page.text
    assert page.soup.select_one("a[href$='/edit#question']") is not None
    page = book(citizen, desk, nth=1, name="김순자", **{"answer-kind": "상속", "answer-lot": "284-12"})
    assert LINE not in page.text


def test_whoever_refused_what_is_optional_is_reminded_of_what_is_needed_alone(
    sqlite_app: Flask, clerk: Worker, desk: Desk, citizen: Citizen
) -> None:
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    page = book(citizen, desk, optional="n", **{"answer-kind": "상속"})
    assert LINE not in page.text
    with transaction():
        consultations.add_question("law", "new", QuestionValues("새로", 3, is_required=True), actor=CLERK, now=NOW)
    assert LINE in citizen.get(page.url).text


def test_nobody_is_asked_after_the_start(
    sqlite_app: Flask, clerk: Worker, desk: Desk, citizen: Citizen, at: Callable[..., object]
) -> None:
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    page = book(citizen, desk, question="", **{"answer-kind": "상속"})
    at(f"{DAY}T10:00")
    assert LINE not in citizen.get(page.url).text


def test_a_question_that_came_meanwhile_is_told_at_the_time(clerk: Worker, desk: Desk) -> None:
    """The page that the clerk has open does not know it."""
    values = typed(desk, answer_law_kind="상속", token=clerk.get(FORM).filled(FORM)["token"])
    with transaction():
        consultations.add_question("law", "new", QuestionValues("새로", 3, is_required=True), actor=CLERK, now=NOW)
    page = clerk.post(FORM, 400, **values)
    assert MISSING in page.soup.find(id="answer_law_new-error").get_text()
    assert page.filled(FORM)["answer_law_kind"] == "상속"
