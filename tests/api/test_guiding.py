"""Where to get it done, asked by programs: what the pages say."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.api.conftest import Program


def found(program: Program, text: str) -> list[str]:
    return [one["business"] for one in program.get(f"/guide?q={text}").json["businesses"]]


def test_what_somebody_wants_done(sqlite_app: Flask, program: Program) -> None:
    assert found(program, "여궘")[0] == "passport" and found(program, "피자 배달") == []
    assert found(program, "durnjs")[0] == "passport" and len(found(program, "증명서")) == 10


@pytest.mark.parametrize(
    ("moment", "first", "is_open"),
    [("2026-11-25T19:00", "night", True), ("2026-11-28T12:00", "kiosk", True), ("2026-11-25T12:00", "counter", True)],
)
def test_the_ways_best_first(
    sqlite_app: Flask, program: Program, at: Callable[[str], object], moment: str, first: str, is_open: bool
) -> None:
    at(moment)
    answer = program.get("/guide/resident-copy").json
    assert (answer["ways"][0]["way"], answer["ways"][0]["open"]) == (first, is_open)
    assert answer["page"].endswith("/guide/resident-copy") and answer["name"] == "주민등록표 등본"


def test_what_is_no_question(sqlite_app: Flask, program: Program) -> None:
    assert program.get("/guide").json == {"businesses": []}
    assert program.get("/guide?q=900101-1234567").status_code == 400
    assert program.get("/guide/nowhere").status_code == 404
