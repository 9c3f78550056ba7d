"""What the guide says to who asks for nothing in particular: the ways in, as things stand at a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from booking.counter import queries as counter
from booking.guide import rules
from booking.guide.rules import Way
from booking.kiosks import queries as kiosks
from booking.nightoffice import queries as nightoffice
from booking.reservations.queries import days as shown_days
from booking.reservations.queries.places import next_hold_end

if TYPE_CHECKING:
    from booking.calendar.rules import DayDecision
    from booking.kiosks.rules import Opening
    from booking.nightoffice.queries import Night
    from booking.reservations.queries.days import ShownDay

NIGHTS_AHEAD = 26  # weeks, as far as the night office itself looks for an open night


@dataclass(frozen=True)
class Guide:
    """The ways in, best first, and what is said about each.

    day: the consultation day to book, else the next one. night: the next open night; closed_nights: those before it.
    without: the months without a session before the next day.
    kiosks: how many places are on the list, open_kiosks: how many of them can be used now, all_hours: how many are open
    day and night and not out of order.
    """

    ways: list[Way]
    day: "ShownDay | None"
    night: "Night | None"
    closed_nights: "list[Night]"
    without: "list[DayDecision]"
    kiosks: int
    open_kiosks: int
    all_hours: int


def guide(now: datetime) -> Guide:
    """The ways in as things stand at `now`."""
    places = kiosks.open_counts(now)
    all_hours = sum(count for (_, is_always), count in places.items() if is_always)
    open_kiosks = sum(count for (opening, _), count in places.items() if opening.is_open)
    nights = nightoffice.next_nights(now, weeks=NIGHTS_AHEAD)
    closed = list(takewhile(lambda night: not night.open, nights))
    night = nights[len(closed)] if len(closed) < len(nights) else None
    days = shown_days.list_shown(now)
    day, without = _consultation_day(days), shown_days.list_without(shown_days.list_decisions(now), days)
    ways = [_counter(now), _night(night, now), by_kiosk([opening for opening, _ in places]), _consultation(day)]
    counts = places.total(), open_kiosks, all_hours
    return Guide(rules.best_first(ways), day, night, closed if night else closed[:1], without, *counts)


def lasts_until(now: datetime) -> datetime:
    """The instant before which all that the guide says stays the same, if nobody does anything.

    Hours, openings and deadlines are wall times in whole minutes; only what is held for somebody ends in between.
    """
    minute = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return min(filter(None, [minute, next_hold_end(now)]))


def _consultation_day(days: "list[ShownDay]") -> "ShownDay | None":
    """The next day with free places, else the next that will take bookings, else the next one."""
    for state in ("free", "not_open"):
        if found := next((day for day in days if day.state == state), None):
            return found
    return days[0] if days else None


def _consultation(day: "ShownDay | None") -> Way:
    if day is None or day.state != "free":
        return Way("consultation", False, None)
    free = [shown.slot.starts_at for field in day.fields for shown in field.slots if shown.state == "free"]
    return Way("consultation", False, min(free))


def _counter(now: datetime) -> Way:
    opening = counter.opening(now)
    return Way("counter", opening.is_open, opening.opens_at)


def _night(night: "Night | None", now: datetime) -> Way:
    return Way("night", night is not None and night.starts_at <= now, night.starts_at if night else None)


def by_kiosk(openings: "list[Opening]") -> Way:
    """The kiosks as one way in, as soon as the first of them opens."""
    opens = [one.opens_at for one in openings if one.opens_at]
    return Way("kiosk", any(one.is_open for one in openings), min(opens, default=None))
