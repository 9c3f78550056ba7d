"""Admin pages: who has an account, as what, and what is done about it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, url_for

from booking import clock, web
from booking.accounts import queries, rules, service
from booking.accounts.forms import NewAccountForm, RoleForm
from booking.accounts.models import User
from booking.db import transaction
from booking.errors import BookingError
from booking.wording import sentence

pages = Blueprint("account_admin", __name__, url_prefix="/staff/accounts")


def init_app(app: Flask) -> None:
    """Add the admin pages of accounts."""
    app.register_blueprint(pages)
    web.add_work_page(app, "account_admin.accounts", "계정 관리", ("admin",), 800)


@pages.get("")
@web.admin_page
def accounts() -> str:
    """All accounts."""
    now = clock.now()
    users = queries.list_users()
    return render_template(
        "accounts/list.html",
        users=users,
        locks=_locks(users),
        online={live.user_id for live in queries.list_live_sessions(now)},
        roles=rules.ROLES,
    )


@pages.route("/new", methods=["GET", "POST"])
@web.admin_page
def create() -> Any:
    """A new account with a random password, shown once."""
    form = NewAccountForm()
    if not form.validate_on_submit():
        return render_template("accounts/new.html", form=form), 400 if form.is_submitted() else 200
    password = rules.random_password()
    try:
        with transaction():
            user = service.create(
                form.email.data,
                role=form.role.data,
                display_name=form.display_name.data,
                password=password,
                must_change_password=True,
                actor=web.actor(),
                now=clock.now(),
            )
    except BookingError as error:
        web.put_error(form, error)
        return render_template("accounts/new.html", form=form), error.status
    return render_template("accounts/password.html", user=user, password=password, is_new=True)


@pages.get("/<token>")
@web.admin_page
def account(token: str) -> str:
    """One account, and what an admin may do about it."""
    return _page(queries.get_user_by_token(token))


@pages.post("/<token>/role")
@web.admin_page
def change_role(token: str) -> Any:
    """Give the account another role."""
    form = RoleForm()
    if not form.validate_on_submit():
        return _page(queries.get_user_by_token(token), form), 400
    return _do(token, lambda user, how: service.change_role(user, form.role.data, **how), "권한을 바꾸었습니다.")


@pages.post("/<token>/deactivate")
@web.admin_page
def deactivate(token: str) -> Any:
    """Keep the account from logging in."""
    return _do(token, lambda user, how: service.deactivate(user, **how), "계정을 사용 중지했습니다.")


@pages.post("/<token>/activate")
@web.admin_page
def activate(token: str) -> Any:
    """Let the account log in again."""
    return _do(token, lambda user, how: service.activate(user, **how), "계정을 다시 사용할 수 있습니다.")


@pages.post("/<token>/unlock")
@web.admin_page
def unlock(token: str) -> Any:
    """End the lock that wrong attempts brought about."""
    return _do(token, lambda user, how: service.unlock(user, **how), "로그인 잠금을 풀었습니다.")


@pages.post("/<token>/end-sessions")
@web.admin_page
def end_sessions(token: str) -> Any:
    """Log the account out everywhere."""
    return _do(token, lambda user, how: service.log_out_everywhere(user, **how), "모든 기기에서 로그아웃했습니다.")


@pages.post("/<token>/sessions/<name>/end")
@web.admin_page
def end_session(token: str, name: str) -> Any:
    """Log the account out at one place; one that is over already stays so."""
    return _do(token, lambda user, how: service.log_out_at(user, name, **how), "그곳에서 로그아웃했습니다.")


@pages.post("/<token>/reset-second-factor")
@web.admin_page
def reset_second_factor(token: str) -> Any:
    """Forget the account's authenticator app."""
    return _do(token, lambda user, how: service.reset_second_factor(user, **how), "2단계 인증을 초기화했습니다.")


@pages.post("/<token>/password")
@web.admin_page
def issue_password(token: str) -> Any:
    """A new random password, shown once."""
    with transaction():
        user = queries.get_user_by_token(token)
        password = service.issue_password(user, actor=web.actor(), now=clock.now())
    return render_template("accounts/password.html", user=user, password=password, is_new=False)


def _page(user: User, form: RoleForm | None = None) -> str:
    now = clock.now()
    return render_template(
        "accounts/account.html",
        user=user,
        form=form or RoleForm(role=user.role),
        lock=queries.find_lock(rules.login_subject(user.email), now),
        sessions=queries.list_live_sessions(now, user),
        end_session=lambda name: url_for("account_admin.end_session", token=user.token, name=name),
        roles=rules.ROLES,
    )


def _do(token: str, change: Callable[[User, dict[str, Any]], object], message: str) -> Any:
    """Make one change and show the account; a refusal is told there too."""
    try:
        with transaction():
            change(queries.get_user_by_token(token), {"actor": web.actor(), "now": clock.now()})
    except BookingError as error:
        if error.status == 404:
            raise
        flash(sentence(error), "error")
        return _page(queries.get_user_by_token(token)), error.status
    flash(message, "success")
    return redirect(url_for("account_admin.account", token=token), 303)


def _locks(users: list[User]) -> dict[int, Any]:
    now = clock.now()
    locks = {user.id: queries.find_lock(rules.login_subject(user.email), now) for user in users}
    return {id: until for id, until in locks.items() if until}
