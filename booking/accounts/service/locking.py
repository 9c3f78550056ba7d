"""Lock-outs: wrong attempts are counted in a table that all workers share.

Log-ins claim an attempt before the password is looked at and get it back when it was right, so that a thousand
guesses at once are no more than one after the other. The citizen's look-up counts afterwards (`note_failure`).
"""

import math
from datetime import datetime

from sqlalchemy import delete, select

from booking.accounts import queries
from booking.accounts.errors import Locked
from booking.accounts.models import LoginFailure, User
from booking.accounts.service.rows import affect
from booking.db import db, record


def ensure_not_locked(subject: str, now: datetime, patience: int = 1) -> None:
    """Locked (429, `minutes` until the next try) after too many wrong attempts at `subject`, e.g. `lookup:R7K39MXW`.

    patience: how many times the usual number of attempts this subject has.
    """
    until = queries.find_lock(subject, now, patience)
    if until is not None:
        raise Locked(minutes=math.ceil((until - now).total_seconds() / 60))


def note_failure(subject: str, now: datetime) -> None:
    """Count a wrong attempt at `subject`, whatever becomes of the current transaction."""
    record(LoginFailure(subject=queries.fingerprint(subject), at=now))


def clear_failures(subject: str) -> int:
    """Forget the wrong attempts at `subject`: somebody proved to know the secret, or an admin says so. How many."""
    return affect(delete(LoginFailure).where(LoginFailure.subject == queries.fingerprint(subject)))


def claim_attempt(subject: str, now: datetime, user: User | None = None, patience: int = 1) -> int:
    """Count one attempt at `subject` as wrong before it is checked; its key, for `forgive_attempt`. Locked.

    The caller commits before it checks. Attempts at one account wait for each other (the row of `user` is locked).
    patience: as in `ensure_not_locked`.
    """
    if user is not None:
        db.session.execute(select(User.id).where(User.id == user.id).with_for_update())
    ensure_not_locked(subject, now, patience)
    failure = LoginFailure(subject=queries.fingerprint(subject), at=now)
    db.session.add(failure)
    db.session.flush()
    return failure.id


def claim_of_the_day(subject: str, now: datetime, limit: int) -> int:
    """Count one act at `subject` of which `limit` are allowed in 24 hours; its key, for `forgive_attempt`. Locked.

    A lock-out slows guessing down and begins anew when it is over; this bounds what weeks of patience are good for.
    """
    until = queries.find_full_day(subject, now, limit)
    if until is not None:
        raise Locked(minutes=math.ceil((until - now).total_seconds() / 60))
    act = LoginFailure(subject=queries.fingerprint(subject), at=now)
    db.session.add(act)
    db.session.flush()
    return act.id


def forgive_attempt(id: int) -> None:
    """Take back a claimed attempt, for it was right."""
    affect(delete(LoginFailure).where(LoginFailure.id == id))
