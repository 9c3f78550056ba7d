"""The figures of a month as an hwpx document, whose tables are pasted into official letters."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from booking import dates
from booking.reports.labels import COLUMNS, cell
from booking.reports.queries import Report
from booking.reports.wording.tables import Table, fields_table, notices_table, outcomes_table, ways_table
from booking.sheets import in_xml

if TYPE_CHECKING:
    from hwpx import HwpxDocument

HWPX = "application/hwp+zip"
WIDTH = 42_520
"""Of tables, in HWP units (1/7200 inch): 150 mm, what an upright A4 leaves between its margins."""

HEAD = "#E8EDF3"
FIRST, OTHERS = 3, 2
"""How wide columns are against each other; the first one has names."""


def month_document(month: Report, year: Report, *, office: str, today: date) -> bytes:
    """The document of one month. year: the figures from January to that month; office: who writes it."""
    from hwpx import HwpxDocument  # here, for it takes longer to load than all else, and few take a document

    document = HwpxDocument.new()
    title = f"풀리고 전문가 상담 운영 현황 ({dates.month(month.period.first)})"
    document.parts.set_document_metadata(title=title, creator=in_xml(office))
    document.parts.clear_document_metadata(keep=("title", "language", "creator"), timestamp=f"{today}T00:00:00Z")
    document.parts.clear_preview()
    _say(document, title, size=16, alignment="CENTER")
    _say(document, f"{office}, {dates.day(today)} 기준", alignment="RIGHT")
    every = [
        _overview(month, year),
        *(make(month) for make in (fields_table, ways_table, outcomes_table, notices_table)),
    ]
    for number, table in enumerate(every, 1):
        _say(document, f"{number}. {table.title}", size=12)
        _draw(document, table)
    return document.to_bytes()


def _overview(month: Report, year: Report) -> Table:
    spans = (month.total, year.total)
    rows = [(head, tuple(cell(figures, column) for figures in spans)) for column, head in COLUMNS.items()]
    return Table("overview", "이번 달과 올해", ("구분", "이번 달", "올해 1월부터"), rows)


def _say(document: "HwpxDocument", text: str, *, size: int | None = None, alignment: str = "LEFT") -> None:
    style = document.styles.ensure_run(bold=size is not None, size=size)
    paragraph = document.add_paragraph(in_xml(text), char_pr_id_ref=style)
    document.styles.apply_paragraph_format(
        paragraphs=[paragraph], alignment=alignment, spacing_before_pt=6, spacing_after_pt=4, keep_with_next=True
    )


def _draw(document: "HwpxDocument", table: Table) -> None:
    lines: list[Sequence[str]] = [table.heads, *((name, *map(_text, values)) for name, values in table.lines)]
    drawn = document.add_table(len(lines), len(table.heads), width=WIDTH)
    drawn.set_column_widths([FIRST] + [OTHERS] * (len(table.heads) - 1))
    bold = document.styles.ensure_run(bold=True)
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            drawn.set_cell_text(row, column, in_xml(text))
            if row == 0:
                drawn.set_cell_shading(row, column, HEAD)
                drawn.cell(row, column).paragraphs[0].char_pr_id_ref = bold
    numbers = [cell.paragraphs[0] for row in drawn.rows[1:] for cell in row.cells[1:]]
    document.styles.apply_paragraph_format(
        paragraphs=[cell.paragraphs[0] for cell in drawn.rows[0].cells], alignment="CENTER"
    )
    document.styles.apply_paragraph_format(paragraphs=numbers, alignment="RIGHT")


def _text(value: float | None) -> str:
    return "–" if value is None else f"{value:,}"
