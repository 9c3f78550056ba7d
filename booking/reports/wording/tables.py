"""The figures as tables: the same for pages, charts, workbooks and documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from booking import dates
from booking.reports.labels import CHANNELS, COLUMNS, STATES, WAYS, cell
from booking.reports.queries import Report
from booking.reports.rules import Figures
from booking.sheets import Sheet

Value = int | float | None
NO_FIELD_NAME = "분야를 고르지 않음"
TOTAL = "전체"
MOST_BARS = 24
"""Months that one chart shows; longer spans are drawn by year."""


@dataclass(frozen=True)
class Table:
    """One table of figures. heads: of all columns, that of the rows' names first. rows: name and values; `None` where
    there is nothing to tell. drawn: which values (from 0) the bars of its chart show, one after the other.
    total: the values of the last line, which no bar shows. full: what fills the chart, where that is known; else 0.
    """

    key: str
    title: str
    heads: tuple[str, ...]
    rows: list[tuple[str, tuple[Value, ...]]]
    drawn: tuple[int, ...] = ()
    total: tuple[Value, ...] | None = None
    full: float = 0

    @property
    def bars(self) -> list[tuple[str, list[float]]]:
        """The rows as the chart has them."""
        return [(name, [values[place] or 0 for place in self.drawn]) for name, values in self.rows]

    @property
    def most(self) -> float:
        """What fills the chart: the longest bar, or 100 where shares or scores are drawn; never 0."""
        if self.full or all(self.heads[place + 1].endswith(("(%)", "(점)")) for place in self.drawn):
            return self.full or 100
        return max((sum(values) for _name, values in self.bars), default=0) or 1

    @property
    def lines(self) -> list[tuple[str, tuple[Value, ...]]]:
        """All lines, that of the sums last."""
        return [*self.rows, (TOTAL, self.total)] if self.total is not None else self.rows


def month_name(month: date) -> str:
    """`2026. 12.`: short enough to stand before a bar."""
    return f"{month.year}. {month.month}."


def period_name(report: Report) -> str:
    """`2026년 1월 ~ 2026년 12월`, or the one month."""
    first, last = dates.month(report.period.first), dates.month(report.period.last)
    return first if first == last else f"{first} ~ {last}"


def tables(report: Report) -> list[Table]:
    """What the page shows, each with its chart."""
    spans = _spans(report)
    return [
        _of("activity", "상담과 미방문", report, spans, ("held", "no_show", "cancelled"), (0, 1, 2)),
        _of("seats", "자리 이용률", report, spans, ("seats", "taken", "fill_rate"), (2,)),
        _of("wait", "예약에서 상담까지 걸린 날", report, spans, ("wait",), (0,)),
        _of("unmet", "자리를 찾지 못한 분", report, spans, ("unmet",), (0,)),
        fields_table(report),
        ways_table(report),
        outcomes_table(report),
        notices_table(report),
    ]


def _spans(report: Report) -> list[tuple[str, Figures]]:
    if len(report.months) > MOST_BARS:
        return [(f"{year}년", figures) for year, figures in report.years.items()]
    return [(month_name(month), figures) for month, figures in report.months.items()]


def _of(
    key: str,
    title: str,
    report: Report,
    spans: Iterable[tuple[str, Figures]],
    columns: Sequence[str],
    drawn: tuple[int, ...],
) -> Table:
    rows = [(name, _values(figures, columns)) for name, figures in spans]
    heads = ("기간", *(COLUMNS[column] for column in columns))
    return Table(key, title, heads, rows, drawn, _values(report.total, columns))


def fields_table(report: Report) -> Table:
    """By field; who looked at all fields and found no place stands in a line of its own."""
    columns = ("held", "no_show", "cancelled", "fill_rate", "wait", "unmet")
    rows = [(one.name, _values(report.by_field[one.key], columns)) for one in report.fields]
    missing = report.total.unmet - sum(report.by_field[one.key].unmet for one in report.fields)
    if missing:
        rows.append((NO_FIELD_NAME, (None,) * (len(columns) - 1) + (missing,)))
    heads = ("분야", *(COLUMNS[column] for column in columns))
    return Table("fields", "분야별", heads, rows, (0,), _values(report.total, columns))


def ways_table(report: Report) -> Table:
    """By the way in which a booking was made, and by which a place was looked for in vain."""
    total = report.total
    rows: list[tuple[str, tuple[Value, ...]]] = [
        (name, (total.ways.get(way, 0), total.unmet_ways.get(way, 0))) for way, name in WAYS.items()
    ]
    return Table("ways", "접수 방법", ("방법", "예약(건)", COLUMNS["unmet"]), rows, (0,), (total.kept, total.unmet))


def outcomes_table(report: Report) -> Table:
    """By the code that the expert gave; consultations without one stand last."""
    found, names = report.total.outcomes, dict(report.outcomes)
    rows: list[tuple[str, tuple[Value, ...]]] = [
        (names.get(key, key), (found[key],)) for key in sorted(found, key=lambda one: -found[one])
    ]
    rows.append(("결과를 적지 않음", (report.total.held - sum(found.values()),)))
    return Table("outcomes", "상담 결과", ("결과", "상담(건)"), rows, (0,), (report.total.held,))


def notices_table(report: Report) -> Table:
    """By channel and what became of them."""
    found = report.all_notices
    rows: list[tuple[str, tuple[Value, ...]]] = [
        (name, tuple(found[channel, state] for state in STATES)) for channel, name in CHANNELS.items()
    ]
    sums = tuple(sum(found[channel, state] for channel in CHANNELS) for state in STATES)
    sent = list(STATES).index("sent")
    return Table(
        "notices", "시민에게 보낸 안내", ("방법", *(f"{name}(건)" for name in STATES.values())), rows, (sent,), sums
    )


def months_table(report: Report) -> Table:
    """Every figure of every month."""
    rows = [(dates.month(month), _values(figures, COLUMNS)) for month, figures in report.months.items()]
    heads = ("달", *COLUMNS.values())
    return Table("months", "달별", heads, rows, total=_values(report.total, COLUMNS))


def year_months(report: Report) -> Table:
    """The months of a year in so few columns that a sheet of paper holds them."""
    columns = ("held", "no_show", "cancelled", "seats", "fill_rate", "wait", "unmet")
    rows = [(f"{month.month}월", _values(figures, columns)) for month, figures in report.months.items()]
    heads = ("달", *(COLUMNS[column] for column in columns))
    return Table("year", "달별", heads, rows, total=_values(report.total, columns))


def comparison(this: Report, before: Report) -> Table:
    """Every figure of a period beside that of another, and what it grew by."""
    rows: list[tuple[str, tuple[Value, ...]]] = []
    for column, head in COLUMNS.items():
        now, then = cell(this.total, column), cell(before.total, column)
        rows.append((head, (now, then, None if now is None or then is None else now - then)))
    first, second = (f"{one.period.first.year}년" for one in (this, before))
    return Table("comparison", f"{first}과 {second}", ("구분", first, second, "늘거나 준 수"), rows)


def sheets(report: Report) -> list[Sheet]:
    """The figures as the sheets of a workbook."""
    names = {one.key: one.name for one in report.fields}
    cells = [
        (dates.month(month), names[key], *_values(figures, COLUMNS)) for (month, key), figures in report.cells.items()
    ]
    return [
        _sheet(months_table(report)),
        Sheet("달과 분야별", ("달", "분야", *COLUMNS.values()), cells),
        *(_sheet(table) for table in tables(report) if table.key in ("fields", "ways", "outcomes", "notices")),
    ]


def _sheet(table: Table) -> Sheet:
    return Sheet(table.title, table.heads, [(name, *values) for name, values in table.lines])


def _values(figures: Figures, columns: Iterable[str]) -> tuple[Value, ...]:
    return tuple(cell(figures, column) for column in columns)
