"""Lock-outs: after too many wrong attempts nothing is checked for a while, whoever asks and wherever."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from booking import clock
from booking.accounts import jobs, queries, rules, service
from booking.accounts.errors import Locked
from booking.accounts.models import LoginFailure
from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.db import db, keep_records, record, transaction, writing
from booking.limits import limiter
from booking.settings import service as settings
from tests.support.people import enter, log_in, make_account

NOW = clock.parse("2026-11-23T10:00")
At = Callable[[datetime | str], datetime]


def fail(client: FlaskClient, times: int, email: str = "clerk@city.example") -> list[int]:
    return [log_in(client, email, "a wrong password").status_code for _ in range(times)]


def test_five_wrong_passwords_lock_a_right_one_out(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    make_account()
    assert fail(client, 5) == [401] * 5
    answer = log_in(client)
    assert answer.status_code == 429
    assert "15분 뒤에 다시 시도해 주세요" in answer.text
    at(NOW + timedelta(minutes=14, seconds=59))
    assert log_in(client).status_code == 429
    at(NOW + timedelta(minutes=15))
    assert log_in(client).status_code == 303


def test_another_process_knows_of_the_lock(app: Flask, client: FlaskClient, make_app: Callable[..., Flask]) -> None:
    make_account()
    other = make_app(app.config["SQLALCHEMY_DATABASE_URI"])
    assert fail(client, 3) == [401] * 3
    assert fail(other.test_client(), 2) == [401] * 2
    assert log_in(client).status_code == 429
    assert log_in(other.test_client()).status_code == 429
    with other.app_context():
        db.engine.dispose()


def test_an_unknown_log_in_name_is_locked_just_the_same(app: Flask, client: FlaskClient) -> None:
    make_account()
    known = fail(client, 6)
    assert fail(client, 6, "nobody@city.example") == known == [401] * 5 + [429]
    assert fail(client, 1, "Nobody@city.example ") == [429]


def test_a_log_in_forgets_the_failures_before_it(app: Flask, client: FlaskClient) -> None:
    make_account()
    fail(client, 4)
    assert log_in(client).status_code == 303
    client.post("/logout")
    assert fail(client, 4) == [401] * 4
    assert log_in(client).status_code == 303


def test_the_limits_are_settings(app: Flask, client: FlaskClient, at: At, actor: Actor) -> None:
    at(NOW)
    make_account()
    with transaction():
        settings.put("accounts.lock_after", "3", actor=actor, now=NOW)
        settings.put("accounts.lock_minutes", "60", actor=actor, now=NOW)
    assert fail(client, 4) == [401, 401, 401, 429]
    at(NOW + timedelta(minutes=59))
    assert log_in(client).status_code == 429


def test_the_log_tells_of_the_lock_and_of_who_runs_into_it(app: Flask, client: FlaskClient) -> None:
    make_account()
    fail(client, 6)
    rows = db.session.scalars(select(AccessEntry).where(AccessEntry.action.like("login.%")).order_by(AccessEntry.id))
    assert [row.action for row in rows] == ["login.failed"] * 5 + ["login.locked", "login.refused"]


def test_what_was_tried_cannot_be_read_from_the_table(app: Flask, client: FlaskClient) -> None:
    fail(client, 1, "clerk@city.example")
    row = db.session.scalars(select(LoginFailure)).one()
    assert row.subject == queries.fingerprint("login:clerk@city.example")
    assert "clerk" not in row.subject and len(row.subject) == 64


def test_a_lock_does_not_throw_out_who_is_in(app: Flask, client: FlaskClient) -> None:
    enter(client)
    fail(app.test_client(), 6)
    assert client.get("/account").status_code == 200


def test_guesses_at_once_are_no_more_than_one_after_the_other(app: Flask, client: FlaskClient) -> None:
    make_account()
    start, statuses = threading.Barrier(12), []

    def guess() -> None:
        browser = app.test_client()
        start.wait()
        statuses.append(log_in(browser, password="a wrong password").status_code)

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [401] * 5 + [429] * 7


def test_an_attempt_waits_for_the_one_before_it(app: Flask) -> None:
    user, subject = make_account(), "login:clerk@city.example"
    record(*(LoginFailure(subject=queries.fingerprint(subject), at=NOW) for _ in range(4)))
    results: list[str] = []

    def claim() -> None:
        with app.app_context():
            try:
                with transaction():
                    service.claim_attempt(subject, NOW, queries.find_user("clerk@city.example"))
                results.append("claimed")
            except Locked:
                results.append("locked")

    second = threading.Thread(target=claim)
    with transaction():
        service.claim_attempt(subject, NOW, user)
        second.start()
        second.join(0.5)  # time enough to slip in, if it could
    second.join()
    assert results == ["locked"]


def test_any_subject_can_be_guarded(app: Flask) -> None:
    for minute in range(5):
        service.ensure_not_locked("lookup:R7K39MXW", NOW + timedelta(minutes=minute))
        service.note_failure("lookup:R7K39MXW", NOW + timedelta(minutes=minute))
        db.session.rollback()  # each attempt is a request of its own
    later = NOW + timedelta(minutes=5)
    with pytest.raises(Locked) as refusal:
        service.ensure_not_locked("lookup:R7K39MXW", later)
    assert (refusal.value.status, refusal.value.parameters) == (429, {"minutes": 14})
    service.ensure_not_locked("lookup:ANOTHER2", later)
    with transaction():
        assert service.clear_failures("lookup:R7K39MXW") == 5
    service.ensure_not_locked("lookup:R7K39MXW", later)


def test_a_failure_counts_although_its_transaction_is_rolled_back(app: Flask) -> None:
    with keep_records(), transaction() as session:
        service.note_failure("lookup:R7K39MXW", NOW)
        session.rollback()
    assert db.session.scalar(select(func.count()).select_from(LoginFailure)) == 1


def test_the_upkeep_removes_what_counts_no_more(app: Flask) -> None:
    record(LoginFailure(subject="old", at=NOW - timedelta(days=1, seconds=1)), LoginFailure(subject="new", at=NOW))
    assert jobs.forget_old(NOW) == 1
    assert jobs.forget_old(NOW) == 0
    assert db.session.scalars(select(LoginFailure.subject)).all() == ["new"]


def test_an_admin_ends_a_lock(app: Flask, client: FlaskClient, actor: Actor) -> None:
    user = make_account()
    fail(client, 5)
    with transaction():
        service.unlock(user, actor=actor, now=clock.now())
    assert queries.find_lock(rules.login_subject("clerk@city.example"), clock.now()) is None
    assert log_in(client).status_code == 303


def test_one_address_cannot_try_a_password_at_many_accounts(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiter, "enabled", limiter.enabled)  # all applications of a process share it
    app = make_app(RATELIMIT_ENABLED=True)
    with app.app_context(), writing():
        db.create_all()
    client = app.test_client()
    statuses = [log_in(client, f"clerk{number}@city.example", "spring2026").status_code for number in range(31)]
    assert statuses == [401] * 30 + [429]
    assert client.get("/login").status_code == 200
    with app.app_context():
        db.engine.dispose()
