"""What follows when a channel fails for good: the next one of its order has the notice, and at last staff call.

The rows of the same person and matter are locked together: two channels that fail at the same moment must not each rely
on the other.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from booking.db import db, new_token
from booking.notices import queries, rules
from booking.notices.models import Notice
from booking.notices.service.planning import put

MAY_TELL = ("sent", *rules.OPEN)
"""States in which a channel told the person, or still may."""


def give_up(notice_id: int, held: Any, values: Mapping[str, Any], now: datetime) -> bool:
    """Fail a notice that is `held`, and hand it on. False where it is not held any more.

    values: what else is written to its row.
    """
    siblings = _lock_siblings(queries.get(notice_id))
    statement = update(Notice).where(Notice.id == notice_id, held)
    result: Any = db.session.execute(
        statement.values(state="failed", sent_at=None, **values).execution_options(synchronize_session=False)
    )
    if not result.rowcount:
        return False
    failed = next(row for row in siblings if row.id == notice_id)
    _hand_on(failed, [row for row in siblings if row.id != notice_id], now)
    return True


def _hand_on(failed: Notice, others: Sequence[Notice], now: datetime) -> None:
    known = {row.dedup: row.state for row in others}
    rest = [name for name in failed.fallback.split(",") if name]
    while rest:
        row = _instead(failed, rest.pop(0), now, rest)
        if known.get(row["dedup"], "dropped") == "dropped":
            put(row)
            return
        if known[row["dedup"]] in MAY_TELL:
            return
    if failed.kind not in rules.NEVER_CALLED and not any(row.state in MAY_TELL for row in others):
        put(_instead(failed, queries.CALL, now, []))


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


def _instead(notice: Notice, channel: str, now: datetime, rest: Sequence[str]) -> dict[str, Any]:
    """The row of another channel for the same matter; one that was sent again by hand stays apart from the first.

    How long a provider may be out of reach before staff call is counted from the first try of the matter: two channels
    are often one company's.
    """
    same = {name: getattr(notice, name) for name in ("subject", "kind", "role", "due_at", "useful_until")}
    known_by = {"again": rules.again_of(notice.dedup), "occasion": rules.occasion_of(notice.dedup)}
    return {
        **same,
        "dedup": rules.dedup(notice.subject, notice.kind, notice.due_at, channel, notice.role, **known_by),
        "channel": channel,
        "fallback": ",".join(rest),
        "provider_key": new_token(),
        "state": "planned",
        "attempts": 0,
        "first_attempt_at": None if channel == queries.CALL else notice.first_attempt_at,
        "next_attempt_at": now,
        "last_answer": "",
        "planned_at": now,
    }
