"""Destroy what is past due, and enter it in the register (개인정보 보호법 21조): both in one transaction, or neither.

Each kind of data is registered once by the part of the room that has it. What may be destroyed is judged by the rows as
they are when they are locked, so two processes at once destroy once and register once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, delete, select

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import Model, db, insert
from booking.reservations.errors import AlreadyApproved, ApprovalOver, KindUnknown, NotPastDue, ReasonMissing
from booking.reservations.models import Destruction
from booking.reservations.rules.retention import ADMIN, ITS_PERSON, REQUEST, SETTING, last_due
from booking.settings import queries as settings

Due = tuple[int, str, datetime]
"""A row that is past due: its key, its reference, and when its visit was or its place in line was left."""


@dataclass(frozen=True)
class Kind:
    """A kind of personal data that is kept for some time.

    rule, setting: it is kept for as many months or days as the setting says. model: the table whose rows are locked.
    select_due: (first instant that is not due, today) → the rows (`Due`) that are, those that are kept longer left out.
    destroy: empties the rows with these keys, which are locked, and notes each in the access log.
    """

    code: str
    rule: str
    setting: str
    model: type[Model]
    select_due: Callable[[datetime, date], "Select[Any]"]
    destroy: Callable[[Sequence[int], datetime], None]

    @property
    def length(self) -> int:
        """For how many months or days it is kept now."""
        return int(settings.get(self.setting))

    def last_due(self, today: date) -> date:
        """The last day whose data are past due today."""
        return last_due(self.rule, self.length, today)


_kinds: dict[str, Kind] = {}


def add_kind(kind: Kind) -> None:
    """Have a kind of data destroyed when it is past due."""
    _kinds[kind.code] = kind


def list_kinds() -> list[Kind]:
    """All kinds, in the order in which they are destroyed."""
    return list(_kinds.values())


def get_kind(code: str) -> Kind:
    """The kind with this code. KindUnknown."""
    if code not in _kinds:
        raise KindUnknown
    return _kinds[code]


def list_due(kind: Kind, until: date, today: date) -> list[Due]:
    """What of a kind is past due, up to and with the day `until`; no personal data is read."""
    rows = db.session.execute(kind.select_due(_end_of(until), today))
    return [(row[0], row[1], row[2]) for row in rows]


def approve(code: str, until: date, *, reason: str, actor: Actor, now: datetime) -> Destruction:
    """Let the nightly job destroy what is past due up to and with the day `until`, for a reason that names nobody.

    KindUnknown, ReasonMissing, NotPastDue where `until` is too late or nothing is due, AlreadyApproved.
    """
    kind, today = get_kind(code), clock.office_date(now)
    if not reason:
        raise ReasonMissing(field="reason")
    due = kind.last_due(today)
    listed = len(list_due(kind, until, today)) if until <= due else 0
    if not listed:
        raise NotPastDue(field="until", date=due)
    row = {"kind": code, "rule": kind.rule, "length": kind.length, "approval": ADMIN, "approved_by": actor.name}
    row |= {"approved_at": now, "reason": reason, "boundary": until, "listed": listed}
    statement = insert(Destruction).values(**row).on_conflict_do_nothing(index_elements=["kind", "boundary"])
    key = db.session.execute(statement.returning(Destruction.id)).scalar()
    if key is None:
        raise AlreadyApproved(field="until")
    after = {"boundary": until.isoformat(), "listed": listed}
    audit.changed("destruction.approved", actor=actor, now=now, subject=f"retention:{code}", after=after, reason=reason)
    return db.session.get_one(Destruction, key)


def withdraw(code: str, until: date, *, actor: Actor, now: datetime) -> None:
    """Take an approval back, as long as nothing was destroyed by it. ApprovalOver."""
    open_one = (Destruction.kind == code, Destruction.boundary == until, Destruction.done_at.is_(None))
    if db.session.scalar(delete(Destruction).where(*open_one).returning(Destruction.id)) is None:
        raise ApprovalOver
    after = {"boundary": until.isoformat()}
    audit.changed("destruction.withdrawn", actor=actor, now=now, subject=f"retention:{code}", after=after)


def destroy_past_due(code: str, now: datetime) -> int:
    """Destroy what was approved of a kind and, where the setting says so, all that is past due. How many rows.

    An approval never goes further than what is past due now: a longer retention that was set meanwhile counts.
    """
    kind, today = get_kind(code), clock.office_date(now)
    due, count = kind.last_due(today), 0
    approved = select(Destruction).where(Destruction.kind == code, Destruction.done_at.is_(None))
    for row in db.session.scalars(approved.order_by(Destruction.boundary).with_for_update()).all():
        dates = _destroy(kind, min(row.boundary or due, due), today, now)
        row.done_at, row.count = now, len(dates)
        row.first_date, row.last_date = min(dates, default=None), max(dates, default=None)
        count += len(dates)
    if settings.get("privacy.destroy_automatically"):
        dates = _destroy(kind, due, today, now)
        if dates:
            register(code, dates, rule=kind.rule, length=kind.length, approval=SETTING, now=now)
        count += len(dates)
    db.session.flush()
    return count


def register(
    code: str,
    dates: Sequence[date],
    *,
    now: datetime,
    rule: str = REQUEST,
    length: int | None = None,
    approval: str = ITS_PERSON,
) -> Destruction:
    """Enter in the register what was destroyed in this transaction: a kind, and the day of each visit; nobody's name.

    Without more it was the wish of the person whose data it was.
    """
    row = Destruction(
        kind=get_kind(code).code,
        rule=rule,
        length=length,
        approval=approval,
        approved_at=now,
        count=len(dates),
        first_date=min(dates),
        last_date=max(dates),
        done_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _destroy(kind: Kind, until: date, today: date, now: datetime) -> list[date]:
    """Destroy what is past due up to and with a day; the days of what it was."""
    query = kind.select_due(_end_of(until), today).with_for_update(of=kind.model)
    rows = db.session.execute(query).all()
    kind.destroy([row[0] for row in rows], now)
    return [clock.office_date(row[2]) for row in rows]


def _end_of(day: date) -> datetime:
    return clock.at_office(day + timedelta(days=1), time.min)
