"""The coming nights: what the page, the feed and the command all say."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from booking import clock
from booking.calendar import queries as calendar
from booking.calendar.rules import CONSULTATION, NIGHT
from booking.nightoffice import rules
from booking.nightoffice.rules import Night as Night  # other rooms enter through `queries`
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay, Slot

KIND = NIGHT
CLOSINGS_WEEKS = 5
"""How far ahead staff are told what will not take place."""


@dataclass(frozen=True)
class Closings:
    """What will not take place: sessions that were made and are closed, nights, and fields that rest on an open day.

    resting: the first closed time of each such field, for nobody is there to advise. near_election: sessions that will
    take place and about which an election makes staff think again.
    """

    sessions: "list[OfficeDay]"
    nights: "list[Night]"
    resting: "list[Slot]"
    near_election: list[date]


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


def find_night(day: date, now: datetime) -> Night | None:
    """The night of a day, open or closed, tonight's also when it is over; None where `why_no_night` says why."""
    return None if why_no_night(day, now) else list_nights(day, day)[0]


def why_no_night(day: date, now: datetime) -> str:
    """Why no night of this day is shown: weekday (no Wednesday), past, or far (not planned yet); "" where one is."""
    today = clock.office_date(now)
    if not calendar.is_wednesday(day):
        return "weekday"
    if day < today:
        return "past"
    ahead = timedelta(weeks=settings.get("nightoffice.weeks_ahead"))
    return "" if day - today <= ahead or calendar.find_office_day(KIND, day) else "far"


def nearest_open(day: date, now: datetime) -> list[Night]:
    """Of the nights that are shown, the nearest open ones before a day and after it."""
    return rules.nearest_open(day, next_nights(now))


def list_closings(now: datetime) -> Closings:
    """What will not take place in the coming weeks, from today on."""
    first = clock.office_date(now)
    days = calendar.list_office_days(CONSULTATION, first, first + timedelta(weeks=CLOSINGS_WEEKS))
    nights = [night for night in next_nights(now, weeks=CLOSINGS_WEEKS) if not night.open]
    open_days = [day for day in days if day.is_open]
    near = calendar.elections_ahead([day.date for day in open_days])
    return Closings([day for day in days if not day.is_open], nights, _resting(open_days), sorted(near))


def _resting(days: "list[OfficeDay]") -> "list[Slot]":
    found: dict[tuple[int, str], Slot] = {}
    for slot in calendar.list_slots_of(days):
        if slot.closed_reason:
            found.setdefault((slot.office_day_id, slot.desk), slot)
    return list(found.values())


def closings_due(now: datetime) -> datetime:
    """When the weekly list of closings was due last, by the settings' weekday and hour."""
    weekday, hour = int(settings.get("notices.closures_weekday")), settings.get("notices.closures_time")
    today = clock.office_date(now)
    due = clock.at_office(today - timedelta(days=(today.weekday() - weekday) % 7), hour)
    return due if due <= now else due - timedelta(weeks=1)
