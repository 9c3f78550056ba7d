"""Staff and experts in tests: make an account, and log in at the page as a browser does."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pyotp
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booking import clock
from booking.accounts import service
from booking.accounts.models import User
from booking.audit.rules import Actor
from booking.db import transaction

PASSWORD = "correct horse of the tests"


def make_account(email: str = "clerk@city.example", role: str = "staff", **more: Any) -> User:
    """An account whose password is PASSWORD. It was made yesterday by a command."""
    values = {"display_name": "김담당", "password": PASSWORD, **more}
    made = clock.now() - timedelta(days=1)
    with transaction():
        return service.create(email, role=role, actor=Actor.command("tests"), now=made, **values)


def log_in(
    client: FlaskClient, email: str = "clerk@city.example", password: str = PASSWORD, **more: str
) -> TestResponse:
    """Send the log-in form. A 303 leads on, 401 and 429 refuse."""
    return client.post("/login", data={"email": email, "password": password, **more})


def enter(client: FlaskClient, email: str = "clerk@city.example", role: str = "staff") -> User:
    """An account, made and logged in."""
    user = make_account(email, role)
    answer = log_in(client, email)
    assert answer.status_code == 303, answer.text
    return user


def is_in(client: FlaskClient) -> bool:
    """Whether this browser is logged in."""
    return client.get("/account").status_code == 200


def set_up(client: FlaskClient) -> pyotp.TOTP:
    """Ask for a new app; the app that scanned the page."""
    page = client.post("/account/second-factor", data={"setup": "authenticator"})
    assert page.status_code == 200, page.status
    key = re.search(r"<dt>설정 키</dt><dd>([A-Z2-7-]+)</dd>", page.text)
    assert key
    return pyotp.TOTP(key[1].replace("-", ""))


def code(app: pyotp.TOTP) -> str:
    """What the app shows now."""
    return app.at(clock.now())


def send(client: FlaskClient, number: str) -> int:
    """Send a code; the status of the answer."""
    return client.post("/login/code", data={"code": number}).status_code


def registered(client: FlaskClient, at: Callable[[datetime], object]) -> pyotp.TOTP:
    """An account with an app, logged out; a minute later, for its first code is used up."""
    enter(client)
    phone = set_up(client)
    assert send(client, code(phone)) == 303
    client.post("/logout")
    at(clock.now() + timedelta(minutes=1))
    return phone
