"""Read the outbox: what is due, the call list, the ledger."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from booking import clock
from booking.db import db
from booking.notices import rules
from booking.notices.errors import NoticeUnknown
from booking.notices.models import ConsoleMessage, Notice, NoticeAttempt
from booking.notices.queries.quiet import CALL as CALL
from booking.notices.queries.quiet import kept_until as kept_until
from booking.notices.queries.quiet import may_disturb
from booking.notices.queries.quiet import quiet_hours as quiet_hours


@dataclass(frozen=True)
class Ledger:
    """One day's notices by due time: a page of them, how many there are, and how many in each state."""

    notices: list[Notice]
    total: int
    counts: dict[str, int]


def is_due(now: datetime, as_of: datetime | None = None) -> ColumnElement[bool]:
    """Rows that a deliverer may lease: planned for `as_of` or earlier, or left behind by one that died.

    `now` is the present, by which leases end. `as_of` is the instant that is played, by default the present.
    """
    return or_(
        and_(Notice.state == "planned", Notice.next_attempt_at <= (as_of or now)),
        and_(Notice.state == "sending", Notice.lease_until <= now),
    )


def list_due(
    now: datetime, without: Collection[str] = (), *, as_of: datetime | None = None, only: str = "", limit: int = 100
) -> list[tuple[int, str]]:
    """Keys and channels of the notices to send now, the longest waiting first, without some channels and all calls.

    only: one kind alone.
    """
    query = select(Notice.id, Notice.channel).where(
        is_due(now, as_of), Notice.channel.not_in([CALL, *without]), may_disturb(as_of or now)
    )
    if only:
        query = query.where(Notice.kind == only)
    rows = db.session.execute(query.order_by(Notice.next_attempt_at, Notice.id).limit(limit))
    return [(row.id, row.channel) for row in rows]


def was_handed_over(subject: str, kinds: Collection[str], since: datetime) -> bool:
    """Whether anybody may have heard of one of these kinds that was planned for a subject since then: a try was made,
    or somebody is at it."""
    heard = or_(Notice.state.not_in(("planned", "dropped")), Notice.first_attempt_at.is_not(None), Notice.attempts > 0)
    query = select(Notice.id).where(Notice.subject == subject, Notice.kind.in_(kinds), Notice.planned_at >= since)
    return db.session.scalar(query.where(heard).limit(1)) is not None


def list_calls_to_check(now: datetime) -> list[int]:
    """Keys of the calls whose subject has not been read again for a while."""
    return list(db.session.scalars(select(Notice.id).where(is_due(now), Notice.channel == CALL).order_by(Notice.id)))


def is_held_up(channel: str, now: datetime, as_of: datetime) -> ColumnElement[bool]:
    """Rows of a channel that nothing but its provider keeps: due, and not left for the morning."""
    return and_(Notice.channel == channel, is_due(now, as_of), may_disturb(as_of))


def list_weary(channel: str, now: datetime, as_of: datetime) -> list[int]:
    """Keys of the channel's notices that have waited for an unreachable provider longer than is bearable."""
    query = select(Notice.id).where(is_held_up(channel, now, as_of), Notice.first_attempt_at <= as_of - rules.PATIENCE)
    return list(db.session.scalars(query.order_by(Notice.id)))


def list_unreported(now: datetime, limit: int = 200) -> list[Notice]:
    """Notices of which a provider is to be asked whether they arrived, the longest waiting first."""
    query = select(Notice).where(Notice.report_due_at <= now, Notice.state == "sent")
    return list(db.session.scalars(query.order_by(Notice.report_due_at, Notice.id).limit(limit)))


def handed_over_since(notice_id: int, besides: str) -> datetime | None:
    """When a provider may first have had a notice, by the tries without the one with the lease `besides`."""
    tries = (
        NoticeAttempt.notice_id == notice_id,
        NoticeAttempt.lease_token != besides,
        NoticeAttempt.outcome.in_(("begun", "put_off")),
    )
    return db.session.scalar(select(func.min(NoticeAttempt.at)).where(*tries))


def get(notice_id: int) -> Notice:
    """A notice by its key, read afresh. NoticeUnknown."""
    notice = db.session.get(Notice, notice_id, populate_existing=True)
    if notice is None:
        raise NoticeUnknown()
    return notice


def get_by_key(provider_key: str) -> Notice:
    """A notice by the name that it has outside. NoticeUnknown."""
    notice = db.session.scalar(select(Notice).where(Notice.provider_key == provider_key))
    if notice is None:
        raise NoticeUnknown()
    return notice


def _is_call_now(now: datetime) -> ColumnElement[bool]:
    return and_(Notice.channel == CALL, Notice.state == "planned", Notice.due_at <= now)


def list_calls(now: datetime) -> list[Notice]:
    """The calls that staff have to make now, by what is stored the most pressing first."""
    pressing = (Notice.useful_until.is_(None), Notice.useful_until, Notice.due_at, Notice.id)
    return list(db.session.scalars(select(Notice).where(_is_call_now(now)).order_by(*pressing)))


def count_calls(now: datetime) -> int:
    """How many calls staff have to make now."""
    return db.session.scalar(select(func.count()).select_from(Notice).where(_is_call_now(now))) or 0


def count_later_calls(now: datetime) -> int:
    """How many calls are planned for later."""
    query = select(func.count()).where(Notice.channel == CALL, Notice.state == "planned", Notice.due_at > now)
    return db.session.scalar(query) or 0


def list_unheard(limit: int = 50) -> list[Notice]:
    """Notices whose use passed before the person was told by any channel, once for each person; newest first."""
    other: Any = aliased(Notice)
    is_told = or_(
        other.state.in_(("sent", *rules.OPEN)),
        other.settled_at.is_not(None),
        and_(other.state == "missed", other.id < Notice.id),
    )
    told = (
        select(other.id)
        .where(
            other.subject == Notice.subject,
            other.kind == Notice.kind,
            other.role == Notice.role,
            or_(
                and_(other.due_at > Notice.due_at, other.state != "dropped"),  # a later one of its kind took its place
                and_(other.due_at == Notice.due_at, is_told),
            ),
        )
        .exists()
    )
    query = select(Notice).where(Notice.state == "missed", Notice.settled_at.is_(None), ~told)
    return list(db.session.scalars(query.order_by(Notice.due_at.desc(), Notice.id).limit(limit)))


def ledger(day: date, *, state: str = "", channel: str = "", page: int = 1, size: int = 50) -> Ledger:
    """The notices due on an office day: what reached nobody first, then by time. page counts from 1."""
    start = clock.at_office(day, time())
    on_day = and_(Notice.due_at >= start, Notice.due_at < start + timedelta(days=1))
    counts = select(Notice.state, func.count().label("number")).where(on_day).group_by(Notice.state)
    wanted = [on_day]
    if state:
        wanted.append(Notice.state == state)
    if channel:
        wanted.append(Notice.channel == channel)
    total = db.session.scalar(select(func.count()).select_from(Notice).where(*wanted)) or 0
    dead_first = case((Notice.state.in_(rules.DEAD), 0), else_=1)
    query = select(Notice).where(*wanted).order_by(dead_first, Notice.due_at, Notice.id)
    query = query.limit(size).offset((page - 1) * size)
    numbers = {row.state: row.number for row in db.session.execute(counts)}
    return Ledger(list(db.session.scalars(query)), total, numbers)


def count_backlog(now: datetime) -> tuple[int, datetime | None]:
    """How many notices should be out by now and are not, and since when the oldest of them has been due."""
    query = select(func.count(), func.min(_since())).where(_is_waiting(now, now))
    count, oldest = db.session.execute(query).one()
    return count, oldest


def count_overdue(since: datetime, now: datetime) -> tuple[int, int]:
    """How many notices have been due at least since then and are still not out, and how many of them were never taken
    by a provider that could be reached."""
    untried = func.count().filter(Notice.attempts == 0)
    query = select(func.count(), untried).where(_is_waiting(since, now), may_disturb(since))
    total, never = db.session.execute(query).one()
    return total, never


def _is_waiting(due: datetime, now: datetime) -> ColumnElement[bool]:
    is_message = and_(Notice.channel != CALL, Notice.kind != rules.ALARM)
    return and_(Notice.state.in_(rules.OPEN), _since() <= due, is_message, may_disturb(now))


def _since() -> ColumnElement[datetime]:
    """Since when a notice could be out: from when it was due, or planned later than that, as what is sent again is."""
    return case((Notice.planned_at > Notice.due_at, Notice.planned_at), else_=Notice.due_at)


def is_any_due(kind: str, now: datetime) -> bool:
    """Whether a notice of a kind can be sent now."""
    query = select(Notice.id).where(is_due(now), Notice.kind == kind, Notice.channel != CALL)
    return db.session.scalar(query.limit(1)) is not None


def list_failed(subjects: Collection[str]) -> list[Notice]:
    """What could not be delivered about some subjects: why they stand on the call list."""
    query = select(Notice).where(Notice.subject.in_(subjects), Notice.state == "failed", Notice.channel != CALL)
    return list(db.session.scalars(query.order_by(Notice.id)))


def list_called(subject: str, kind: str, due: datetime) -> set[str]:
    """For which of its people staff's call list has, or had, this notice, by their roles."""
    same = (Notice.subject == subject, Notice.kind == kind, Notice.due_at == due, Notice.channel == CALL)
    return set(db.session.scalars(select(Notice.role).where(*same)))


def list_occasions(kind: str, subjects: Collection[str]) -> set[tuple[str, str]]:
    """Subject and occasion of each notice of this kind about these subjects, dropped ones left out."""
    query = select(Notice.subject, Notice.dedup).where(
        Notice.kind == kind, Notice.subject.in_(subjects), Notice.state != "dropped"
    )
    return {(row.subject, rules.occasion_of(row.dedup)) for row in db.session.execute(query)}


def list_forgone(kind: str, subjects: Collection[str]) -> set[tuple[str, str]]:
    """Subject and occasion of each call of this kind about these subjects that is not to be made."""
    forgone = (Notice.channel == CALL, Notice.state == "dropped")
    query = select(Notice.subject, Notice.dedup).where(Notice.kind == kind, Notice.subject.in_(subjects), *forgone)
    return {(row.subject, rules.occasion_of(row.dedup)) for row in db.session.execute(query)}


def list_latest(kind: str, limit: int = 20) -> list[Notice]:
    """The notices of a kind that were planned last, the newest first."""
    return list(db.session.scalars(select(Notice).where(Notice.kind == kind).order_by(Notice.id.desc()).limit(limit)))


def list_about_all(subjects: Collection[str]) -> dict[str, list[Notice]]:
    """Every notice about each of some subjects, oldest first."""
    found: dict[str, list[Notice]] = {subject: [] for subject in subjects}
    query = select(Notice).where(Notice.subject.in_(subjects)).order_by(Notice.due_at, Notice.id)
    for notice in db.session.scalars(query):
        found[notice.subject].append(notice)
    return found


def list_about(subject: str) -> list[Notice]:
    """Every notice about one subject, oldest first."""
    query = select(Notice).where(Notice.subject == subject)
    return list(db.session.scalars(query.order_by(Notice.due_at, Notice.id)))


def list_tries(notices: Collection[Notice]) -> dict[int, list[NoticeAttempt]]:
    """Every try of some notices, by the notice's key, oldest first."""
    keys = [notice.id for notice in notices]
    query = select(NoticeAttempt).where(NoticeAttempt.notice_id.in_(keys)).order_by(NoticeAttempt.id)
    found: dict[int, list[NoticeAttempt]] = {key: [] for key in keys}
    for one in db.session.scalars(query):
        found[one.notice_id].append(one)
    return found


def list_notes(subject: str) -> list[NoticeAttempt]:
    """The calls about a subject of which a clerk noted what was said, oldest first."""
    return list_notes_all({subject})[subject]


def list_notes_all(subjects: Collection[str]) -> dict[str, list[NoticeAttempt]]:
    """The same for many subjects, by subject."""
    query = select(Notice.subject, NoticeAttempt).join(Notice, Notice.id == NoticeAttempt.notice_id)
    query = query.where(Notice.subject.in_(subjects), NoticeAttempt.note.is_not(None)).order_by(NoticeAttempt.id)
    found: dict[str, list[NoticeAttempt]] = {subject: [] for subject in subjects}
    for subject, one in db.session.execute(query):
        found[subject].append(one)
    return found


def list_open(subject: str, kinds: Collection[str]) -> list[Notice]:
    """Notices of these kinds about one subject that are still on their way: to be sent, or for staff to call."""
    return [notice for notice in list_about(subject) if notice.kind in kinds and notice.state in rules.OPEN]


def list_console(limit: int = 100) -> list[ConsoleMessage]:
    """What the demo kept instead of sending, newest first."""
    query = select(ConsoleMessage).order_by(ConsoleMessage.created_at.desc(), ConsoleMessage.id.desc())
    return list(db.session.scalars(query.limit(limit)))
