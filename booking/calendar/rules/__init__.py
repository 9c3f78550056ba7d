"""The calendar's rules, pure: dates and public holidays in, decisions with stable reason codes out.

Sources: 관공서의 공휴일에 관한 규정 (public holidays; Saturday is not one of them, only a non-working day) and the
service's own announcement (the 20th of every month; Wednesday nights except public holidays).
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from booking.calendar.errors import TextTooLong
from booking.clock import month_after as month_after  # the calendar's rooms enter through here
from booking.identity import ensure_no_identity_number

CONSULTATION, NIGHT = SERVICES = ("consultation", "night")
"""The services that have office days."""

NOMINAL_DAY = 20
WEDNESDAY, SATURDAY, SUNDAY = 2, 5, 6
SEARCH_LIMIT = 31
"""How many days from the 20th another working day is looked for; the longest run of 2019–2100 is under ten."""

RESTRICTED_DAYS = 60
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

NEXT, PREVIOUS, NONE = "next", "previous", "none"
POLICIES = (NEXT, PREVIOUS, NONE)

Holidays = Mapping[date, str]


@dataclass(frozen=True)
class DayDecision:
    """When the consultations of one month take place, and why then.

    month: "2027-02". date: None where there is no session. nominal: the 20th.
    reason: nominal, moved_saturday, moved_sunday, moved_holiday, none_saturday, none_sunday, none_holiday, or staff
    (staff set another date, or closed the day). A 20th that is both weekend and holiday counts as weekend.
    passed: the named public holidays among the non-working days from the 20th on, in the order in which they were
    passed over. text: what staff tell citizens about their decision.
    """

    month: str
    date: dt.date | None
    nominal: dt.date
    reason: str
    passed: tuple[tuple[dt.date, str], ...] = ()
    text: str = ""


@dataclass(frozen=True)
class NightDecision:
    """Whether the night office of one Wednesday is open. reason: open, holiday, or staff (staff closed the night)."""

    date: dt.date
    open: bool
    reason: str
    holiday_name: str | None = None
    text: str = ""


def is_working_day(day: date, holidays: Holidays) -> bool:
    """Monday to Friday and no public holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def working_days_before(day: date, count: int, holidays: Holidays) -> date:
    """The `count`-th working day before `day`, `day` itself not counted; `day` for a count of 0. ValueError below 0."""
    if count < 0:
        raise ValueError("a count of working days is not negative")
    while count:
        day -= timedelta(days=1)
        count -= is_working_day(day, holidays)
    return day


def working_days_after(day: date, count: int, holidays: Holidays) -> date:
    """The `count`-th working day after `day`, `day` itself not counted. ValueError below 0."""
    if count < 0:
        raise ValueError("a count of working days is not negative")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, holidays)
    return day


def consultation_day(year: int, month: int, policy: str, holidays: Holidays) -> DayDecision:
    """The consultation day of a month: the 20th, or what `policy` (next, previous, none) says if it is no working day.

    `holidays` must cover the month and the one on either side. ValueError for an unknown policy.
    """
    if policy not in POLICIES:
        raise ValueError(f"unknown policy {policy!r}")
    nominal = date(year, month, NOMINAL_DAY)
    label = f"{year:04d}-{month:02d}"
    if is_working_day(nominal, holidays):
        return DayDecision(label, nominal, nominal, "nominal")
    why = {SATURDAY: "saturday", SUNDAY: "sunday"}.get(nominal.weekday(), "holiday")
    passed = [nominal]
    if policy != NONE:
        for day in _walk(nominal, 1 if policy == NEXT else -1):
            if is_working_day(day, holidays):
                return DayDecision(label, day, nominal, f"moved_{why}", _named(passed, holidays))
            passed.append(day)
    return DayDecision(label, None, nominal, f"none_{why}", _named(passed[:1], holidays))


def night_office(day: date, holidays: Holidays) -> NightDecision:
    """Whether the night office of a Wednesday is open: unless it is a public holiday. ValueError for other weekdays."""
    if day.weekday() != WEDNESDAY:
        raise ValueError(f"{day} is no Wednesday")
    if day in holidays:
        return NightDecision(day, False, "holiday", holidays[day])
    return NightDecision(day, True, "open")


def election_ahead(day: date, holidays: Holidays) -> tuple[date, str] | None:
    """The election within whose restricted time a day lies: from 60 days before it on (공직선거법 제86조 제2항).

    It is a matter of judgement whether an event may take place then, so staff are warned and nothing is closed.
    """
    found = (near for near in sorted(holidays) if near >= day and is_election(holidays[near]))
    nearest = next(found, None)
    if nearest is None or nearest - day > timedelta(days=RESTRICTED_DAYS):
        return None
    return nearest, holidays[nearest]


def is_election(name: str) -> bool:
    """Whether a holiday is an election's day by its name, in the package's spelling or in another one."""
    return any(part.strip().endswith(("선거일", "선거")) for part in name.split("·"))


def without_control(text: str) -> str:
    """A text without control characters, which databases and pages cannot hold; line ends and tabs stay."""
    return CONTROL.sub("", text)


def one_line(text: str, maximum: int, field: str) -> str:
    """What staff wrote, on one line and without what a database cannot hold. TextTooLong, IdentityNumber."""
    line = " ".join(without_control(text).encode("utf-8", "replace").decode().split())
    if len(line) > maximum:
        raise TextTooLong(field=field, maximum=maximum)
    ensure_no_identity_number(line, field)
    return line


def months(first: date, last: date) -> Iterator[tuple[int, int]]:
    """(year, month) of every month from the one of `first` to the one of `last`."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield number // 12, number % 12 + 1


def wednesdays(first: date, last: date) -> Iterator[date]:
    """Every Wednesday from `first` to `last`, both included."""
    offset = (WEDNESDAY - first.weekday()) % 7
    for number in range(first.toordinal() + offset, last.toordinal() + 1, 7):
        yield date.fromordinal(number)


def _walk(day: date, step: int) -> Iterator[date]:
    return (day + timedelta(days=step * count) for count in range(1, SEARCH_LIMIT + 1))


def _named(days: list[date], holidays: Holidays) -> tuple[tuple[date, str], ...]:
    return tuple((day, holidays[day]) for day in days if day in holidays)
