"""The coming nights: what the page, the feed and the command all say."""

import datetime as dt
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking import clock
from booking.calendar import queries as calendar
from booking.settings import queries as settings

KIND = "night"


@dataclass(frozen=True)
class Night:
    """One Wednesday night. reason: open, holiday or staff; text: what staff tell citizens about their closing.

    starts_at, ends_at: its hours, also where it is closed.
    """

    date: dt.date
    open: bool
    reason: str
    holiday_name: str | None
    text: str
    starts_at: datetime
    ends_at: datetime


def list_nights(first: date, last: date) -> list[Night]:
    """Every Wednesday night from `first` to `last`, open or closed."""
    starts, ends = settings.get("nightoffice.starts"), settings.get("nightoffice.ends")
    return [
        Night(
            night.date,
            night.open,
            night.reason,
            night.holiday_name,
            night.text,
            clock.at_office(night.date, starts),
            clock.at_office(night.date, ends),
        )
        for night in calendar.list_nights(first, last)
    ]


def next_nights(now: datetime, weeks: int | None = None) -> list[Night]:
    """The nights of the coming weeks (by default as many as the setting says), tonight's until it ends."""
    first = clock.office_date(now)
    last = first + timedelta(weeks=weeks or settings.get("nightoffice.weeks_ahead"))
    return [night for night in list_nights(first, last) if now < night.ends_at]
