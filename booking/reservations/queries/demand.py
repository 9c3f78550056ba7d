"""Who found no place, by month and field."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import func, select

from booking.db import db
from booking.reservations.models import UnmetDemand


@dataclass(frozen=True)
class UnmetMonth:
    """The browsers that found no place in one month, by field key; the empty key is all fields at once."""

    month: date
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All fields together."""
        return sum(self.counts.values())


def list_unmet() -> list[UnmetMonth]:
    """The months in which somebody found no place, the last one first."""
    query = (
        select(UnmetDemand.on, UnmetDemand.field_key, func.sum(UnmetDemand.count))
        .group_by(UnmetDemand.on, UnmetDemand.field_key)
        .order_by(UnmetDemand.on.desc())
    )
    rows = db.session.execute(query)
    return [UnmetMonth(month, dict(_sums(found))) for month, found in groupby(rows, lambda row: row[0].replace(day=1))]


def _sums(rows: Iterator[tuple[date, str, int]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for _on, key, count in rows:
        counts[key] = counts.get(key, 0) + count
    return counts
