"""Keep a row for each coming Wednesday night, open or closed as the calendar says."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.consultations import service as consultations
from booking.nightoffice.queries import KIND
from booking.nightoffice.service.desks import keep_desks
from booking.settings import queries as settings

if TYPE_CHECKING:
    from collections.abc import Collection

    from booking.calendar.models import OfficeDay, Slot


@dataclass
class Kept:
    """What a run changed: nights made, closed, reopened; shifted: in when booking opens; fitted: in their windows."""

    created: int = 0
    closed: int = 0
    reopened: int = 0
    shifted: int = 0
    fitted: int = 0

    @property
    def count(self) -> int:
        """All changes together."""
        return self.created + self.closed + self.reopened + self.shifted + self.fitted


def ensure_night(day: date, now: datetime) -> "OfficeDay":
    """The row of a Wednesday night, with windows for what takes bookings when it is made. ValueError for another
    weekday.
    """
    if not calendar.is_wednesday(day):
        raise ValueError(f"{day} is no Wednesday")
    return calendar_service.ensure_day(KIND, day, consultations.slot_plans(KIND), opening(day), now)


def opening(day: date) -> datetime | None:
    """When visits to a night can first be booked, by the settings; None is at once."""
    count = settings.get("nightoffice.opens_days")
    return clock.at_office(day - timedelta(days=count), settings.get("nightoffice.opens_time")) if count else None


def keep_nights(now: datetime, actor: Actor) -> Kept:
    """Make the calendar's decision true for every Wednesday night from today on. Twice does no harm.

    Rows are made for as many weeks as the setting says. What staff closed stays closed; past nights are left alone.
    They have the windows of what takes bookings now, tonight those that are still ahead; who has booked one keeps it.
    """
    kept = Kept()
    keep_desks()
    today = clock.office_date(now)
    ahead = today + timedelta(weeks=settings.get("nightoffice.weeks_ahead"))
    nights = {night.date: night for night in calendar.list_office_days(KIND, today, date.max)}
    plans, windows = consultations.slot_plans(KIND), _windows(nights.values())
    for decision in calendar.list_nights(today, max([ahead, *nights])):
        night = nights.get(decision.date)
        if night is None:
            if decision.date > ahead:
                continue
            night = ensure_night(decision.date, now)
            kept.created += 1
        else:
            if night.date > today:
                kept.shifted += calendar_service.set_opening(night, opening(night.date), now)
            kept.fitted += calendar_service.fit_day(night, plans, windows[night.id], now)
        if decision.open and night.closed_by == "rule":
            kept.reopened += calendar_service.reopen_day(night, by="rule", reason="", actor=actor, now=now)
        elif not decision.open and night.is_open:
            kept.closed += calendar_service.close_day(night, closed_by="rule", reason="holiday", actor=actor, now=now)
    return kept


def fit_nights(now: datetime) -> int:
    """Give the nights that are made the windows of what takes bookings now; how many changed. KeyOfField."""
    keep_desks()
    nights, plans = calendar.list_office_days(KIND, clock.office_date(now), date.max), consultations.slot_plans(KIND)
    windows = _windows(nights)
    return sum(calendar_service.fit_day(night, plans, windows[night.id], now) for night in nights)


def _windows(nights: "Collection[OfficeDay]") -> "dict[int, list[Slot]]":
    found: dict[int, list[Slot]] = {night.id: [] for night in nights}
    for slot in calendar.list_slots_of(nights):
        found[slot.office_day_id].append(slot)
    return found
