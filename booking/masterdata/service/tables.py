"""What a table of master data is: its columns, its rows, and how values become a row and back."""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, datetime, time
from types import NoneType
from typing import Any, get_args

from booking.audit.rules import Actor
from booking.kiosks.rules import IDENTIFICATIONS
from booking.masterdata.rules import Column, Row

KINDS: dict[Any, str] = {
    str: "text", int: "number", int | None: "number", bool: "bool", time: "time", time | None: "time",
    date | None: "date", date: "date",
}  # fmt: skip
CHOICES = {
    "walk_in": ("booking_required", "walk_in_ok"),
    "attendance": ("self", "family", "proxy"),
    "kind": ("text", "choice"),
    "effect": ("holiday", "working"),
    "identification": IDENTIFICATIONS,
}
LONGEST = {
    "name": 60, "name_en": 60, "label": 60, "label_en": 60, "organisation": 100, "organisation_en": 100, "phone": 20,
    "url": 200, "hours": 100, "hours_en": 100, "note": 200, "note_en": 200, "address": 200, "key": 40, "reason": 200,
    "document_number": 60, "subject": 200, "field_key": 40, "spot": 200, "coordinates": 40, "manager": 100,
    "weekday_hours": 60, "saturday_hours": 60, "holiday_hours": 60, "features": 100, "unsure": 100,
}  # fmt: skip
"""Characters that the tables hold, by the names of the columns."""
RANGES = {"fee": (0, 9_999_999), "seats": (1, 20), "position": (0, 9999)}
"""The smallest and the largest number, by the names of the columns; as the forms of these tables have them."""


@dataclass(frozen=True)
class Section:
    """One table. identities: columns by which a row of a file is known again, the surest first.

    list_rows: as they are now. write: make a row (before None) or give it the new values of a file.
    """

    name: str
    columns: tuple[Column, ...]
    identities: tuple[tuple[str, ...], ...]
    list_rows: Callable[[], list[Row]]
    write: Callable[[Row, Row | None, Actor, datetime], object]
    fixed: frozenset[str] = frozenset()

    def column(self, name: str) -> Column | None:
        """The column of this name."""
        return next((one for one in self.columns if one.name == name), None)

    def find(self, row: Row, rows: Sequence[Row]) -> Row | None:
        """Which of the rows that are there a row of a file is about."""
        for names in self.identities:
            wanted = [row.get(name) for name in names]
            if all(wanted):
                found = next((one for one in rows if [one.get(name) for name in names] == wanted), None)
                if found is not None:
                    return found
        return None


def columns_of(values: type, *names: str, without: frozenset[str] = frozenset()) -> tuple[Column, ...]:
    """The columns of a dataclass of values behind those of some names, which say what a row is about."""
    own = [Column(name, "text", longest=LONGEST.get(name), is_needed=name not in ("key", "token")) for name in names]
    for field in fields(values):
        if field.name not in without:
            kind: Any = field.type
            is_needed = field.default is MISSING
            none = NoneType in get_args(kind)
            about = KINDS[kind], CHOICES.get(field.name, ()), LONGEST.get(field.name)
            own.append(Column(field.name, *about, is_needed, none, *RANGES.get(field.name, ())))
    return tuple(own)


def merged(values: Any, row: Row) -> Any:
    """The values with those of a row that they have too."""
    given = {field.name: row[field.name] for field in fields(values) if field.name in row}
    empty = {field.name for field in fields(values) if NoneType in get_args(field.type)}
    return replace(values, **{name: value for name, value in given.items() if value is not None or name in empty})


def fresh(kind: type, row: Row) -> Any:
    """The values of a new row; what it does not say is as the values have it."""
    names = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in row.items() if name in names and value is not None})


def plain(values: Any, columns: tuple[Column, ...]) -> Row:
    """A row of a table as files have it."""
    return {column.name: getattr(values, column.name) for column in columns}


def key_of(row: Row) -> str | None:
    """The key of a row in the file that it comes from."""
    return str(row["key"]) if row.get("key") else None
