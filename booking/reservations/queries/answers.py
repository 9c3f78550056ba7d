"""Who has said whether they come, and who has not."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from booking import clock
from booking.calendar import queries as calendar
from booking.reservations.models import Reservation
from booking.reservations.queries.bookings import roster
from booking.reservations.queries.places import reminder_due
from booking.reservations.rules.states import CANNOT, COMES, RESERVED
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay


@dataclass(frozen=True)
class Answers:
    """The open bookings of a day by what their people answered.

    silent: asked, and no answer. fresh: booked or moved after the reminder had gone out, so nobody asked them.
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
    groups = {COMES: found.comes, CANNOT: found.cannot}
    for row in roster(office_day):
        if row.state == RESERVED:
            told = max(filter(None, (row.reserved_at, row.moved_at)))
            groups.get(row.answer or "", found.silent if told < due else found.fresh).append(row)
    return found


def answers_due(day: date) -> datetime:
    """From when staff call who has not answered (settings; default 14:00 of the day on which people are reminded)."""
    count = settings.get("notices.reminder_working_days")
    return clock.at_office(calendar.working_days_before(day, count), settings.get("notices.answers_time"))


def is_asked(reservation: Reservation, now: datetime) -> bool:
    """Whether the page of a booking asks whether the person comes: from the reminder's hour to the start."""
    slot = reservation.slot
    return reservation.state == RESERVED and reminder_due(slot.day.date) <= now < slot.starts_at
