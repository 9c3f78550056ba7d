"""Every example of docs/api.md is run, in its order, and must be answered as the page shows.

Random texts on the page (names of times and holds, secrets, tokens, numbers) stand for those of the run: the first
answer that shows one says which. `<!-- closed: DATE -->` stands for the office closing that day. All else is compared
as it is.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from booking import clock
from tests.api.conftest import Program
from tests.reservations.turned_out import close

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
CONSENT = "5f0c2a9d17be"
"""Stands for the version of the privacy notice in force, whose wording is too long for the page."""

WAITING_CONSENT = "7b31e0c4a955"
"""The same for that of the waiting list."""

RANDOM = {"slot", "hold", "secret", "access_token", "reference", "offer", "replacement"}
CLOSING = re.compile(r"<!-- closed: (\S+) -->")


@dataclass
class Example:
    """One request of the page, and the answer that it shows. closing: the day that the office closes before it."""

    method: str
    path: str
    headers: dict[str, str]
    body: str
    status: int
    answer: Any
    closing: date | None


def examples() -> list[Example]:
    parts = re.split(r"```http\n(.*?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)
    assert len(parts) % 4 == 1, "a request without an answer"
    return [_example(*parts[nth : nth + 4]) for nth in range(0, len(parts) - 1, 4)]


def _example(before: str, request: str, _between: str, answer: str) -> Example:
    closing = CLOSING.search(before)
    head, _, body = request.partition("\n\n")
    first, *lines = head.strip().splitlines()
    method, path = first.split()
    status, _, shown = answer.partition("\n\n")
    assert status.startswith("HTTP/1.1 ")
    headers = dict(line.split(": ", 1) for line in lines)
    return Example(method, path.removeprefix("/api/v1"), headers, body, int(status.split()[1]), json.loads(shown),
                   date.fromisoformat(closing[1]) if closing else None)  # fmt: skip


def bind(shown: Any, met: Any, names: dict[str, str]) -> None:
    """Learn from an answer which text of the run each random text of the page stands for."""
    if isinstance(shown, dict) and isinstance(met, dict):
        for key in shown.keys() & met.keys():
            if key in RANDOM and isinstance(shown[key], str):
                assert names.setdefault(shown[key], met[key]) == met[key], f"{shown[key]} stands for two things"
            bind(shown[key], met[key], names)
    elif isinstance(shown, list) and isinstance(met, list):
        for one, other in zip(shown, met, strict=False):
            bind(one, other, names)


def put_in(text: str, names: dict[str, str]) -> str:
    for shown, met in names.items():
        text = text.replace(shown, met)
    return text


def test_every_example_is_answered_as_the_page_shows(sqlite_app: Flask, program: Program) -> None:
    names = {CONSENT: program.get("/consent").json["version"]}
    names[WAITING_CONSENT] = program.get("/consent?about=waiting").json["version"]
    found = examples()
    assert len(found) >= 9
    for one in found:
        if one.closing:
            close(one.closing, clock.now())
        body = {"data": put_in(one.body, names)} if one.body else {}
        headers = {name: put_in(value, names) for name, value in one.headers.items()}
        answer: Any = program.client.open(
            f"/api/v1{put_in(one.path, names)}", method=one.method, headers=headers, **body
        )
        assert answer.status_code == one.status, (one.path, answer.text)
        bind(one.answer, answer.json, names)
        assert json.loads(put_in(json.dumps(one.answer), names)) == answer.json, one.path


FAILURES_TABLE = PAGE.read_text("utf-8").partition("| Status |")[2].partition("\n## ")[0]


@pytest.mark.parametrize("code", re.findall(r"`(\w+)`", FAILURES_TABLE))
def test_every_code_of_the_page_exists(code: str) -> None:
    from booking.api.problems import FAILURES
    from booking.wording import SENTENCES

    assert code in SENTENCES or code in {known for known, _sentence in FAILURES.values()}
