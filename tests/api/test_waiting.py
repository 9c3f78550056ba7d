"""The waiting list for programs: join, see the own place, answer an offer, leave. Nobody is overtaken by it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking import clock
from booking.db import db, transaction
from booking.reservations.models import WaitingEntry
from booking.reservations.queries import waiting as line
from booking.settings import service as settings
from tests.api.conftest import CONSENT, WAITING, Program, problem
from tests.reservations.conftest import CLERK
from tests.reservations.racing import at_once, furnish

At = Callable[[str], datetime]
KEY = "7f0c1d5e-2f7c-4a53-9d3b-6f4f4a1a2b3c"
OTHER = {"name": "이대기", "phone": "010-4444-5555"}
FOR_FATHER = {"who": "proxy", "person_name": "김아버지", "person_phone": "055-123-4567"}


@pytest.fixture
def full(program: Program) -> tuple[str, str]:
    """Both places of law are booked: the first booking's reference and token."""
    first = program.book(program.slot())
    program.book(program.slot(nth=1), name="김철수")
    return first


def join(program: Program, **more: Any) -> Any:
    headers = {name: more.pop(name) for name in list(more) if name[0].isupper()}
    return program.call("POST", "/waiting", {**WAITING, **more}, **headers)


def place(program: Program, opened: tuple[str, str]) -> Any:
    return program.get(f"/waiting/{opened[0]}", bearer=opened[1]).json


def act(program: Program, opened: tuple[str, str], what: str, offer: str | None = None) -> Any:
    body = {} if offer is None else {"body": {"offer": offer}}
    return program.call("POST", f"/waiting/{opened[0]}/{what}", bearer=opened[1], **body)


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(WaitingEntry)) or 0


def free_one(program: Program, booked: tuple[str, str]) -> None:
    assert program.call("POST", f"/reservations/{booked[0]}/cancel", bearer=booked[1]).status_code == 200


def test_from_joining_to_a_booking(program: Program, full: tuple[str, str]) -> None:
    first, second = program.join(), program.join(**OTHER)
    assert [place(program, one)["fields"][0]["before"] for one in (first, second)] == [0, 1]
    assert place(program, first)["state"] == "waiting" and place(program, first)["offer"] is None
    free_one(program, full)
    offer = place(program, first)["offer"]
    assert (offer["field"], offer["starts_at"]) == ("law", "2026-12-21T10:00:00+09:00")
    assert offer["answer_until"] == "2026-11-23T14:00:00+09:00"
    assert place(program, second)["state"] == "waiting"
    done = [act(program, first, "accept", offer["offer"]) for _ in range(2)]
    assert [one.status_code for one in done] == [201, 201], done[0].text
    assert done[0].json["reservation"] == done[1].json["reservation"]
    booked = done[0].json["reservation"]
    assert (booked["name"], booked["state"], booked["slot"]) == ("김대기", "reserved", offer["slot"])
    read = program.get(f"/reservations/{booked['reference']}", bearer=done[0].json["access"]["access_token"])
    assert read.json == booked
    after = place(program, first)
    assert (after["state"], after["reservation"], after["fields"][0]["before"]) == ("served", booked["reference"], None)
    assert line.verify().findings == []


def test_who_waits_for_somebody_else_finds_the_place_and_the_booking(program: Program, full: tuple[str, str]) -> None:
    opened = program.join(**FOR_FATHER, email="kim@example.com")
    proxy = {"name": "김대기", "phone": "010-2222-3333", "email": "kim@example.com"}
    shown = place(program, opened)
    assert (shown["name"], shown["phone"], shown["email"], shown["proxy"]) == ("김아버지", "055-123-4567", None, proxy)
    for phone in ("0551234567", "01022223333"):
        assert place(program, (opened[0], find(program, opened[0], phone)))["reference"] == opened[0]
    free_one(program, full)
    booked = act(program, opened, "accept", place(program, opened)["offer"]["offer"]).json["reservation"]
    assert (booked["name"], booked["phone"], booked["proxy"]) == ("김아버지", "055-123-4567", proxy)


def test_declining_keeps_the_place_and_leaving_ends_it(program: Program, full: tuple[str, str]) -> None:
    first, second = program.join(), program.join(**OTHER)
    free_one(program, full)
    offer = place(program, first)["offer"]["offer"]
    assert act(program, first, "decline", offer).json["state"] == "waiting"
    assert act(program, first, "decline", offer).status_code == 200
    assert place(program, second)["state"] == "offered"
    assert problem(act(program, first, "accept", offer)) == (410, "offer_over", None)
    for _ in range(2):
        assert act(program, second, "leave").json["state"] == "left"
    assert place(program, first)["state"] == "waiting"  # the same place is not offered twice
    assert line.verify().findings == []


def test_an_offer_that_lapsed_goes_on_when_it_is_accepted_late(program: Program, full: tuple[str, str], at: At) -> None:
    first, second = program.join(), program.join(**OTHER)
    free_one(program, full)
    offer = place(program, first)["offer"]["offer"]
    at("2026-11-23T14:00")
    late = [(one[0], find(program, one[0], phone)) for one, phone in ((first, "01022223333"), (second, "01044445555"))]
    assert place(program, late[0])["state"] == "lapsed"
    assert problem(act(program, late[0], "accept", offer)) == (410, "offer_over", None)
    assert place(program, late[1])["state"] == "offered"


def find(program: Program, reference: str, phone: str) -> str:
    answer = program.call("POST", "/waiting/lookup", {"reference": reference.lower(), "phone": phone})
    assert answer.status_code == 200, answer.text
    return str(answer.json["access_token"])


def test_no_visitor_overtakes_who_joined_by_a_program(program: Program, full: tuple[str, str]) -> None:
    program.join()
    free_one(program, full)
    refused = program.call("POST", "/holds", {"slot": program.slot()})
    assert problem(refused) == (409, "slot_taken", None)
    assert refused.json["waiting_url"].endswith("/waiting?field=law&date=2026-12-21")


def test_joining_again_with_the_same_key_is_the_same_place(program: Program, full: tuple[str, str]) -> None:
    first, second = (join(program, Idempotency_Key=KEY) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json["waiting"] == second.json["waiting"] and count() == 1
    assert problem(join(program, **OTHER, Idempotency_Key=KEY)) == (422, "request_repeated_otherwise", None)
    assert problem(join(program, fields=["survey"], Idempotency_Key=KEY)) == (422, "request_repeated_otherwise", None)
    assert problem(join(program)) == (409, "already_waiting", "name")
    stranger = Program(program.client, address="198.51.100.9")
    assert problem(join(stranger, Idempotency_Key=KEY)) == (409, "already_waiting", "name")
    assert count() == 1


@pytest.mark.race
def test_the_same_joining_at_once_is_one_place(raced: Flask) -> None:
    furnish(raced, day=clock.today().replace(year=clock.today().year + 1))

    def ask() -> str:
        return str(join(Program(raced.test_client()), Idempotency_Key=KEY).json["waiting"]["reference"])

    assert len(set(at_once(raced, [ask] * 6))) == 1
    with raced.app_context():
        assert count() == 1


def test_all_that_is_wrong_is_said_at_once(sqlite_app: Flask, program: Program) -> None:
    wish = {"fields": [], "name": " ", "phone": "1", "email": "x", "consent": "", "optional": False}
    answer = join(program, **wish)
    assert [(one["code"], one["pointer"]) for one in answer.json["errors"]] == [
        ("field_missing", "/fields"), ("field_missing", "/name"), ("phone_invalid", "/phone"),
        ("email_invalid", "/email"), ("consent_missing", "/consent"), ("optional_refused", "/email"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "met"),
    [
        ({"fields": ["nosuch"]}, (400, "field_missing", "fields")),
        ({"fields": ["No Such"]}, (422, "value_invalid", "fields/0")),
        ({"last": "2026-11-22"}, (400, "dates_past", "last")),
        ({"first": "2026-12-22", "last": "2026-12-21"}, (400, "dates_backwards", "last")),
        ({"name": "900101-1234567"}, (400, "identity_number", "name")),
        ({"phone": "900101-1234567"}, (400, "identity_number", "phone")),
        ({"email": "900101-1234567@city.example"}, (400, "identity_number", "email")),
        ({"who": "proxy", "person_name": "900101-1234567"}, (400, "identity_number", "person_name")),
        ({**FOR_FATHER, "person_phone": "900101-1234567"}, (400, "identity_number", "person_phone")),
        ({"who": "proxy"}, (400, "field_missing", "person_name")),
        ({"who": "mother"}, (422, "value_invalid", "who")),
        ({**FOR_FATHER, "optional": False}, (422, "optional_refused", "person_phone")),
        ({"consent": "2019-01"}, (409, "consent_outdated", "consent")),
        ({"optional": False, "email": "kim@example.com"}, (422, "optional_refused", "email")),
    ],
)
def test_what_cannot_be_waited_for_is_refused(
    sqlite_app: Flask, program: Program, more: dict[str, Any], met: tuple[int, str, str]
) -> None:
    assert problem(join(program, **more)) == met
    assert count() == 0


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({}, None),
        ({"email": "kim@example.com"}, "filled"),
        ({"email": "kim@example.com", "optional": True}, "yes"),
        ({"optional": False}, "no"),
        (FOR_FATHER, "filled"),
        ({**FOR_FATHER, "who": "own"}, None),
    ],
)
def test_the_consent_is_that_of_the_waiting_list(
    sqlite_app: Flask, program: Program, more: dict[str, Any], kept: str | None
) -> None:
    program.join(**more)
    [entry] = db.session.scalars(select(WaitingEntry))
    version = program.get("/consent?about=waiting").json["version"]
    assert (entry.consent_version, entry.consent_optional, entry.via) == (version, kept, "api")
    assert version != program.get("/consent").json["version"]


def test_one_telephone_has_as_many_places_as_on_the_page(app: Flask, program: Program, now: datetime) -> None:
    with transaction():
        settings.put("waiting.per_phone", "1", actor=CLERK, now=now)
    program.join()
    assert problem(join(program, fields=["survey"])) == (409, "too_many_waits", "phone")


def test_a_place_is_for_who_has_its_token(sqlite_app: Flask, program: Program, full: tuple[str, str]) -> None:
    mine, other = program.join(), program.join(**OTHER)
    for method, path, body in (
        ("GET", "", None), ("POST", "/leave", None), ("POST", "/accept", {"offer": "x"}),
        ("POST", "/decline", {"offer": "x"}),
    ):  # fmt: skip
        address = f"/waiting/{mine[0]}{path}"
        assert problem(program.call(method, address, body)) == (401, "authorization_missing", None)
        assert problem(program.call(method, address, body, bearer=other[1])) == (403, "waiting_unknown", None)
        assert problem(program.call(method, address, body, bearer=full[1])) == (401, "authorization_invalid", None)
    assert problem(program.get(f"/reservations/{full[0]}", bearer=mine[1])) == (401, "authorization_invalid", None)
    assert problem(program.get("/waiting/R7K39MXW", bearer=mine[1])) == (403, "waiting_unknown", None)


def test_wrong_guesses_tell_nothing_and_lock(app: Flask, program: Program) -> None:
    reference, _ = program.join()
    wrong = {"reference": reference, "phone": "010-9999-9999"}
    assert problem(program.call("POST", "/waiting/lookup", {**wrong, "reference": " "}))[1:] == (
        "field_missing", "reference",
    )  # fmt: skip
    for _ in range(5):
        assert problem(program.call("POST", "/waiting/lookup", wrong)) == (403, "waiting_unknown", "reference")
    right = {"reference": reference, "phone": str(WAITING["phone"])}
    assert problem(program.call("POST", "/waiting/lookup", right)) == (429, "locked", "reference")


def test_joining_counts_with_holding(make_app: Any) -> None:
    app = make_app(tables=True, RATELIMIT_ENABLED=True)
    program = Program(app.test_client())
    wish = {**WAITING, "consent": "x"}
    assert wish["consent"] != CONSENT
    holds = [program.call("POST", "/holds", {"slot": "a"}).status_code for _ in range(59)]
    joins = [program.call("POST", "/waiting", wish).status_code for _ in range(2)]
    assert holds + joins == [404] * 59 + [400, 429]
