"""Hours of a week as lists write them in free text: `평일 09:00~18:00 (주말 휴무)`, `연중무휴 24시간`. Pure.

Read is only what is plain. A text with a word that nobody here knows is not read at all, for that word may be the one
that matters (`명절 제외`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from booking.kiosks.errors import HoursBroken
from booking.kiosks.rules.hours import ALL_DAY, ALL_DAY_WORDS, CLOSED, CLOSED_WORDS, HOURS, SPAN, tidy_hours

WEEKDAY, SATURDAY, HOLIDAY = HOURS
_RANGES = {"금": HOURS[:1], "토": HOURS[:2], "일": HOURS}
_DAYS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("평일", "주중"), (WEEKDAY,)),
    **dict.fromkeys(("토요일", "토"), (SATURDAY,)),
    **dict.fromkeys(("일요일", "일", "법정공휴일", "공휴일", "휴일"), (HOLIDAY,)),
    "주말": (SATURDAY, HOLIDAY),
    **dict.fromkeys(("연중무휴", "매일", "365일", "연중"), HOURS),
}
_SHUT = CLOSED_WORDS - {"휴일"}  # which says here on which day


def _words(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_TOKEN = re.compile(
    rf"월(?:요일)?[~〜∼～–—-](?P<range>[금토일])(?:요일)?|(?P<span>{SPAN.pattern})|(?P<all_day>{_words(ALL_DAY_WORDS)})"
    rf"|(?P<shut>{_words(_SHUT)})|(?P<days>{_words(_DAYS)})|[,;/·:()\[\]&+]|및|와|과"
)
_HALF = re.compile(r"오(전|후)(1[0-2]|0?[1-9])(?!\d)")


@dataclass(frozen=True)
class WeekText:
    """What a text says of a week. lines: hours as they are kept, of those of `HOURS` that it speaks of.

    is_dayless: it names spans and no days, so that weekdays alone are surely meant.
    """

    lines: dict[str, str]
    is_dayless: bool = False


@dataclass
class _Group:
    days: set[str]
    values: list[str]


def read_week(text: str) -> WeekText | None:
    """The hours of a week of a free text; None where it is not plain."""
    groups = _grouped(_HALF.sub(_of_day, "".join(text.split()).lower()))
    if len(groups) == 2 and not groups[0].days and not groups[1].values:  # the days behind: `24시간(연중무휴)`
        groups = [_Group(groups[1].days, groups[0].values)]
    if not groups or not all(group.values for group in groups):
        return None
    try:
        said = [(group.days, tidy_hours(", ".join(group.values))) for group in groups]
    except HoursBroken:
        return None
    lines = {day: line for days, line in said for day in days}
    if len(lines) < sum(len(days) for days, _ in said):  # a day twice
        return None
    return _completed(said, {day: lines[day] for day in HOURS if day in lines})


def _completed(said: list[tuple[set[str], str]], lines: dict[str, str]) -> WeekText | None:
    """With what stands first and names no days: the rest of the week, if it is all day; else the weekdays."""
    without = [line for days, line in said if not days]
    if not without:
        return WeekText(lines)
    [line] = without
    if line == CLOSED or said[0][0] or WEEKDAY in lines:
        return None
    if line == ALL_DAY:
        return WeekText({**dict.fromkeys(HOURS, line), **lines})
    return WeekText({WEEKDAY: line, **lines}, is_dayless=len(lines) < 2)


def _grouped(packed: str) -> list[_Group]:
    """Days and what is said of them, in the order of the text; nothing where a word is not known."""
    groups = [_Group(set(), [])]
    at = 0
    while at < len(packed):
        found = _TOKEN.match(packed, at)
        if found is None:
            return []
        at = found.end()
        days = _RANGES[found["range"]] if found["range"] else _DAYS.get(found["days"] or "", ())
        if days and groups[-1].values:
            groups.append(_Group(set(), []))
        groups[-1].days.update(days)
        if value := found["span"] or found["all_day"] or found["shut"]:
            groups[-1].values.append(value)
    return groups


def _of_day(found: re.Match[str]) -> str:
    """`오후6` as the clock of 24 hours says it."""
    return str(int(found[2]) % 12 + 12 * (found[1] == "후"))
