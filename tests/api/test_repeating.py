"""The same Idempotency-Key gives the same hold, to who may have it, and to nobody else."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking import clock
from booking.db import db
from booking.reservations.models import Reservation
from tests.api.conftest import PERSON, Program, problem
from tests.reservations.racing import at_once, furnish

KEY = "7f0c1d5e-2f7c-4a53-9d3b-6f4f4a1a2b3c"


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Reservation)) or 0


def test_the_same_key_gives_the_same_hold_and_secret(program: Program) -> None:
    wish = {"slot": program.slot("national-tax")}
    first, second = (program.call("POST", "/holds", wish, Idempotency_Key=KEY) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json == second.json
    assert program.get(f"/holds/{second.json['hold']}", bearer=second.json["secret"]).status_code == 200
    assert count() == 1


def test_the_same_key_gives_what_became_of_the_hold(program: Program) -> None:
    wish = {"slot": program.slot()}
    hold, secret = program.hold(**{"Idempotency-Key": KEY})
    program.call("POST", "/reservations", {**PERSON, "hold": hold}, bearer=secret)
    again = program.call("POST", "/holds", wish, Idempotency_Key=KEY)
    assert (again.status_code, again.json["state"], again.json["secret"]) == (201, "reserved", secret)


def test_another_key_or_none_is_another_wish(program: Program) -> None:
    slot = program.slot("survey")
    holds = [program.hold(slot, **{"Idempotency-Key": KEY})[0]]
    for named in ({}, {"Idempotency-Key": KEY[::-1]}):
        assert problem(program.call("POST", "/holds", {"slot": slot}, **named)) == (409, "slot_held", None)
    assert count() == len(holds)


def test_the_same_key_for_another_time_is_refused(program: Program) -> None:
    program.hold(**{"Idempotency-Key": KEY})
    answer = program.call("POST", "/holds", {"slot": program.slot(nth=1)}, Idempotency_Key=KEY)
    assert problem(answer) == (422, "request_repeated_otherwise", None)
    assert count() == 1


def test_the_key_of_another_caller_reveals_nothing(app: Flask, program: Program) -> None:
    hold, secret = program.hold(**{"Idempotency-Key": KEY})
    other = Program(app.test_client(), address="198.51.100.9")
    same = other.call("POST", "/holds", {"slot": other.slot()}, Idempotency_Key=KEY)
    assert problem(same) == (409, "slot_held", None)
    assert hold not in same.text and secret not in same.text
    assert other.hold(other.slot(nth=1), **{"Idempotency-Key": KEY})[0] != hold


@pytest.mark.parametrize(
    "key", ["", "short", "x" * 129, "spaces in the key of a caller", "열여섯 글자보다 긴 열쇠입니다"]
)
def test_a_key_that_can_be_guessed_is_refused(sqlite_app: Flask, program: Program, key: str) -> None:
    answer = program.call("POST", "/holds", {"slot": program.slot()}, Idempotency_Key=key.encode().decode("latin1"))
    assert problem(answer) == (400, "idempotency_key_invalid", None)


@pytest.mark.parametrize("seats", [1, 3])
def test_the_same_request_at_once_is_one_hold(raced: Flask, seats: int) -> None:
    [slot] = furnish(raced, day=clock.today().replace(year=clock.today().year + 1), seats=seats)

    def ask() -> tuple[str, str]:
        return Program(raced.test_client()).hold(slot, **{"Idempotency-Key": KEY})

    answers = at_once(raced, [ask] * 8)
    assert len(set(answers)) == 1
    with raced.app_context():
        assert count() == 1
