"""How bookings, seats and who found no place become counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from booking.reservations.rules.states import (
    CANCELLED,
    CHECKED_IN,
    DISPLACED,
    DONE,
    LEFT,
    NO_SHOW,
    RESERVED,
    WALK_IN,
)

CAME = frozenset({DONE, CHECKED_IN})
"""Who came and was advised; where nobody pressed "done" in the end, they were there all the same."""

UNDONE = frozenset({CANCELLED, DISPLACED})
"""Bookings that came to nothing before their day, so their seats were free for others."""


@dataclass(frozen=True)
class Counted:
    """A booking as it is counted. slot: the key of its time. waited: calendar days from booking to session."""

    day: date
    field: str
    slot: int
    state: str
    via: str
    outcome: str | None
    waited: int


@dataclass(frozen=True)
class Seats:
    """A time that takes place, and its seats."""

    day: date
    field: str
    slot: int
    capacity: int


@dataclass(frozen=True)
class Demand:
    """So many found no place of a field (empty: they looked at all fields)."""

    day: date
    field: str
    via: str
    count: int


@dataclass(frozen=True)
class Figures:
    """The counts of a span of time, of one field or all.

    seats: of the times that took place or will. taken: of these, the seats that somebody had booked to the end, whether
    they came or not; who came in the place of somebody else counts once. held: consultations. unrecorded: of a past
    day, about which nobody has said whether they came. coming: of today or later. ways: bookings that were not undone,
    by way in. outcomes: of consultations, by the code stored with the booking. wait: median of the calendar days from
    booking to session, without walk-ins and without what came to nothing; None where there is none.
    unmet: who found no place; unmet_ways: the same by way in.
    """

    seats: int = 0
    taken: int = 0
    held: int = 0
    no_show: int = 0
    left: int = 0
    unrecorded: int = 0
    coming: int = 0
    cancelled: int = 0
    displaced: int = 0
    ways: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)
    wait: float | None = None
    unmet: int = 0
    unmet_ways: dict[str, int] = field(default_factory=dict)

    @property
    def booked(self) -> int:
        """All bookings, whatever became of them."""
        return self.kept + self.cancelled + self.displaced

    @property
    def kept(self) -> int:
        """Bookings that were not undone before their day."""
        return self.held + self.no_show + self.left + self.unrecorded + self.coming

    @property
    def fill_rate(self) -> float | None:
        """Seats taken of the seats there were, from 0 to 1; None where there were none."""
        return self.taken / self.seats if self.seats else None

    @property
    def no_show_rate(self) -> float | None:
        """No-shows of those of whom it is known whether they came, from 0 to 1; None where nobody is."""
        known = self.held + self.left + self.no_show
        return self.no_show / known if known else None


def count(bookings: Iterable[Counted], seats: Iterable[Seats], demand: Iterable[Demand], today: date) -> Figures:
    """The figures of what is given."""
    rows, places, wishes = list(bookings), list(seats), list(demand)
    states = Counter(_state(row, today) for row in rows)
    kept = [row for row in rows if row.state not in UNDONE]
    at_once = Counter(row.slot for row in kept)
    unmet = Counter[str]()
    for wish in wishes:
        unmet[wish.via] += wish.count
    return Figures(
        seats=sum(one.capacity for one in places),
        taken=sum(min(one.capacity, at_once[one.slot]) for one in places),
        held=states["held"],
        no_show=states[NO_SHOW],
        left=states[LEFT],
        unrecorded=states["unrecorded"],
        coming=states["coming"],
        cancelled=states[CANCELLED],
        displaced=states[DISPLACED],
        ways=dict(Counter(row.via for row in kept)),
        outcomes=dict(Counter(row.outcome for row in rows if row.outcome and row.state in CAME)),
        wait=median_of([row.waited for row in kept if row.via != WALK_IN]),
        unmet=sum(unmet.values()),
        unmet_ways=dict(unmet),
    )


def median_of(days: list[int]) -> float | None:
    """The median, None of nothing."""
    return float(median(days)) if days else None


def _state(row: Counted, today: date) -> str:
    if row.state in CAME:
        return "held"
    if row.state == RESERVED:
        return "coming" if row.day >= today else "unrecorded"
    return row.state
