"""Reading who came without a booking."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from booking.db import db
from booking.reservations.errors.walk_ins import WalkInUnknown
from booking.reservations.models import WalkIn
from booking.reservations.rules.walk_ins import WAITING

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay


def find_walk_in(token: str) -> WalkIn | None:
    """Who arrived under this name."""
    return db.session.scalar(select(WalkIn).where(WalkIn.token == token))


def get_walk_in(token: str) -> WalkIn:
    """The same. WalkInUnknown."""
    found = find_walk_in(token)
    if found is None:
        raise WalkInUnknown
    return found


def find_on_paper(office_day_id: int, paper_number: int) -> WalkIn | None:
    """Who was entered from the paper of an outage under this number."""
    query = select(WalkIn).where(WalkIn.office_day_id == office_day_id, WalkIn.paper_number == paper_number)
    return db.session.scalar(query)


def next_number(office_day_id: int, desk: str) -> int:
    """The number of who arrives next in a field. To be asked under the line's lock."""
    query = select(func.max(WalkIn.number)).where(WalkIn.office_day_id == office_day_id, WalkIn.desk == desk)
    return (db.session.scalar(query) or 0) + 1


def list_walk_ins(office_day: "OfficeDay") -> list[WalkIn]:
    """Everybody who arrived on a day, by field and in the order of arrival."""
    query = select(WalkIn).where(WalkIn.office_day_id == office_day.id).order_by(WalkIn.desk, WalkIn.number)
    return list(db.session.scalars(query))


def first_waiting(rows: Iterable[WalkIn]) -> dict[str, WalkIn]:
    """By field, who is to have the next place."""
    first: dict[str, WalkIn] = {}
    for row in rows:
        if row.state == WAITING and (row.desk not in first or row.number < first[row.desk].number):
            first[row.desk] = row
    return first
