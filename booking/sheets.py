"""Sheets for clerks: workbooks (xlsx) and CSV in which no typed text becomes a formula, and workbooks under a password.

A cell that begins with `=`, `+`, `-`, `@` or a tab is run by programs that read it as a formula. Workbooks say of each
cell that it is text; CSV cannot, so such a text gets the customary apostrophe before it.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from unicodedata import east_asian_width

from msoffcrypto.format.ooxml import OOXMLFile
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from booking import clock

Cell = str | int | float | date | datetime | None
"""What stands in a cell. An instant is shown on the office's wall; a truth value as 예 or 아니요."""

FONT = "맑은 고딕"
LONGEST = 32_767
"""Characters that a cell of a workbook holds; what is longer is cut."""

WIDTHS = range(6, 51)
"""Of columns, in Latin letters: as wide as their texts, within these."""

_RISKY = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (of which a tab shows 31 characters), the heads of its columns, its rows."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def workbook(*sheets: Sheet) -> bytes:
    """The sheets as an xlsx file, each with a head that stays while one scrolls and stands on each printed page.

    It is made in memory, for a temporary file would hold personal data in the open.
    """
    file = BytesIO()
    book = Workbook(
        file,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    formats = _formats(book)
    for sheet in sheets:
        _fill(book.add_worksheet(_tab(sheet.name)), sheet, formats)
    book.close()
    return file.getvalue()


def sealed_workbook(password: str, *sheets: Sheet) -> bytes:
    """The sheets as an xlsx file that opens with a password alone (ECMA-376 agile encryption: AES-256, SHA-512)."""
    sealed = BytesIO()
    OOXMLFile(BytesIO(workbook(*sheets))).encrypt(password, sealed)
    return sealed.getvalue()


def in_xml(text: str) -> str:
    """A typed text without what no XML may hold, of which workbooks and hwpx documents are made: a program would call
    the whole file broken. In its place stands the sign for what cannot be read."""
    return _NOT_IN_XML.sub("\ufffd", text)


def write_private(file: Path, content: bytes) -> None:
    """Write a file that its owner alone may read. Who reads it meanwhile finds the old one or the new one, whole."""
    half = file.with_name(f".{file.name}.half")
    half.unlink(missing_ok=True)
    half.touch(mode=0o600)
    half.write_bytes(content)
    half.replace(file)


def csv_file(sheet: Sheet) -> bytes:
    """A sheet as CSV: in UTF-8 with the mark by which Excel knows it, lines as RFC 4180 has them."""
    text = StringIO()
    writer = csv.writer(text)
    for row in (sheet.heads, *sheet.rows):
        writer.writerow([_in_csv(_plain(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _formats(book: Workbook) -> dict[str, Format]:
    base = {
        "font_name": FONT,
        "font_size": 11,
        "valign": "top",
        "text_wrap": True,
        "border": 1,
        "border_color": "#BFC4CC",
    }
    return {
        "head": book.add_format({**base, "bold": True, "bg_color": "#E8EDF3", "valign": "vcenter"}),
        "text": book.add_format(base),
        # Who edits such a cell and leaves it again would else make a formula of it.
        "risky": book.add_format({**base, "quote_prefix": True}),
        "day": book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "left"}),
        "moment": book.add_format({**base, "num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
    }


def _fill(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)
    for column, head in enumerate(sheet.heads):
        page.write_string(0, column, _in_cell(head), formats["head"])
    for line, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            _write(page, line, column, _plain(cell), formats)


def _write(page: Worksheet, line: int, column: int, cell: Cell, formats: dict[str, Format]) -> None:
    if cell is None or cell == "":
        page.write_blank(line, column, None, formats["text"])
    elif isinstance(cell, str):
        page.write_string(line, column, _in_cell(cell), formats["risky" if _RISKY.match(cell) else "text"])
    elif isinstance(cell, date):
        page.write_datetime(line, column, cell, formats["moment" if isinstance(cell, datetime) else "day"])
    else:
        page.write_number(line, column, cell, formats["text"])


def _plain(cell: Cell) -> Cell:
    """A cell without zones and truth values, neither of which a sheet knows as we do."""
    if isinstance(cell, bool):
        return "예" if cell else "아니요"
    return clock.to_office(cell).replace(tzinfo=None) if isinstance(cell, datetime) else cell


def _in_cell(text: str) -> str:
    return in_xml(text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST]


def _in_csv(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    text = "" if cell is None else str(cell)
    return f"'{text}" if isinstance(cell, str) and _RISKY.match(cell) else text


def _widths(sheet: Sheet) -> Iterator[int]:
    columns = zip(*[sheet.heads, *sheet.rows], strict=True)
    for cells in columns:
        widest = max(_width(line) for cell in cells for line in _in_csv(_plain(cell)).split("\n"))
        yield min(max(widest + 2, WIDTHS[0]), WIDTHS[-1])


def _width(text: str) -> int:
    """How wide a line is, in Latin letters: one of Hangul is two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _tab(name: str) -> str:
    """A name that a tab may have."""
    return _NOT_IN_NAMES.sub(" ", in_xml(name))[:31].strip("' ")
