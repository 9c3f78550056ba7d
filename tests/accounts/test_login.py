"""Log in and out: whom it lets in, what it tells, where it leads, what it leaves in the log."""

import json
import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password
from sqlalchemy import select

from booking.accounts import service
from booking.accounts.models import AccountSession
from booking.accounts.views import wiring
from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.clock import now
from booking.db import db, transaction
from tests.support.people import PASSWORD, enter, log_in, make_account

COMMAND = Actor.command("tests")


def words(text: str) -> str:
    """A page without what differs each time: tokens, and the log-in name that was typed."""
    return re.sub(r'value="[^"]*"', "", text)


def actions() -> list[tuple[str, str, str]]:
    rows = db.session.scalars(select(AccessEntry).where(AccessEntry.action.like("log%")).order_by(AccessEntry.id))
    return [(row.action, row.subject, row.reason) for row in rows]


@pytest.mark.parametrize(("role", "start"), [("admin", "/staff/"), ("staff", "/staff/"), ("expert", "/expert/")])
def test_a_log_in_leads_to_the_work_at_hand(sqlite_app: Flask, client: FlaskClient, role: str, start: str) -> None:
    make_account(role=role)
    answer = log_in(client)
    assert (answer.status_code, answer.location) == (303, "/account/start")
    answer = client.get(answer.location)
    assert (answer.status_code, answer.location) == (303, start)


def test_a_log_in_name_may_be_written_in_capitals(app: Flask, client: FlaskClient) -> None:
    make_account("clerk@city.example")
    assert log_in(client, " Clerk@CITY.example").status_code == 303


def test_a_refusal_never_tells_which_part_was_wrong(app: Flask, client: FlaskClient) -> None:
    make_account("clerk@city.example")
    user = make_account("gone@city.example")
    with transaction():
        service.deactivate(user, actor=COMMAND, now=now())
    answers = [
        log_in(client, "clerk@city.example", "a wrong password"),
        log_in(client, "nobody@city.example", PASSWORD),
        log_in(client, "gone@city.example", PASSWORD),
        log_in(client, "no address at all", PASSWORD),
        log_in(client, "<b>@city.example", PASSWORD + " "),
    ]
    assert [answer.status_code for answer in answers] == [401] * 5
    assert len({words(answer.text) for answer in answers}) == 1
    assert "전자우편 주소나 비밀번호가 맞지 않습니다" in answers[0].text
    assert 'value="clerk@city.example"' in answers[0].text, "the log-in name must not be typed twice"
    assert PASSWORD not in answers[1].text


@pytest.mark.parametrize("missing", ["email", "password"])
def test_an_empty_field_is_named_and_counts_as_no_attempt(sqlite_app: Flask, client: FlaskClient, missing: str) -> None:
    make_account()
    for _ in range(6):
        answer = log_in(client, **{missing: ""})
        assert answer.status_code == 400
        assert "입력해 주세요" in answer.text
    assert log_in(client).status_code == 303


def test_the_log_tells_of_log_ins_failures_and_log_outs(app: Flask, client: FlaskClient) -> None:
    user = make_account("clerk@city.example")
    log_in(client, "clerk@city.example", "a wrong password")
    log_in(client, "my secret typed into the wrong field", "x")
    log_in(client, "clerk@city.example")
    client.post("/logout")
    assert actions() == [
        ("login.failed", "account:clerk@city.example", "password"),
        ("login.failed", "account:?", "password"),
        ("login.succeeded", "account:clerk@city.example", ""),
        ("logout", "account:clerk@city.example", ""),
    ]
    entry = db.session.scalars(select(AccessEntry).where(AccessEntry.action == "login.succeeded")).one()
    assert (entry.account_id, entry.account_name, entry.role, entry.address) == (
        user.id, "clerk@city.example", "staff", "127.0.0.1",
    )  # fmt: skip
    failure = db.session.scalars(select(AccessEntry).where(AccessEntry.action == "login.failed")).first()
    assert failure is not None and failure.account_name == "", "a failure is nobody's deed"


def test_no_password_is_ever_logged(app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    make_account(password="a secret of mine")
    log_in(client, password="a secret of mine")
    log_in(client, password="another secret")
    rows = " ".join(str(vars(row)) for row in db.session.scalars(select(AccessEntry)))
    assert "secret" not in rows + caplog.text
    stored = db.session.scalars(select(AccountSession)).one().user.password
    assert stored is not None and stored.startswith("$argon2id$")


def test_the_product_makes_a_password_cost_what_owasp_asks_for(make_app: Callable[..., Flask]) -> None:
    """The other tests do not (`tests/support/house.py`)."""
    costs = wiring.SETTINGS["PASSWORD_HASH_PASSLIB_OPTIONS"]
    with make_app(SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=costs).app_context():
        assert hash_password("a secret of mine").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_log_out_ends_the_session_also_for_a_copy_of_the_cookie(app: Flask, client: FlaskClient) -> None:
    enter(client)
    copy = client.get_cookie("booking")
    assert copy is not None
    answer = client.post("/logout")
    assert (answer.status_code, answer.location) == (303, "/login")
    assert client.get("/account").status_code == 303
    client.set_cookie("booking", copy.value)
    assert client.get("/account").status_code == 303
    assert client.post("/logout").status_code == 303, "logging out twice does no harm"


def test_a_log_in_takes_nothing_over_from_the_session_before(sqlite_app: Flask, client: FlaskClient) -> None:
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    make_account()
    with client.session_transaction() as session:
        session["browser"] = "planted by somebody else"
    planted = token(client.get("/login").text)
    assert log_in(client, csrf_token=planted).status_code == 303
    with client.session_transaction() as session:
        assert "browser" not in session
    assert client.post("/logout", data={"csrf_token": planted}).status_code == 400
    assert client.post("/logout", data={"csrf_token": token(client.get("/account").text)}).status_code == 303


def token(html: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert found
    return found[1]


@pytest.mark.parametrize("path", ["/login", "/logout", "/login/code", "/account/password", "/account/second-factor"])
def test_forms_from_elsewhere_are_refused(sqlite_app: Flask, client: FlaskClient, path: str) -> None:
    enter(client)
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    assert client.post(path, data={"email": "clerk@city.example", "password": PASSWORD}).status_code == 400
    assert client.get("/account").status_code == 200


def test_a_page_asked_for_is_opened_after_the_log_in(sqlite_app: Flask, client: FlaskClient) -> None:
    make_account(role="admin")
    answer = client.get("/staff/accounts/new")
    assert (answer.status_code, answer.location) == (303, "/login?next=%2Fstaff%2Faccounts%2Fnew")
    form = client.get(answer.location).text
    assert '<input type="hidden" name="next" value="/staff/accounts/new">' in form
    assert log_in(client, next="/staff/accounts/new").location == "/staff/accounts/new"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "/\\evil.example", "http://["])
def test_an_address_elsewhere_is_forgotten(sqlite_app: Flask, client: FlaskClient, address: str) -> None:
    make_account()
    page = client.get("/login", query_string={"next": address})
    assert page.status_code == 200
    assert "evil" not in page.text
    answer = client.post(
        "/login",
        query_string={"next": address},
        data={"email": "clerk@city.example", "password": PASSWORD, "next": address},
    )
    assert (answer.status_code, answer.location) == (303, "/account/start")


@pytest.mark.parametrize("body", [[], [1], {"email": 1}, {"email": {"a": "b"}, "password": []}, "text", None])
def test_bodies_that_are_no_forms_are_refused(sqlite_app: Flask, client: FlaskClient, body: Any) -> None:
    answer = client.post("/login", data=json.dumps(body), content_type="application/json")
    assert answer.status_code == 415


@pytest.mark.parametrize(
    "path", ["/register", "/reset", "/confirm", "/us-signin", "/wan-signin", "/tf-rescue", "/fs-static/css", "/verify"]
)
def test_flask_security_brings_no_other_pages(sqlite_app: Flask, client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_tokens_and_remembered_browsers_open_nothing(sqlite_app: Flask, client: FlaskClient) -> None:
    user = make_account()
    with sqlite_app.test_request_context():
        ticket = user.get_auth_token()
    assert isinstance(ticket, str)
    assert client.get("/account", headers={"Authentication-Token": ticket}).status_code == 303
    assert client.get("/account", query_string={"auth_token": ticket}).status_code == 303
    log_in(client, remember="y")
    assert client.get_cookie("remember_token") is None


def test_over_https_the_cookie_is_bound_to_the_host(make_app: Callable[..., Flask], sqlite_url: str) -> None:
    app = make_app(sqlite_url, SESSION_COOKIE_SECURE=True, SESSION_COOKIE_NAME="__Host-booking")
    answer = app.test_client().get("/login", base_url="https://booking.city.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-booking=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert "Expires" not in cookie
