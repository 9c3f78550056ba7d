"""Which way in is best at a moment. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from booking import clock
from booking.calendar.rules import is_working_day

KINDS = ("counter", "night", "kiosk", "consultation")
"""The ways in. Of two that are open at once the earlier one serves more: people at a window before a machine."""

COUNTER_AHEAD = timedelta(days=30)
"""How far the counter's next opening is looked for; no run of holidays is as long."""


@dataclass(frozen=True)
class Way:
    """A way in. opens_at: when it opens next, or opened if it is open; None where it is closed and no time is known."""

    kind: str
    is_open: bool
    opens_at: datetime | None


def best_first(ways: Iterable[Way]) -> list[Way]:
    """What is open now, then what opens soonest, then what has no known time."""
    return sorted(ways, key=_place)


def counter(now: datetime, starts: time, ends: time, holidays: Mapping[date, str]) -> Way:
    """The one-stop counter, open on working days between two wall times. holidays: those of the days ahead."""
    today = clock.office_date(now)
    for ahead in range(COUNTER_AHEAD.days):
        day = today + timedelta(days=ahead)
        opens = clock.at_office(day, starts)
        if is_working_day(day, holidays) and now < clock.at_office(day, ends):
            return Way("counter", opens <= now, opens)
    return Way("counter", False, None)


def _place(way: Way) -> tuple[bool, float, int]:
    waits = 0.0 if way.is_open or way.opens_at is None else way.opens_at.timestamp()
    return way.opens_at is None, waits, KINDS.index(way.kind)
