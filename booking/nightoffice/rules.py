"""When a kind of business is received at the Wednesday night office. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from booking import clock

WINDOW_MINUTES = 10
"""How long the windows are for which a visit is reserved."""


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


@dataclass(frozen=True)
class Hours:
    """Wall times: from when, until when somebody is still received (접수 마감), and when it ends."""

    starts: time
    until: time
    ends: time


@dataclass(frozen=True)
class When:
    """When a kind of business can be brought to the night office, as things stand at a moment.

    is_open: it is received now. opens_at, until: of the night that counts, tonight's or the next one at which it is
    received; None where no such night is known. closed: the nearer nights, which are closed. is_late: tonight's last
    acceptance is past, though the night may still be on.
    """

    is_open: bool
    opens_at: datetime | None
    until: datetime | None
    closed: tuple[Night, ...]
    is_late: bool

    @property
    def date(self) -> dt.date | None:
        """The office's date of that night; None where no such night is known."""
        return clock.office_date(self.opens_at) if self.opens_at else None


def hours(starts: time | None, until: time | None, ends: time | None, night: tuple[time, time]) -> Hours | None:
    """A kind's hours within those of the night, from which it takes what it has not of its own.

    None where nothing is left of them, for the night's hours were changed meanwhile.
    """
    first, last = night
    begins, finishes = max(starts or first, first), min(ends or last, last)
    latest = min(until or finishes, finishes)
    return Hours(begins, latest, finishes) if begins < latest else None


def is_late(own: Hours, day: dt.date, now: datetime) -> bool:
    """Whether the last acceptance of a kind on this day is past."""
    return clock.at_office(day, own.until) <= now


def nearest_open(day: dt.date, nights: Iterable[Night]) -> list[Night]:
    """Of nights by date, the last open one before a day and the first one after it."""
    among = [night for night in nights if night.open]
    return [*[one for one in among if one.date < day][-1:], *[one for one in among if one.date > day][:1]]


def when(own: Hours, nights: Iterable[Night], now: datetime) -> When:
    """When a kind with these hours is received next. nights: the coming ones by date, tonight's first."""
    closed: list[Night] = []
    is_late = False
    for night in nights:
        starts_at, until = clock.at_office(night.date, own.starts), clock.at_office(night.date, own.until)
        if not night.open:
            closed.append(night)
        elif now < until:
            return When(starts_at <= now, starts_at, until, tuple(closed), is_late)
        else:
            is_late = True
    return When(False, None, None, tuple(closed), is_late)
