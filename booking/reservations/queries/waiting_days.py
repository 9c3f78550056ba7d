"""The days that people in line wait for: whether there are any, any that are not their own, and any left."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from booking import clock
from booking.calendar import queries as calendar
from booking.calendar.rules import CONSULTATION, SERVICES
from booking.db import db
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.rules.states import OCCUPYING
from booking.reservations.rules.waiting import WAITING, Wish

if TYPE_CHECKING:
    from booking.calendar.models import Slot


@dataclass
class Days:
    """What is to come by desk and day: what takes place, and of what was closed one time each.

    planned_until: the last day that is planned for each desk; for one that has no times yet, that of the consultations.
    """

    taking_place: set[tuple[str, date]] = field(default_factory=set)
    closed: "dict[tuple[str, date], Slot]" = field(default_factory=dict)
    planned_until: dict[str, date] = field(default_factory=dict)

    def has_none(self, wish: Wish) -> bool:
        """Whether nothing that somebody waits for takes place, though days are planned as far as that."""
        return self.is_planned(wish) and not any(wish.fits(*one) for one in self.taking_place)

    def is_planned(self, wish: Wish) -> bool:
        """Whether days are planned as far as somebody waits, at each of the desks."""
        ends = (self.planned_until.get(desk, self.planned_until[""]) for desk in wish.desks)
        return wish.last is not None and all(wish.last <= end for end in ends)


def list_coming(since: date) -> Days:
    """What can be booked on days from `since` on, as the calendar has them now."""
    days = calendar.list_office_days(None, since, date.max)
    until = {kind: max((day.date for day in days if day.kind == kind), default=date.min) for kind in SERVICES}
    found = Days(planned_until={"": until[CONSULTATION]})
    by_key = {day.id: day for day in days}
    for slot in calendar.list_slots_of(days):
        day = by_key[slot.office_day_id]
        found.planned_until[slot.desk] = until[day.kind]
        if day.is_open and slot.closed_reason is None:
            found.taking_place.add((slot.desk, day.date))
        else:
            found.closed.setdefault((slot.desk, day.date), slot)
    return found


def has_no_day(wish: Wish, now: datetime) -> bool:
    """Whether nothing that somebody waits for takes place from today on, though days are planned so far."""
    return list_coming(clock.office_date(now)).has_none(wish)


def is_booked_throughout(person_key: str, wish: Wish, now: datetime) -> bool:
    """Whether this person has a booking in each of the fields on each of the days, so that nothing could be offered."""
    coming = list_coming(clock.office_date(now))
    wanted = {one for one in coming.taking_place if wish.fits(*one)}
    if not wanted or not coming.is_planned(wish):
        return False
    slot = Reservation.slot.property.mapper.class_
    query = select(slot.desk, slot.starts_at).join(Reservation, Reservation.slot_id == slot.id)
    theirs = query.where(Reservation.person_key == person_key, Reservation.state.in_(OCCUPYING))
    return wanted <= {(desk, clock.office_date(starts)) for desk, starts in db.session.execute(theirs)}


def list_closed_out(now: datetime) -> "list[tuple[WaitingEntry, list[Slot]]]":
    """Who waits for days of which none takes place any more, with a time of each that was closed, by day."""
    today = clock.office_date(now)
    query = select(WaitingEntry).where(WaitingEntry.state == WAITING, WaitingEntry.last_date >= today)
    return _closed_out(db.session.scalars(query.order_by(WaitingEntry.id)), today)


def closed_of(entries: "Collection[WaitingEntry]", now: datetime) -> "dict[int, list[Slot]]":
    """The same of these entries, by their keys; who has something left to wait for is left out."""
    return {entry.id: slots for entry, slots in _closed_out(entries, clock.office_date(now))}


def _closed_out(entries: "Iterable[WaitingEntry]", today: date) -> "list[tuple[WaitingEntry, list[Slot]]]":
    waiting, coming = [entry for entry in entries if entry.state == WAITING], list_coming(today)
    found = []
    for entry in waiting:
        days = {day: slot for (desk, day), slot in coming.closed.items() if entry.wish.fits(desk, day)}
        if days and coming.has_none(entry.wish):
            found.append((entry, [days[day] for day in sorted(days)]))
    return found
