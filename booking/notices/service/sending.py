"""Keep the ledger while a deliverer works: lease a row, then note what became of it.

Every step is one guarded UPDATE, so that any number of deliverers may work, and any of them die, at any moment.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from booking.db import db, new_token
from booking.notices import queries, rules
from booking.notices.models import Notice
from booking.notices.rules import dedup, without_addresses
from booking.notices.service.planning import put


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
    return token if taken else None


def mark_sent(notice_id: int, answer: str, now: datetime) -> bool:
    """The provider took it, whoever holds the lease meanwhile: what is out, is out."""
    return _update(notice_id, Notice.state.in_(rules.OPEN), state="sent", sent_at=now, **_free(answer))


def put_off(notice_id: int, token: str, until: datetime, answer: str, *, counts: bool = True) -> bool:
    """Try again at `until`. An outage of the provider does not count as an attempt."""
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
    held = Notice.lease_token == token if token else Notice.state == "planned"
    return _update(notice_id, held, state=state, **_free(answer))


def put_off_call(notice_id: int, until: datetime) -> bool:
    """Leave a call on the list, and look at its subject again at `until`."""
    return _update(notice_id, Notice.state == "planned", next_attempt_at=until)


def await_provider(channel: str, now: datetime, as_of: datetime) -> None:
    """Start the patience of all due notices of a channel whose provider cannot be reached."""
    db.session.execute(
        update(Notice)
        .where(Notice.channel == channel, queries.is_due(now, as_of), Notice.first_attempt_at.is_(None))
        .values(first_attempt_at=as_of)
    )


def fail(notice_id: int, token: str, answer: str, now: datetime) -> bool:
    """Give a notice up. Where no other channel told the person, or still may, staff call.

    The rows of the same person and matter are locked together: two channels that fail at the same moment must not each
    rely on the other.
    """
    return _fail(notice_id, Notice.lease_token == token, answer, now)


def fail_handed_over(provider_key: str, answer: str, now: datetime) -> bool:
    """A sender that had taken the message says that it did not arrive."""
    return _fail(queries.get_by_key(provider_key).id, Notice.state.in_(("sent", *rules.OPEN)), answer, now)


def miss_handed_over(provider_key: str) -> bool:
    """A sender did not send the message in time, and it has been withdrawn."""
    notice = queries.get_by_key(provider_key)
    return _update(
        notice.id, Notice.state == "sent", state="missed", sent_at=None, **_free("발송기가 제때 보내지 않음")
    )


def _fail(notice_id: int, held: Any, answer: str, now: datetime) -> bool:
    siblings = _lock_siblings(queries.get(notice_id))
    if not _update(notice_id, held, state="failed", sent_at=None, **_free(answer)):
        return False
    failed = next(row for row in siblings if row.id == notice_id)
    if failed.kind not in rules.NEVER_CALLED and not any(
        row.state in ("sent", *rules.OPEN) for row in siblings if row.id != notice_id
    ):
        put(_call_instead(failed, now))
    return True


def _lock_siblings(notice: Notice) -> list[Notice]:
    """All channels of the same matter and person, in a fixed order, as they are once they are ours."""
    same = (
        Notice.subject == notice.subject,
        Notice.kind == notice.kind,
        Notice.due_at == notice.due_at,
        Notice.role == notice.role,
    )
    query = select(Notice).where(*same).order_by(Notice.id).with_for_update()
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _call_instead(notice: Notice, now: datetime) -> dict[str, Any]:
    same = {name: getattr(notice, name) for name in ("subject", "kind", "role", "due_at", "useful_until")}
    return {
        **same,
        "dedup": dedup(notice.subject, notice.kind, notice.due_at, queries.CALL, notice.role),
        "channel": queries.CALL,
        "provider_key": new_token(),
        "state": "planned",
        "attempts": 0,
        "next_attempt_at": now,
        "last_answer": "",
        "planned_at": now,
    }


def _free(answer: str) -> dict[str, Any]:
    return {"lease_token": None, "lease_until": None, "last_answer": without_addresses(answer)}


def _update(notice_id: int, guard: Any, **values: Any) -> bool:
    result: Any = db.session.execute(
        update(Notice).where(Notice.id == notice_id, guard).values(values).execution_options(synchronize_session=False)
    )
    return bool(result.rowcount)
