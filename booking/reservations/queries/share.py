"""The desk's share: seats of a slot, the last ones, that only staff give away until their release.

A claim tries numbered seats, so a share is nothing but numbers that citizens' claims do not try: the unique key of slot
and seat then judges, and nobody has to ask first what is free.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from booking import clock
from booking.calendar import queries as calendar
from booking.db import db
from booking.reservations.models import Reservation
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import Slot


def releases(days: Collection[date]) -> dict[date, datetime]:
    """From when on the seats kept for the desk are everybody's, for each of these days."""
    count, wall = settings.get("reservations.desk_release_days"), settings.get("reservations.desk_release_time")
    before = calendar.each_working_days_before(days, count)
    return {day: clock.at_office(last, wall) for day, last in before.items()}


def count_kept_seats(slots: Iterable["Slot"], now: datetime) -> dict[int, int]:
    """By slot key, how many seats are for the desk alone at `now`; slots without any are left out."""
    kept = [slot for slot in slots if slot.kept_seats]
    ends = releases({slot.day.date for slot in kept})
    return {slot.id: slot.kept_seats for slot in kept if now < ends[slot.day.date]}


def citizens_seats(slot: "Slot", now: datetime) -> range:
    """The seats that anybody may claim, in the order in which they are tried."""
    return range(1, slot.capacity - count_kept_seats([slot], now).get(slot.id, 0) + 1)


def desk_seats(slot: "Slot", now: datetime) -> range:
    """The seats that only staff may claim."""
    return range(citizens_seats(slot, now).stop, slot.capacity + 1)


def every_seat(slot: "Slot") -> range:
    """All seats, those of the desk last: for who had one of them before."""
    return range(1, slot.capacity + 1)


def unclaimed_by_desk(slots: Iterable["Slot"], now: datetime) -> dict[int, int]:
    """By slot key, how many of the seats that are for the desk alone nobody has; slots without any are left out."""
    wanted = {slot.id: slot for slot in slots if slot.closed_reason is None}
    kept = count_kept_seats(wanted.values(), now)
    taken = select(Reservation.slot_id, Reservation.seat).where(Reservation.slot_id.in_(kept))
    free = dict(kept)
    for key, seat in db.session.execute(taken.where(Reservation.seat.is_not(None))) if kept else ():
        free[key] -= (seat or 0) > wanted[key].capacity - kept[key]
    return free
