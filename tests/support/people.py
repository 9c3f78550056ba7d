"""Staff and experts in tests: make an account, and log in at the page as a browser does."""

from datetime import timedelta
from typing import Any

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
