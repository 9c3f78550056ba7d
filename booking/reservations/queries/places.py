"""Places: how many are free, and until when citizens may take them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from booking import clock
from booking.calendar import queries as calendar
from booking.calendar.rules import NIGHT
from booking.db import db
from booking.reservations.models import Reservation
from booking.reservations.queries.share import unclaimed_by_desk
from booking.reservations.rules.states import DISPLACED, FORM, HELD, OFFER, REPLACEMENT, RESERVED, booking_window
from booking.reservations.rules.waiting import OFFERED
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay, Slot

HELD_AS = {OFFER: OFFERED, REPLACEMENT: REPLACEMENT}
"""What a held seat is called that is not held for somebody who fills in the form."""


def unclaimed_seats(slots: Iterable["Slot"], now: datetime) -> dict[int, int]:
    """Seats by slot key that nobody has, or only a lapsed form hold, without those that are for the desk alone."""
    return unclaimed_of_both(slots, now)[0]


def unclaimed_of_both(slots: Iterable["Slot"], now: datetime) -> tuple[dict[int, int], dict[int, int]]:
    """The same, and those that are for the desk alone, by slot key too where there are any."""
    slots = list(slots)
    desk, every = unclaimed_by_desk(slots, now), _unclaimed(slots, now)
    return {key: max(0, count - desk.get(key, 0)) for key, count in every.items()}, desk


def _unclaimed(slots: Iterable["Slot"], now: datetime) -> dict[int, int]:
    wanted = {slot.id: slot.capacity if slot.closed_reason is None else 0 for slot in slots}
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
    over = list_over(wanted, now)
    ahead = [slot for slot in wanted if now < slot.starts_at and slot.id not in over]
    return [slot for slot in ahead if known[slot.office_day_id] == "open" and slot.is_open]


def hold_ends(slot_ids: Iterable[int], now: datetime) -> dict[int, list[tuple[str, datetime | None]]]:
    """By slot key what its held seats are and when that ends, the first one first: `held`, `offered` or `replacement`.

    A lapsed hold is none any more; a lapsed offer or replacement is one until it has passed on.
    """
    runs = (Reservation.expires_at > now) | (Reservation.purpose != FORM)
    query = (
        select(Reservation.slot_id, Reservation.expires_at, Reservation.purpose)
        .where(Reservation.slot_id.in_(list(slot_ids)), Reservation.state == HELD, runs)
        .order_by(Reservation.expires_at)
    )
    found: dict[int, list[tuple[str, datetime | None]]] = {}
    for key, ends, purpose in db.session.execute(query):
        found.setdefault(key, []).append((HELD_AS.get(purpose, HELD), ends))
    return found


def next_hold_end(now: datetime) -> datetime | None:
    """When the first of all held seats that are not over yet is over, of whatever time."""
    query = select(func.min(Reservation.expires_at)).where(Reservation.state == HELD, Reservation.expires_at > now)
    return db.session.scalar(query)


def cutoff(slot: "Slot") -> datetime:
    """The instant at which booking and moving online end for a time."""
    return cutoffs([slot])[slot.id]


def cutoffs(slots: Iterable["Slot"]) -> dict[int, datetime]:
    """The same for many times, by their keys: for a consultation that of its day, for a visit at night a setting's
    minutes before it begins."""
    wanted = list(slots)
    ends = day_cutoffs({slot.office_day_id: slot.day for slot in wanted if slot.day.kind != NIGHT}.values())
    return {slot.id: ends.get(slot.office_day_id) or slot.starts_at - _minutes_before_visit() for slot in wanted}


def list_over(slots: Iterable["Slot"], now: datetime) -> set[int]:
    """Keys of those of the slots that cannot be booked online any more though their day can: times of a night."""
    return {key for key, end in cutoffs(slot for slot in slots if slot.day.kind == NIGHT).items() if now >= end}


def day_cutoffs(days: Iterable["OfficeDay"]) -> dict[int, datetime]:
    """The instant at which booking and moving online end for each of these days, by their keys.

    For consultations by default 17:00 of the working day before; for a night its end, for there each time has its own.
    """
    wanted = list(days)
    count, wall = settings.get("reservations.cutoff_working_days"), settings.get("reservations.cutoff_time")
    before = calendar.each_working_days_before({day.date for day in wanted if day.kind != NIGHT}, count)
    return {
        day.id: clock.at_office(day.date, settings.get("nightoffice.ends")) - _minutes_before_visit()
        if day.kind == NIGHT
        else clock.at_office(before[day.date], wall)
        for day in wanted
    }


def _minutes_before_visit() -> timedelta:
    return timedelta(minutes=settings.get("nightoffice.cutoff_minutes"))


def window(office_day: "OfficeDay", now: datetime) -> str:
    """Whether citizens may book this day online now: `closed`, `not_open_yet`, `open` or `over`."""
    return windows([office_day], now)[office_day.id]


def windows(days: Iterable["OfficeDay"], now: datetime) -> dict[int, str]:
    """The same for many days, by their keys."""
    wanted = list(days)
    ends = day_cutoffs(day for day in wanted if day.is_open)
    return {day.id: booking_window(now, day.opens_at, ends[day.id]) if day.is_open else "closed" for day in wanted}


def may_cancel(reservation: Reservation, now: datetime) -> bool:
    """Whether citizens may cancel this booking now. To show it only: cancelling itself judges."""
    return reservation.state == DISPLACED or (reservation.state == RESERVED and now < reservation.slot.starts_at)


def may_move(reservation: Reservation, now: datetime) -> bool:
    """Whether citizens may move this booking online now. To show it only: moving itself judges."""
    return reservation.state == DISPLACED or (reservation.state == RESERVED and now < cutoff(reservation.slot))
