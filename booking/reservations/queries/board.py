"""A consultation day as the desk sees it: every place, with who has it or that nobody has."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select

from booking import clock
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.db import db
from booking.reservations.models import Reservation
from booking.reservations.queries.bookings import roster
from booking.reservations.queries.free import free_for_desk, free_of_both
from booking.reservations.queries.places import hold_ends, windows
from booking.reservations.rules.states import CANCELLED, OCCUPYING, UNBOOKED
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


@dataclass(frozen=True)
class Board:
    """All places of a day by time and field, the cancelled bookings apart, and how many places are in each state."""

    day: "OfficeDay"
    places: list[Place]
    cancelled: list[Reservation]
    counts: dict[str, int]

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
    """The board of a day. A lapsed hold counts as free; a closed day has no free places, only those it displaced."""
    fields = {field.key: field for field in consultations.list_fields(active_only=False)}
    slots, bookings = calendar.list_slots(office_day), roster(office_day)
    free, desk = free_of_both(slots, now) if office_day.is_open else ({}, {})
    taken = Counter(row.slot_id for row in bookings if row.state in OCCUPYING)
    places = [Place(row.slot, fields[row.slot.desk], row.state, row) for row in bookings if row.state != CANCELLED]
    ends = hold_ends((slot.id for slot in slots), now)
    for slot in (slot for slot in slots if slot.is_open):
        held = slot.capacity - free[slot.id] - desk.get(slot.id, 0) - taken[slot.id]
        runs = ends.get(slot.id, [])[:held]
        places += [Place(slot, fields[slot.desk], state, until=until) for state, until in runs]
        # What is left belongs to the line, and is offered within a minute.
        places += [Place(slot, fields[slot.desk], OFFERED)] * (held - len(runs))
        places += [Place(slot, fields[slot.desk], FREE, is_kept=True)] * desk.get(slot.id, 0)
        places += [Place(slot, fields[slot.desk], FREE)] * free[slot.id]
    # Stable: within a time and field the order of above stays, bookings by seat, then what is held or free.
    places.sort(key=lambda place: (place.slot.starts_at, place.field.position, place.slot.desk))
    cancelled = [row for row in bookings if row.state == CANCELLED]
    counts = Counter(place.state for place in places) + Counter({CANCELLED: len(cancelled)})
    return Board(office_day, places, cancelled, dict(counts))


def ways_to_move(reservation: Reservation, now: datetime) -> list[tuple["OfficeDay", str, list["Slot"]]]:
    """Where the staff may move a reservation to: the coming open days with the free slots of its field.

    With each day goes whether citizens may book it (`window`): where they may not, staff need a reason.
    """
    desk, today = reservation.slot.desk, clock.office_date(now)
    slots = [one for one in calendar.list_open_slots("consultation", today, date.max, [desk]) if one.ends_at > now]
    free = free_for_desk(slots, now)
    own = reservation.slot_id if reservation.seat is not None else None  # a displaced one may have its time back
    by_day: dict[OfficeDay, list[Slot]] = {}
    for slot in slots:
        if free[slot.id] and slot.id != own:
            by_day.setdefault(slot.day, []).append(slot)
    known = windows(by_day, now)
    return [(day, known[day.id], found) for day, found in by_day.items()]


def neighbours(day: date) -> tuple["OfficeDay | None", "OfficeDay | None"]:
    """The nearest days before and after a date that have a board.

    Those are the days that take place, and closed ones on which somebody had booked.
    """
    slot = Reservation.slot.property.mapper.class_
    kept = slot.day.property.mapper.class_
    booked = (
        exists()
        .where(Reservation.slot_id == slot.id, slot.office_day_id == kept.id, Reservation.state.not_in(UNBOOKED))
        .correlate(kept)
    )
    query = select(kept).where(kept.kind == "consultation", or_(kept.state == "open", booked)).limit(1)
    before = query.where(kept.date < day).order_by(kept.date.desc())
    after = query.where(kept.date > day).order_by(kept.date)
    return db.session.scalar(before), db.session.scalar(after)


def next_session(day: date) -> "OfficeDay | None":
    """The session that takes place on a date or next after it; where none is to come, the last one."""
    kept = Reservation.slot.property.mapper.class_.day.property.mapper.class_
    query = select(kept).where(kept.kind == "consultation", kept.state == "open").limit(1)
    coming = query.where(kept.date >= day).order_by(kept.date)
    last = query.where(kept.date < day).order_by(kept.date.desc())
    return db.session.scalar(coming) or db.session.scalar(last)
