"""The pages of Flask-Security that this product has, under its name for them, each a little safer than it comes."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, session, url_for
from flask_security import current_user
from flask_security import views as security
from werkzeug.datastructures import ImmutableMultiDict

from booking import clock
from booking.accounts import rules, service
from booking.audit import service as audit
from booking.db import transaction
from booking.limits import LOOKING_UP, limiter
from booking.web import actor

pages = Blueprint("security", __name__)

# One address that tries one password at many accounts runs into no lock; it runs into this.
log_in = limiter.limit(LOOKING_UP, methods=["POST"])(security.login)

pages.add_url_rule("/login", "login", log_in, methods=["GET", "POST"])
pages.add_url_rule("/account/password", "change_password", security.change_password, methods=["GET", "POST"])
pages.add_url_rule("/account/password/again", "verify", security.verify, methods=["GET", "POST"])
pages.add_url_rule("/account/second-factor", "two_factor_setup", security.two_factor_setup, methods=["GET", "POST"])


@pages.before_request
def _take_forms_only() -> None:
    """Flask-Security also takes JSON bodies of any shape; the pages need none."""
    if request.is_json:
        abort(415)


@pages.before_request
def _forget_foreign_addresses() -> None:
    """Drop a `next` that leads away from this site: the log-in goes on, to the own start page."""
    for source in ("args", "form"):
        values = getattr(request, source)
        if "next" in values and not all(rules.is_local_path(address) for address in values.getlist("next")):
            kept = [(key, value) for key, value in values.items(multi=True) if key != "next"]
            setattr(request, source, ImmutableMultiDict(kept))


@pages.after_request
def _see_other(response: Response) -> Response:
    if response.status_code == 302:
        response.status_code = 303
    return response


@pages.route("/login/code", methods=["GET", "POST"], endpoint="two_factor_token_validation")
def enter_code() -> Any:
    """The one-time code: the second step of a log-in, or the proof that a new app works."""
    if current_user.is_authenticated and session.get("tf_state") != "validating_profile":
        return redirect(url_for("security.two_factor_setup"))
    return security.two_factor_token_validation()


@pages.get("/login/help", endpoint="two_factor_rescue")
def lost_app() -> str:
    """What to do without the authenticator app: nothing online, an admin resets it."""
    return render_template("security/second_factor_help.html")


@pages.post("/logout")
def logout() -> Any:
    """End the session here and in the table. A browser without one gets the same answer."""
    if current_user.is_authenticated:
        now = clock.now()
        with transaction():
            service.end_session(session["account_session"], reason="logout", now=now)
        audit.seen("logout", actor=actor(), now=now, subject=f"account:{current_user.email}")
    response = security.logout()
    session.clear()
    return response
