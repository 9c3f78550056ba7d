"""What fills a consultation day, and when booking for it opens. Pure."""

import calendar
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from booking import clock


def spans(starts: time, ends: time, minutes: int) -> Iterator[tuple[time, time]]:
    """The consultations of `minutes` that fit between two wall times, one after the other; a rest stays idle."""
    length = timedelta(minutes=minutes)
    start, last = (datetime.combine(date.min, wall) for wall in (starts, ends))
    while start + length <= last:
        yield start.time(), (start + length).time()
        start += length


def opens_at(month: date, day_of_month: int, wall: time) -> datetime:
    """When booking opens for the session of `month`: a day of the month before (its last where that is shorter)."""
    before = month.replace(day=1) - timedelta(days=1)
    last = calendar.monthrange(before.year, before.month)[1]
    return clock.at_office(before.replace(day=min(day_of_month, last)), wall)
