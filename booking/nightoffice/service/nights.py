"""Keep a row for each coming Wednesday night, open or closed as the calendar says."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.nightoffice.queries import KIND
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay


@dataclass
class Kept:
    """What a run changed: nights made, closed, reopened."""

    created: int = 0
    closed: int = 0
    reopened: int = 0

    @property
    def count(self) -> int:
        """All changes together."""
        return self.created + self.closed + self.reopened


def ensure_night(day: date, now: datetime) -> "OfficeDay":
    """The row of a Wednesday night. ValueError for another weekday."""
    if not calendar.is_wednesday(day):
        raise ValueError(f"{day} is no Wednesday")
    return calendar_service.ensure_day(KIND, day, [], None, now)


def keep_nights(now: datetime, actor: Actor) -> Kept:
    """Make the calendar's decision true for every Wednesday night from today on. Twice does no harm.

    Rows are made for as many weeks as the setting says. What staff closed stays closed; past nights are left alone.
    """
    kept = Kept()
    today = clock.office_date(now)
    ahead = today + timedelta(weeks=settings.get("nightoffice.weeks_ahead"))
    nights = {night.date: night for night in calendar.list_office_days(KIND, today, date.max)}
    for decision in calendar.list_nights(today, max([ahead, *nights])):
        night = nights.get(decision.date)
        if night is None:
            if decision.date > ahead:
                continue
            night = ensure_night(decision.date, now)
            kept.created += 1
        if decision.open and night.closed_by == "rule":
            kept.reopened += calendar_service.reopen_day(night, by="rule", reason="", actor=actor, now=now)
        elif not decision.open and night.is_open:
            kept.closed += calendar_service.close_day(night, closed_by="rule", reason="holiday", actor=actor, now=now)
    return kept
