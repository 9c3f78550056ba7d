"""A form that was sent after its log-in had ended waits for the same account to log in again in the same browser.

The session that ended is what the browser's cookie still names, so the cookie learns nothing new, and the address too.
"""

from datetime import datetime

from sqlalchemy import delete, select

from booking.accounts import queries, rules
from booking.accounts.models import AccountSession, TypedForm
from booking.accounts.service.rows import affect
from booking.db import db


def keep_typed(token: str, typed: rules.Typed, now: datetime) -> bool:
    """Keep a form for whoever had the session with this token; whether it is kept.

    Only for a session that was idle: one that was ended (log-out, new password, an admin) gets nothing back.
    """
    session = db.session.scalar(
        select(AccountSession).where(AccountSession.token == token).with_for_update(of=AccountSession)
    )
    is_over = session is None or session.ended_at is not None or not session.user.active
    if session is None or is_over or queries.is_barred(session.user, now):
        return False
    db.session.execute(delete(TypedForm).where(TypedForm.session_id == session.id))
    db.session.add(TypedForm(session_id=session.id, content=typed.written(), kept_at=now))
    db.session.flush()
    return True


def bring_typed(token: str, session: AccountSession, now: datetime) -> bool:
    """Give a new session what waits at the one that this browser had before; whether there is something.

    What another account left is destroyed, and so is what waited for too long.
    """
    query = select(TypedForm, AccountSession).join(AccountSession).where(AccountSession.token == token)
    row = db.session.execute(query).first()
    if row is None:
        return False
    typed, before = row
    is_theirs = before.user_id == session.user_id and before.ended_at is None
    if not is_theirs or typed.kept_at <= now - rules.TYPED_KEPT:
        db.session.delete(typed)
        return False
    typed.session_id = session.id
    return True


def drop_typed(key: int) -> bool:
    """Destroy a form that is shown now; False where another request was faster."""
    return affect(delete(TypedForm).where(TypedForm.id == key)) == 1


def forget_typed(now: datetime) -> int:
    """Destroy the forms that waited for too long; how many."""
    return affect(delete(TypedForm).where(TypedForm.kept_at <= now - rules.TYPED_KEPT))
