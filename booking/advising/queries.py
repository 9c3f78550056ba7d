"""Reading for the experts' pages. Nothing here writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from sqlalchemy import func, or_, select

from booking.advising.errors import OutcomeMissing
from booking.advising.models import DaySheet, ExpertFeed, OutcomeCode
from booking.consultations import queries as consultations
from booking.db import db
from booking.reservations import queries as reservations
from booking.reservations.rules.states import CHECKED_IN, DONE, NO_SHOW, RESERVED

if TYPE_CHECKING:
    from booking.consultations.models import Expert
    from booking.reservations.models import Reservation


def next_up(rows: "Iterable[Reservation]", today: date) -> str | None:
    """The reference of who is next on this day: the first in time who is there, else the first who is awaited."""
    waiting = [row for row in rows if row.slot.day.date == today and row.state in (CHECKED_IN, RESERVED)]
    first = min(waiting, key=lambda row: (row.state != CHECKED_IN, row.slot.starts_at, row.id), default=None)
    return first.reference if first else None


def list_outcomes(*, active_only: bool = True, also: str | None = None) -> list[OutcomeCode]:
    """The codes of what comes of a consultation, in staff's order. also: the key of one that need not be active."""
    query = select(OutcomeCode).order_by(OutcomeCode.position, OutcomeCode.name)
    if active_only:
        query = query.where(or_(OutcomeCode.is_active, OutcomeCode.key == also))
    return list(db.session.scalars(query))


def find_outcome(key: str | None) -> OutcomeCode | None:
    """The code with this key, in use or not."""
    return db.session.get(OutcomeCode, key) if key else None


def get_outcome(key: str) -> OutcomeCode:
    """The code with this key, in use or not. OutcomeMissing."""
    found = find_outcome(key)
    if found is None:
        raise OutcomeMissing
    return found


def next_outcome_position() -> int:
    """The place in the order behind all others."""
    return (db.session.scalar(select(func.max(OutcomeCode.position))) or 0) + 1


def find_feed(expert_id: int) -> ExpertFeed | None:
    """The address of an expert's calendar feed, where there is one."""
    return db.session.scalar(select(ExpertFeed).where(ExpertFeed.expert_id == expert_id))


def list_sheets(day: date) -> dict[int, DaySheet]:
    """The links to day sheets of a date, by the expert's key."""
    return {one.expert_id: one for one in db.session.scalars(select(DaySheet).where(DaySheet.day == day))}


def list_own_sheets(expert_id: int, since: date) -> dict[date, DaySheet]:
    """The links to an expert's own days from a date on."""
    query = select(DaySheet).where(DaySheet.expert_id == expert_id, DaySheet.day >= since)
    return {one.day: one for one in db.session.scalars(query)}


@dataclass(frozen=True)
class Attended:
    """An expert's day as it counts for the fee: the first and the last consultation, how many took place, and to how
    many nobody came."""

    expert: "Expert"
    day: date
    starts_at: datetime | None
    ends_at: datetime | None
    done: int
    absent: int


def attendance_on(expert_id: int, day: date) -> Attended:
    """An expert's attendance of one day; all counts are 0 where nothing has ended there."""
    return _attended(consultations.get_expert(expert_id), day, reservations.for_expert(expert_id, day, day))


def list_attendance(month: date, expert_id: int | None = None) -> list[Attended]:
    """The days of a month on which an expert, or each of them, had consultations that have ended, by date and field."""
    first = month.replace(day=1)
    last = first + relativedelta(months=1, days=-1)
    experts = (
        consultations.list_experts(active_only=False) if expert_id is None else [consultations.get_expert(expert_id)]
    )
    found = []
    for expert in experts:
        rows = reservations.for_expert(expert.id, first, last)
        for day in sorted({row.slot.day.date for row in rows}):
            found.append(_attended(expert, day, [row for row in rows if row.slot.day.date == day]))
    ended = [one for one in found if one.done or one.absent]
    return sorted(ended, key=lambda one: (one.day, one.expert.field.position, one.expert.position, one.expert.id))


def _attended(expert: "Expert", day: date, rows: "list[Reservation]") -> Attended:
    ended = [row for row in rows if row.state in (DONE, NO_SHOW)]
    return Attended(
        expert,
        day,
        min((row.slot.starts_at for row in ended), default=None),
        max((row.slot.ends_at for row in ended), default=None),
        sum(row.state == DONE for row in ended),
        sum(row.state == NO_SHOW for row in ended),
    )
