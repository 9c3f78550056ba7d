"""Keep the ledger while a deliverer works: lease a row, then note what became of it.

Every step is one guarded UPDATE, so that any number of deliverers may work, and any of them die, at any moment. Each
try has a row of its own from before it is sent, which says what is known of it.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from booking.db import db, new_token
from booking.notices import queries, rules
from booking.notices.models import Notice, NoticeAttempt
from booking.notices.rules import without_addresses
from booking.notices.service.failing import give_up


def lease(notice_id: int, now: datetime, seconds: int, *, as_of: datetime | None = None) -> str | None:
    """Take a due notice for `seconds`, and count the attempt. The lease's token, or None where another one has it.

    now: the present. as_of: the instant for which the notice has to be due, where that is another one.
    """
    token = new_token()
    taken = _update(
        notice_id,
        queries.is_due(now, as_of),
        state="sending",
        lease_token=token,
        lease_until=now + timedelta(seconds=seconds),
        attempts=Notice.attempts + 1,
        first_attempt_at=func.coalesce(Notice.first_attempt_at, as_of or now),
    )
    if not taken:
        return None
    db.session.add(NoticeAttempt(notice_id=notice_id, lease_token=token, at=now))
    db.session.flush()
    return token


def mark_sent(notice_id: int, token: str, answer: str, now: datetime, *, ref: str = "") -> bool:
    """The provider took it, whoever holds the lease meanwhile: what is out, is out.

    ref: the provider's name for it, where it can be asked later whether it arrived.
    """
    _note(token, "sent", answer)
    later = {"provider_ref": ref, "report_due_at": now + rules.FIRST_REPORT} if ref else {}
    return _update(notice_id, Notice.state.in_(rules.OPEN), state="sent", sent_at=now, **later, **_free(answer))


def put_off(
    notice_id: int, token: str, until: datetime, answer: str, *, counts: bool = True, is_unsure: bool = True
) -> bool:
    """Try again at `until`. An outage of the provider does not count as an attempt.

    is_unsure: the provider may have the message all the same.
    """
    _note(token, "put_off" if counts or is_unsure else "outage", answer)
    attempts = Notice.attempts if counts else Notice.attempts - 1
    return _update(
        notice_id,
        Notice.lease_token == token,
        state="planned",
        next_attempt_at=until,
        attempts=attempts,
        **_free(answer),
    )


def end(notice_id: int, token: str | None, state: str, answer: str = "") -> bool:
    """Nobody is to be told any more (dropped), or it is too late (missed). token: the lease; None for a call."""
    if token:
        _note(token, state, answer)
    held = Notice.lease_token == token if token else Notice.state == "planned"
    return _update(notice_id, held, state=state, **_free(answer))


def put_off_call(notice_id: int, until: datetime) -> bool:
    """Leave a call on the list, and look at its subject again at `until`."""
    return _update(notice_id, Notice.state == "planned", next_attempt_at=until)


def await_provider(channel: str, now: datetime, as_of: datetime) -> None:
    """Start the patience of all notices of a channel that could go out now if its provider were reached."""
    db.session.execute(
        update(Notice)
        .where(queries.is_held_up(channel, now, as_of), Notice.first_attempt_at.is_(None))
        .values(first_attempt_at=as_of)
    )


def welcome_provider(channel: str, now: datetime) -> None:
    """A provider takes messages again: whatever still waits for it gets the whole patience for the next outage.

    But not what was first tried longer ago than `rules.LONGEST_WAIT`: a message that breaks the line by itself, while
    others go through, must come to an end. Rows that another deliverer has are left to it.
    """
    old = select(NoticeAttempt.id).where(
        NoticeAttempt.notice_id == Notice.id, NoticeAttempt.at <= now - rules.LONGEST_WAIT
    )
    waiting = (
        select(Notice.id)
        .where(
            Notice.channel == channel,
            Notice.state == "planned",
            Notice.first_attempt_at.is_not(None),
            ~old.exists(),
        )
        .order_by(Notice.id)
        .with_for_update(skip_locked=True)
    )
    db.session.execute(
        update(Notice)
        .where(Notice.id.in_(waiting))
        .values(first_attempt_at=None)
        .execution_options(synchronize_session=False)
    )


def fail(notice_id: int, token: str, answer: str, now: datetime) -> bool:
    """Give a notice up: the next channel has it, or staff call where no other one told the person, or still may."""
    _note(token, "failed", answer)
    return give_up(notice_id, Notice.lease_token == token, _free(answer), now)


def fail_handed_over(provider_key: str, answer: str, now: datetime) -> bool:
    """A sender that had taken the message says that it did not arrive."""
    notice = queries.get_by_key(provider_key)
    values = {"report_due_at": None, **_free(answer)}
    if not give_up(notice.id, Notice.state.in_(("sent", *rules.OPEN)), values, now):
        return False
    _note_later(notice.id, "failed", answer, now)
    return True


def miss_handed_over(provider_key: str, now: datetime) -> bool:
    """A sender did not send the message in time, and it has been withdrawn."""
    notice, answer = queries.get_by_key(provider_key), "발송기가 제때 보내지 않음"
    if not _update(notice.id, Notice.state == "sent", state="missed", sent_at=None, **_free(answer)):
        return False
    _note_later(notice.id, "missed", answer, now)
    return True


def arrive(notice_id: int, answer: str, now: datetime) -> bool:
    """The provider says that it arrived, and is not asked again."""
    if not _update(notice_id, Notice.report_due_at.is_not(None), report_due_at=None, **_free(answer)):
        return False
    _note_later(notice_id, "sent", answer, now)
    return True


def ask_again(notice_id: int, until: datetime | None) -> bool:
    """Nothing is known yet: ask the provider at `until`, or no more."""
    return _update(notice_id, Notice.report_due_at.is_not(None), report_due_at=until)


def _note(token: str, outcome: str, answer: str) -> None:
    """What became of the try with this lease, whoever has the notice meanwhile."""
    db.session.execute(
        update(NoticeAttempt)
        .where(NoticeAttempt.lease_token == token)
        .values(outcome=outcome, answer=without_addresses(answer))
        .execution_options(synchronize_session=False)
    )


def _note_later(notice_id: int, outcome: str, answer: str, now: datetime) -> None:
    """What is heard of a message after it was handed over is a row of its own."""
    words = without_addresses(answer)
    db.session.add(NoticeAttempt(notice_id=notice_id, lease_token=new_token(), at=now, outcome=outcome, answer=words))
    db.session.flush()


def _free(answer: str) -> dict[str, Any]:
    return {"lease_token": None, "lease_until": None, "last_answer": without_addresses(answer)}


def _update(notice_id: int, guard: Any, **values: Any) -> bool:
    result: Any = db.session.execute(
        update(Notice).where(Notice.id == notice_id, guard).values(values).execution_options(synchronize_session=False)
    )
    return bool(result.rowcount)
