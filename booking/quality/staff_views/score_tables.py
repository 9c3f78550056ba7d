"""The results as tables: the same for the page, its charts and the workbook."""

from booking.quality.rules.results import Figure, Line, Results
from booking.reports.wording import Table
from booking.reports.wording.tables import Value
from booking.sheets import Sheet

HEADS = ("점수", "건수", "표준편차", "직전 반기 대비")
NOTHING: tuple[Value, ...] = (None,) * len(HEADS)


class ScoreTable(Table):
    """A table whose bars are scores: 100 fills the chart, and what is hidden has no bar."""

    @property
    def most(self) -> float:
        """What fills the chart."""
        return 100

    @property
    def bars(self) -> list[tuple[str, list[float]]]:
        """The rows that have a score."""
        return [(name, [float(values[0])]) for name, values in self.rows if values[0] is not None]


def tables(found: Results, names: dict[int, str], whose: str) -> list[Table]:
    """Departments, stages, and items with the weakest first. names: of departments by key; whose: of the last two."""
    departments = [(names[key], _values(figure)) for key, figure in found.departments.items()]
    total = _values(found.total)
    made: list[Table] = [
        ScoreTable("departments", "부서별 점수", ("부서", *HEADS), departments, (0,), total),
        ScoreTable("stages", f"단계별 점수({whose})", ("단계", *HEADS), _rows(found.stages), (0,)),
        ScoreTable("items", f"점수가 낮은 항목부터({whose})", ("항목", *HEADS), _rows(found.weakest), (0,)),
    ]
    return [table for table in made if table.rows]


def sheets(found: Results, names: dict[int, str], whose: str) -> list[Sheet]:
    """The same tables for a workbook."""
    return [
        Sheet(table.title, table.heads, [(name, *values) for name, values in table.lines])
        for table in tables(found, names, whose)
    ]


def _rows(lines: list[Line]) -> list[tuple[str, tuple[Value, ...]]]:
    return [(": ".join(line.names), _values(line.figure)) for line in lines]


def _values(figure: Figure | None) -> tuple[Value, ...]:
    return (figure.mean, figure.count, figure.spread, figure.change) if figure else NOTHING
