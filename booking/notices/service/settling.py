"""What a clerk says about a call."""

from datetime import datetime

from sqlalchemy import select

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db
from booking.notices import queries, rules
from booking.notices.errors import NoticeSettled, NoticeUnknown
from booking.notices.models import Notice


def settle_call(provider_key: str, outcome: str, *, actor: Actor, now: datetime) -> Notice:
    """Note how a call went, or that a clerk has seen to a notice that was missed.

    `no_answer` counts an attempt and leaves the call on the list. NoticeUnknown; NoticeSettled where somebody was
    quicker, or the notice is neither a call nor missed; ValueError for an unknown outcome.
    """
    if outcome not in rules.OUTCOMES:
        raise ValueError(f"unknown outcome: {outcome}")
    query = select(Notice).where(Notice.provider_key == provider_key).with_for_update()
    notice = db.session.scalar(query.execution_options(populate_existing=True))
    if notice is None:
        raise NoticeUnknown()
    if notice.settled_at is not None or not _is_open(notice):
        raise NoticeSettled()
    if outcome == "no_answer":
        notice.attempts += 1
        notice.last_answer = rules.OUTCOMES[outcome]
    else:
        _close(notice, outcome, actor, now)
    db.session.flush()
    audit.changed(
        "notice.settled",
        actor=actor,
        now=now,
        subject=notice.subject,
        after={"kind": notice.kind, "outcome": outcome, "attempts": notice.attempts},
    )
    return notice


def _is_open(notice: Notice) -> bool:
    return notice.state == "missed" or (notice.channel == queries.CALL and notice.state == "planned")


def _close(notice: Notice, outcome: str, actor: Actor, now: datetime) -> None:
    notice.outcome, notice.settled_by, notice.settled_at = outcome, actor.name, now
    if notice.state == "planned":
        notice.state = rules.SETTLED_STATE[outcome]
        notice.sent_at = now if notice.state == "sent" else None
