"""The application as the tests run it: real configuration, real databases, a client that is a browser of its own."""

import contextvars
import os
import tempfile
from typing import Any

from flask import Flask, Response, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

import config
from booking import create_app
from booking.db import db, is_writing

SECRETS = {
    "SECRET_KEY": "a secret of the tests",
    "DATA_KEYS": "dGhlIHRlc3RzJyBkYXRhIGtleSwgMzIgYnl0ZXMgISE=",
    "INDEX_KEY": "an index key of the tests",
    "PASSWORD_SALT": "a salt of the tests",
    "TOTP_SECRETS": "1:a second-factor secret of the tests",
}

QUICK_PASSWORDS = {"argon2__memory_cost": 64, "argon2__time_cost": 1, "argon2__parallelism": 1}
"""What a password costs here: to be hard to guess took each log-in of a test 42 ms (see `accounts/test_login.py`)."""


def environment(url: str, **more: str) -> dict[str, str]:
    """The environment variables of a process under test, for `config.load` or for a real subprocess."""
    practice = f"{tempfile.gettempdir()}/pulligo-{os.getpid()}/practice.sqlite3"  # made once somebody practises
    return {
        **SECRETS,
        "BOOKING_MODE": "demo",
        "PRACTICE_FILE": practice,
        "DATABASE_URL": url,
        "RATE_LIMITS": "off",
        **more,
    }


def build(url: str, **changes: Any) -> Flask:
    """The application on a database, with errors going through to the test. `changes` go over the configuration."""
    settings = config.load(environment(url))
    settings |= {"TESTING": True, "PROPAGATE_EXCEPTIONS": True, "WTF_CSRF_ENABLED": False}
    settings |= {"SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": QUICK_PASSWORDS, **changes}
    app = create_app(settings)
    app.test_client_class = Client
    app.after_request(_refuse_forgotten_commit)
    return app


class Client(FlaskClient):
    """A test client whose requests share nothing with the test: neither `g` and its user, nor the session.

    What the test has read before is read again after a request; what it has not committed is an error.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        end_reading()
        if self.preserve_context:
            return super().open(*args, **kwargs)
        try:
            return contextvars.Context().run(super().open, *args, **kwargs)
        finally:
            end_reading()


def end_reading() -> None:
    """End the read transaction that a test's own session may have open, so that it sees what others committed."""
    if not has_app_context():
        return
    session = db.session()
    assert not is_writing(), "a request inside the test's own transaction() would wait for it for ever"
    assert not (session.new or session.dirty or session.deleted), "the test changed objects and did not commit"
    session.rollback()


def _refuse_forgotten_commit(response: Response) -> Response:
    session = db.session()
    changed = session.new or session.dirty or session.deleted or session.info.get("unsaved")
    assert response.status_code >= 400 or not changed, "a view answered well and left its changes uncommitted"
    return response


@event.listens_for(Session, "after_flush")
def _flushed(session: Session, _context: object) -> None:
    session.info["unsaved"] = True


@event.listens_for(Session, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info["unsaved"] = True


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _ended(session: Session) -> None:
    session.info.pop("unsaved", None)
