"""The staff page of what a field asks with a booking."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from booking.consultations import queries
from tests.support.work import Worker, entries

FIELD = "/staff/consultations/fields/survey"
NEW = f"{FIELD}/questions/new"
TYPED = {"label": "면적", "key": "area", "kind": "text", "position": "5", "is_active": "y"}
CHOICE = {**TYPED, "label": "땅의 쓰임", "key": "use", "kind": "choice", "choices": "논\n 밭 \n\n대지"}


@pytest.fixture
def clerk(sqlite_app: Flask, city: Path, at: Callable[..., object]) -> Worker:
    at("2026-11-23T12:00")
    return Worker(sqlite_app)


def test_the_city_asks_for_what_the_experts_need(clerk: Worker) -> None:
    asked = {field.key: [one.label for one in queries.list_asked(field.key)] for field in queries.list_fields()}
    assert asked == {"law": [], "national-tax": ["세목"], "local-tax": ["세목"], "survey": ["지번"]}
    assert not any(one.is_required for key in asked for one in queries.list_asked(key))
    assert queries.list_asked("local-tax")[0].choices[0] == ("취득세", "Acquisition tax")


def test_a_question_is_made_changed_and_withdrawn(clerk: Worker) -> None:
    clerk.post(NEW, **CHOICE, choices_en="Rice\nField\nBuilding land")
    assert [one.key for one in queries.list_asked("survey")] == ["lot", "use"]
    assert queries.list_asked("survey")[1].choices == (("논", "Rice"), ("밭", "Field"), ("대지", "Building land"))
    page = clerk.get(FIELD)
    assert "땅의 쓰임 보기 3개에서 고르기 선택 물음" in page.text
    clerk.post(f"{FIELD}/questions/use", label="쓰임", kind="text", position="0", is_required="y", is_active="y")
    assert [(one.label, one.is_required, one.choices) for one in queries.list_asked("survey")] == [
        ("쓰임", True, ()),
        ("지번", False, ()),
    ]
    clerk.post(f"{FIELD}/questions/use", label="쓰임", kind="text", position="0")
    assert [one.key for one in queries.list_asked("survey")] == ["lot"]
    assert "쓰임 한 줄로 적기 선택 묻지 않음" in clerk.get(FIELD).text
    assert [entry.subject for entry in entries("question.changed")] == ["field:survey"] * 2
    assert [entry.subject for entry in entries("question.added")][-1] == "field:survey"


@pytest.mark.parametrize(
    ("changed", "field", "status", "sentence"),
    [
        ({"label": " "}, "label", 400, "적어 주세요"),
        ({"key": "Area"}, "key", 400, "영어 소문자와 숫자"),
        ({"key": "lot"}, "key", 409, "이미 있는 이름"),
        ({"kind": "choice"}, "choices", 400, "두 줄 이상"),
        ({"kind": "choice", "choices": "논"}, "choices", 400, "두 줄 이상"),
        ({"kind": "choice", "choices": "논\n논"}, "choices", 400, "두 번"),
        ({"kind": "choice", "choices": "논\n밭", "choices_en": "Rice"}, "choices_en", 400, "줄 수를 같게"),
        ({"position": "위"}, "position", 400, "숫자만"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    clerk: Worker, changed: dict[str, str], field: str, status: int, sentence: str
) -> None:
    page = clerk.post(NEW, status, **{**TYPED, **changed})
    assert sentence in page.soup.find(id=f"{field}-error").get_text()
    assert [one.key for one in queries.list_asked("survey")] == ["lot"]


def test_a_question_that_is_not_there(clerk: Worker) -> None:
    clerk.get(f"{FIELD}/questions/nosuch", 404)
    clerk.get("/staff/consultations/fields/nosuch/questions/new", 404)


def test_the_field_says_what_its_consultation_is_not(clerk: Worker) -> None:
    form = clerk.get(FIELD).filled("/survey")
    clerk.post(FIELD, **{**form, "disclaimer": "측량을 해 드리지는 않습니다."})
    assert queries.get_field("survey").disclaimer == "측량을 해 드리지는 않습니다."
