"""Gather the figures of a period: a constant number of statements, from what stays when people's data is destroyed."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from booking import clock
from booking.advising import queries as advising
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.notices.queries import figures as notices
from booking.reports import rules
from booking.reports.rules import Counted, Demand, Figures, Period, Seats
from booking.reservations.queries import figures as reservations

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", bound=Counted | Seats | Demand)
Row = Counted | Seats | Demand

NO_FIELD = ""
"""Who looked at all fields of a day and found none with a place."""


@dataclass(frozen=True)
class FieldName:
    """A field of the report; one that is not in the list of fields any more is called by its key."""

    key: str
    name: str


@dataclass(frozen=True)
class Report:
    """The figures of a period: all of it, and by month, year, field, and field and month (`cells`).

    days: how many consultation days took place or will, by month. notices: by month, channel and state.
    outcomes: key and name of the codes of what came of a consultation, in staff's order.
    """

    period: Period
    fields: list[FieldName]
    total: Figures
    months: dict[date, Figures]
    years: dict[int, Figures]
    by_field: dict[str, Figures]
    cells: dict[tuple[date, str], Figures]
    days: dict[date, int]
    notices: dict[date, Counter[tuple[str, str]]]
    outcomes: list[tuple[str, str]]

    @property
    def all_notices(self) -> Counter[tuple[str, str]]:
        """The notices of the whole period, by channel and state."""
        return sum(self.notices.values(), Counter[tuple[str, str]]())


@dataclass(frozen=True)
class _Rows:
    bookings: list[Counted]
    seats: list[Seats]
    demand: list[Demand]

    def by(self, key: Callable[[Row], K], today: date) -> dict[K, Figures]:
        """The figures of each key."""
        bookings, seats, demand = _group(self.bookings, key), _group(self.seats, key), _group(self.demand, key)
        found = {*bookings, *seats, *demand}
        return {one: rules.count(bookings[one], seats[one], demand[one], today) for one in found}


def report(period: Period, today: date) -> Report:
    """The figures of a period as they stand on a day. What belongs to a session counts in the month of the session."""
    rows = _gather(period, today)
    cells = rows.by(lambda row: (_month(row.day), row.field), today)
    months = rows.by(lambda row: _month(row.day), today)
    years = rows.by(lambda row: row.day.year, today)
    by_field = rows.by(lambda row: row.field, today)
    fields = _fields({key for _month, key in cells})
    return Report(
        period,
        fields,
        rules.count(rows.bookings, rows.seats, rows.demand, today),
        {month: months.get(month, Figures()) for month in period.months},
        {year: years.get(year, Figures()) for year in period.years},
        {field.key: by_field.get(field.key, Figures()) for field in fields},
        {(month, field.key): cells.get((month, field.key), Figures()) for month in period.months for field in fields},
        Counter(_month(day) for day in {one.day for one in rows.seats}),
        _notices(period),
        [(one.key, one.name) for one in advising.list_outcomes(active_only=False)],
    )


def _gather(period: Period, today: date) -> _Rows:
    first, last = period.first, period.last
    return _Rows(
        [
            Counted(row.day, row.field, row.slot, row.state, row.via, row.outcome, _waited(row))
            for row in reservations.list_counted(first, last)
        ],
        [Seats(*row) for row in calendar.list_open_seats("consultation", first, last)],
        [Demand(row.day, row.field, row.via, row.count) for row in reservations.list_demand(first, last, today)],
    )


def _waited(row: reservations.CountedBooking) -> int:
    return max(0, (row.day - clock.office_date(row.reserved_at)).days)


def _notices(period: Period) -> dict[date, Counter[tuple[str, str]]]:
    months = period.months
    ends = [*months, calendar.month_after(months[-1], 1)]
    found: dict[date, Counter[tuple[str, str]]] = {month: Counter() for month in months}
    for one in notices.count_notices([clock.at_office(day, time()) for day in ends]):
        found[months[one.span]][one.channel, one.state] = one.count
    return found


def _fields(keys: set[str]) -> list[FieldName]:
    """The active fields, and what else there are figures of, in the order of the pages."""
    known = consultations.list_fields(active_only=False)
    named = [FieldName(field.key, field.name) for field in known if field.is_active or field.key in keys]
    gone = keys - {field.key for field in known} - {NO_FIELD}
    return named + [FieldName(key, key) for key in sorted(gone)]


def _group(rows: Iterable[T], key: Callable[[T], K]) -> defaultdict[K, list[T]]:
    found: defaultdict[K, list[T]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _month(day: date) -> date:
    return day.replace(day=1)
