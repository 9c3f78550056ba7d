"""Whatever a client sends is answered in a problem document, and never by a failure of ours."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests.api.conftest import PERSON, Program, problem
from tests.reservations.racing import furnish

DEEP = 60_000


@pytest.mark.parametrize(
    ("body", "met"),
    [
        (b"", (422, "body_malformed", None)),
        (b"{", (422, "body_malformed", None)),
        (b"[]", (422, "body_malformed", None)),
        (b"null", (422, "body_malformed", None)),
        (b'"slot"', (422, "body_malformed", None)),
        (b"[" * DEEP, (422, "body_malformed", None)),
        (b'{"slot":' * 7000 + b"1" + b"}" * 7000, (422, "body_malformed", None)),
        (b'{"slot": "\xff\xfe"}', (422, "body_malformed", None)),
        (b'{"slot": "a", "slot": NaN}', (422, "value_invalid", "slot")),
        (b'{"slot": "\\ud800"}', (422, "body_malformed", None)),
        (b'{"slot": "\\u0000"}', (422, "value_invalid", "slot")),
        (b'{"slot": "a\\n"}', (422, "value_invalid", "slot")),
        (b'{"slot": 7}', (422, "value_invalid", "slot")),
        (b'{"slot": null}', (422, "value_invalid", "slot")),
        (b'{"slot": {"$ne": ""}}', (422, "value_invalid", "slot")),
        (b"{}", (422, "value_missing", "slot")),
        (b'{"slot": "a", "sloot": "b"}', (422, "value_unknown", "sloot")),
        (b'{"slot": "' + b"a" * 70_000 + b'"}', (413, "too_large", None)),
        (b'{"slot": "' + b"a" * 2_000_000 + b'"}', (413, "too_large", None)),
    ],
    ids=range(19),
)
def test_a_bad_body(sqlite_app: Flask, program: Program, body: bytes, met: tuple[int, str, str | None]) -> None:
    answer = program.client.post("/api/v1/holds", data=body, content_type="application/json")
    assert problem(answer) == met


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "x"])
def test_another_type_than_json(sqlite_app: Flask, program: Program, kind: str) -> None:
    answer = program.client.post("/api/v1/holds", data=b'{"slot": "a"}', content_type=kind)
    assert problem(answer) == (415, "unsupported_type", None)


TEXTS = ["name", "phone", "email", "question", "consent"]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("value", ["\x1b[0m", "\u202e", "가" * 9_000, "😀" * 9, "' OR 1=1 --"])
def test_strange_texts_are_read_by_the_rules_of_the_form(
    sqlite_app: Flask, program: Program, name: str, value: str
) -> None:
    _send(program, name, value)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("value", ["\x00", "a\x00b"])
def test_a_nul_which_postgresql_does_not_store_is_read_by_them_too(
    app: Flask, program: Program, name: str, value: str
) -> None:
    _send(program, name, value)


def _send(program: Program, name: str, value: str) -> None:
    hold, secret = program.hold()
    answer = program.call("POST", "/reservations", {**PERSON, "hold": hold, name: value}, bearer=secret)
    assert answer.status_code in (201, 400, 409), answer.text
    assert answer.status_code == 201 or problem(answer)[2] == name


@pytest.mark.parametrize("value", [1, 1.5, True, [], {}, ["홍길동"]])
def test_wrong_types_of_a_person(sqlite_app: Flask, program: Program, value: Any) -> None:
    hold, secret = program.hold()
    body = {"hold": hold, **dict.fromkeys(PERSON, value)}
    answer = program.call("POST", "/reservations", body, bearer=secret)
    assert problem(answer) == (422, "value_invalid", "name")
    assert [one["field"] for one in answer.json["errors"]] == ["name", "phone", "question", "consent"]


@pytest.mark.parametrize(
    ("method", "path", "met"),
    [
        ("GET", "/nowhere", (404, "not_found", None)),
        ("GET", "/", (404, "not_found", None)),
        ("GET", "/days/2026-12-25", (404, "not_found", None)),
        ("GET", "/days/yesterday", (404, "not_found", None)),
        ("GET", "/days/2026-12-21?field=nosuch", (404, "field_unknown", None)),
        ("GET", "/days/2026-12-21?field=%ff", (400, "parameter_invalid", "field")),
        ("GET", "/slots?state=nosuch", (400, "parameter_invalid", "state")),
        ("GET", "/slots?date=today", (400, "parameter_invalid", "date")),
        ("GET", "/night-office?from=x", (400, "parameter_invalid", "from")),
        ("GET", "/night-office?from=1900-01-01&to=1900-02-01", (400, "outside_calendar", "date")),
        ("GET", "/night-office?from=9999-12-31", (400, "outside_calendar", "date")),
        ("GET", "/fields/%00", (400, "bad_request", None)),
        ("GET", "/holds/%00", (400, "bad_request", None)),
        ("DELETE", "/days", (405, "method_not_allowed", None)),
        ("PATCH", "/holds", (405, "method_not_allowed", None)),
        ("TRACE", "/days", (405, "method_not_allowed", None)),
        ("GET", "/holds", (405, "method_not_allowed", None)),
    ],
)
def test_bad_addresses(
    sqlite_app: Flask, program: Program, method: str, path: str, met: tuple[int, str, str | None]
) -> None:
    answer = program.call(method, path)
    assert problem(answer) == met
    assert (answer.status_code == 405) == ("Allow" in answer.headers)


def test_a_database_that_does_not_answer(sqlite_app: Flask, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    sqlite_app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken(*_: object, **__: object) -> None:
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    monkeypatch.setattr("booking.consultations.queries.list_fields", broken)
    answer = program.get("/fields")
    assert problem(answer) == (503, "busy", None) and answer.headers["Retry-After"] == "5"

    monkeypatch.setattr("booking.consultations.queries.list_fields", lambda: 1 / 0)
    assert problem(program.get("/fields")) == (500, "failed", None)


def test_too_many_requests(make_app: Any) -> None:
    app = make_app(tables=True, RATELIMIT_ENABLED=True)
    program = Program(app.test_client())
    answers = [program.call("POST", "/holds", {"slot": "a"}) for _ in range(61)]
    assert [answer.status_code for answer in answers] == [404] * 60 + [429]
    assert problem(answers[-1]) == (429, "too_many_requests", None)
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_pages_and_programs_of_one_address_are_counted_together(make_app: Any) -> None:
    app = make_app(tables=True, RATELIMIT_ENABLED=True)
    program = Program(app.test_client())
    at = {"REMOTE_ADDR": program.address}
    typed = {"reference": "R7K3-9MXW", "phone": "1"}
    pages = [program.client.post("/lookup", data=typed, environ_overrides=at).status_code for _ in range(15)]
    programs = [program.call("POST", "/reservations/lookup", typed).status_code for _ in range(16)]
    assert pages + programs == [400] * 30 + [429]
    assert program.client.post("/lookup", data=typed, environ_overrides=at).status_code == 429
    assert program.client.get("/lookup", environ_overrides=at).status_code == 200
    assert Program(app.test_client(), "192.0.2.8").call("POST", "/reservations/lookup", typed).status_code == 400


def test_one_address_holds_so_many_times_of_a_day(make_app: Any, at: Any) -> None:
    app = make_app(tables=True, RATELIMIT_ENABLED=True)
    with app.app_context():
        tokens = furnish(app, slots=8)
    at("2026-11-23T12:00")
    program, other = Program(app.test_client()), Program(app.test_client(), address="192.0.2.8")
    held = [program.hold(token) for token in tokens[:6]]
    answer = program.call("POST", "/holds", {"slot": tokens[6]}, Idempotency_Key="k" * 16)
    assert problem(answer) == (429, "too_many_holds", None)
    assert answer.json["parameters"] == {"minutes": 10}
    assert 590 <= int(answer.headers["Retry-After"]) <= 600  # Flask-Limiter writes it anew, by its own clock
    other.hold(tokens[6])
    at("2026-11-23T12:11")
    other.hold(tokens[7])  # lapsed places of one address are nothing to another
    program.call("DELETE", f"/holds/{held[1][0]}", bearer=held[1][1])
    other.hold(tokens[1])
    assert program.call("POST", f"/holds/{held[0][0]}/extend", bearer=held[0][1]).status_code == 200
