"""The months that figures span."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from booking.calendar.rules import month_after, months
from booking.reports.errors import PeriodBackwards, PeriodInvalid, PeriodTooLong

LONGEST = 60
"""Months that one page or file spans."""

USUAL = 12
"""Months up to the present one, where nobody asked for others."""

MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Period:
    """Whole months, from the first day of one to the last day of another."""

    first: date
    last: date

    @property
    def months(self) -> list[date]:
        """The first day of each month."""
        return [date(year, month, 1) for year, month in months(self.first, self.last)]

    @property
    def years(self) -> list[int]:
        """The years that it touches."""
        return sorted({month.year for month in self.months})


def read_period(first: str, last: str, today: date) -> Period:
    """The months from `2026-01` to `2026-12`; an empty text is the usual span. PeriodInvalid, PeriodBackwards,
    PeriodTooLong, each at the field (from, to) that is to be mended."""
    end = _read(last, "to") if last else None
    begin = _read(first, "from") if first else month_after(end or today, 1 - USUAL)
    end = end or max(month_after(today, 0), begin)
    if end < begin:
        raise PeriodBackwards(field="to")
    period = Period(begin, month_after(end, 1) - timedelta(days=1))
    if len(period.months) > LONGEST:
        raise PeriodTooLong(field="from", most=LONGEST)
    return period


def month_of(day: date) -> Period:
    """The whole month of a day."""
    return Period(month_after(day, 0), month_after(day, 1) - timedelta(days=1))


def year_of(year: int) -> Period:
    """A whole year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def _read(text: str, field: str) -> date:
    found = MONTH.fullmatch(text.strip())
    if found is None:
        raise PeriodInvalid(field=field)
    return date(int(found[1]), int(found[2]), 1)
