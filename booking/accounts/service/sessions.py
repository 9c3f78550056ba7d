"""Sessions: a log-in lasts until its log-out, until an admin or a new password ends it, or until it is idle."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.orm import make_transient_to_detached

from booking.accounts import rules
from booking.accounts.models import AccountSession, LoginFailure, User
from booking.accounts.service.rows import affect
from booking.db import db, new_token, record
from booking.settings import queries as settings

KEPT = timedelta(days=90)
"""How long the row of a session that is over stays; the access log tells the same for longer."""


def start_session(user: User, *, address: str, browser: str = "", now: datetime) -> AccountSession:
    """A session of an account that has just proved who it is. browser: as the browser says of itself (User-Agent)."""
    said = rules.browser_in_words(browser)
    session = AccountSession(user_id=user.id, address=address[:45], browser=said, started_at=now, last_seen_at=now)
    user.logged_in_at = now
    db.session.add(session)
    db.session.flush()
    return session


def keep_alive(session: AccountSession, now: datetime) -> None:
    """Note that a session is in use, at most once a minute. It goes its own way to the table, for a GET only reads."""
    if now - session.last_seen_at < rules.SEEN_EVERY:
        return
    row = AccountSession(id=session.id)
    make_transient_to_detached(row)  # what record() adds is then an UPDATE of this one column
    row.last_seen_at = now
    record(row)


def end_session(token: str, *, reason: str, now: datetime) -> None:
    """End one session; one that is over stays as it is."""
    _end(AccountSession.token == token, reason=reason, now=now)


def end_sessions(user: User, *, reason: str, now: datetime, but: str = "") -> int:
    """End all sessions of an account except the one with the token `but`; how many that were.

    Without `but` even a log-in that waits for its second factor has to begin again.
    """
    if not but:
        user.fs_uniquifier = new_token()
        db.session.flush()
    return _end(AccountSession.user_id == user.id, AccountSession.token != but, reason=reason, now=now)


def _end(*which: ColumnElement[bool], reason: str, now: datetime) -> int:
    query = update(AccountSession).where(*which, AccountSession.ended_at.is_(None))
    return affect(query.values(ended_at=now, end_reason=reason))


def forget_old(now: datetime) -> int:
    """Remove failures that count no more and sessions that are long over; how many rows."""
    since = rules.failures_since(now, settings.get("accounts.lock_minutes"))
    failures = affect(delete(LoginFailure).where(LoginFailure.at < since))
    return failures + affect(delete(AccountSession).where(AccountSession.last_seen_at < now - KEPT))
