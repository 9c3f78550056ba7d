"""The answers to a field's own questions, corrected with the rest of the own data."""

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask

from booking.audit.models import AccessEntry
from booking.consultations import service as consultations
from booking.consultations.service import QuestionValues
from booking.db import db, transaction
from booking.reservations import errors
from booking.reservations.models import Reservation
from booking.reservations.rules.people import make_person
from booking.reservations.service.own_data import Contact
from tests.reservations.conftest import CLERK, NOW, Desk
from tests.reservations.test_own_data import correct
from tests.support.pages import Citizen

someone = partial(make_person, "홍길동", "010-1234-5678")


@pytest.fixture
def asked(desk: Desk) -> None:
    """Two questions of the field law: one to choose, which must be answered, and one to write freely."""
    kind = QuestionValues("분류", 1, kind="choice", choices="임대차\n상속", is_required=True)
    with transaction():
        consultations.add_question("law", "kind", kind, actor=CLERK, now=NOW)
        consultations.add_question("law", "lot", QuestionValues("지번", 2), actor=CLERK, now=NOW)


def answers_of(row: Reservation) -> dict[str, str]:
    return {one.key: one.text for one in row.given_answers}


def test_answers_are_corrected_with_the_words_of_today(desk: Desk, asked: None) -> None:
    row = desk.book(desk.slot(), someone(answers={"kind": "임대차", "lot": "상대동 1"}))
    row = correct(row, Contact("010-1234-5678", answers={"kind": "상속", "lot": ""}))
    assert answers_of(row) == {"kind": "상속"}
    for typed, refusal in (({}, errors.FieldMissing), ({"kind": "이혼"}, errors.ChoiceUnknown)):
        with pytest.raises(refusal) as caught:
            correct(row, Contact("010-1234-5678", answers=typed))
        assert caught.value.field == "answer-kind"
        db.session.rollback()
    [entry] = db.session.query(AccessEntry).filter_by(action="reservation.corrected")
    assert "answers" in str(entry.after) and "상속" not in str(entry.after)


def test_what_staff_change_later_takes_no_answer_away(desk: Desk, asked: None) -> None:
    row = desk.book(desk.slot(), someone(answers={"kind": "임대차", "lot": "상대동 1"}))
    with transaction():
        values = QuestionValues("분류", 1, kind="choice", choices="상속\n이혼", is_required=True)
        consultations.change_question("law", "kind", values, actor=CLERK, now=NOW)
        consultations.change_question("law", "lot", QuestionValues("지번", 2, is_active=False), actor=CLERK, now=NOW)
        consultations.add_question("law", "new", QuestionValues("새", 3, is_required=True), actor=CLERK, now=NOW)
    row = correct(row, Contact("010-9999-8888", answers={"kind": "임대차"}))
    assert answers_of(row) == {"kind": "임대차", "lot": "상대동 1"}
    assert row.phone == "+821099998888"


def test_the_page_shows_and_corrects_the_answers(
    sqlite_app: Flask, asked: None, desk: Desk, citizen: Citizen, at: Callable[..., object]
) -> None:
    row = desk.book(desk.slot(), someone(answers={"kind": "임대차"}))
    with transaction():
        values = QuestionValues("분류", 1, kind="choice", choices="상속\n이혼", is_required=True)
        consultations.change_question("law", "kind", values, actor=CLERK, now=NOW)
    at(NOW)
    with citizen.client.session_transaction() as session:
        session["looked_up"] = [row.reference]
    page = citizen.get(f"/reservations/{row.reference}/edit")
    assert page.filled("")["answer-kind"] == "임대차"
    page = citizen.submit("", {"answer-kind": "", "answer-lot": "900101-1234567"})
    assert page.status == 400 and page.filled("")["answer-lot"] == "900101-1234567"
    assert {a["href"] for a in page.soup.select("#errors a")} == {"#answer-kind", "#answer-lot"}
    page = citizen.submit("", {"answer-kind": "상속", "answer-lot": "상대동 284-12"})
    assert page.redirects == [303] and "지번 상대동 284-12" in page.text and "분류 상속" in page.text
