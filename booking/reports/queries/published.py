"""The figures that everybody may read: of the months that are over, with small counts hidden."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from booking.calendar.queries import month_after
from booking.reports.queries.report import Report, report
from booking.reports.rules import Figures, Period
from booking.reports.rules.small_cells import ALL, INFINITE, Place, hide, reveal_years, with_sums
from booking.settings import queries as settings

COUNTS = ("held", "no_show", "cancelled", "unmet")
"""Figures about people that are published. Each is hidden by itself, for no two of them add up to a third."""

SEATED = ("held", "no_show")
"""Those of which there cannot be more than there were seats."""

NO_FIELD_KEY = "none"
YEARS = 5


@dataclass(frozen=True)
class Line:
    """A line of the open data. span: the month (2026-12), or the year (2026) of a sum. field: its key, `all`, or `none`
    for who looked at all fields. seats: of the times that took place. counts: by figure; None is hidden.
    """

    span: str
    field: str
    name: str
    seats: int
    counts: dict[str, int | None]


@dataclass(frozen=True)
class _Count:
    table: dict[Place, int]
    hidden: set[Place]


def published(today: date) -> list[Line]:
    """The open data: each month that is over, by field and in all, from the first that has anything to tell, at most
    five years back; then the sums of the years that are over.

    What a month tells does not change with those that follow, so nobody learns by comparing files.
    """
    found = report(Period(date(today.year - YEARS, 1, 1), month_after(today, 0) - timedelta(days=1)), today)
    told = [month for month, figures in found.months.items() if figures != Figures()]
    months = [month for month in found.period.months if told and month >= told[0]]
    least = int(settings.get("reports.small_cells"))
    lines = [line for month in months for line in _lines(f"{month:%Y-%m}", [month], found, least)]
    years = [year for year in found.years if year < today.year]
    of_years = [(year, [month for month in months if month.year == year]) for year in years]
    return lines + [line for year, own in of_years if own for line in _lines(str(year), own, found, least, is_sum=True)]


def _lines(span: str, months: list[date], found: Report, least: int, *, is_sum: bool = False) -> Iterator[Line]:
    counts = {name: _count(name, months, found, least, is_sum) for name in COUNTS}
    row = ALL if is_sum else span
    names = {one.key: one.name for one in found.fields}
    seats = {key: sum(found.cells[month, key].seats for month in months) for key in names}
    lines = [(key, names[key], seats[key]) for key in names]
    for key, name, places in [*lines, (NO_FIELD_KEY, "", 0), (ALL, "", sum(seats.values()))]:
        shown = {
            figure: None if (row, key) in count.hidden else count.table[row, key] for figure, count in counts.items()
        }
        if key != NO_FIELD_KEY or shown["unmet"] != 0:
            yield Line(span, key, name, places, shown)


def _count(name: str, months: list[date], found: Report, least: int, is_sum: bool) -> _Count:
    cells: dict[Place, int] = {}
    caps: dict[Place, float] = {}
    for month in months:
        span, left = f"{month:%Y-%m}", getattr(found.months[month], name)
        for one in found.fields:
            cells[span, one.key] = getattr(found.cells[month, one.key], name)
            left -= cells[span, one.key]
            caps[span, one.key] = found.cells[month, one.key].seats if name in SEATED else INFINITE
        cells[span, NO_FIELD_KEY] = left
        caps[span, NO_FIELD_KEY] = 0 if name in SEATED else INFINITE
    hidden, table = hide(cells, least, caps), with_sums(cells)
    if is_sum:
        shown = reveal_years(cells, hidden, least, caps)
        hidden |= {place for place in table if place[0] == ALL and place[1] not in shown}
    return _Count(table, hidden)
