"""Sessions: they end by themselves when idle, and for good when somebody ends them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from booking import clock
from booking.accounts import jobs, queries, service
from booking.accounts.models import AccountSession
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.settings import service as settings
from tests.support.people import PASSWORD, enter, log_in, make_account

NOW = clock.parse("2026-11-23T10:00")
At = Callable[[datetime | str], datetime]


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def live() -> AccountSession:
    return db.session.scalars(select(AccountSession)).one()


def test_a_session_in_use_goes_on_and_an_idle_one_ends(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    enter(client)
    for minutes in (10, 20, 30):
        at(NOW + timedelta(minutes=minutes))
        assert is_in(client)
    at(NOW + timedelta(minutes=45, seconds=1))
    assert not is_in(client)
    at(NOW + timedelta(minutes=30))
    assert is_in(client), "the cookie itself is as it was"


def test_who_was_idle_is_told_and_comes_back_to_the_page(sqlite_app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    enter(client)
    at(NOW + timedelta(minutes=16))
    answer = client.get("/account")
    assert answer.location == "/login?next=%2Faccount"
    assert "로그인이 끝났습니다" in client.get(answer.location).text
    assert "로그인이 끝났습니다" not in sqlite_app.test_client().get("/login").text
    assert "저장하지 않았습니다" not in client.get("/login").text
    assert client.post("/account/password").location == "/login"
    assert client.post("/staff/accounts/new").location == "/login?next=%2Fstaff%2Faccounts%2Fnew"
    for referrer, location in [
        ("http://localhost/account", "/login?next=%2Faccount"),
        ("http://localhost/login", "/login"),
        ("http://localhost//evil.example/", "/login"),
        ("http://evil.example/account", "/login"),
        ("", "/login"),
        ("http://[", "/login"),
    ]:
        assert "방금 보내신 내용은 저장하지 않았습니다" in client.get("/login").text, "what the last form sent is lost"
        answer = client.post("/staff/reservations/R7K39MXW/undo", headers={"Referer": referrer})
        assert answer.location == location, "what only takes forms cannot be opened after the log-in"


def test_the_idle_minutes_are_a_setting(app: Flask, client: FlaskClient, at: At, actor: Actor) -> None:
    at(NOW)
    enter(client)
    with transaction():
        settings.put("accounts.idle_minutes", "5", actor=actor, now=NOW)
    at(NOW + timedelta(minutes=6))
    assert not is_in(client)


def test_its_last_use_is_noted_once_a_minute_on_reading_and_on_writing(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    enter(client)
    writes: list[str] = []
    count = lambda _c, _cursor, statement, *_more: writes.append(statement) if "UPDATE account_s" in statement else None  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", count)
    for seconds in (5, 30, 59):
        at(NOW + timedelta(seconds=seconds))
        assert is_in(client)
    assert (live().last_seen_at, writes) == (NOW, [])
    at(NOW + timedelta(seconds=60))
    assert is_in(client)
    assert is_in(client)
    assert (live().last_seen_at, len(writes)) == (NOW + timedelta(seconds=60), 1)
    at(NOW + timedelta(minutes=3))
    client.post("/account/password", data={})
    assert (live().last_seen_at, len(writes)) == (NOW + timedelta(minutes=3), 2)
    event.remove(db.engine, "before_cursor_execute", count)


def test_noting_the_last_use_leaves_the_rest_of_the_row(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    user = enter(client)
    before = live().token
    at(NOW + timedelta(minutes=2))
    assert is_in(client)
    assert (live().token, live().user_id, live().started_at, live().address) == (before, user.id, NOW, "127.0.0.1")


def test_an_admin_ends_the_sessions_of_an_account(app: Flask, client: FlaskClient, actor: Actor) -> None:
    user = enter(client)
    other = app.test_client()
    log_in(other)
    assert is_in(client) and is_in(other)
    assert len(queries.list_live_sessions(clock.now(), user)) == 2
    with transaction():
        assert service.log_out_everywhere(user, actor=actor, now=clock.now()) == 2
    assert not is_in(client) and not is_in(other)
    assert log_in(client).status_code == 303


def test_a_deactivated_account_is_out_at_once_and_stays_out(app: Flask, client: FlaskClient, actor: Actor) -> None:
    user = enter(client)
    make_account("boss@city.example", "admin")
    with transaction():
        service.deactivate(user, actor=actor, now=clock.now())
    assert not is_in(client)
    assert log_in(client).status_code == 401
    with transaction():
        service.activate(user, actor=actor, now=clock.now())
    assert not is_in(client), "a session that was ended does not come back"
    assert log_in(client).status_code == 303


def test_an_account_that_anything_has_switched_off_is_out(app: Flask, client: FlaskClient) -> None:
    user = enter(client)
    token = live().token
    with transaction():
        user.active = False
    assert queries.find_live_session(token, clock.now()) is None
    assert not is_in(client)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(app: Flask, client: FlaskClient) -> None:
    user = enter(client)
    other = app.test_client()
    log_in(other)
    new = "another horse of the tests"
    answer = change(client, PASSWORD, new)
    assert (answer.status_code, answer.location) == (303, "/account")
    assert is_in(client) and not is_in(other)
    assert len(queries.list_live_sessions(clock.now(), user)) == 1
    assert log_in(other).status_code == 401
    assert log_in(other, password=new).status_code == 303


def change(client: FlaskClient, old: str, new: str, again: str | None = None):  # type: ignore[no-untyped-def]
    data = {"password": old, "new_password": new, "new_password_confirm": new if again is None else again}
    return client.post("/account/password", data=data)


def test_a_new_password_is_refused_with_its_reason(sqlite_app: Flask, client: FlaskClient) -> None:
    enter(client)
    for old, new, again, sentence in [
        ("wrong", "another horse of the tests", None, "비밀번호가 맞지 않습니다"),
        (PASSWORD, "another horse of the tests", "something else", "똑같이 입력해 주세요"),
        (PASSWORD, "short", None, "10자 이상이어야 합니다"),
        (PASSWORD, "clerk is my name 123", None, "전자우편 주소를 넣지 말아 주세요"),
        (PASSWORD, PASSWORD, None, "지금 비밀번호와 다른"),
        (PASSWORD, "", None, "새 비밀번호를 입력해 주세요"),
    ]:
        answer = change(client, old, new, again)
        assert sentence in answer.text
        assert answer.status_code == (401 if old == "wrong" else 400)
    assert is_in(client)


def test_guessing_the_old_password_is_locked_too(app: Flask, client: FlaskClient) -> None:
    enter(client)
    statuses = [change(client, "wrong", "another horse of the tests").status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]
    assert change(client, PASSWORD, "another horse of the tests").status_code == 429
    assert log_in(app.test_client()).status_code == 429


def test_a_password_in_hangul_is_one_however_the_keyboard_composes_it(app: Flask, client: FlaskClient) -> None:
    import unicodedata

    make_account(password=unicodedata.normalize("NFC", "비밀번호는 길게 씁니다"))
    assert log_in(client, password=unicodedata.normalize("NFD", "비밀번호는 길게 씁니다")).status_code == 303


def test_rows_of_sessions_long_over_go(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    enter(client)
    assert jobs.forget_old(NOW + timedelta(days=89)) == 0
    assert jobs.forget_old(NOW + timedelta(days=91)) == 1


def test_a_citizen_costs_no_query_for_who_is_logged_in(sqlite_app: Flask, client: FlaskClient) -> None:
    statements: list[str] = []
    seen = lambda _c, _cursor, statement, *_more: statements.append(statement)  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", seen)
    assert client.get("/login/help").status_code == 200
    event.remove(db.engine, "before_cursor_execute", seen)
    assert not [each for each in statements if "account_session" in each or "users" in each]


@pytest.mark.parametrize("path", ["/staff/book/2026-12-21", "/expert/", "/look-up"])
def test_a_form_that_came_too_late_leads_staff_to_the_log_in(sqlite_app: Flask, client: FlaskClient, path: str) -> None:
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post(path)
    is_work = path != "/look-up"
    assert answer.status_code in (400, 404, 405)
    assert ("다시 로그인하기" in answer.text, "업무 첫 화면으로" in answer.text) == (is_work, is_work)
    assert ("예약 확인·취소</a>\n</div>" in answer.text or "상담일 보기" in answer.text) is not is_work
    if "book" in path:
        assert 'href="/login?next=%2Fstaff%2Fbook%2F2026-12-21"' in answer.text


def test_what_machines_read_touches_no_cookie(sqlite_app: Flask, client: FlaskClient, city: object) -> None:
    feeds = [rule.rule for rule in sqlite_app.url_map.iter_rules() if rule.rule.endswith(".ics") and not rule.arguments]
    assert feeds
    enter(client)
    for each in (client, sqlite_app.test_client()):
        for path in ("/healthz", "/metrics", *feeds):
            answer = each.get(path)
            assert answer.status_code == 200, path
            assert "Set-Cookie" not in answer.headers, path
