"""Dates and times as the reader's language writes them.

Korean as public sites write it (`2026. 12. 21.(월) 오전 10시`), English as `Monday, 21 December 2026 at 10:00 am`, and
any other language as CLDR knows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from babel import dates, lists

from booking import clock, languages

WEEKDAYS = "월화수목금토일"


@dataclass(frozen=True)
class _Manner:
    """How a language writes: CLDR patterns, or names of CLDR's own (`full`) and its skeletons (`+MMMEd`)."""

    locale: str
    day: str = "full"
    short_day: str = "+MMMEd"
    near_day: str = "+MMMMd"
    month: str = "+yMMMM"
    time: str = "short"
    noon: str = ""
    midnight: str = ""
    moment: str = ""
    span: str = "{}–{}"


ENGLISH = _Manner(
    "en_GB",
    day="EEEE, d MMMM y",
    short_day="EEE d MMM",
    near_day="d MMMM",
    month="MMMM y",
    time="h:mm a",
    noon="12 noon",
    midnight="12 midnight",
    moment="{day} at {time}",
    span="{} to {}",
)


def _manner() -> _Manner:
    code = languages.current()
    return ENGLISH if code == "en" else _Manner(code)


def _is_korean() -> bool:
    return languages.current() == languages.FIRST


def _date(value: date, pattern: str, locale: str) -> str:
    if pattern.startswith("+"):
        return dates.format_skeleton(pattern[1:], value, locale=locale)
    return dates.format_date(value, pattern, locale=locale)


def _office_date(value: date | datetime) -> date:
    return clock.office_date(value) if isinstance(value, datetime) else value


def day(value: date | datetime) -> str:
    """`2026. 12. 21.(월)`, `Monday, 21 December 2026`: the office's date."""
    value = _office_date(value)
    if _is_korean():
        return f"{value.year}. {value.month}. {value.day}.({WEEKDAYS[value.weekday()]})"
    manner = _manner()
    return _date(value, manner.day, manner.locale)


def short_day(value: date | datetime) -> str:
    """`12. 21.(월)`, `Mon 21 Dec`: the office's date where the year is plain."""
    value = _office_date(value)
    if _is_korean():
        return f"{value.month}. {value.day}.({WEEKDAYS[value.weekday()]})"
    manner = _manner()
    return _date(value, manner.short_day, manner.locale)


def near_day(value: date, near: date) -> str:
    """`21일`, or `1월 2일` where the month is another one than that of `near`; `21 December` in English."""
    if not _is_korean():
        manner = _manner()
        return _date(value, manner.near_day, manner.locale)
    if (value.year, value.month) == (near.year, near.month):
        return f"{value.day}일"
    return f"{value.month}월 {value.day}일"


def month(value: date) -> str:
    """`2026년 12월`, `December 2026`."""
    if _is_korean():
        return f"{value.year}년 {value.month}월"
    manner = _manner()
    return _date(value, manner.month, manner.locale)


def hour(value: datetime) -> str:
    """`오전 10시`, `낮 12시`, `오후 2시 30분`, `10:00 am`: the office's wall time of an instant."""
    return wall(clock.to_office(value).time())


def wall(value: time) -> str:
    """`오전 10시`, `오후 2시 30분`, `2:30 pm`: a time on the office's wall."""
    if _is_korean():
        return f"{_half(value)} {_hours(value)}"
    manner = _manner()
    named = {time(12): manner.noon, time(0): manner.midnight}.get(value)
    return named or dates.format_time(value, manner.time, locale=manner.locale)


def span(starts: time, ends: time) -> str:
    """`오후 2시~4시`, `오전 10시~오후 1시`, `2:00 pm to 4:00 pm`: from one time on the office's wall to another."""
    if _is_korean():
        return f"{wall(starts)}~{_hours(ends) if _half(starts) == _half(ends) else wall(ends)}"
    return _manner().span.format(wall(starts), wall(ends))


def moment(value: datetime) -> str:
    """`2026. 12. 21.(월) 오전 10시`, `Monday, 21 December 2026 at 10:00 am`: an instant on the office's wall."""
    if _is_korean():
        return f"{day(value)} {hour(value)}"
    manner = _manner()
    if manner.moment:
        return manner.moment.format(day=day(value), time=hour(value))
    pattern = str(dates.get_datetime_format("medium", manner.locale)).replace("'", "")
    return pattern.format(hour(value), day(value))


def listed(parts: Sequence[str]) -> str:
    """Several names as the language lists them: `추석, 추석 다음날`, `Chuseok and Labor Day`."""
    return ", ".join(parts) if _is_korean() else lists.format_list(list(parts), locale=_manner().locale)


def _half(value: time) -> str:
    # Twelve is noon or night by name, for people take "오전 12시" for either.
    if value.hour in (0, 12):
        return "낮" if value.hour else "밤"
    return "오전" if value.hour < 12 else "오후"


def _hours(value: time) -> str:
    hours = value.hour % 12 or 12
    return f"{hours}시 {value.minute}분" if value.minute else f"{hours}시"
