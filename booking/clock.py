"""The only reader of the clock.

Rules and use cases take `now` or `today` as arguments; the edge (views, jobs, commands) asks here, always as
`clock.now()`, so that a test can put one other function in its place.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Seoul")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The office's calendar date of the present instant."""
    return office_date(now())


def office_date(instant: datetime) -> date:
    """The date on the office's wall at an aware instant."""
    return to_office(instant).date()


def to_office(instant: datetime) -> datetime:
    """An aware instant as wall time of the office. ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("a naive datetime is no instant")
    return instant.astimezone(OFFICE_ZONE)


def at_office(day: date, wall: time) -> datetime:
    """The instant, in UTC, at which the office's wall shows `day` and `wall`."""
    return datetime.combine(day, wall, OFFICE_ZONE).astimezone(UTC)


def parse(text: str) -> datetime:
    """An ISO 8601 instant; one without an offset is wall time of the office. ValueError if it is neither."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=OFFICE_ZONE)
    return instant.astimezone(UTC)


def month_after(day: date, count: int) -> date:
    """The first day of the month `count` months after that of `day` (before it, where `count` is negative)."""
    number = day.year * 12 + day.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def minutes(count: float) -> timedelta:
    """A span of `count` minutes."""
    return timedelta(minutes=count)
