"""Who found no place, by month and field."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import func, select

from booking.db import db
from booking.reservations.models import UnmetDemand


@dataclass(frozen=True)
class UnmetMonth:
    """Who found no place in one month, by field key (the empty key is all fields at once), and by way in."""

    month: date
    counts: dict[str, int]
    channels: dict[str, int]

    @property
    def total(self) -> int:
        """All fields together."""
        return sum(self.counts.values())


def list_unmet() -> list[UnmetMonth]:
    """The months in which somebody found no place, the last one first."""
    query = (
        select(UnmetDemand.on, UnmetDemand.field_key, UnmetDemand.channel, func.sum(UnmetDemand.count))
        .group_by(UnmetDemand.on, UnmetDemand.field_key, UnmetDemand.channel)
        .order_by(UnmetDemand.on.desc())
    )
    rows = db.session.execute(query)
    return [_sums(month, found) for month, found in groupby(rows, lambda row: row[0].replace(day=1))]


def _sums(month: date, rows: Iterable[Any]) -> UnmetMonth:
    counts, channels = Counter[str](), Counter[str]()
    for _on, key, channel, count in rows:
        counts[key] += count
        channels[channel] += count
    return UnmetMonth(month, dict(counts), dict(channels))
