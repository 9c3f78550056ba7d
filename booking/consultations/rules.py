"""What fills a consultation day, and when booking for it opens. Pure."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import zip_longest

from booking import clock

ANSWER_LENGTH = 200

KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")


@dataclass(frozen=True)
class Asked:
    """A question of a field as a form asks it. choices: (Korean, English) words, none where one writes freely."""

    key: str
    label: str
    label_en: str = ""
    hint: str = ""
    hint_en: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_required: bool = False


def pair_choices(choices: str, choices_en: str) -> tuple[tuple[str, str], ...]:
    """The lines of choices with their English words, empty where there are none."""
    korean, english = (text.splitlines() for text in (choices, choices_en))
    return tuple(zip_longest(korean, english[: len(korean)], fillvalue=""))


def is_key(text: str) -> bool:
    """Whether a text can be the key of a field: small letters, digits and hyphens, at most 40, a letter first."""
    return KEY.fullmatch(text) is not None


def spans(starts: time, ends: time, minutes: int, buffer: int = 0) -> Iterator[tuple[time, time]]:
    """The consultations of `minutes` that fit between two wall times, with `buffer` minutes between two of them; a rest
    stays idle.
    """
    length, step = timedelta(minutes=minutes), timedelta(minutes=minutes + buffer)
    start, last = (datetime.combine(date.min, wall) for wall in (starts, ends))
    while start + length <= last:
        yield start.time(), (start + length).time()
        start += step


def share_out(times: int, seats: int) -> list[int]:
    """How many of a day's seats that are kept for the desk lie in each of its times: one in each from the last one
    backwards, and so on, for who comes without a booking comes late rather than early.
    """
    each, rest = divmod(seats, times) if times else (0, 0)
    return [each + (nth >= times - rest) for nth in range(times)]


def idle_minutes(starts: time, ends: time, minutes: int, buffer: int = 0) -> int:
    """What `spans` leaves over at the end, too short for one more consultation."""
    last = max((end for _, end in spans(starts, ends, minutes, buffer)), default=starts)
    return (ends.hour - last.hour) * 60 + ends.minute - last.minute


def opens_at(month: date, day_of_month: int, wall: time) -> datetime:
    """When booking opens for the session of `month`: a day of the month before (its last where that is shorter)."""
    before = month.replace(day=1) - timedelta(days=1)
    last = calendar.monthrange(before.year, before.month)[1]
    return clock.at_office(before.replace(day=min(day_of_month, last)), wall)
