"""The OpenAPI document is valid, says what the API does, and what the API does is what it says."""

import contextvars
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from booking.api import views
from booking.api.examples import EXAMPLES
from booking.api.operations import OPERATIONS, Operation
from tests.api.conftest import DAY, PERSON, WAITING, Program
from tests.reservations.turned_out import close

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

assert views.PATH, "the operations are entered when the views are read"
BEYOND_THE_SCHEMA = [positive_data_acceptance, ignored_auth]
"""No schema says whether a telephone can be called or a time is free: the rules refuse it with 400 or 409. And without
its secret a hold does not exist (404), where the check wants 401 alone; tests/api/test_access.py looks at that."""

FEW = 5
"""Of so many examples that other property tests take, one is taken here: there are many operations."""


def document(program: Program) -> dict[str, Any]:
    found: dict[str, Any] = program.get("/openapi.json").json
    return found


def test_the_document_is_valid(sqlite_app: Flask, program: Program) -> None:
    OpenAPIV31SpecValidator(document(program)).validate()


def test_every_address_of_the_api_is_described(sqlite_app: Flask, program: Program) -> None:
    routes = {
        (method, rule.rule.removeprefix("/api/v1").replace("<", "{").replace(">", "}"))
        for rule in sqlite_app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1") and not rule.rule.endswith("openapi.json")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {(method.upper(), path) for path, item in document(program)["paths"].items() for method in item}
    assert routes == described


def test_everything_is_said_in_words(sqlite_app: Flask, program: Program) -> None:
    found = document(program)
    for path, item in found["paths"].items():
        for operation in item.values():
            assert operation["summary"] and operation["description"], path
    assert all(schema.get("description") for schema in found["components"]["schemas"].values())


def test_each_example_of_the_document_fits_its_schema(sqlite_app: Flask, program: Program) -> None:
    """An example names holds and times that are no more; all else of it must pass, so it is refused for that alone."""
    token, (_, secret) = program.book()[1], program.hold(program.slot(nth=1))
    in_line = program.join()[1]  # last, for a free place would be offered to it
    for one in (one for one in OPERATIONS if one.body):
        bearer = {"hold": secret, "reservation": token, "waiting": in_line, None: None}[one.opened_with]
        answer = program.call(
            one.method, one.rule.replace("<reference>", "R7K39MXW"), EXAMPLES[one.name], bearer=bearer
        )
        met = (409,) if one.name == "join_line" else (403, 404)  # the notice of the example is in force no more
        assert answer.status_code in met, (one.name, answer.text)


def isolated(app: Flask) -> Any:
    """The application with each request in a context of its own, as a server's worker would have it."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return contextvars.Context().run(lambda: list(app(environ, start_response)))

    return answer


def check(app: Flask, found: dict[str, Any], one: Operation, headers: dict[str, str]) -> set[int]:
    """Call one operation with what its schema allows and forbids, and hold every answer against the document.

    Returns the statuses that were met.
    """
    met = set()
    schema = schemathesis.openapi.from_dict(found)
    schema.app = isolated(app)
    operation = schema.find_operation_by_id(one.name)

    @settings(max_examples=max(10, settings.default.max_examples // FEW))
    @given(case=operation.as_strategy())
    def run(case: schemathesis.Case) -> None:
        answer = case.call_and_validate(headers=headers, excluded_checks=BEYOND_THE_SCHEMA)
        met.add(answer.status_code)

    run()
    return met


@pytest.mark.property
@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: one.name)
def test_no_input_breaks_an_operation(sqlite_app: Flask, program: Program, one: Operation) -> None:
    check(sqlite_app, document(program), one, {})


@pytest.mark.property
@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: one.name)
def test_what_is_there_is_shown_as_described(
    sqlite_app: Flask, program: Program, now: datetime, one: Operation
) -> None:
    """As above, with times, holds and bookings that exist, and the right to them."""
    reference, token = program.book(program.slot("national-tax"))
    hold, secret = program.hold()
    there = {"slot": program.slot("national-tax", 1), "hold": hold, "reference": reference, "date": DAY, "field": "law"}
    there["date"] = "2026-12-02" if one.name == "get_night" else DAY
    there["business"] = "law-advice"
    in_force = program.get("/consent").json["version"]
    typed: dict[str, Any] = {**there, **PERSON, "email": "hong@example.com", "consent": in_force}
    if "/waiting" in one.rule:
        there["reference"], token = program.join(fields=["survey"])
        offered = program.get(f"/waiting/{there['reference']}", bearer=token).json["offer"]["offer"]
        in_force = program.get("/consent?about=waiting").json["version"]
        phone = WAITING["phone"] if "lookup" in one.rule else "010-7777-8888"
        typed |= {**there, "fields": ["law"], "phone": phone, "consent": in_force, "offer": offered}
    if one.name == "accept_replacement":
        close(date.fromisoformat(DAY), now)
        held = program.get(f"/reservations/{reference}", bearer=token).json["replacement"]
        typed["replacement"] = held["replacement"]
    found = document(program)
    for item in found["paths"].values():
        for parameter in (parameter for operation in item.values() for parameter in operation.get("parameters", [])):
            if parameter["in"] == "path":
                parameter["schema"] = {"enum": [there[parameter["name"]]]}
    for schema in found["components"]["schemas"].values():
        for name, value in (typed if schema.get("additionalProperties") is False else {}).items():
            if name in schema["properties"]:
                schema["properties"][name] = {"enum": [value]}
    bearer = {"hold": secret, "reservation": token, "waiting": token, None: ""}[one.opened_with]
    met = check(sqlite_app, found, one, {"Authorization": f"Bearer {bearer}"} if bearer else {})
    assert one.status in met, met
