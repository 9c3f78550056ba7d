"""Who has said whether they come, and who has not."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from booking.reservations.models import Reservation
from booking.reservations.queries.bookings import roster
from booking.reservations.queries.reminders import reminder_due, remindings, told_at
from booking.reservations.rules.states import CANNOT, COMES, RESERVED

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay


@dataclass(frozen=True)
class Answers:
    """The open bookings of a day by what their people answered.

    silent: asked, and no answer. fresh: booked, moved or given their time back after the reminder had
    gone out, so nobody asked them.
    """

    silent: list[Reservation]
    cannot: list[Reservation]
    comes: list[Reservation]
    fresh: list[Reservation]

    @property
    def everybody(self) -> list[Reservation]:
        """All of them, in the order of the page."""
        return [*self.silent, *self.cannot, *self.comes, *self.fresh]


def answers(office_day: "OfficeDay") -> Answers:
    """Who of a day's open bookings has answered what."""
    due, found = reminder_due(office_day.date), Answers([], [], [], [])
    rows = [row for row in roster(office_day) if row.state == RESERVED]
    told = told_at(rows) if due is not None else {}
    groups = {COMES: found.comes, CANNOT: found.cannot}
    for row in rows:
        is_asked = due is not None and told[row.id] < due
        groups.get(row.answer or "", found.silent if is_asked else found.fresh).append(row)
    return found


def is_asked(reservation: Reservation, now: datetime) -> bool:
    """Whether the page of a booking asks whether the person comes: from the first reminder's hour to the start."""
    slot = reservation.slot
    first = next(iter(remindings([slot.day.date])[slot.day.date]), None)
    return reservation.state == RESERVED and first is not None and first.due <= now < slot.starts_at
