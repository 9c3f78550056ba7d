"""The waiting list without the world: what fits a wish, when nobody is to be disturbed, until when an offer stands."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from booking import clock

WAITING = "waiting"
OFFERED = "offered"
SERVED = "served"
LEFT = "left"
ENDED = "ended"

STATES = (WAITING, OFFERED, SERVED, LEFT, ENDED)
OPEN = frozenset({WAITING, OFFERED})
"""States in which an entry stands in line; in the others it is over."""

JOINED = "joined"
ACCEPTED = "accepted"
DECLINED = "declined"
LAPSED = "lapsed"
WITHDRAWN = "withdrawn"
SKIPPED = "skipped"
TAKEN = "taken"
OVERRIDDEN = "overridden"

EVENTS = (JOINED, OFFERED, ACCEPTED, DECLINED, LAPSED, WITHDRAWN, SKIPPED, LEFT, ENDED, TAKEN, OVERRIDDEN)
"""What can happen to the line. withdrawn: the offered day was closed, or the person
booked otherwise in that field on that day. skipped: the person has a booking in that field
on that day. taken: a visitor claimed a place while people stood in this field's line. overridden: staff gave a place
past the line, with a reason."""


SATURDAY = 5


@dataclass(frozen=True)
class Wish:
    """What somebody waits for: any of these fields, on any day from `first` to `last` (None: however late)."""

    desks: frozenset[str]
    first: date
    last: date | None

    def fits(self, desk: str, day: date) -> bool:
        """Whether a place of this field on this day is what they wait for."""
        return desk in self.desks and self.first <= day and (self.last is None or day <= self.last)

    def meets(self, other: "Wish") -> bool:
        """Whether some place could fit both wishes."""
        ends = [last for last in (self.last, other.last) if last is not None]
        return bool(self.desks & other.desks) and all(max(self.first, other.first) <= last for last in ends)


@dataclass(frozen=True)
class Opening:
    """A slot as the line sees it."""

    slot: int
    desk: str
    day: date


@dataclass
class InLine:
    """Somebody who waits and has no offer running, without anything personal. passed: slots not to offer (again)."""

    id: int
    wish: Wish
    person_key: str
    passed: set[int]

    def wants(self, opening: Opening) -> bool:
        """Whether a place of this slot may be offered to them."""
        return self.wish.fits(opening.desk, opening.day) and opening.slot not in self.passed


def share(
    line: Iterable[InLine], openings: Iterable[Opening], free: Mapping[int, int]
) -> Iterator[tuple[Opening, InLine]]:
    """Who is given which free seat: the slots one after the other, each seat to the first in line who wants it.

    Nobody is given more than one. free: seats by slot key.
    """
    rest = list(line)
    for opening in openings:
        for _ in range(free.get(opening.slot, 0)):
            one = next((one for one in rest if one.wants(opening)), None)
            if one is None:
                break
            rest.remove(one)
            yield opening, one


@dataclass(frozen=True)
class CallHours:
    """When the office can be called and calls: between two times on working days. `starts` is before `ends`."""

    starts: time
    ends: time
    holidays: Collection[date]

    def deadline(self, moment: datetime, minutes: int) -> datetime:
        """The instant at which so many minutes of these hours have passed since `moment`."""
        left, day = timedelta(minutes=minutes), clock.office_date(moment)
        while True:
            begin, end = max(moment, clock.at_office(day, self.starts)), clock.at_office(day, self.ends)
            if day.weekday() < SATURDAY and day not in self.holidays and begin < end:
                if end - begin >= left:
                    return begin + left
                left -= end - begin
            day += timedelta(days=1)
