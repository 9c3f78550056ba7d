"""What a clerk says about a call, and what a clerk has sent again."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db, new_token
from booking.identity import ensure_no_identity_number
from booking.notices import queries, rules
from booking.notices.errors import NoticeNotSendable, NoticeSettled, NoticeUnknown
from booking.notices.models import Notice, NoticeAttempt
from booking.notices.service.planning import put


def settle_call(provider_key: str, outcome: str, *, note: str = "", actor: Actor, now: datetime) -> Notice:
    """Note how a call went, or that a clerk has seen to a notice that was missed.

    `no_answer` counts an attempt and leaves the call on the list. note: what was said; each call has its own, which is
    destroyed with the people it is about. NoticeUnknown; NoticeSettled where somebody was quicker, or the notice is
    neither a call nor missed; IdentityNumber; ValueError for an unknown outcome.
    """
    if outcome not in rules.OUTCOMES:
        raise ValueError(f"unknown outcome: {outcome}")
    ensure_no_identity_number(note, "note")
    notice = _lock(provider_key)
    if notice.settled_at is not None or not _is_open(notice):
        raise NoticeSettled()
    if outcome == "no_answer":
        notice.attempts += 1
        notice.last_answer = rules.OUTCOMES[outcome]
    else:
        _close(notice, outcome, actor, now)
    became = "put_off" if outcome == "no_answer" else notice.state
    said = {"outcome": became, "answer": rules.OUTCOMES[outcome], "note": note or None}
    db.session.add(NoticeAttempt(notice_id=notice.id, lease_token=new_token(), at=now, **said))
    db.session.flush()
    after = {"kind": notice.kind, "outcome": outcome, "attempts": notice.attempts, "noted": "yes" if note else "no"}
    audit.changed("notice.settled", actor=actor, now=now, subject=notice.subject, after=after)
    return notice


def send_again(provider_key: str, number: int, *, actor: Actor, now: datetime) -> bool:
    """Plan a notice once more, by the same channel, under a name that says so. False where that was done already.

    number: which sending by hand it is, as the page showed it (`next_again`): pressed twice, it is sent once, and so it
    is where the last one is still on its way. The row
    that reached nobody stays as it is. NoticeUnknown, NoticeNotSendable.
    """
    notice = _lock(provider_key)
    if not may_send_again(notice, now):
        raise NoticeNotSendable()
    following = next_again(queries.list_about(notice.subject), notice)
    if not following:
        return False
    again = str(min(max(number, 1), following))
    known_by = {"again": again, "occasion": rules.occasion_of(notice.dedup)}
    name = rules.dedup(notice.subject, notice.kind, notice.due_at, notice.channel, notice.role, **known_by)
    if db.session.scalar(select(Notice.id).where(Notice.dedup == name)) is not None:
        return False
    same = {one: getattr(notice, one) for one in ("kind", "subject", "role", "channel", "due_at", "useful_until")}
    fresh = {"provider_key": new_token(), "state": "planned", "attempts": 0, "last_answer": "", "fallback": ""}
    put({**same, **fresh, "dedup": name, "next_attempt_at": now, "planned_at": now})
    after = {"kind": notice.kind, "channel": notice.channel, "again": again}
    audit.changed("notice.sent_again", actor=actor, now=now, subject=notice.subject, after=after)
    return True


def may_send_again(notice: Notice, now: datetime) -> bool:
    """Whether a clerk may have a notice sent once more: it is at its end, and of use to a citizen."""
    is_over = notice.state in ("sent", *rules.DEAD) and notice.channel != queries.CALL
    is_useful = notice.useful_until is None or notice.useful_until > now
    return is_over and is_useful and notice.kind not in rules.NEVER_CALLED


def next_again(about: Collection[Notice], notice: Notice) -> int:
    """Which sending by hand the next one would be; 0 while one is on its way. about: all of the subject's."""
    same = ("kind", "due_at", "channel", "role")
    alike = [one for one in about if all(getattr(one, name) == getattr(notice, name) for name in same)]
    if any(one.state in rules.OPEN for one in alike if rules.again_of(one.dedup)):
        return 0
    return max(int(rules.again_of(one.dedup) or 0) for one in alike) + 1


def forget_notes(subject: str) -> None:
    """Destroy what was noted about calls, along with the people they were about."""
    about = select(Notice.id).where(Notice.subject == subject)
    noted = (NoticeAttempt.notice_id.in_(about), NoticeAttempt.note.is_not(None))
    db.session.execute(update(NoticeAttempt).where(*noted).values(note=None))


def _lock(provider_key: str) -> Notice:
    query = select(Notice).where(Notice.provider_key == provider_key).with_for_update()
    notice = db.session.scalar(query.execution_options(populate_existing=True))
    if notice is None:
        raise NoticeUnknown()
    return notice


def _is_open(notice: Notice) -> bool:
    return notice.state == "missed" or (notice.channel == queries.CALL and notice.state == "planned")


def _close(notice: Notice, outcome: str, actor: Actor, now: datetime) -> None:
    notice.outcome, notice.settled_by, notice.settled_at = outcome, actor.name, now
    if notice.state == "planned":
        notice.state = rules.SETTLED_STATE[outcome]
        notice.sent_at = now if notice.state == "sent" else None
