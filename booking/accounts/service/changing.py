"""Make accounts and change them. Each change is in the access log with what was before and after."""

from datetime import datetime

from flask_security import hash_password
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.accounts import queries, rules
from booking.accounts.errors import (
    EmailInvalid,
    EmailTaken,
    LastAdmin,
    NameMissing,
    OwnAccount,
    PasswordLikeEmail,
    PasswordShort,
    PasswordSimple,
    UnknownRole,
)
from booking.accounts.models import Role, User
from booking.accounts.service.locking import clear_failures
from booking.accounts.service.sessions import end_session, end_sessions
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db, insert
from booking.identity import ensure_no_identity_numbers


def create(
    email: str,
    *,
    role: str,
    display_name: str,
    password: str,
    must_change_password: bool = False,
    actor: Actor,
    now: datetime,
) -> User:
    """A new account that may log in at once.

    EmailInvalid, EmailTaken (field `email`), NameMissing (`display_name`), IdentityNumber (either), UnknownRole
    (`role`), a weak password.
    """
    ensure_no_identity_numbers({"email": email, "display_name": display_name}, addresses=("email",))
    email = _check_email(email)
    display_name = display_name.strip()
    if not display_name or len(display_name) > 60 or not display_name.isprintable():
        raise NameMissing()
    ensure_good_password(password, email)
    if queries.find_user(email) is not None:
        raise EmailTaken()
    user = User(
        email=email,
        display_name=display_name,
        password=hash_password(rules.normalise_password(password)),
        must_change_password=must_change_password,
        roles=[_get_role(role)],
        created_at=now,
    )
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise EmailTaken() from error
    log("created", user, actor, now, None, {"email": email, "role": role, "active": True})
    return user


def change_role(user: User, role: str, *, actor: Actor, now: datetime) -> None:
    """Give an account another role; the same one changes nothing. UnknownRole, OwnAccount, LastAdmin."""
    new = _get_role(role)
    before = user.role
    if before == role:
        return
    _ensure_somebody_else(user, actor)
    _ensure_admin_stays(user)
    user.roles = [new]
    log("role_changed", user, actor, now, {"role": before}, {"role": role})


def deactivate(user: User, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """Keep an account from logging in, and end its sessions. OwnAccount, LastAdmin."""
    if not user.active:
        return
    _ensure_somebody_else(user, actor)
    _ensure_admin_stays(user)
    user.active = False
    end_sessions(user, reason="deactivated", now=now)
    log("deactivated", user, actor, now, {"active": True}, {"active": False}, reason)


def activate(user: User, *, actor: Actor, now: datetime) -> None:
    """Let an account log in again, with no failures counted against it."""
    clear_failures(rules.login_subject(user.email))
    if user.active:
        return
    user.active = True
    log("activated", user, actor, now, {"active": False}, {"active": True})


def unlock(user: User, *, actor: Actor, now: datetime) -> None:
    """End the lock that wrong attempts brought about."""
    count = clear_failures(rules.login_subject(user.email))
    log("unlocked", user, actor, now, {"failures": count}, {"failures": 0})


def log_out_everywhere(user: User, *, actor: Actor, now: datetime) -> int:
    """End all sessions of an account; how many."""
    count = end_sessions(user, reason="ended", now=now)
    log("sessions_ended", user, actor, now, None, {"sessions_ended": count})
    return count


def log_out_at(user: User, name: str, *, actor: Actor, now: datetime) -> bool:
    """End one session of an account, by its name in forms; whether it was still in force."""
    live = queries.find_session_named(user, name, now)
    if live is None:
        return False
    end_session(live.token, reason="ended", now=now)
    log("session_ended", user, actor, now, None, {"started_at": live.started_at.isoformat(), "browser": live.browser})
    return True


def log_out_elsewhere(user: User, here: str, *, actor: Actor, now: datetime) -> int:
    """End all sessions of the own account but the one with the token `here`; how many."""
    count = end_sessions(user, reason="ended", now=now, but=here)
    log("sessions_ended", user, actor, now, None, {"sessions_ended": count})
    return count


def issue_password(user: User, *, actor: Actor, now: datetime) -> str:
    """A new random password, to be handed over and changed at the next log-in. Ends the account's sessions."""
    password = rules.random_password()
    user.password = hash_password(rules.normalise_password(password))
    user.must_change_password = True
    clear_failures(rules.login_subject(user.email))
    ended = end_sessions(user, reason="password", now=now)
    log("password_issued", user, actor, now, None, {"sessions_ended": ended})
    return password


def reset_second_factor(user: User, *, actor: Actor, now: datetime) -> None:
    """Forget the account's authenticator app (lost, replaced). Ends its sessions."""
    before = user.has_second_factor
    user.tf_primary_method = user.tf_totp_secret = user.tf_last_counter = None
    end_sessions(user, reason="ended", now=now)
    log("second_factor_reset", user, actor, now, {"second_factor": before}, {"second_factor": False})


def note_own_change(action: str, user: User, *, actor: Actor, now: datetime) -> None:
    """Log what Flask-Security has changed: password_changed, second_factor_set, second_factor_removed."""
    if action == "password_changed":
        user.must_change_password = False
    log(action, user, actor, now, None, None)


def ensure_good_password(password: str, email: str) -> None:
    """PasswordShort, PasswordSimple or PasswordLikeEmail where a password is easily guessed."""
    problem = rules.password_problem(password, email)
    if problem == "short":
        raise PasswordShort(minimum=rules.PASSWORD_MINIMUM)
    if problem == "simple":
        raise PasswordSimple()
    if problem == "email":
        raise PasswordLikeEmail()


def _check_email(text: str) -> str:
    email = rules.normalise_email(text)
    if len(email) > 255 or not rules.LOG_IN_NAME.fullmatch(email):
        raise EmailInvalid()
    return email


def _get_role(name: str) -> Role:
    if name not in rules.ROLES:
        raise UnknownRole()
    db.session.execute(insert(Role).values(name=name).on_conflict_do_nothing(index_elements=["name"]))
    return db.session.scalars(select(Role).where(Role.name == name)).one()


def _ensure_somebody_else(user: User, actor: Actor) -> None:
    if actor.account_id == user.id:
        raise OwnAccount()


def _ensure_admin_stays(user: User) -> None:
    """Two admins who take each other's rights at once wait for each other at the row of the role."""
    if user.role != "admin" or not user.active:
        return
    db.session.execute(select(Role.id).where(Role.name == "admin").with_for_update())
    if queries.count_admins() <= 1:
        raise LastAdmin()


def log(
    action: str,
    user: User,
    actor: Actor,
    now: datetime,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
    reason: str = "",
) -> None:
    """Note what was done with an account."""
    audit.changed(
        f"account.{action}",
        actor=actor,
        now=now,
        subject=f"account:{user.email}",
        before=before,
        after=after,
        reason=reason,
    )
