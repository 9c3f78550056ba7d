"""The door to the practice day on the real side, and the guard and the buttons on the other."""

from typing import Any

from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, url_for
from flask_security import current_user, login_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from booking import clock, web, whereabouts
from booking.accounts import queries as accounts
from booking.accounts.rules import ROLES
from booking.db import transaction
from booking.menu import OWN, add_work_page
from booking.practice import days, mount

DOOR = "/account/practice"
GOOD_FOR = 15 * 60
"""Seconds for which the door's button works, as long as a page is left open by who reads it."""

outside = Blueprint("practice_door", __name__)
inside = Blueprint("practice", __name__)
SERIALIZER = "practice_serializer"
STARTS = {"expert": "expert.appointments", "monitor": "monitor.tasks"}
"""Where who practises begins; staff at the roster."""

OPEN = {"static", "practice.enter", "security.logout"}
"""What answers inside without a log-in there, and without being a work page."""


def init_app(app: Flask) -> None:
    """The door, and the way to what is behind it; or, in the practice day's own application, what is behind it."""
    app.extensions[SERIALIZER] = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="practice")
    app.context_processor(lambda: {"practice_mode": bool(app.config.get("PRACTICE"))})
    if app.config.get("PRACTICE"):
        app.before_request(_keep_inside)
        app.register_blueprint(inside)
        web.csrf.exempt(enter)
    elif app.config["PRACTICE_FILE"]:
        app.register_blueprint(outside)
        add_work_page(app, "practice_door.door", "연습하기", tuple(ROLES), 890, OWN)
        mount.mount(app)


@outside.get(DOOR)
@web.roles_only(*ROLES)
def door() -> str:
    """What the practice day is, and the button that leads there. It is sent to the other application."""
    pass_ = current_app.extensions[SERIALIZER].dumps(web.main_role())
    return render_template("practice/door.html", pass_=pass_, action=f"{request.script_root}{mount.PREFIX}/enter")


@inside.post("/enter")
def enter() -> Any:
    """Who the real desk has let through is logged in as the practice account of the same role.

    There is no form of this application yet whose token could come along: the pass, signed a moment ago, is what nobody
    else can send.
    """
    try:
        role = current_app.extensions[SERIALIZER].loads(request.form.get("pass", ""), max_age=GOOD_FOR)
    except BadSignature:  # too old, too
        return redirect(DOOR, 303)
    days.ensure(current_app._get_current_object(), clock.now())  # type: ignore[attr-defined]  # a proxy's
    return _log_in(role)


@inside.post("/start-over")
@web.roles_only(*ROLES)
def start_over() -> Any:
    """Make the day anew, for everybody who practises on it."""
    role = web.main_role()
    days.start_over(current_app._get_current_object(), clock.now())  # type: ignore[attr-defined]  # a proxy's
    return _log_in(role)


def _log_in(role: str) -> Response:
    with transaction():
        login_user(accounts.get_user_by_email(days.email_of(role)), authn_via=["practice"])
    return redirect(url_for(STARTS.get(role, "desk.today")), 303)


def _keep_inside() -> Any:
    """Only work pages are practised, from where the real ones are reached, by who came through the door.

    The office's own site is not shown twice.
    """
    with current_app.extensions[mount.REAL].app_context():  # the office's settings, not the practice day's
        is_reached = whereabouts.is_work_open()
    if not is_reached:
        whereabouts.deny()
    if request.endpoint in OPEN:
        return None
    if not current_user.is_authenticated:
        return redirect(DOOR, 303)
    view = current_app.view_functions.get(request.endpoint or "")
    return None if hasattr(view, "roles") else abort(404)
