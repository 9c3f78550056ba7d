"""The times that a booking can be moved to: what its page offers, and programs ask for."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from booking import clock
from booking.calendar import queries as calendar
from booking.reservations.models import Reservation
from booking.reservations.queries import days, places, rehousing
from booking.reservations.queries.days import ShownDay, ShownField, ShownSlot
from booking.reservations.queries.free import free_for_desk
from booking.reservations.rules.states import DISPLACED

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay, Slot


@dataclass(frozen=True)
class OtherTimes:
    """The times of a booking's field, by day, whether they can be had or not.

    coming: all days of the service that the field's are among. kept: what is held for whom the office turned out.
    """

    reservation: Reservation
    coming: list[ShownDay]
    times: list[tuple[ShownDay, ShownField]]
    kept: Reservation | None

    def list_to_have(self) -> list[ShownSlot]:
        """Those that can be had now, by start; what is held for them counts as free for them."""
        is_displaced, present = self.reservation.state == DISPLACED, self.reservation.slot_id
        own = self.kept.slot_id if self.kept else None
        shown = [
            replace(time, state="free", free=1) if time.slot.id == own else time
            for _day, field in self.times
            for time in field.slots
        ]
        return [time for time in shown if time.state == "free" and (is_displaced or time.slot.id != present)]


def other_times(reservation: Reservation, now: datetime) -> OtherTimes:
    """The times of the field on days that citizens may book now.

    Whom the office turned out need not wait for the opening. To show them only: moving itself judges.
    """
    is_early = reservation.state == DISPLACED
    coming = days.list_shown(now, is_early=is_early, kind=reservation.slot.day.kind)
    times = [
        (shown, field)
        for shown in coming
        if shown.window == "open" or (is_early and shown.window == "not_open_yet")
        for field in shown.fields
        if field.field.key == reservation.slot.desk
    ]
    return OtherTimes(reservation, coming, times, rehousing.find_replacement(reservation.id) if is_early else None)


def list_times_to_move_to(reservation: Reservation, now: datetime) -> list[ShownSlot]:
    """The times that a booking can be moved to online now; none where it cannot be moved."""
    return other_times(reservation, now).list_to_have() if places.may_move(reservation, now) else []


def ways_to_move(reservation: Reservation, now: datetime) -> list[tuple["OfficeDay", str, list["Slot"]]]:
    """Where the staff may move a reservation to: the coming open days with the free slots of its field.

    With each day goes whether citizens may book it (`window`): where they may not, staff need a reason.
    """
    desk, today = reservation.slot.desk, clock.office_date(now)
    slots = [one for one in calendar.list_open_slots_at([desk], today, date.max) if one.ends_at > now]
    free = free_for_desk(slots, now)
    own = reservation.slot_id if reservation.seat is not None else None  # a displaced one may have its time back
    by_day: dict[OfficeDay, list[Slot]] = {}
    for slot in slots:
        if free[slot.id] and slot.id != own:
            by_day.setdefault(slot.day, []).append(slot)
    known = places.windows(by_day, now)
    return [(day, known[day.id], found) for day, found in by_day.items()]
