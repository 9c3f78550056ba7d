"""Setting up the second factor: required in production, offered in the demo."""

import base64
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking import clock
from booking.accounts import service
from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.db import db, transaction
from tests.support.people import PASSWORD, code, enter, is_in, log_in, make_account, registered, send, set_up

NOW = clock.parse("2026-11-23T10:00")
At = Callable[[datetime | str], datetime]


@pytest.fixture
def production(app: Flask) -> None:
    """The one difference that production makes here; `test_production_requires_it` holds that it does."""
    app.config["SECURITY_TWO_FACTOR_REQUIRED"] = True


def test_production_requires_it(make_app: Callable[..., Flask]) -> None:
    assert make_app(BOOKING_MODE="production").config["SECURITY_TWO_FACTOR_REQUIRED"] is True
    assert make_app(BOOKING_MODE="demo").config["SECURITY_TWO_FACTOR_REQUIRED"] is False


@pytest.mark.usefixtures("production")
def test_without_an_app_a_right_password_only_leads_to_setting_one_up(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    make_account()
    answer = log_in(client)
    assert (answer.status_code, answer.location) == (303, "/account/second-factor")
    assert not is_in(client)
    assert "인증 앱 등록하기" in client.get("/account/second-factor").text
    phone = set_up(client)
    assert not is_in(client)
    assert send(client, "000000" if code(phone) != "000000" else "000001") == 400
    assert not is_in(client)
    answer = client.post("/login/code", data={"code": code(phone)})
    assert (answer.status_code, answer.location) == (303, "/account/start")
    assert is_in(client)
    with client.session_transaction() as session:
        assert not [key for key in session if key.startswith("tf_")]


def test_the_app_reads_the_same_from_picture_and_key(sqlite_app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    enter(client)
    page = client.post("/account/second-factor", data={"setup": "authenticator"}).text
    picture = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    assert picture and b"<svg" in base64.b64decode(picture[1])
    assert "clerk@city.example" in page
    uri = sqlite_app.extensions["security"].totp_factory.get_totp_uri("clerk@city.example", new_secret(sqlite_app))
    assert pyotp.parse_uri(uri).issuer == "풀리고"


def new_secret(app: Flask) -> str:
    return str(app.extensions["security"].totp_factory.generate_totp_secret())


@pytest.mark.usefixtures("production")
def test_who_set_an_app_up_first_keeps_it(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    make_account()
    thief = app.test_client()
    log_in(thief)
    stolen = set_up(thief)
    log_in(client)
    phone = set_up(client)
    assert send(client, code(phone)) == 303
    at(clock.now() + timedelta(minutes=1))
    assert send(thief, code(stolen)) == 401
    assert not is_in(thief)


def test_changing_it_asks_for_the_password_again(app: Flask, client: FlaskClient) -> None:
    app.config["SECURITY_FRESHNESS"] = timedelta(microseconds=1)
    enter(client)
    for answer in (client.get("/account/second-factor"), client.post("/account/second-factor", data={"setup": "x"})):
        assert answer.status_code == 303
        assert answer.location == "/account/password/again?next=/account/second-factor"
    assert client.post("/account/password/again", data={"password": "wrong"}).status_code == 401
    answer = client.post("/account/password/again", data={"password": PASSWORD, "next": "/account/second-factor"})
    assert (answer.status_code, answer.location) == (303, "/account/second-factor")
    app.config["SECURITY_FRESHNESS"] = timedelta(minutes=15)
    assert client.get("/account/second-factor").status_code == 200


def test_an_issued_password_sets_up_no_app_before_it_is_changed(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    user = make_account()
    log_in(client)
    phone = set_up(client)
    with transaction():
        db.session.merge(user).must_change_password = True
    for path in ("/account/second-factor", "/login/code", "/account/password/again", "/login", "/login/help"):
        assert client.get(path).location == "/account/password", path
    assert client.post("/account/second-factor", data={"setup": "authenticator"}).location == "/account/password"
    assert client.post("/login/code", data={"code": code(phone)}).location == "/account/password"
    assert not user.has_second_factor
    new = "a phrase of my own"
    data = {"password": PASSWORD, "new_password": new, "new_password_confirm": new}
    assert client.post("/account/password", data=data).location == "/account"
    assert send(client, code(set_up(client))) == 303
    assert user.has_second_factor
    assert client.post("/logout").status_code == 303


def test_in_the_demo_it_may_be_given_up_and_in_production_not(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    enter(client)
    assert send(client, code(set_up(client))) == 303
    app.config["SECURITY_TWO_FACTOR_REQUIRED"] = True
    assert client.post("/account/second-factor", data={"setup": "disable"}).status_code == 400
    page = client.get("/account/second-factor").text
    assert "인증 앱 다시 등록하기" in page
    assert "해제하기" not in page
    app.config["SECURITY_TWO_FACTOR_REQUIRED"] = False
    assert "해제하기" in client.get("/account/second-factor").text
    assert client.post("/account/second-factor", data={"setup": "disable"}).status_code == 303
    client.post("/logout")
    assert log_in(client).location == "/account/start"


def test_a_wrong_code_for_a_new_app_leaves_the_old_one(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    phone = registered(client, at)
    log_in(client)
    send(client, code(phone))
    at(clock.now() + timedelta(minutes=1))
    set_up(client)
    assert send(client, code(phone)) == 400
    assert is_in(client)
    client.post("/logout")
    log_in(client)
    assert send(client, code(phone)) == 303


@pytest.mark.parametrize("required", [True, False])
def test_a_mistyped_code_leaves_picture_and_key_on_the_page(
    app: Flask, client: FlaskClient, at: At, required: bool
) -> None:
    at(NOW)
    app.config["SECURITY_TWO_FACTOR_REQUIRED"] = required
    make_account()
    log_in(client)
    phone = set_up(client)
    for wrong in ("000000" if code(phone) != "000000" else "000001", "12", ""):
        answer = client.post("/login/code", data={"code": wrong})
        assert answer.status_code == 400
        assert "<h1>2단계 인증 설정</h1>" in answer.text
        assert key_on(answer.text) == phone.secret
        assert 'class="qr"' in answer.text and 'id="code-error"' in answer.text and 'href="#code"' in answer.text
    assert key_on(client.get("/login/code").text) == phone.secret, "the page may be loaded again"
    assert send(client, code(phone)) == 303
    assert is_in(client)


def key_on(page: str) -> str:
    """The key that a page shows, as the app takes it; an empty text where it shows none."""
    found = re.search(r"<dt>설정 키</dt><dd>([A-Z2-7-]+)</dd>", page)
    return found[1].replace("-", "") if found else ""


def test_the_log_tells_who_set_up_and_gave_up_an_app(app: Flask, client: FlaskClient, at: At, actor: Actor) -> None:
    at(NOW)
    user = enter(client)
    send(client, code(set_up(client)))
    client.post("/account/second-factor", data={"setup": "disable"})
    with transaction():
        service.reset_second_factor(user, actor=actor, now=clock.now())
    rows = db.session.scalars(
        select(AccessEntry).where(AccessEntry.action.like("account.second%")).order_by(AccessEntry.id)
    )
    assert [(row.action, row.account_name) for row in rows] == [
        ("account.second_factor_set", "clerk@city.example"),
        ("account.second_factor_removed", "clerk@city.example"),
        ("account.second_factor_reset", "tests"),
    ]


def test_its_secret_is_encrypted_and_in_no_log(app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    user = enter(client)
    phone = set_up(client)
    send(client, code(phone))
    assert user.tf_totp_secret is not None and phone.secret not in user.tf_totp_secret
    rows = " ".join(str(vars(row)) for row in db.session.scalars(select(AccessEntry)))
    assert phone.secret not in rows and "enckey" not in rows
