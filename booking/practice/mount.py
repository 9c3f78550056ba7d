"""The application of the practice day, and how requests below `/practice` reach it instead of the real one."""

import hashlib
import hmac
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from booking.db import engine_options
from booking.practice import days

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PREFIX = "/practice"
REAL = "practised_from"
"""The extension of the practice day's application that is the real one."""

SHUT: dict[str, Any] = {
    "BOOKING_MODE": "demo",
    "MAIL_URL": "console:",
    "SMS_URL": "console:",
    "HOLIDAYS_KEY": "",
    "KIOSKS_KEY": "",
    "EXPORT_DIR": "",
    "SESSION_COOKIE_NAME": "practice",
    "SESSION_COOKIE_PATH": PREFIX,
}
"""What differs from the real one beside its database: nothing leaves, no file is laid down, and cookies do not meet."""

_made: dict[str, Flask] = {}
_lock = threading.Lock()


def mount(app: Flask) -> None:
    """Answer below `/practice` by the practice day's application, which the first request there makes."""

    def practised(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return practice_of(app)(environ, start_response)

    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {PREFIX: practised})  # type: ignore[method-assign]  # Flask's way


def practice_of(app: Flask) -> Flask:
    """The practice day's application beside `app`, one for each file and process.

    It has the same keys of data and links, which stand in the process and not in the application, and another key of
    cookies, so that no session of the one is a session of the other.
    """
    file = str(app.config["PRACTICE_FILE"])
    with _lock:
        if file not in _made:
            _made[file] = _make(app, file)
        return _made[file]


def _make(app: Flask, file: str) -> Flask:
    from booking import create_app

    Path(file).parent.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{file}"
    database = {"SQLALCHEMY_DATABASE_URI": url, "SQLALCHEMY_ENGINE_OPTIONS": engine_options(url)}
    # Flask-Security has put what it made of the real mode into the configuration; it asks anew here.
    kept = {name: value for name, value in app.config.items() if name != "SECURITY_TWO_FACTOR_REQUIRED"}
    made = create_app({**kept, **SHUT, **database, "PRACTICE": True})
    made.extensions[REAL] = app
    made.config["SECRET_KEY"] = hmac.new(
        str(app.config["SECRET_KEY"]).encode(), b"practice", hashlib.sha256
    ).hexdigest()
    made.config["SECRET_KEY_FALLBACKS"] = []
    if Path(file).is_file():
        days.fit(made)
    return made
