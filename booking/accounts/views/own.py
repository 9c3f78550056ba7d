"""Pages of the own account: where a log-in leads, and what may be changed about it."""

from typing import Any

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, session, url_for
from flask_security import current_user

from booking import clock, web
from booking.accounts import queries, rules, service
from booking.accounts.models import User
from booking.db import transaction
from booking.menu import OWN, add_work_page

pages = Blueprint("accounts", __name__)

WITH_ANY_PASSWORD = {"security.change_password", "security.logout"}
"""What a log-in may do whose password an admin knows. Not the second factor: it would outlast the password."""

STARTS = {"admin": "/staff/", "staff": "/staff/", "expert": "/expert/", "monitor": "/monitor/"}


def init_app(app: Flask) -> None:
    """Guard the pages of accounts whose password somebody else knows; enter the own account into the menu."""
    app.before_request(_change_password_first)
    add_work_page(app, "accounts.own_account", "내 계정", tuple(rules.ROLES), 900, OWN)


def _change_password_first() -> Any:
    """A password that an admin has issued opens one door: to a new one."""
    view = current_app.view_functions.get(request.endpoint or "")
    is_open = request.endpoint in WITH_ANY_PASSWORD or not (hasattr(view, "roles") or request.blueprint == "security")
    is_known = getattr(current_user, "must_change_password", False) and not session.get("by_provider")
    if not is_open and is_known:
        return redirect(url_for("security.change_password"), 303)
    return None


@pages.get("/account/start")
@web.roles_only(*rules.ROLES)
def start() -> Any:
    """Where a log-in leads: to the roster of the next day, or to the own appointments."""
    return redirect(request.script_root + STARTS[web.main_role()], 303)


@pages.get("/account")
@web.roles_only(*rules.ROLES)
def own_account() -> str:
    """The own account: name, role, second factor, where it is logged in."""
    return render_template(
        "accounts/own.html",
        user=current_user,
        sessions=queries.list_live_sessions(clock.now(), current_user),
        here=session["account_session"],
        end_session=lambda name: url_for("accounts.end_session", name=name),
        roles=rules.ROLES,
    )


@pages.post("/account/sessions/<name>/end")
@web.roles_only(*rules.ROLES)
def end_session(name: str) -> Any:
    """Log the own account out at one place."""
    with transaction():
        service.log_out_at(_own(), name, actor=web.actor(), now=clock.now())
    flash("그곳에서 로그아웃했습니다.", "success")
    return redirect(url_for("accounts.own_account"), 303)


@pages.post("/account/sessions/end-others")
@web.roles_only(*rules.ROLES)
def end_others() -> Any:
    """Log the own account out everywhere but here."""
    with transaction():
        service.log_out_elsewhere(_own(), session["account_session"], actor=web.actor(), now=clock.now())
    flash("다른 곳에서 모두 로그아웃했습니다.", "success")
    return redirect(url_for("accounts.own_account"), 303)


def _own() -> User:
    """The account of this request, as the transaction that changes it reads it."""
    return queries.get_user(current_user.id)
