"""Which way in is best at a moment. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

KINDS = ("counter", "night", "kiosk", "consultation")
"""The ways in. Of two that are open at once the earlier one serves more: people at a window before a machine."""


@dataclass(frozen=True)
class Way:
    """A way in. opens_at: when it opens next, or opened if it is open; None where no time is known."""

    kind: str
    is_open: bool
    opens_at: datetime | None


def best_first(ways: Iterable[Way]) -> list[Way]:
    """What is open now, then what opens soonest, then what has no known time."""
    return sorted(ways, key=_place)


def _place(way: Way) -> tuple[bool, float, int]:
    is_known = way.is_open or way.opens_at is not None
    waits = 0.0 if way.is_open or way.opens_at is None else way.opens_at.timestamp()
    return not is_known, waits, KINDS.index(way.kind)
