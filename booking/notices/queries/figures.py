"""What the figures count of notices: how many by channel and what became of them. Nobody is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from booking.db import db
from booking.notices.models import Notice

STAFFS = ("operator", "expert")
"""Roles of the product's own people, whose notices are no service to citizens."""


@dataclass(frozen=True)
class CountedNotices:
    """So many notices that were due in a span (its place in the list of bounds), by channel and state."""

    span: int
    channel: str
    state: str
    count: int


def count_notices(bounds: Sequence[datetime]) -> list[CountedNotices]:
    """Citizens' notices due between the first and the last of these instants, in the spans between neighbours.

    bounds: n + 1 instants, rising. One statement, whatever their number.
    """
    span = case(*((Notice.due_at < end, number) for number, end in enumerate(bounds[1:])))
    query = (
        select(span.label("span"), Notice.channel, Notice.state, func.count())
        .where(Notice.due_at >= bounds[0], Notice.due_at < bounds[-1], Notice.role.not_in(STAFFS))
        .group_by("span", Notice.channel, Notice.state)
    )
    return [CountedNotices(*row) for row in db.session.execute(query)]
