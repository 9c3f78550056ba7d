"""What a scored contact may say, and when it is whole. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from booking.quality.rules.halves import Half

PLACE_LENGTH, REMARK_LENGTH = 60, 500


@dataclass(frozen=True)
class ContactValues:
    """A contact as it was typed. points: by the item's name in addresses; an item without a score is left out."""

    contacted_on: date | None = None
    contacted_at: time | None = None
    place: str = ""
    remark: str = ""
    points: Mapping[str, int] = field(default_factory=dict)


def day_problem(day: date | None, half: Half, today: date) -> str | None:
    """Why a contact of a sheet's half-year cannot have been on a day: ahead, outside; None where it can."""
    if day is None:
        return None
    if day > today:
        return "ahead"
    return None if half.first <= day <= half.last else "outside"


def missing(values: ContactValues, items: Mapping[str, int]) -> list[str]:
    """What a contact lacks to be submitted: names of fields and of items (name in addresses → most points)."""
    lacks = [name for name in ("contacted_on", "contacted_at", "place") if not getattr(values, name)]
    return lacks + [name for name in items if name not in values.points]


def term_of(start: date, years: int = 2) -> date:
    """The last day of a term that begins on a day: the day before the same one, some years later, or the last of
    February where there is no 29th then (민법 제160조).
    """
    try:
        return start.replace(year=start.year + years) - timedelta(days=1)
    except ValueError:
        return date(start.year + years, 2, 28)
