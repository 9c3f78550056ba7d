"""Whether a place that advises by telephone answers at a moment, as far as its line of hours says. Pure."""

from booking.kiosks.errors import HoursBroken
from booking.kiosks.rules import CLOSED, Week, read_hours, week_of

WORKING_DAYS = "평일"
EVERY_DAY = ("매일", "연중무휴", "24시간")


def week_of_line(hours: str) -> Week | None:
    """The week of a line such as `평일 09:00~18:00` or `24시간`; None where it says more, or is not understood.

    A line is written for people: where it has a break at noon or a remark, nothing is promised.
    """
    days, times = _parted("".join(hours.split()))
    try:
        if not days or not read_hours(times):
            return None
    except HoursBroken:
        return None
    return week_of(times, CLOSED, CLOSED) if days == WORKING_DAYS else week_of(times, times, times)


def _parted(packed: str) -> tuple[str, str]:
    days = next((word for word in (WORKING_DAYS, *EVERY_DAY) if packed.startswith(word)), "")
    return days, packed.removeprefix(days) or days
