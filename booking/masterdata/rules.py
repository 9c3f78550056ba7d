"""Tables of master data as files have them: columns, rows, what differs and what is wrong. Plain values in and out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from math import inf

Value = str | int | bool | date | time | None
Row = dict[str, Value]

MOST_ROWS = 2_000
"""Rows of one table of a file."""

MOST = 10**9 - 1
"""The largest number of a column that says nothing of its own."""

NUMBER = re.compile(r"[+-]?[0-9]{1,9}")
WALL = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(:00)?")


@dataclass(frozen=True)
class Column:
    """One value of a row. kind: text, number, bool, date, time. choices: the words that a text may be, if not any.

    longest: characters of a text, None for any. minimum, maximum: of a number. is_needed: a new row has it, and it is
    not empty. may_be_none: it can be taken away again.
    """

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    longest: int | None = None
    is_needed: bool = False
    may_be_none: bool = False
    minimum: int = -MOST
    maximum: int = MOST


class CellBroken(Exception):
    """A value is none of its column. why: kind, choice, long, range, empty, formula."""

    def __init__(self, why: str, column: Column) -> None:
        super().__init__(why)
        self.why, self.column = why, column


@dataclass(frozen=True)
class Given:
    """A row as a file has it. number: the line of the sheet, or which entry of its section it is, from 1."""

    number: int
    cells: Mapping[str, object]


@dataclass(frozen=True)
class Fault:
    """What is wrong at a place of the file. column, number: None, 0 where it is about all of it.

    why: of `CellBroken`, or error, merged, section, column, twice, removed, rows; or a refusal of the use case (an
    error with its own sentence).
    """

    section: str
    number: int
    column: str | None
    why: str | Exception


@dataclass(frozen=True)
class Difference:
    """A row that is new or changed. before: None for a new one, else the former values of those in `after`.

    names: what the row is known by.
    """

    section: str
    number: int
    names: tuple[str, ...]
    before: Row | None
    after: Row
    row: Row


def tidy(value: object) -> object:
    """A value without the blanks around a text and at the ends of its lines, which mean nothing."""
    if not isinstance(value, str):
        return value
    return "\n".join(line.rstrip() for line in value.splitlines()).strip()


def read_cell(column: Column, raw: object) -> Value:
    """A value of a file as its column has it: TOML's own types, or what a clerk may write in a sheet. CellBroken."""
    raw = tidy(raw)
    if raw is None or raw == "":
        if column.is_needed:
            raise CellBroken("empty", column)
        return "" if column.kind == "text" else None
    return _READERS[column.kind](column, raw)


def _text(column: Column, raw: object) -> Value:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise CellBroken("kind", column)
    text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)
    if column.choices and text not in column.choices:
        raise CellBroken("choice", column)
    if column.longest is not None and len(text) > column.longest:
        raise CellBroken("long", column)
    return text


def _number(column: Column, raw: object) -> Value:
    if isinstance(raw, str) and NUMBER.fullmatch(raw):
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float) or raw in (inf, -inf) or raw != raw // 1:
        raise CellBroken("kind", column)
    if not column.minimum <= raw <= column.maximum:
        raise CellBroken("range", column)
    return int(raw)


def _bool(column: Column, raw: object) -> Value:
    found = raw if isinstance(raw, bool) else {"예": True, "아니요": False}.get(str(raw))
    if found is None:
        raise CellBroken("kind", column)
    return found


def _date(column: Column, raw: object) -> Value:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError as error:
        raise CellBroken("kind", column) from error


def _time(column: Column, raw: object) -> Value:
    if isinstance(raw, time):
        return raw.replace(second=0, microsecond=0, tzinfo=None)
    found = WALL.fullmatch(str(raw))
    if not found:
        raise CellBroken("kind", column)
    return time(int(found[1]), int(found[2]))


_READERS = {"text": _text, "number": _number, "bool": _bool, "date": _date, "time": _time}
