"""Hours as people write them and as they are kept: spans of local time, in one line of text.

Kept are `09:00-18:00`, `09:00-12:00, 13:00-24:00`, `22:00-06:00` (over midnight), `closed`, and nothing where they are
not on record.
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from booking.kiosks.errors import HoursBroken

DAY = 24 * 60
"""Minutes."""

MOST_SPANS = 4
ALL_DAY = "00:00-24:00"
CLOSED = "closed"
HOURS = ("weekday_hours", "saturday_hours", "holiday_hours")
"""What a week's lines are called: on weekdays, on Saturdays, on Sundays and public holidays."""

Spans = tuple[tuple[int, int], ...]
"""Minutes from midnight, in order and apart from each other; an end beyond `DAY` is on the day after."""

CLOSED_WORDS = frozenset({CLOSED, "휴무", "휴관", "휴일", "미운영", "운영안함", "닫음"})
ALL_DAY_WORDS = frozenset({"24시간", "24h", "종일", "상시"})
_TIME = r"(\d{1,2})(?::?(\d{2})|시(?:(\d{1,2})분)?)"
SPAN = re.compile(rf"{_TIME}(?:부터[~-]?|[~〜∼～–—-]){_TIME}(?:까지)?")
_SINGLE = re.compile(_TIME)


def read_hours(text: str) -> Spans | None:
    """What a line of hours says: None where it is empty, no span where it says closed. HoursBroken."""
    packed = "".join(text.split()).lower()
    if not packed:
        return None
    if packed in CLOSED_WORDS:
        return ()
    if packed in ALL_DAY_WORDS:
        return ((0, DAY),)
    parts = [SPAN.fullmatch(part) for part in re.split("[,;/]", packed)]
    found = sorted(_span(part) for part in parts if part)
    if len(found) != len(parts) or len(found) > MOST_SPANS:
        raise HoursBroken(value=text[:40])
    apart = all(end < starts for (_, end), (starts, _) in pairwise(found))
    if not apart or found[-1][1] - DAY > found[0][0]:  # a night that reaches into the same spans of the day after
        raise HoursBroken(value=text[:40])
    return tuple(found)


def write_hours(spans: Spans | None) -> str:
    """The line that is kept for such spans."""
    if spans is None:
        return ""
    return ", ".join(f"{_wall(start)}-{_wall(end)}" for start, end in spans) or CLOSED


def tidy_hours(text: str) -> str:
    """A line of hours as it is kept. HoursBroken."""
    return write_hours(read_hours(text))


def tidy_week(values: Mapping[str, Any]) -> dict[str, str]:
    """The lines of hours of a week (`HOURS`) among some values, as they are kept. HoursBroken at its field."""
    found = {}
    for name in HOURS:
        try:
            found[name] = tidy_hours(values[name])
        except HoursBroken as error:
            raise HoursBroken(field=name, **error.parameters) from error
    return found


def read_time(text: str) -> int:
    """A time of day in minutes from midnight: `0900`, `900`, `9:00`, `9시 30분`, `2400`. HoursBroken."""
    found = _SINGLE.fullmatch("".join(text.split()))
    if found is None:
        raise HoursBroken(value=text[:40])
    return _minutes(found.group(1, 2, 3), text)


def _span(found: re.Match[str]) -> tuple[int, int]:
    start, end = _minutes(found.group(1, 2, 3), found[0]), _minutes(found.group(4, 5, 6), found[0])
    if start in (end, DAY):
        raise HoursBroken(value=found[0][:40])
    return start, end if end > start else end + DAY


def _minutes(parts: tuple[str | Any, ...], text: str) -> int:
    hour, minute, more = parts
    total = int(hour) * 60 + int(minute or more or 0)
    if int(minute or more or 0) > 59 or total > DAY:
        raise HoursBroken(value=text[:40])
    return total


def _wall(minutes: int) -> str:
    """`09:00`; `24:00` at the end of a day, and what is later as the wall of the day after shows it."""
    minutes -= DAY * (minutes > DAY)
    return f"{minutes // 60:02}:{minutes % 60:02}"
