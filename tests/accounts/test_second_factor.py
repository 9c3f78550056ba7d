"""Logging in with the second factor: each code is good for one door, and guessing is locked."""

import contextlib
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking import clock
from booking.accounts import service
from booking.accounts.models import User
from booking.accounts.views.wiring import OneTimeCodes
from booking.audit.rules import Actor
from booking.db import db, transaction
from tests.support.people import code, is_in, log_in, make_account, registered, send

NOW = clock.parse("2026-11-23T10:00")
At = Callable[[datetime | str], datetime]


def test_from_then_on_a_log_in_asks_for_the_code(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    phone = registered(client, at)
    answer = log_in(client, next="/account/password")
    assert answer.status_code == 303 and answer.location.startswith("/login/code")
    assert not is_in(client)
    answer = client.post(answer.location, data={"code": f" {code(phone)[:3]} {code(phone)[3:]} "})
    assert (answer.status_code, answer.location) == (303, "/account/password")
    assert is_in(client)


def test_a_code_opens_one_door(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    phone = registered(client, at)
    number, thief = code(phone), app.test_client()
    log_in(client)
    assert send(client, number) == 303
    log_in(thief)
    assert send(thief, number) == 401
    at(clock.now() + timedelta(seconds=30))
    assert send(thief, code(phone)) == 303


def test_a_code_opens_one_door_also_when_two_are_knocked_at_together(
    app: Flask, client: FlaskClient, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(NOW)
    phone = registered(client, at)
    thief, both_have_read, statuses = app.test_client(), threading.Barrier(2), []

    def read_and_wait(_codes: OneTimeCodes, user: User) -> int | None:
        counter = user.tf_last_counter
        with contextlib.suppress(threading.BrokenBarrierError):
            both_have_read.wait(0.5)  # a reader that waits for the other one's lock never comes here
        return counter

    monkeypatch.setattr(OneTimeCodes, "get_last_counter", read_and_wait)
    log_in(client)
    log_in(thief)
    threads = [
        threading.Thread(target=lambda who=who: statuses.append(send(who, code(phone)))) for who in (client, thief)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 401]


def test_an_old_code_is_wrong(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    phone = registered(client, at)
    number = code(phone)
    at(clock.now() + timedelta(seconds=90))
    log_in(client)
    assert send(client, number) == 401


@pytest.mark.parametrize("number", ["", "12345", "1234567", "abcdef", "１２３４５６", "²²²²²²", "1" * 5000])
def test_what_is_no_code_gets_a_sentence(sqlite_app: Flask, client: FlaskClient, at: At, number: str) -> None:
    at(NOW)
    registered(client, at)
    log_in(client)
    answer = client.post("/login/code", data={"code": number})
    assert answer.status_code == 400
    assert "인증번호" in answer.text


def test_guessing_codes_is_locked_and_a_right_password_does_not_unlock_it(
    app: Flask, client: FlaskClient, at: At
) -> None:
    at(NOW)
    phone = registered(client, at)
    wrong = "000000" if code(phone) != "000000" else "000001"
    log_in(client)
    assert [send(client, wrong) for _ in range(3)] == [401] * 3
    log_in(client)
    assert [send(client, wrong) for _ in range(3)] == [401, 401, 429]
    assert send(client, code(phone)) == 429
    assert log_in(app.test_client()).status_code == 429
    at(clock.now() + timedelta(minutes=15))
    log_in(client)
    assert send(client, code(phone)) == 303


def test_abandoned_log_ins_lock_nobody(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    phone = registered(client, at)
    for _ in range(7):
        assert log_in(app.test_client()).status_code == 303
    log_in(client)
    assert send(client, code(phone)) == 303


def test_a_right_password_waits_ten_minutes_for_its_code(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    phone = registered(client, at)
    log_in(client)
    at(clock.now() + timedelta(minutes=10, seconds=1))
    answer = client.post("/login/code", data={"code": code(phone)})
    assert answer.status_code == 401
    assert "처음부터 다시 로그인해 주세요" in answer.text
    assert not is_in(client)


def test_a_code_without_a_password_leads_to_the_log_in(sqlite_app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    registered(client, at)
    for path in ("/login/code", "/account/second-factor"):
        assert client.get(path).location == "/login"
        assert client.post(path, data={"code": "123456", "setup": "authenticator"}).location == "/login"


def test_an_account_deactivated_between_the_steps_stays_out(
    app: Flask, client: FlaskClient, at: At, actor: Actor
) -> None:
    at(NOW)
    phone = registered(client, at)
    make_account("boss@city.example", "admin")
    user = db.session.scalars(select(User).where(User.email == "clerk@city.example")).one()
    log_in(client)
    with transaction():
        user.active = False
    assert send(client, code(phone)) == 401
    with transaction():
        user.active = True
    log_in(client)
    with transaction():
        service.deactivate(user, actor=actor, now=clock.now())
    assert send(client, code(phone)) == 303, "back to the beginning"
    assert not is_in(client)
