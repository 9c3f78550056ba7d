"""A consultation day as the desk sees it: every place, with who has it or that nobody has."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.db import db
from booking.reservations.models import Reservation
from booking.reservations.queries.bookings import list_lines
from booking.reservations.queries.free import free_of_both
from booking.reservations.queries.places import hold_ends
from booking.reservations.rules.roster import View, part_of, parts
from booking.reservations.rules.states import CANCELLED, OCCUPYING
from booking.reservations.rules.waiting import OFFERED

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay, Slot
    from booking.consultations.models import Field

FREE = "free"


@dataclass(frozen=True)
class Place:
    """One line of the board. state: of its booking, or `free`, `held` while a citizen fills in the form, or `offered`
    while somebody of the waiting list may answer.

    until: the moment until which it is held. is_kept: a free one that citizens cannot book, for it is the desk's.
    """

    slot: "Slot"
    field: "Field"
    state: str
    booking: Reservation | None = None
    until: datetime | None = None
    is_kept: bool = False


class Line(NamedTuple):
    """A place before anybody's data is read: the booking is but its key."""

    slot: "Slot"
    field: "Field"
    state: str
    booking: int | None = None
    until: datetime | None = None
    is_kept: bool = False


@dataclass(frozen=True)
class Board:
    """Places of a day by time and field, the cancelled bookings apart, and how many places of the day are in each
    state.

    parts: the first and the last line of each part of a day that is too long for one page; part: which one this is,
    counted from 1. A board that is not cut has one part.
    """

    day: "OfficeDay"
    places: list[Place]
    cancelled: list[Reservation]
    counts: dict[str, int]
    parts: list[tuple[Line, Line]] = field(default_factory=list)
    part: int = 1

    @property
    def bookings(self) -> list[Reservation]:
        """Every booking that the board shows, the cancelled ones last."""
        return [place.booking for place in self.places if place.booking] + self.cancelled

    @property
    def by_field(self) -> dict[str, list[Place]]:
        """The places under the names of their fields, in the order of the fields."""
        fields = sorted({place.field for place in self.places}, key=lambda field: (field.position, field.key))
        return {field.name: [place for place in self.places if place.field is field] for field in fields}


def board(office_day: "OfficeDay", now: datetime) -> Board:
    """The whole board of a day. A lapsed hold counts as free; a closed day has no free places, only those it
    displaced."""
    lines = _lines(office_day, now)
    return _made(office_day, lines, lines)


def board_part(office_day: "OfficeDay", now: datetime, view: View) -> Board:
    """The part of a day's board that a view asks for; most days have but one. Only the people in it are read."""
    lines = _lines(office_day, now)
    if view.by == "field":
        lines.sort(key=lambda line: (line.field.position, line.field.key, line.slot.starts_at))
    cuts = parts(len(lines))
    part = min(view.part, len(cuts)) if view.part else _present_part(lines, cuts, now, view)
    ends = [(lines[cut.start], lines[cut.stop - 1]) for cut in cuts if lines]
    return _made(office_day, lines, [lines[at] for at in cuts[part - 1]], ends, part)


def _present_part(lines: list[Line], cuts: list[range], now: datetime, view: View) -> int:
    """Of a view by time the part of the first line that is not over; of a past day, and by field, the first."""
    if view.by == "field":
        return 1
    return part_of(next((nth for nth, line in enumerate(lines) if line.slot.ends_at > now), 0), cuts)


def _made(
    office_day: "OfficeDay",
    lines: list[Line],
    shown: list[Line],
    ends: Sequence[tuple[Line, Line]] = (),
    part: int = 1,
) -> Board:
    rows = _read(line.booking for line in shown if line.booking)
    places = [
        Place(line.slot, line.field, line.state, rows[line.booking] if line.booking else None, line.until, line.is_kept)
        for line in shown
    ]
    return Board(
        office_day,
        [place for place in places if place.state != CANCELLED],
        [place.booking for place in places if place.booking and place.state == CANCELLED],
        dict(Counter(line.state for line in lines)),
        list(ends),
        part,
    )


def _read(ids: Iterable[int]) -> dict[int, Reservation]:
    """Bookings by key. Their times are known already."""
    query = select(Reservation).where(Reservation.id.in_(list(ids))).options(lazyload(Reservation.slot))
    return {row.id: row for row in db.session.scalars(query)}


def _lines(office_day: "OfficeDay", now: datetime) -> list[Line]:
    """Every line of a day by time, cancelled bookings included; nobody's data is read."""
    fields = {field.key: field for field in consultations.list_desks()}
    slots = calendar.list_slots(office_day)
    known = {slot.id: slot for slot in slots}
    booked = list_lines(office_day)
    free, desk = free_of_both(slots, now) if office_day.is_open else ({}, {})
    taken = Counter(slot for _, slot, state in booked if state in OCCUPYING)
    lines = [Line(known[slot], fields[known[slot].desk], state, key) for key, slot, state in booked]
    ends = hold_ends(known, now)
    for slot in (slot for slot in slots if slot.is_open):
        field = fields[slot.desk]
        held = max(0, slot.capacity - free[slot.id] - desk.get(slot.id, 0) - taken[slot.id])
        runs = ends.get(slot.id, [])[:held]
        lines += [Line(slot, field, state, until=until) for state, until in runs]
        # What is left belongs to the line, and is offered within a minute.
        lines += [Line(slot, field, OFFERED)] * (held - len(runs))
        lines += [Line(slot, field, FREE, is_kept=True)] * desk.get(slot.id, 0)
        lines += [Line(slot, field, FREE)] * free[slot.id]
    # Stable: within a time and field the order of above stays, bookings by seat, then what is held or free.
    lines.sort(key=lambda line: (line.slot.starts_at, line.field.position, line.slot.desk))
    return lines
