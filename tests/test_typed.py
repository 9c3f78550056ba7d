"""Unicode's forms at a cost that grows with the text: nobody stops a process with accents."""

import unicodedata
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st

from booking import typed

FORMS: tuple[typed.Form, ...] = ("NFC", "NFD", "NFKC", "NFKD")
PAIR = "\u0300\u0316"
"""Two marks in the order that Unicode's forms turn round."""


def longest_run(text: str) -> int:
    runs = "".join("m" if unicodedata.combining(one) else " " for one in unicodedata.normalize("NFKD", text)).split()
    return max(map(len, runs), default=0)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text", ["", "홍길동", "e\u0301", "ﬀ" * 2000, "각" * 2000, "\u1112\u1161\u11ab" * 900, "é e\u0301 ① Ｈ" * 300]
)
def test_what_people_type_has_its_form(form: typed.Form, text: str) -> None:
    assert typed.normalise(form, text) == unicodedata.normalize(form, text)


@example("a" + PAIR * 4, "NFC")
@example(PAIR * 4, "NFC")
@given(st.text(alphabet="a각é①\u0300\u0316\u0344\u0f77\u1161 \u034f", min_size=5), st.sampled_from(FORMS))
def test_no_run_is_long_and_nothing_is_lost(text: str, form: typed.Form) -> None:
    long = text * (typed.SHORT // len(text) + 1)
    found = typed.normalise(form, long)
    assert longest_run(found) <= 2 * typed.RUN
    assert found.replace("\u034f", "") or not long.replace("\u034f", "")


@pytest.mark.parametrize("form", FORMS)
def test_half_a_megabyte_of_accents_ends_at_once(form: typed.Form) -> None:
    """Sorted in one run this takes minutes, in which no other thread works; the runner's limit would end it."""
    found = typed.normalise(form, "a" + PAIR * 120_000)
    assert longest_run(found[:20_000]) <= typed.RUN


def test_nothing_else_asks_unicode() -> None:
    root = Path(typed.__file__).parent
    found = [file.name for file in root.rglob("*.py") if "unicodedata.normalize(" in file.read_text("utf-8")]
    assert found == ["typed.py"]


@pytest.mark.parametrize(
    ("path", "field"), [("/lookup", "phone"), ("/lookup", "reference"), ("/login", "email"), ("/login", "password")]
)
def test_a_form_full_of_accents_is_answered(sqlite_app: Flask, client: FlaskClient, path: str, field: str) -> None:
    fields = {
        "/lookup": {"reference": "R7K39MXW", "phone": "010-1234-5678"},
        "/login": {"email": "a@b.example", "password": "x"},
    }
    answer = client.post(path, data={**fields[path], field: "a" + PAIR * 40_000})
    assert answer.status_code in (400, 401)
