"""What a field asks with a booking, and the optional part of the privacy notice: the page's rules, for programs."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from booking.consultations import service as consultations
from booking.consultations.service import QuestionValues
from booking.db import db, transaction
from booking.reservations.models import Reservation
from tests.api.conftest import PERSON, Program, problem
from tests.reservations.conftest import CLERK

KIND = QuestionValues(
    "분류",
    1,
    "Kind",
    kind="choice",
    choices="임대차\n상속",
    choices_en="Renting\nInheritance",
    hint="가까운 것",
    is_required=True,
)
LOT = QuestionValues("지번", 2, "Lot number")


@pytest.fixture
def asked(program: Program, now: datetime) -> None:
    """The field law asks for a kind, which it needs, and for a lot number, which it does not."""
    with transaction():
        consultations.add_question("law", "kind", KIND, actor=CLERK, now=now)
        consultations.add_question("law", "lot", LOT, actor=CLERK, now=now)


def reserve(program: Program, **more: Any) -> Any:
    hold, secret = program.hold()
    return program.call("POST", "/reservations", {**PERSON, "hold": hold, **more}, bearer=secret)


def wrong(answer: Any) -> list[tuple[str, str | None]]:
    return [(one["code"], one["pointer"]) for one in answer.json["errors"]]


def stored() -> Reservation:
    return db.session.scalars(select(Reservation)).one()


def test_a_field_says_what_it_asks(asked: None, program: Program) -> None:
    [kind, lot] = program.get("/fields/law").json["questions"]
    assert kind == {
        "key": "kind", "label": "분류", "label_en": "Kind", "hint": "가까운 것", "hint_en": "", "required": True,
        "kind": "choice",
        "choices": [{"text": "임대차", "text_en": "Renting"}, {"text": "상속", "text_en": "Inheritance"}],
        "max_length": 200, "who": ["own", "proxy"],
    }  # fmt: skip
    assert (lot["key"], lot["kind"], lot["choices"], lot["required"]) == ("lot", "text", [], False)
    listed = {one["field"]: one["questions"] for one in program.get("/fields").json["fields"]}
    assert listed["law"] == [kind, lot]


def test_a_field_with_a_required_question_is_booked(asked: None, program: Program) -> None:
    done = reserve(program, answers={"kind": "임대차", "lot": " 상대동  284-12 "})
    assert done.status_code == 201, done.text
    assert done.json["reservation"]["answers"] == [
        {"key": "kind", "label": "분류", "text": "임대차"}, {"key": "lot", "label": "지번", "text": "상대동 284-12"},
    ]  # fmt: skip
    reference, token = (done.json["access"][name] for name in ("reference", "access_token"))
    english = program.call("GET", f"/reservations/{reference}", bearer=token, Accept_Language="en")
    assert english.json["answers"][0] == {"key": "kind", "label": "Kind", "text": "Renting"}


@pytest.mark.parametrize(
    ("answers", "met"),
    [
        ({}, [("field_missing", "/answers/kind")]),
        ({"kind": "이혼"}, [("choice_unknown", "/answers/kind")]),
        ({"kind": "상속", "lot": "900101-1234567"}, [("identity_number", "/answers/lot")]),
        ({"kind": " ", "lot": "가" * 201}, [("field_missing", "/answers/kind"), ("too_long", "/answers/lot")]),
        ({"kind": "상속", "plot": "1"}, [("value_unknown", "/answers/plot")]),
        ({"kind": 7}, [("value_invalid", "/answers/kind")]),
    ],
)
def test_a_missing_or_wrong_answer_is_refused_at_its_pointer(
    sqlite_app: Flask, asked: None, program: Program, answers: Any, met: list[tuple[str, str]]
) -> None:
    answer = reserve(program, answers=answers)
    assert (answer.status_code, wrong(answer)) == (422, met)
    assert problem(answer)[2] == met[0][1].removeprefix("/")


def test_answers_are_told_with_all_that_is_wrong(sqlite_app: Flask, asked: None, program: Program) -> None:
    answer = reserve(program, name=" ", consent="")
    assert answer.status_code == 400
    assert wrong(answer) == [
        ("field_missing", "/name"), ("field_missing", "/answers/kind"), ("consent_missing", "/consent"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({}, "filled"),
        ({"question": None}, None),
        ({"question": " "}, None),
        ({"question": None, "email": "hong@example.com"}, "filled"),
        ({"question": None, "answers": {"kind": "상속", "lot": "상대동 1"}}, "filled"),
        ({"question": None, "who": "proxy", "person_name": "홍판서", "person_phone": "010-2222-3333"}, "filled"),
        ({"question": None, "person_phone": "010-2222-3333"}, None),
        ({"optional": True}, "yes"),
        ({"optional": False, "question": None}, "no"),
    ],
)
def test_the_optional_consent_is_kept_as_the_page_keeps_it(
    sqlite_app: Flask, asked: None, program: Program, more: dict[str, Any], kept: str | None
) -> None:
    done = reserve(program, **{"answers": {"kind": "상속"}, **more})
    assert done.status_code == 201, done.text
    assert stored().consent_optional == kept


def test_what_was_refused_is_not_sent_along(sqlite_app: Flask, asked: None, program: Program) -> None:
    sent = {
        "optional": False, "email": "hong@example.com", "who": "proxy", "person_name": "홍판서",
        "person_phone": "010-2222-3333", "answers": {"kind": "상속", "lot": "상대동 1"},
    }  # fmt: skip
    answer = reserve(program, **sent)
    assert answer.status_code == 422
    assert {code for code, _ in wrong(answer)} == {"optional_refused"}
    assert {one for _, one in wrong(answer)} == {"/email", "/question", "/person_phone", "/answers/lot"}
    assert stored().state == "held"


def test_who_sends_no_body_is_pointed_nowhere(sqlite_app: Flask, program: Program) -> None:
    assert wrong(program.get("/slots?date=today")) == [("parameter_invalid", None)]
    assert wrong(program.call("POST", "/holds", {"a/b~": 1}))[1] == ("value_unknown", "/a~1b~0")
