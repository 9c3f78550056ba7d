"""Reading a list of kiosks from bytes: the government's list as JSON, or a city's own as CSV. Pure.

The saved answer of the public data portal has its oddities: one item is an object instead of a list, none is `""`, and
an error comes with a code instead of items. CSV of Korean Excel is cp949. A list that is empty or broken is refused, so
it never takes anything away.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from booking.errors import BookingError
from booking.kiosks.errors import (
    ListCellBroken,
    ListCellEmpty,
    ListCellSecret,
    ListEmpty,
    ListHeadless,
    ListRefused,
    ListTooLong,
    ListUnreadable,
)
from booking.kiosks.rules.columns import KNOWN, Fault, Listed, cells_of, is_in_use, is_ours, listed, number_of, said

MOST_BYTES = 16 * 1024 * 1024
MOST_ROWS = 20_000
"""Of one file; the whole country has some 5,000 kiosks."""


@dataclass(frozen=True)
class Reading:
    """The kiosks of our city in a list, each row once; which rows cannot be read; and how many say nothing, by why."""

    rows: list[Listed]
    faults: list[Fault] = field(default_factory=list)
    elsewhere: int = 0
    unused: int = 0
    twice: int = 0


Rows = Iterator[tuple[int, dict[str, object]]]


def read_list(data: bytes, city: str, group: str) -> Reading:
    """The kiosks of our city in a file. One of the refusals whose names begin with List, at `file`.

    city, group: its name as it stands in addresses, and its code; see `is_ours`.
    """
    if len(data) > MOST_BYTES:
        raise ListTooLong(field="file", maximum=MOST_BYTES // 1024 // 1024)
    text = decoded(data)
    if not text:
        raise ListEmpty(field="file")
    return pick(items_of(load_json(text)) if text[0] in "{[" else _csv(text), city, group)


def pick(rows: Iterable[tuple[int, Mapping[str, object]]], city: str, group: str) -> Reading:
    """The kiosks of our city among numbered rows, each once. What `read_list` refuses."""
    found: dict[object, Listed] = {}
    faults: list[Fault] = []
    aside: Counter[str] = Counter()
    for row, raw in rows:
        if row > MOST_ROWS:
            raise ListTooLong(field="file", maximum=MOST_BYTES // 1024 // 1024)
        cells = cells_of(raw)
        if not cells:
            continue
        try:
            if why := _left_aside(cells, row, city, group):
                aside[why] += 1
                continue
            one = listed(cells, row)
        except (ListCellBroken, ListCellEmpty, ListCellSecret) as error:
            faults.append(_fault(error, cells, row))
            continue
        key = one.source_key, *sorted(one.given.items())
        aside["twice"] += key in found
        found.setdefault(key, one)
    if not found and not faults:
        raise ListEmpty(field="file")
    return Reading(list(found.values()), faults, **aside)


def _fault(error: BookingError, cells: Mapping[str, str], row: int) -> Fault:
    return Fault(row, error.code, dict(error.parameters), cells.get("name", "")[:100], number_of(cells))


def _left_aside(cells: dict[str, str], row: int, city: str, group: str) -> str:
    """Why a row is not read; empty for one that is."""
    if not is_ours(cells, city, group):
        return "elsewhere"
    return "" if is_in_use(cells, row) else "unused"


def decoded(data: bytes) -> str:
    """The text of a file, without what stands before its first letter. ListUnreadable."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding).lstrip("\ufeff \t\r\n")
        except UnicodeDecodeError:
            continue
    raise ListUnreadable(field="file", row=1)


def load_json(text: str) -> Any:
    """What a text of JSON holds. ListUnreadable."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ListUnreadable(field="file", row=error.lineno) from error
    except (RecursionError, ValueError) as error:
        raise ListUnreadable(field="file", row=1) from error


def items_of(found: Any) -> Rows:
    """The numbered items of an answer. ListRefused where it says that it is none, ListUnreadable."""
    items = _items(found)
    for row, item in enumerate([items] if isinstance(items, dict) else items, 1):
        if not isinstance(item, dict):
            raise ListUnreadable(field="file", row=row)
        yield row, item


def _items(found: Any) -> Any:
    """What stands where the portal's answers have their items, in any of its shapes."""
    if isinstance(found, list):
        return found
    found = found.get("response", found)
    header, body = (_part(found, name) for name in ("header", "body"))
    code = header.get("resultCode")
    if code is not None and str(code).strip() not in ("0", "00", "0000"):
        raise ListRefused(field="file", reason=said(f"{code} {header.get('resultMsg') or ''}")[:80])
    for place in (body, found if isinstance(found, dict) else {}):
        for name in ("items", "item", "data", "records"):
            if name in place:
                items = place[name]
                items = items.get("item", items) if isinstance(items, dict) else items
                if items in ("", None):
                    return []
                if isinstance(items, list | dict):
                    return items
                raise ListUnreadable(field="file", row=1)
    return found if isinstance(found, dict) and cells_of(found) else []


def _part(found: Any, name: str) -> dict[str, Any]:
    part = found.get(name) if isinstance(found, dict) else None
    return part if isinstance(part, dict) else {}


def _csv(text: str) -> Rows:
    first = text.splitlines()[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        head = next(reader)
        if "name" not in {KNOWN.get("".join(cell.split()).lower()) for cell in head}:
            raise ListHeadless(field="file", name="설치장소")
        for cells in reader:
            if any(map(str.strip, cells)):
                yield reader.line_num, dict(zip(head, cells, strict=False))
    except (csv.Error, StopIteration) as error:
        raise ListUnreadable(field="file", row=reader.line_num) from error
