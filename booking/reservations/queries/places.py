"""Places: how many are free, and until when citizens may take them."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from booking import clock
from booking.calendar import queries as calendar
from booking.db import db
from booking.reservations.models import Reservation
from booking.reservations.queries import waiting
from booking.reservations.rules import waiting as rules
from booking.reservations.rules.states import DISPLACED, FORM, HELD, OFFER, RESERVED, booking_window
from booking.reservations.rules.waiting import OFFERED
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay, Slot


def free_seats(slots: Iterable["Slot"], now: datetime) -> dict[int, int]:
    """Free seats by slot key, as a claim would find them.

    A lapsed form hold counts as free, for a claim would take its seat. A seat that the waiting list would be given
    first does not, though it has not been offered yet: of all slots together, for nobody in line gets two.
    """
    kept = _kept_for_line(now)
    return {key: max(0, count - kept[key]) for key, count in unclaimed_seats(slots, now).items()}


def _kept_for_line(now: datetime) -> Counter[int]:
    """By slot key, how many of its free seats a claim would leave to the line at this moment."""
    line = waiting.list_in_line()
    if not line:
        return Counter()
    desks = {desk for one in line for desk in one.wish.desks}
    slots = bookable(calendar.list_open_slots("consultation", clock.office_date(now), date.max, desks), now)
    taken = waiting.list_taken(line, slots)
    for one in line:
        one.passed |= taken.get(one.id, set())
    given = rules.share(line, map(waiting.opening, slots), unclaimed_seats(slots, now))
    return Counter(opening.slot for opening, _ in given)


def unclaimed_seats(slots: Iterable["Slot"], now: datetime) -> dict[int, int]:
    """Seats by slot key that nobody has, or only a lapsed form hold, whoever they may be for."""
    wanted = {slot.id: slot.capacity for slot in slots}
    lapsed = and_(Reservation.state == HELD, Reservation.purpose == FORM, Reservation.expires_at <= now)
    query = (
        select(Reservation.slot_id, func.count())
        .where(Reservation.slot_id.in_(wanted), Reservation.seat.is_not(None), ~lapsed)
        .group_by(Reservation.slot_id)
    )
    taken: dict[int, int] = dict(db.session.execute(query).all())
    return {key: max(0, capacity - taken.get(key, 0)) for key, capacity in wanted.items()}


def bookable(slots: Iterable["Slot"], now: datetime) -> list["Slot"]:
    """Those of the slots that citizens may book online now, free or not."""
    wanted = list(slots)
    known = windows({slot.office_day_id: slot.day for slot in wanted}.values(), now)
    return [slot for slot in wanted if known[slot.office_day_id] == "open" and now < slot.starts_at]


def hold_ends(slot_ids: Iterable[int], now: datetime) -> dict[int, list[tuple[str, datetime | None]]]:
    """By slot key what its held seats are and when that ends, the first one first: `held` or `offered`.

    A lapsed hold is none any more; a lapsed offer is one until it has passed to the next in line.
    """
    runs = (Reservation.expires_at > now) | (Reservation.purpose == OFFER)
    query = (
        select(Reservation.slot_id, Reservation.expires_at, Reservation.purpose)
        .where(Reservation.slot_id.in_(list(slot_ids)), Reservation.state == HELD, runs)
        .order_by(Reservation.expires_at)
    )
    found: dict[int, list[tuple[str, datetime | None]]] = {}
    for key, ends, purpose in db.session.execute(query):
        found.setdefault(key, []).append((OFFERED if purpose == OFFER else HELD, ends))
    return found


def cutoff(day: date) -> datetime:
    """The instant at which booking and moving online end for a day (default 17:00 of the working day before)."""
    return cutoffs([day])[day]


def cutoffs(days: Collection[date]) -> dict[date, datetime]:
    """The instant at which booking and moving online end for each of these days."""
    count, wall = settings.get("reservations.cutoff_working_days"), settings.get("reservations.cutoff_time")
    before = calendar.each_working_days_before(days, count)
    return {day: clock.at_office(last, wall) for day, last in before.items()}


def reminder_due(day: date) -> datetime:
    """The instant at which who booked this day is reminded (settings; default 10:00 of the working day before)."""
    count = settings.get("notices.reminder_working_days")
    return clock.at_office(calendar.working_days_before(day, count), settings.get("notices.reminder_time"))


def window(office_day: "OfficeDay", now: datetime) -> str:
    """Whether citizens may book this day online now: `closed`, `not_open_yet`, `open` or `over`."""
    return windows([office_day], now)[office_day.id]


def windows(days: Iterable["OfficeDay"], now: datetime) -> dict[int, str]:
    """The same for many days, by their keys."""
    wanted = list(days)
    ends = cutoffs([day.date for day in wanted if day.is_open])
    return {day.id: booking_window(now, day.opens_at, ends[day.date]) if day.is_open else "closed" for day in wanted}


def may_cancel(reservation: Reservation, now: datetime) -> bool:
    """Whether citizens may cancel this booking now. To show it only: cancelling itself judges."""
    return reservation.state == DISPLACED or (reservation.state == RESERVED and now < reservation.slot.starts_at)


def may_move(reservation: Reservation, now: datetime) -> bool:
    """Whether citizens may move this booking online now. To show it only: moving itself judges."""
    return reservation.state == DISPLACED or (reservation.state == RESERVED and now < cutoff(reservation.slot.day.date))


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
