"""Flask-Security as this product uses it: passwords by Argon2, authenticator apps, sessions in a table.

Its own blueprint is not registered, for it brings pages that nobody needs; `signing_in.py` lists those that are.
"""

from typing import Any

from flask import Flask, current_app, g, redirect, render_template, request, session
from flask_login import login_url
from flask_security import (
    Security,
    SQLAlchemyUserDatastore,
    password_changed,
    tf_code_confirmed,
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
)
from flask_security.forms import Form
from flask_security.password_util import PasswordUtil
from flask_security.totp import Totp
from werkzeug.wrappers import Response

from booking import clock, wording
from booking.accounts import queries, rules, service
from booking.accounts.forms import (
    CodeForm,
    LogInForm,
    NewPasswordForm,
    NoRescueForm,
    PasswordAgainForm,
    SecondFactorForm,
)
from booking.accounts.models import Role, User
from booking.accounts.views import typed
from booking.accounts.views.sentences import SENTENCES
from booking.audit import service as audit
from booking.db import db
from booking.errors import BookingError
from booking.unattended import is_unattended
from booking.web import SAFE_METHODS, actor

SETTINGS: dict[str, Any] = {
    "API_ENABLED_METHODS": ["session"],
    "CHANGE_URL": "/account/password",
    "CHANGEABLE": True,
    "CLI_ROLES_NAME": None,
    "CLI_USERS_NAME": None,
    "LOGIN_URL": "/login",
    "LOGOUT_URL": "/logout",
    "PASSWORD_HASH": "argon2",
    "PASSWORD_HASH_PASSLIB_OPTIONS": {  # OWASP's second choice: 19 MiB, so that a burst of log-ins fits a small server
        "argon2__memory_cost": 19456,
        "argon2__time_cost": 2,
        "argon2__parallelism": 1,
    },
    "PASSWORD_LENGTH_MIN": rules.PASSWORD_MINIMUM,
    "PASSWORD_SCHEMES": ["argon2"],
    "POST_CHANGE_VIEW": "accounts.own_account",
    "POST_LOGIN_VIEW": "accounts.start",
    "POST_LOGOUT_VIEW": "security.login",
    "POST_VERIFY_VIEW": "accounts.own_account",
    "SEND_PASSWORD_CHANGE_EMAIL": False,
    "TOTP_ISSUER": "풀리고",
    "TWO_FACTOR": True,
    "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
    "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "TWO_FACTOR_IMPLEMENTATIONS": {"code": "flask_security.twofactor.CodeTfPlugin"},
    "TWO_FACTOR_POST_SETUP_VIEW": "accounts.own_account",
    "TWO_FACTOR_RESCUE_EMAIL": False,
}

SESSION_KEYS = {"_user_id", "_id", "_fresh", "fs_paa", "account_session", "by_provider"}
"""What a session carries over a log-in. The rest was put there by whoever used this browser before."""


def init_app(app: Flask) -> None:
    """Configure Flask-Security, and put the table of sessions behind its cookie."""
    for key, value in SETTINGS.items():
        app.config.setdefault(f"SECURITY_{key}", value)
    for key, sentence in SENTENCES.items():
        app.config.setdefault(f"SECURITY_MSG_{key}", sentence)
    app.config.setdefault("SECURITY_TWO_FACTOR_REQUIRED", app.config["BOOKING_MODE"] == "production")
    app.config.setdefault("SECURITY_FRESHNESS", clock.minutes(15))
    app.config.setdefault("SECURITY_FRESHNESS_GRACE_PERIOD", clock.minutes(15))
    security = Security(
        app,
        SQLAlchemyUserDatastore(db, User, Role),
        register_blueprint=False,
        login_form=LogInForm,
        verify_form=PasswordAgainForm,
        change_password_form=NewPasswordForm,
        two_factor_setup_form=SecondFactorForm,
        two_factor_verify_code_form=CodeForm,
        two_factor_rescue_form=NoRescueForm,
        password_util_cls=GoodPasswords,
        totp_cls=OneTimeCodes,
        render_template=_render,
    )
    security.want_json(lambda _request: False)
    security.unauthn_handler(_ask_to_log_in)
    security.login_manager.user_loader(_load_account)
    security.login_manager.request_loader(None)
    user_authenticated.connect(_on_log_in, app)
    password_changed.connect(_on_password, app)
    tf_profile_changed.connect(_on_second_factor, app)
    tf_code_confirmed.connect(_on_code, app)
    tf_disabled.connect(_on_second_factor_off, app)


class GoodPasswords(PasswordUtil):
    """This product's rule of passwords."""

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:
        """What is wrong with a new password, as a sentence, and the password as it is hashed."""
        try:
            service.ensure_good_password(password, kwargs["user"].email)
        except BookingError as error:
            return [wording.sentence(error)], password
        return None, rules.normalise_password(password)

    def normalize(self, password: str) -> str:
        """A password as it is hashed."""
        return rules.normalise_password(password)


class OneTimeCodes(Totp):
    """Codes of the product's clock, each good for one log-in."""

    def __init__(self, secrets: Any, issuer: str) -> None:
        super().__init__(secrets, issuer)
        self._totp = self._totp.using(now=lambda: clock.now().timestamp())

    def get_last_counter(self, user: Any) -> int | None:
        """The newest code that the account has used."""
        return user.tf_last_counter

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Note the code as used."""
        user.tf_last_counter = tmatch.counter


def _render(template: str, **context: Any) -> Any:
    """A page of Flask-Security with the status that its form came to."""
    if template == current_app.config["SECURITY_TWO_FACTOR_VERIFY_CODE_TEMPLATE"] and _is_proving_an_app(context):
        return _render(current_app.config["SECURITY_TWO_FACTOR_SETUP_TEMPLATE"], **{**context, **_app_values(context)})
    statuses = [form.status for form in context.values() if isinstance(form, Form) and hasattr(form, "status")]
    return render_template(template, **context), max(statuses, default=200)


def _is_proving_an_app(context: dict[str, Any]) -> bool:
    """Whether the code that is asked for is a new app's, and may still come: a slip must not cost its key."""
    form = context["two_factor_verify_code_form"]
    return session.get("tf_state") == "validating_profile" and form.user is not None and form.status != 401


def _app_values(context: dict[str, Any]) -> dict[str, Any]:
    """What the page of a new app shows, from the key that this browser's session already holds."""
    security = current_app.extensions["security"]
    user = context["two_factor_verify_code_form"].user
    values = security.totp_factory.fetch_setup_values(session["tf_totp_secret"], user)
    shown = {f"authr_{name}": values[name] for name in ("key", "username", "issuer")}
    return {**shown, "authr_qrcode": values["image"], "chosen_method": "authenticator"}


def _ask_to_log_in(_mechanisms: Any = None, headers: Any = None) -> Response:
    came_to_read = request.method in SAFE_METHODS
    return redirect(login_url("security.login", next_url=request.url if came_to_read else None), 303)


def _load_account(uniquifier: str) -> User | None:
    """Who a request's cookie stands for, if its session is still in force. Called once a request."""
    now = clock.now()
    live = queries.find_live_session(session.get("account_session", ""), now)
    if live is None or live.user.fs_uniquifier != uniquifier:
        return None
    g.fs_authn_via, g.fs_paa = "session", session.get("fs_paa", 0)
    if not is_unattended():
        service.keep_alive(live, now)
    return live.user


def _on_log_in(_app: Flask, user: User, authn_via: list[str] | None = None, **_more: Any) -> None:
    """Begin a session of its own: nothing that was in the cookie before log-in says anything about the one after."""
    now = clock.now()
    agent = request.headers.get("User-Agent", "")
    live = service.start_session(user, address=request.remote_addr or "", browser=agent, now=now)
    before = session.get("account_session", "")
    session["account_session"] = live.token
    for key in set(session) - SESSION_KEYS:
        session.pop(key)
    typed.bring(before, live)
    service.clear_failures(rules.login_subject(user.email))
    if authn_via != ["change"]:  # a new password also begins a new session
        how = "provider" if session.get("by_provider") else ""
        audit.seen("login.succeeded", actor=actor(), now=now, subject=f"account:{user.email}", reason=how)


def _on_password(_app: Flask, user: User, **_more: Any) -> None:
    now = clock.now()
    service.end_sessions(user, reason="password", now=now, but=session["account_session"])
    service.note_own_change("password_changed", user, actor=actor(), now=now)


def _on_second_factor(_app: Flask, user: Any, **_more: Any) -> None:
    service.note_own_change("second_factor_set", user, actor=actor(), now=clock.now())


def _on_second_factor_off(_app: Flask, user: Any, **_more: Any) -> None:
    user.tf_last_counter = None
    service.note_own_change("second_factor_removed", user, actor=actor(), now=clock.now())


def _on_code(app: Flask, user: User, **more: Any) -> None:
    """The code of a log-in; the first one ever also sets the second factor."""
    if session.get("tf_state") == "validating_profile":
        _on_second_factor(app, user, **more)
