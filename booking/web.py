"""The edge that all rooms share: who is asking, what the answer carries, how a refusal becomes a page."""

import functools
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from itertools import chain
from typing import Any, ParamSpec, TypeVar

from flask import Flask, Response, abort, current_app, flash, make_response, redirect, render_template, request, session
from flask_login import login_url
from flask_security import current_user
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from booking import dates, languages, wording
from booking import db as database
from booking.audit.rules import Actor
from booking.errors import BookingError

P = ParamSpec("P")
R = TypeVar("R")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

COMMIT_THEMSELVES = frozenset({"security"})
"""Blueprints whose views write and commit by themselves (Flask-Security's). All others write inside `transaction()`, so
that SQLite's one write lock is not held while a page is read and rendered."""


def content_security_policy(*framed_by: str) -> str:
    """What a page may load, and which sites may show it in a frame: `'self'` and sites as browsers name them."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self'; form-action 'self'; frame-ancestors {' '.join(framed_by) or NOBODY}; base-uri 'none'; "
        "manifest-src 'self'"
    )


NOBODY = "'none'"
csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    """Wire hooks, headers, filters and error pages. Called first, so that its after-hook runs last."""
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(lambda _error: database.begin_request(writes=False))
    csrf.init_app(app)
    app.register_error_handler(BookingError, refusal_page)
    app.register_error_handler(CSRFError, _csrf_page)
    app.register_error_handler(HTTPException, _http_page)
    app.register_error_handler(OperationalError, _busy_page)
    app.register_error_handler(Exception, _broken_page)
    for name in ("day", "short_day", "hour", "moment", "month"):
        app.add_template_filter(getattr(dates, name), name)
    app.add_template_global(log_in_address)
    app.add_template_filter(wording.sentence, "sentence")
    app.context_processor(lambda: {"main_role": main_role, "demo_mode": app.config["BOOKING_MODE"] == "demo"})


def _begin() -> None:
    database.begin_request(writes=request.method not in SAFE_METHODS and request.blueprint in COMMIT_THEMSELVES)
    texts = (request.path, *_all(request.args), *_all(request.form))
    if any("\x00" in text for text in texts):  # PostgreSQL takes no NUL in any text
        abort(HTTPStatus.BAD_REQUEST)


def _all(values: "MultiDict[str, str]") -> Iterator[str]:
    """Names and values, those of a name that stands there several times included."""
    return chain.from_iterable(values.items(multi=True))


def _finish(response: Response) -> Response:
    database.end_request()
    response.headers.setdefault("Content-Security-Policy", content_security_policy())
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if f"frame-ancestors {NOBODY}" in response.headers["Content-Security-Policy"]:
        response.headers.setdefault("X-Frame-Options", "DENY")  # for old browsers; it cannot name other sites
    response.headers.setdefault("Permissions-Policy", permissions_policy())
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def permissions_policy(geolocation: str = "()") -> str:
    """What a page may ask of the device: nothing, but where somebody is on the page that has a button for it."""
    return f"geolocation={geolocation}, camera=(), microphone=()"


def parse_day(text: str) -> date:
    """The date of an address (`2027-01-20`); 404 for what is none, other spellings of a date included."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        abort(HTTPStatus.NOT_FOUND)
    return day if day.isoformat() == text else abort(HTTPStatus.NOT_FOUND)


def browser() -> str:
    """A random name of this browser, kept in its signed cookie: what a citizen's holds and bookings belong to.

    The cookie ends with the browser, for the next person at a library's computer must not find the booking open.
    """
    if "browser" not in session:
        session["browser"] = secrets.token_urlsafe(16)
    return str(session["browser"])


def actor() -> Actor:
    """Who acts in this request, for the audit log: an account, or a citizen without one."""
    address = request.remote_addr or ""
    if current_user.is_authenticated:
        return Actor(account_id=current_user.id, name=current_user.email, role=main_role(), address=address)
    return Actor(account_id=None, name="", role="citizen", address=address)


def main_role() -> str:
    """The strongest role of who is logged in: admin, staff, expert or monitor; anonymous for nobody."""
    for role in ("admin", "staff", "expert", "monitor"):
        if current_user.is_authenticated and current_user.has_role(role):
            return role
    return "anonymous"


def log_in_address() -> str:
    """The log-in page, which leads on to where this request wanted to go.

    A form that came too late cannot be sent again: it leads to its own page or, where that takes only forms, to the
    page it stood on.
    """
    if request.method in SAFE_METHODS:
        # What is no page is nowhere to go, and may be anything that somebody typed.
        return str(login_url("security.login", next_url=request.url if request.url_rule else None))
    return str(login_url("security.login", next_url=_page_of_form() or None))


def _page_of_form() -> str:
    """The path of the page on which this request's form stands; empty where none can be opened."""
    return next(filter(_is_work_page, [request.path, languages.sent_from()]), "")


def _is_work_page(path: str) -> bool:
    """Whether a path of this site can be opened, by those who may."""
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, _ = adapter.match(path, method="GET") if adapter else ("", {})
    except HTTPException:
        return False
    return hasattr(current_app.view_functions.get(str(endpoint)), "roles")


def roles_only(*names: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A view for accounts with one of these roles: 303 to the log-in page without one, 403 with another.

    Whose log-in ended while they typed is told there what becomes of the form they sent (`accounts/views/typed.py`).
    """

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
            if not current_user.is_authenticated:
                if request.method not in SAFE_METHODS and "account_session" in session:
                    flash(current_app.extensions["late_form"](_page_of_form()), "error")
                return redirect(log_in_address(), 303)
            if not any(current_user.has_role(name) for name in names):
                abort(HTTPStatus.FORBIDDEN)
            return view(*args, **kwargs)

        guarded.roles = names  # type: ignore[attr-defined]
        return guarded

    return decorate


def staff_page(view: Callable[P, R]) -> Callable[P, R]:
    """A view for staff and admins."""
    return roles_only("staff", "admin")(view)


def admin_page(view: Callable[P, R]) -> Callable[P, R]:
    """A view for admins."""
    return roles_only("admin")(view)


def expert_page(view: Callable[P, R]) -> Callable[P, R]:
    """A view for experts."""
    return roles_only("expert")(view)


def monitor_page(view: Callable[P, R]) -> Callable[P, R]:
    """A view for monitors."""
    return roles_only("monitor")(view)


@dataclass(frozen=True)
class ErrorForm:
    """How requests below a path are answered when something is refused or fails, where a page is not what they want.

    refusal: the answer to a BookingError. failure: the answer with an HTTP status from 400 on.
    """

    path: str
    refusal: Callable[[BookingError], Response]
    failure: Callable[[int], Response]


def add_error_form(app: Flask, form: ErrorForm) -> None:
    """Let all errors below a path be answered in this form, those of addresses that nobody answers included."""
    app.extensions.setdefault("error_forms", []).append(form)


def _error_form() -> ErrorForm | None:
    return next(
        (form for form in current_app.extensions.get("error_forms", []) if request.path.startswith(form.path)), None
    )


def _failure(code: int) -> Response:
    form = _error_form()
    return form.failure(code) if form else make_response(render_template("errors/http.html", code=code), code)


def put_error(form: FlaskForm, error: BookingError) -> None:
    """Show a refusal at the form field it belongs to; BookingError goes on where the form has no such field."""
    if error.field is None or error.field not in form:
        raise error
    field = form[error.field]
    field.errors = list(dict.fromkeys([*field.errors, wording.sentence(error)]))  # a form may have said the same


def refusal_page(error: BookingError) -> Response:
    """The answer to a refusal that no form shows: a page, or what the path's own error form says."""
    form = _error_form()
    answer = form.refusal(error) if form else make_response(_refusal_page(error))
    if error.retry_after is not None:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def _refusal_page(error: BookingError) -> tuple[str, int]:
    return render_template("errors/refusal.html", error=error, sentence=wording.sentence(error)), error.status


def _csrf_page(_error: CSRFError) -> tuple[str, int]:
    return render_template("errors/csrf.html"), 400


def _http_page(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    answer = _failure(error.code)
    answer.headers.extend([(k, v) for k, v in error.get_response().headers if k.lower() in ("allow", "retry-after")])
    return answer


def _busy_page(error: OperationalError) -> Response:
    """The database does not answer, or could not let this work through now: say so, and that a retry makes sense."""
    if current_app.testing and current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    code = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    current_app.logger.error("the database refused: %s %s", type(error.orig).__name__, code)
    answer = _failure(503)
    answer.headers["Retry-After"] = "5"
    return answer


def _broken_page(error: Exception) -> Response:
    if current_app.testing and current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    current_app.logger.exception("unhandled error", exc_info=error)
    return _failure(500)
