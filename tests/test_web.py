"""The edge that all pages share: headers, and answers to what no page expects."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError


@pytest.mark.parametrize("path", ["/consultations/%00", "/?field=%00", "/reservations/a%00b", "/holds/%00"])
def test_a_nul_is_a_bad_request(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("data", [{"slot": "a\x00b"}, {"slot": ["a", "b\x00"]}, {"slot\x00": "a"}])
def test_a_nul_in_a_form_is_a_bad_request(client: FlaskClient, data: dict[str, Any]) -> None:
    """Also where a name stands there twice. The page of errors says so, not that a time is missing."""
    answer = client.post("/holds", data=data)
    assert (answer.status_code, "상담받으실 시간" in answer.text) == (400, False)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/no-such-page", 404),
        ("GET", "/consultations/2026-13-45", 404),
        ("GET", "/consultations/yesterday", 404),
        ("GET", "/consultations/2026-12-25", 404),  # no consultation day
        ("DELETE", "/", 405),
        ("POST", "/consultations", 405),
    ],
)
def test_what_no_page_answers_has_a_page_in_words(
    sqlite_app: Flask, client: FlaskClient, method: str, path: str, status: int
) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert "<h1" in answer.text


def test_more_than_a_form_can_hold_is_refused(client: FlaskClient) -> None:
    assert client.post("/holds", data={"slot": "x" * 2_000_000}).status_code == 413


def test_a_database_that_does_not_answer_is_said_so(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    sqlite_app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    monkeypatch.setattr("booking.reservations.queries.get_by_reference", broken)
    answer = sqlite_app.test_client().get("/reservations/R7K39MXW")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_every_answer_carries_the_policy(client: FlaskClient) -> None:
    headers = client.get("/").headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/lookup", "/consultations", "/login"])
def test_a_head_request_answers_like_get(sqlite_app: Flask, client: FlaskClient, path: str) -> None:
    assert client.head(path).status_code == client.get(path).status_code == 200
