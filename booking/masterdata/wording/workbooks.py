"""The workbook of master data: a sheet for each table in Korean words, and reading one that a clerk edited."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, time
from io import BytesIO
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from booking import sheets
from booking.masterdata import service
from booking.masterdata.rules import MOST_ROWS, Fault, Given, Row, Value
from booking.masterdata.service import SECTIONS, Section
from booking.masterdata.wording import OF_BUSINESSES, TITLES, WORDS, business_names, head
from booking.settings import registry
from booking.settings import rules as settings_rules
from booking.settings.rules import Setting
from booking.sheets import Cell, Sheet

ABOUT = "읽어 주세요"
ADVICE = (
    "표마다 한 장씩 들어 있습니다. 고친 뒤 업무 화면 ‘기준 자료 파일’에서 올리면, 바뀌는 것을 먼저 보여 드립니다.",
    "제목 줄과 시트 이름은 고치지 마세요. 시트나 줄, 칸은 빼도 되며, 뺀 것은 지워지지 않고 그대로 남습니다.",
    "새 줄을 더하면 새로 만듭니다. 그때 ‘고유 번호’는 비워 둡니다.",
    "수식은 받지 않습니다. 날짜는 2027-01-20, 시각은 10:00, 그렇다·아니다는 예·아니요로 적습니다.",
    "계정과 예약, 개인정보는 들어 있지 않습니다.",
)
READ_ONLY = {"settings": ("설정", "설명", "기본값")} | dict.fromkeys(OF_BUSINESSES, ("업무(읽기만 합니다)",))
"""Columns of a sheet that a clerk reads and that are not read back."""

MOST_BYTES = 20 * 1024 * 1024
"""Of a workbook unpacked: a small file may be packed from a huge one."""

MOST_COLUMNS = 60
UNTYPED = {"f": "formula", "e": "error"}
"""Cells that nobody typed, by openpyxl's names of their types: a formula, and what came of a broken one (`#REF!`)."""

MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z]+([0-9]+):[A-Z]+[0-9]+)["']""")
"""A block of merged cells in a sheet's XML, and its first row: only its first cell has a value, the others are lost."""

BROKEN = (
    zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    EOFError, OSError, NotImplementedError,
)  # fmt: skip
"""What openpyxl raises for a file that is no workbook, or a spoilt one."""


class Unreadable(Exception):
    """A file is no workbook (xlsx) that can be read."""


def to_workbook() -> bytes:
    """All settings and master data as an xlsx file, without formulas."""
    found = service.export()
    about = Sheet(ABOUT, (ABOUT,), [(line,) for line in ADVICE])
    return sheets.workbook(about, *(_sheet(section, found[section.name]) for section in SECTIONS))


def _sheet(section: Section, rows: list[Row]) -> Sheet:
    heads = [head(section.name, column.name) for column in section.columns]
    cells = [[_cell(section, column.name, row[column.name], row) for column in section.columns] for row in rows]
    if section.name in READ_ONLY:
        at = len(heads) if section.name == "settings" else 1
        heads = [*heads[:at], *READ_ONLY[section.name], *heads[at:]]
        cells = [[*line[:at], *more, *line[at:]] for line, more in zip(cells, _told(section, rows), strict=True)]
    return Sheet(TITLES[section.name], heads, cells)


def _told(section: Section, rows: list[Row]) -> list[tuple[str, ...]]:
    """What the columns say that are only read."""
    if section.name == "settings":
        return [_explained(registry.get(str(row["name"]))) for row in rows]
    named = business_names(str(row["key"]) for row in rows)
    return [(named.get(str(row["key"]), ""),) for row in rows]


def _explained(setting: Setting) -> tuple[str, str, str]:
    default = settings_rules.to_text(setting.default)
    return setting.title, setting.meaning, _labels(setting).get(default, default)


def _labels(setting: Setting) -> dict[str, str]:
    return dict(settings_rules.YES_NO if setting.type == "bool" else setting.choices)


def _cell(section: Section, column: str, value: Value, row: Row) -> Cell:
    if value is None or isinstance(value, bool | int):
        return value
    if section.name == "settings" and column == "value":
        return _labels(registry.get(str(row["name"]))).get(str(value), str(value))
    if isinstance(value, str):
        return _words(section, column).get(value, value)
    return f"{value:%H:%M}" if isinstance(value, time) else value


def _words(section: Section, column: str) -> dict[str, str]:
    """The words of a column's choices, by what is stored."""
    return WORDS.get(column, {}) if section.name not in ("texts", "templates") else {}


def read_workbook(content: bytes) -> tuple[dict[str, list[Given]], list[Fault]]:
    """The rows of a workbook by section, and what no row can hold: unknown sheets and heads, formulas, merged cells.

    Unreadable.
    """
    faults: list[Fault] = []
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise Unreadable
            book = openpyxl.load_workbook(BytesIO(content), read_only=True, keep_links=False)
            found = dict(_read(book, packed, faults))
    except BROKEN as error:
        raise Unreadable from error
    return found, faults


def _read(book: openpyxl.Workbook, packed: zipfile.ZipFile, faults: list[Fault]) -> Iterator[tuple[str, list[Given]]]:
    by_title = {TITLES[section.name]: section for section in SECTIONS}
    for page in book.worksheets:
        section = by_title.get(page.title)
        if section is not None:
            faults += [
                Fault(section.name, int(first), block.decode(), "merged")
                for block, first in MERGED.findall(packed.read(page._worksheet_path))
            ]
            lines = page.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS)
            yield section.name, list(_rows(section, list(lines), faults))
        elif page.title != ABOUT:
            faults.append(Fault(page.title, 0, None, "section"))


def _rows(section: Section, lines: list[tuple[object, ...]], faults: list[Fault]) -> Iterator[Given]:
    if not lines:
        return
    known = {head(section.name, column.name): column.name for column in section.columns}
    heads = [str(getattr(cell, "value", None) or "").strip() for cell in lines[0]]
    for one in heads:
        if one and one not in known and one not in READ_ONLY.get(section.name, ()):
            faults.append(Fault(section.name, 1, one, "column"))
    for number, line in enumerate(lines[1:], 2):
        cells = {known[one]: cell for one, cell in zip(heads, line, strict=False) if one in known}
        values = {name: getattr(cell, "value", None) for name, cell in cells.items()}
        if all(value in (None, "") for value in values.values()):
            continue
        kinds = {name: UNTYPED.get(getattr(cell, "data_type", "")) for name, cell in cells.items()}
        faults += [Fault(section.name, number, name, why) for name, why in kinds.items() if why]
        yield Given(number, {name: _stored(section, name, value, values) for name, value in values.items()})


def _stored(section: Section, column: str, value: object, row: dict[str, object]) -> object:
    """What a clerk's word stands for; all else as it is written."""
    text = value.strip() if isinstance(value, str) else value
    if section.name == "settings" and column == "value":
        setting = registry.find(str(row.get("name") or "").strip())
        labels = _labels(setting) if setting else {}
        return next((stored for stored, label in labels.items() if label == text), _as_text(text))
    words = _words(section, column)
    return next((stored for stored, label in words.items() if label == text), value)


def _as_text(value: object) -> object:
    """A setting is a text; programs that edit sheets make numbers and times of some."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)
