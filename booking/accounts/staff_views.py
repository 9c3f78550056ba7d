"""Admin pages: who has an account, as what, and what is done about it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, url_for

from booking import clock, web
from booking.accounts import queries, rules, service
from booking.accounts.forms import HandOverForm, NewAccountForm, RoleForm
from booking.accounts.models import User
from booking.audit.rules import Actor
from booking.db import transaction
from booking.errors import BookingError
from booking.foresight import foresee, shown_code
from booking.menu import ADMINISTRATION, add_work_page
from booking.reasons import read_reason
from booking.recheck import recheck
from booking.settings import registry
from booking.wording import sentence

pages = Blueprint("account_admin", __name__, url_prefix="/staff/accounts")


def init_app(app: Flask) -> None:
    """Add the admin pages of accounts."""
    app.register_blueprint(pages)
    add_work_page(app, "account_admin.accounts", "계정 관리", ("admin",), 800, ADMINISTRATION)


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


@pages.route("/<token>/hand-over", methods=["GET", "POST"])
@web.admin_page
def hand_over(token: str) -> Any:
    """Give the desk to a successor: what that does is shown first, and done when the form is sent once more."""
    user, form = queries.get_user_by_token(token), HandOverForm()
    if not form.validate_on_submit():
        return _hand_over_page(user, form), 400 if form.is_submitted() else 200
    try:
        told = _foretell(user, form)
        code = shown_code(told)
        if form.seen.data != code:
            form.seen.data = code
            return _hand_over_page(user, form, told)
        with transaction():
            successor, password = _hand_over(user, form, web.actor(), clock.now())
            recheck(clock.now(), web.actor())
    except BookingError as error:
        error.field = error.field if error.field in form else "email"
        web.put_error(form, error)
        return _hand_over_page(user, form), error.status
    flash(f"{user.display_name} 계정의 업무를 넘겼습니다.", "success")
    if password:
        return render_template("accounts/password.html", user=successor, password=password, is_new=True)
    return redirect(url_for("account_admin.account", token=successor.token), 303)


def _hand_over(user: User, form: HandOverForm, actor: Actor, now: datetime) -> tuple[User, str | None]:
    name, reason = form.display_name.data or "", read_reason(form.reason.data or "")
    return service.hand_over(user, form.email.data or "", name, reason=reason, actor=actor, now=now)


def _foretell(user: User, form: HandOverForm) -> list[str]:
    """What handing over would do, in sentences; the refusals of doing it."""
    now, email = clock.now(), rules.normalise_email(form.email.data or "")
    plan, duties = service.plan_handover(user, email, now), service.tell_duties(user)
    foreseen = foresee(lambda actor, at: _hand_over(user, form, actor, at), now, web.actor())
    role = rules.ROLES[plan.role]
    if plan.successor is None:
        named = f"{(form.display_name.data or '').strip()}({email})"
        new = f"{named} 계정을 {role} 권한으로 새로 만들고 임시 비밀번호를 한 번 보여 드립니다."
    else:
        change = "권한은 그대로" if plan.successor.role == plan.role else "권한은 더 높은"
        new = f"이미 있는 {plan.successor.display_name}({email}) 계정이 이어받습니다. {change} {role}입니다."
    ended = f" 로그인된 {plan.sessions}곳에서 로그아웃됩니다." if plan.sessions else ""
    reappointed = foreseen.followed.reappointed
    closed = f"계정을 사용 중지합니다.{ended}" if user.active else "계정은 이미 사용 중지되어 있습니다."
    return [
        new,
        f"{user.display_name}({user.email}) {closed}",
        *(f"‘{registry.get(name).title}’ 설정을 후임자의 전자우편으로 바꿉니다." for name in plan.mailboxes),
        *duties,
        *([f"앞으로의 예약 {reappointed}건의 상담위원이 바뀝니다."] if reappointed else []),
    ]


def _hand_over_page(user: User, form: HandOverForm, outlook: Sequence[str] = ()) -> str:
    return render_template("accounts/hand_over.html", user=user, form=form, outlook=outlook, roles=rules.ROLES)


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
