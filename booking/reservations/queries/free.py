"""Free seats, as a claim would find them: what goes first to the displaced and to the line is not free."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from booking import clock
from booking.calendar import queries as calendar
from booking.reservations.models import Reservation
from booking.reservations.queries import rehousing, waiting
from booking.reservations.queries.places import bookable, unclaimed_of_both, unclaimed_seats, windows
from booking.reservations.rules import waiting as rules
from booking.reservations.rules.states import HELD

if TYPE_CHECKING:
    from booking.calendar.models import Slot


def free_seats(slots: Iterable["Slot"], now: datetime) -> dict[int, int]:
    """Free seats by slot key, as a claim would find them.

    A lapsed form hold counts as free, for a claim would take its seat. A seat that goes first to who lost their time
    to a closed day, or to the waiting list, does not, though it has not been offered yet: of all slots together, for
    nobody is given two. Seats that are for the desk alone are not free.
    """
    return free_of_both(slots, now)[0]


def free_of_both(slots: Iterable["Slot"], now: datetime) -> tuple[dict[int, int], dict[int, int]]:
    """The same, and the free seats that are for the desk alone, by slot key too where there are any."""
    kept, of_desk = rehousing.count_kept(now)
    kept.update(_kept_for_line(kept, now))
    free, desk = unclaimed_of_both(slots, now)
    return (
        {key: max(0, count - kept[key]) for key, count in free.items()},
        {key: max(0, count - of_desk[key]) for key, count in desk.items()},
    )


def free_for_desk(slots: Iterable["Slot"], now: datetime) -> dict[int, int]:
    """Free seats by slot key, as a claim by staff would find them."""
    free, desk = free_of_both(slots, now)
    return {key: count + desk.get(key, 0) for key, count in free.items()}


def _kept_for_line(before: Counter[int], now: datetime) -> Counter[int]:
    """By slot key, how many of its free seats a claim would leave to the line at this moment. before: what others have
    first."""
    line = waiting.list_in_line()
    if not line:
        return Counter()
    desks = {desk for one in line for desk in one.wish.desks}
    slots = bookable(calendar.list_open_slots_at(desks, clock.office_date(now), date.max), now)
    taken = waiting.list_taken(line, slots)
    for one in line:
        one.passed |= taken.get(one.id, set())
    free = {key: count - before[key] for key, count in unclaimed_seats(slots, now).items()}
    given = rules.share(line, map(waiting.opening, slots), free)
    return Counter(opening.slot for opening, _ in given)


def is_gone(hold: Reservation, now: datetime) -> bool:
    """Whether a hold lapsed and its place went to somebody else. To show it only: confirming claims anyway."""
    return hold.state != HELD and not hold.is_booked and not free_seats([hold.slot], now)[hold.slot_id]


def nearest_free(slot: "Slot", now: datetime, limit: int = 3) -> list["Slot"]:
    """Other slots at the same desk that a citizen could hold now, nearest in time first, later before earlier."""
    first, last = clock.office_date(now), clock.office_date(now) + timedelta(days=400)
    days = calendar.list_office_days(slot.day.kind, first, last, open_only=True)
    known = windows(days, now)
    open_days = [day for day in days if known[day.id] == "open"]
    slots = [other for other in calendar.list_slots_of(open_days) if other.desk == slot.desk and other.id != slot.id]
    free = free_seats(slots, now)
    near = sorted((other for other in slots if free[other.id]), key=lambda other: abs(other.starts_at - slot.starts_at))
    return near[:limit]
