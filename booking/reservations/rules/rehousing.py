"""Who lost their time and gets which other one: plain values in, answers out."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

ACCEPTED = "accepted"
CHOSEN = "chosen"
CANCELLED = "cancelled"
RETURNED = "returned"

ANSWERS = (ACCEPTED, CHOSEN, CANCELLED, RETURNED)
"""How it can end that somebody lost their time; until then it is open."""


@dataclass(frozen=True)
class Place:
    """A time at a desk as this sees it. starts: wall time of the office.

    is_in_time: citizens may still book it or will be. leaves_notice: it is far enough ahead for who did not choose it.
    """

    slot: int
    desk: str
    starts: datetime
    is_in_time: bool
    leaves_notice: bool

    @property
    def day(self) -> date:
        """The office day."""
        return self.starts.date()


@dataclass(frozen=True)
class Displaced:
    """Somebody who lost their time and has not said anything yet, without anything personal but a fingerprint.

    slot, starts: the lost time. held: the slot that is held for them. is_due: one is to be held for them. former: the
    slots of times that this booking had lost before.
    """

    id: int
    who: str
    desk: str
    slot: int
    starts: datetime
    held: int | None
    is_due: bool
    former: Collection[int] = ()

    @property
    def whose(self) -> tuple[str, str]:
        """Person and field: they have one time a day."""
        return self.who, self.desk

    def distance(self, place: Place) -> tuple[bool, timedelta, bool, timedelta, datetime]:
        """How far a place is from the lost time: a time that was theirs first, the nearest day, of two that are as near
        the later one, the nearest time on it."""
        days = place.day - self.starts.date()
        hours = datetime.combine(date.min, place.starts.time()) - datetime.combine(date.min, self.starts.time())
        return place.slot not in self.former, abs(days), days < timedelta(0), abs(hours), place.starts


@dataclass(frozen=True)
class Given:
    """A seat for somebody. is_own: it is the time that they had lost, and they need not be asked.

    is_of_desk: it is one of those that are for the desk alone.
    """

    whom: Displaced
    slot: int
    is_own: bool
    is_of_desk: bool = False


def share(
    queue: Iterable[Displaced],
    places: Iterable[Place],
    free: Mapping[int, int],
    taken: Mapping[tuple[str, str], Iterable[date]],
    desk: Mapping[int, int] | None = None,
    shunned: Mapping[int, Collection[int]] = MappingProxyType({}),
) -> Iterator[Given]:
    """Who gets which free seat, in the order of the queue. First everybody whose own time is there again, then those
    for whom another one is to be held.

    free: seats by slot key. taken: by person and field, the days on which they have a time already. desk: seats by slot
    key that are for the desk alone, which somebody gets only as their own time.
    shunned: by booking, the slots at which nobody may advise on it.
    """
    seats, kept, known = dict(free), dict(desk or {}), {place.slot: place for place in places}
    had = {whose: set(days) for whose, days in taken.items()}
    left = []
    for one in queue:
        own = known.get(one.slot) if one.slot not in shunned.get(one.id, ()) else None
        if own and own.is_in_time and (seats.get(own.slot) or kept.get(own.slot) or one.held == own.slot):
            if one.held is not None:
                seats[one.held] = seats.get(one.held, 0) + 1
            is_of_desk = not seats.get(own.slot)
            (kept if is_of_desk else seats)[own.slot] -= 1
            had.setdefault(one.whose, set()).add(own.day)
            yield Given(one, own.slot, is_own=True, is_of_desk=is_of_desk)
        elif one.is_due:
            left.append(one)
    for one in left:
        days = had.setdefault(one.whose, set())
        fitting = (
            place
            for place in known.values()
            if place.desk == one.desk
            and place.leaves_notice
            and seats.get(place.slot, 0) > 0
            and place.day not in days
            and place.slot not in shunned.get(one.id, ())
        )
        nearest = min(fitting, key=one.distance, default=None)
        if nearest is not None:
            seats[nearest.slot] -= 1
            days.add(nearest.day)
            yield Given(one, nearest.slot, is_own=False)
