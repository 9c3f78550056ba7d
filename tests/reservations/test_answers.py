"""What a field asks more with a booking: staff enter it, citizens answer it, the expert reads it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from booking.consultations import service as consultations
from booking.consultations.rules import Asked
from booking.consultations.service import QuestionValues
from booking.db import db, transaction
from booking.errors import BookingError, IdentityNumber, TextInvalid
from booking.reservations import errors, jobs, service
from booking.reservations.rules import answers
from booking.reservations.rules.people import make_person
from tests.reservations.conftest import CLERK, DAY, NOW, Desk
from tests.reservations.walking import TYPED, bookings, fill_in
from tests.support.experts import as_expert
from tests.support.pages import Citizen
from tests.support.work import Worker

LOT = Asked("lot", "지번", "Lot number")
TAX = Asked("tax", "세목", "Kind of tax", choices=(("취득세", "Acquisition tax"), ("재산세", "")), is_required=True)


@pytest.fixture(autouse=True)
def _now(at: Callable[..., object]) -> None:
    at(NOW)


@pytest.fixture
def asked(desk: Desk) -> None:
    """Two questions of the field law: one to write freely, one to choose."""
    choices = {"kind": "choice", "choices": "임대차\n상속", "choices_en": "Renting\nInheritance"}
    with transaction():
        lot = QuestionValues("지번", 2, "Lot number", hint="예: 상대동 284-12")
        consultations.add_question("law", "lot", lot, actor=CLERK, now=NOW)
        consultations.add_question("law", "kind", QuestionValues("분류", 1, **choices), actor=CLERK, now=NOW)


def require(key: str = "kind") -> None:
    with transaction():
        values = QuestionValues("분류", 1, kind="choice", choices="임대차\n상속", is_required=True)
        consultations.change_question("law", key, values, actor=CLERK, now=NOW)


@pytest.mark.parametrize(
    ("question", "typed", "refusal"),
    [
        (LOT, "900101-1234567", IdentityNumber),
        (LOT, "가" * 201, errors.TooLong),
        (LOT, "가\x07나", TextInvalid),
        (TAX, "소득세", errors.ChoiceUnknown),
        (TAX, "", errors.FieldMissing),
        (TAX, " \n", errors.FieldMissing),
    ],
)
def test_what_is_no_answer_is_refused_at_its_question(question: Asked, typed: str, refusal: type[BookingError]) -> None:
    with pytest.raises(refusal) as caught:
        answers.read_answer(question, typed)
    assert caught.value.field == f"answer-{question.key}"


def test_answers_keep_the_words_of_the_question() -> None:
    given = {"lot": " 상대동  284-12 ", "tax": "취득세", "gone": "무엇"}
    read = answers.read_answers([TAX, LOT], given)
    assert read == [
        answers.Answer("tax", "세목", "취득세", "Kind of tax", "Acquisition tax"),
        answers.Answer("lot", "지번", "상대동 284-12", "Lot number"),
    ]
    assert answers.load(answers.dump(read)) == read
    assert answers.dump([]) is None
    assert answers.load(None) == []
    assert answers.read_answers([TAX], {}, is_complete=False) == []


@pytest.mark.property
@given(st.from_regex(r"\A(산 )?[1-9]\d{0,3}(-[1-9]\d{0,3})?(번지)?\Z"), st.from_regex(r"\A[1-9]\d{2}-\d{2}-\d{5}\Z"))
def test_no_lot_and_no_business_number_is_ever_refused(lot: str, business: str) -> None:
    for typed in (lot, f"진주시 상대동 {lot}", business, f"{lot} {business}"):
        answer = answers.read_answer(LOT, typed)
        assert answer is not None
        assert answer.text == typed.strip()


def test_from_the_form_to_the_expert(app: Flask, desk: Desk, asked: None, citizen: Citizen) -> None:
    token = fill_in(citizen, desk)
    labels = [" ".join(tag.get_text(" ").split()) for tag in citizen.page.soup.select("label[for^=answer-]")]
    assert labels == ["분류 (선택)", "지번 (선택)"]
    assert "예: 상대동 284-12" in citizen.page.text
    check = citizen.submit("/check", {**TYPED, "answer-lot": "상대동 284-12", "answer-kind": "상속"})
    assert "분류 상속 지번 상대동 284-12" in check.text
    done = citizen.submit(f"/holds/{token}")
    assert "분류 상속 지번 상대동 284-12" in done.text
    (row,) = bookings()
    assert "지번 상대동 284-12" in citizen.get(f"/reservations/{row.reference}/data").text
    stored = db.session.execute(db.text("SELECT answers FROM reservation WHERE reference IS NOT NULL")).scalar_one()
    assert "284-12" not in stored
    app.config["WTF_CSRF_ENABLED"] = False  # the others here send no tokens
    clerk = Worker(app)
    for path in (f"/staff/roster/{DAY}", f"/staff/reservations/{row.reference}"):
        assert "상대동 284-12" in clerk.get(path).text
    assert "지번: 상대동 284-12" in as_expert(app, "김법률").get("/expert/").text


def test_a_booking_keeps_the_question_as_it_was_asked(app: Flask, desk: Desk, asked: None) -> None:
    row = desk.book(desk.slot(), make_person("홍길동", "010-1234-5678", answers={"kind": "상속"}))
    with transaction():
        values = QuestionValues("다른 말", 1, is_active=False)
        consultations.change_question("law", "kind", values, actor=CLERK, now=NOW)
    assert [(one.label, one.text, one.text_en) for one in row.given_answers] == [("분류", "상속", "Inheritance")]
    assert "answer-kind" not in app.test_client().get(f"/consultations/{DAY}").text


def test_a_required_question_is_asked_for(app: Flask, desk: Desk, asked: None, citizen: Citizen) -> None:
    require()
    token = fill_in(citizen, desk)
    assert "분류 (필수)" in citizen.page.text
    page = citizen.submit("/check", {**TYPED, "answer-lot": "900101-1234567"})
    assert page.status == 400
    for name, sentence in (("answer-kind", "이 칸을 입력해 주세요"), ("answer-lot", "주민등록번호")):
        assert sentence in page.soup.find(id=f"{name}-error").get_text()
        assert page.soup.select_one(f"#errors a[href='#{name}']") is not None
    assert page.filled("/check")["answer-lot"] == "900101-1234567"
    again = citizen.client.post(f"/holds/{token}", data={**page.filled("/check"), "answer-kind": "이혼"})
    assert again.status_code == 400
    assert "보기에서 하나를 골라 주세요" in again.text
    assert not bookings()


def test_programs_and_the_desk(app: Flask, desk: Desk, asked: None) -> None:
    require()
    held, person = desk.hold(desk.slot()), make_person("홍길동", "010-1234-5678")
    with pytest.raises(errors.FieldMissing) as caught:
        desk.reserve(held, person)
    assert caught.value.field == "answer-kind"
    calling = {"via": "telephone", "consent_version": "2026-11", "actor": CLERK, "now": NOW}
    with pytest.raises(errors.FieldMissing) as caught, transaction():
        service.book_for_caller(desk.slot(nth=1).token, person, **calling)
    assert caught.value.field == "answer-kind"
    with transaction():
        row = service.book_for_caller(desk.slot(nth=1).token, person, override="서류가 집에 있음", **calling)
    assert row.given_answers == []


def test_answers_are_destroyed_with_the_question(app: Flask, desk: Desk, asked: None) -> None:
    row = desk.book(desk.slot(), make_person("홍길동", "010-1234-5678", answers={"lot": "284-12"}))
    assert row.question is None
    jobs.destroy_past_due(NOW + timedelta(days=200))
    db.session.refresh(row)
    assert (row.answers, row.name) == (None, "홍길동")


def test_mistakes_are_told_in_the_order_of_the_page(
    sqlite_app: Flask, desk: Desk, asked: None, citizen: Citizen
) -> None:
    require()
    fill_in(citizen, desk)
    page = citizen.submit("/check")
    links = [str(link["href"]) for link in page.soup.select("#errors a")]
    assert links == ["#name", "#phone", "#answer-kind", "#consent"]


def test_questions_are_asked_in_english_where_there_are_words(
    sqlite_app: Flask, desk: Desk, asked: None, citizen: Citizen
) -> None:
    citizen.get("/?lang=en")
    page = citizen.get(f"/consultations/{DAY}")
    page = citizen.submit("/holds", {"slot": desk.slot().token})
    for words in ("Lot number", "Inheritance"):
        assert words in page.text
    assert page.soup.select_one("option[value='상속']") is not None
