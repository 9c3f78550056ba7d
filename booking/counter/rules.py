"""When the one-stop counter is open. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from booking import clock
from booking.calendar.rules import is_working_day

AHEAD = timedelta(days=30)
"""How far the next opening is looked for; no run of holidays is as long."""


@dataclass(frozen=True)
class Opening:
    """The present opening, or the next one. opens_at, closes_at: None where no working day is near."""

    is_open: bool
    opens_at: datetime | None
    closes_at: datetime | None


def opening(now: datetime, starts: time, ends: time, holidays: Mapping[date, str]) -> Opening:
    """Open on working days between two wall times, the first included. holidays: those of the days ahead."""
    today = clock.office_date(now)
    for ahead in range(AHEAD.days):
        day = today + timedelta(days=ahead)
        opens, closes = clock.at_office(day, starts), clock.at_office(day, ends)
        if is_working_day(day, holidays) and now < closes:
            return Opening(opens <= now, opens, closes)
    return Opening(False, None, None)
