"""Read accounts, sessions and locks."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from booking import crypto
from booking.accounts import rules
from booking.accounts.errors import UnknownAccount
from booking.accounts.models import AccountSession, LoginFailure, Role, TypedForm, User
from booking.db import db
from booking.settings import queries as settings

DAY = timedelta(days=1)

Bar = Callable[[int, datetime], bool]
"""Whether an account (its key) may not be in now, though it is in use and nobody has locked it."""

_bars: dict[str, Bar] = {}


def add_bar(name: str, bar: Bar) -> None:
    """Let another room say which outsiders' accounts are shut out: asked at log-in and with every request."""
    _bars[name] = bar


def is_barred(user: User, now: datetime) -> bool:
    """Whether an outsider's account is shut out now. Others are not asked about: staff have no term."""
    return user.role in rules.OUTSIDERS and any(bar(user.id, now) for bar in _bars.values())


def get_user(id: int) -> User:
    """The account with this key. UnknownAccount."""
    user = db.session.get(User, id)
    if user is None:
        raise UnknownAccount()
    return user


def find_user(email: str) -> User | None:
    """The account with this log-in name, however it is written."""
    return db.session.scalar(select(User).where(User.email == rules.normalise_email(email).replace("\0", "")))


def get_user_by_email(email: str) -> User:
    """The account with this log-in name. UnknownAccount."""
    user = find_user(email)
    if user is None:
        raise UnknownAccount()
    return user


def get_user_by_token(token: str) -> User:
    """The account with this name outside. UnknownAccount."""
    user = db.session.scalar(select(User).where(User.token == token.replace("\0", "")))
    if user is None:
        raise UnknownAccount()
    return user


def list_users() -> list[User]:
    """All accounts, those that may log in first, by log-in name."""
    return list(db.session.scalars(select(User).order_by(User.active.desc(), User.email)))


def count_admins() -> int:
    """How many accounts could log in as admin."""
    query = select(func.count()).select_from(User).where(User.active, User.roles.any(Role.name == "admin"))
    return db.session.scalar(query) or 0


def find_live_session(token: str, now: datetime) -> AccountSession | None:
    """The session with this token, if it still counts: not ended, not idle, of an account that may be in."""
    session = db.session.scalar(select(AccountSession).where(AccountSession.token == token))
    if session is None or session.ended_at is not None or not session.user.active or is_barred(session.user, now):
        return None
    return None if rules.is_idle(session.last_seen_at, now, settings.get("accounts.idle_minutes")) else session


def list_live_sessions(now: datetime, user: User | None = None) -> list[AccountSession]:
    """Sessions that still count, of one account or of all, the newest first."""
    since = now - timedelta(minutes=settings.get("accounts.idle_minutes"))
    query = select(AccountSession).where(AccountSession.ended_at.is_(None), AccountSession.last_seen_at >= since)
    if user is not None:
        query = query.where(AccountSession.user_id == user.id)
    return list(db.session.scalars(query.order_by(AccountSession.started_at.desc(), AccountSession.id.desc())))


def find_session_named(user: User, name: str, now: datetime) -> AccountSession | None:
    """The session of an account that forms call `name`; None where it is over."""
    return next((live for live in list_live_sessions(now, user) if live.name == name), None)


def find_typed(token: str, now: datetime) -> tuple[int, rules.Typed] | None:
    """The form that is kept for the session with this token, and its key; None where there is none any more."""
    query = select(TypedForm).join(AccountSession).where(AccountSession.token == token)
    kept = db.session.scalar(query.where(TypedForm.kept_at > now - rules.TYPED_KEPT))
    return None if kept is None else (kept.id, rules.Typed.read(kept.content))


def find_lock(subject: str, now: datetime, patience: int = 1) -> datetime | None:
    """When the lock on a subject (`rules.login_subject`, a look-up's reference) ends; None where it is not locked."""
    lock_after, lock_minutes = settings.get("accounts.lock_after"), settings.get("accounts.lock_minutes")
    failures = db.session.scalars(
        select(LoginFailure.at)
        .where(LoginFailure.subject == fingerprint(subject), LoginFailure.at >= rules.failures_since(now, lock_minutes))
        .order_by(LoginFailure.at, LoginFailure.id)
    ).all()
    return rules.locked_until(failures, now, lock_after * patience, lock_minutes)


def find_full_day(subject: str, now: datetime, limit: int) -> datetime | None:
    """Until when `limit` acts at a subject fill the 24 hours before; None where one more is allowed."""
    oldest = db.session.scalar(
        select(LoginFailure.at)
        .where(LoginFailure.subject == fingerprint(subject), LoginFailure.at > now - DAY)
        .order_by(LoginFailure.at.desc(), LoginFailure.id.desc())
        .offset(limit - 1)
        .limit(1)
    )
    return oldest + DAY if oldest else None


def fingerprint(subject: str) -> str:
    """What a subject is counted under: nobody can tell from the table what was tried."""
    return crypto.vault().index(f"failure:{subject}")
