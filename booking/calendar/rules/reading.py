"""Reading answers about public holidays from bytes: the saved answer as JSON or XML, a table (CSV), a calendar (ICS).

The answer of `getRestDeInfo` has its oddities: one item is an object instead of a list, none is `""`, errors are XML
even when JSON is asked for, a page holds ten items unless more are asked for, and `isHoliday` may be N.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from xml.etree import ElementTree

from icalendar import Calendar

from booking.calendar.errors import (
    AnswerEmpty,
    AnswerRefused,
    AnswerTooLong,
    AnswerUnfinished,
    AnswerUnreadable,
)
from booking.calendar.rules.answers import Answer, Named, gather
from booking.calendar.rules.spelling import day_of, is_yes, name_of, refuse

MOST_BYTES = 256 * 1024
MOST_DAYS = 1000
"""Bytes and days of one answer. A year has some twenty days off."""

LONGEST = 31
"""Days of one event of a calendar."""

DATES = ("locdate", "date", "날짜", "일자", "양력")
NAMES = ("datename", "name", "summary", "이름", "명칭", "공휴일", "공휴일명", "공휴일이름", "특일명", "휴일명")
HOLIDAYS = ("isholiday", "공휴일여부", "공공기관휴일여부", "휴일여부")
"""Names of columns, in small letters and without spaces."""


class Page(NamedTuple):
    """One page of an answer: its days, and how many days there are on all pages (0: it does not say)."""

    days: list[Named]
    total: int


def read(data: bytes) -> Answer:
    """The answer in a file. One of the refusals whose names begin with Answer, at the field `file`."""
    page = read_page(data)
    if page.total > len(page.days):
        raise AnswerUnfinished(field="file", total=page.total, count=len(page.days))
    return finished(page.days)


def finished(days: list[Named], months: tuple[date, ...] = ()) -> Answer:
    """The answer of all pages together. AnswerEmpty where no day off is in it: that is never an answer to act upon."""
    answer = gather(days, months)
    if not answer.holidays:
        raise AnswerEmpty(field="file")
    return answer


def read_page(data: bytes) -> Page:
    """One page in any of the formats, known by how it begins."""
    if len(data) > MOST_BYTES:
        raise AnswerTooLong(field="file", maximum=MOST_BYTES // 1024)
    text = _decoded(data).lstrip("\ufeff \t\r\n")
    if not text:
        raise AnswerEmpty(field="file")
    page = _reader(text)(text)
    if len(page.days) > MOST_DAYS:
        raise AnswerTooLong(field="file", maximum=MOST_BYTES // 1024)
    return page


def _reader(text: str) -> Callable[[str], Page]:
    if text[0] in "{[":
        return _json
    if text[0] == "<":
        return _xml
    return _ics if text[:15].upper() == "BEGIN:VCALENDAR" else _csv


def _decoded(data: bytes) -> str:
    """UTF-8, what Korean Excel writes (cp949), or UTF-16 with its mark."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AnswerUnreadable(field="file", row=1)


# -- JSON ------------------------------------------------------------------------------------------------------------


def _json(text: str) -> Page:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise AnswerUnreadable(field="file", row=error.lineno) from error
    except (RecursionError, ValueError) as error:
        raise AnswerUnreadable(field="file", row=1) from error
    if isinstance(found, list):
        return Page(_items(found), 0)
    response = found.get("response", found)
    header, body = (_part(response, name) for name in ("header", "body"))
    _ensure_good(header.get("resultCode"), header.get("resultMsg"))
    items = body.get("items")
    item = items.get("item") if isinstance(items, dict) else items
    if item in ("", None):
        item = []
    return Page(_items([item] if isinstance(item, dict) else item), _count(body.get("totalCount")))


def _part(found: Any, name: str) -> dict[str, Any]:
    part = found.get(name) if isinstance(found, dict) else None
    return part if isinstance(part, dict) else {}


def _items(items: Any) -> list[Named]:
    if not isinstance(items, list):
        refuse(1, "item", json.dumps(items, ensure_ascii=False))
    return [_item(item, row) for row, item in enumerate(items, 1)]


def _item(item: Any, row: int) -> Named:
    """An item of the service, as JSON or as XML has it."""
    if not isinstance(item, dict):
        refuse(row, "item", str(item))
    locdate, name, is_holiday = (str(item.get(key) or "") for key in ("locdate", "dateName", "isHoliday"))
    return Named(day_of(locdate, row, "locdate"), name_of(name, row, "dateName"), is_yes(is_holiday, row, "isHoliday"))


def _ensure_good(code: Any, message: Any) -> None:
    """Refuse an answer that says itself that it is none: 00 is good, whatever else is said with it."""
    if code is not None and str(code).strip() not in ("00", "0", "0000"):
        raise AnswerRefused(field="file", reason=_short(f"{code} {message or ''}"))


def _count(value: Any) -> int:
    return int(value) if str(value or "").strip().isdecimal() and len(str(value)) < 10 else 0


def _short(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:80]


# -- XML -------------------------------------------------------------------------------------------------------------


def _xml(text: str) -> Page:
    if "<!" in text.replace("<!--", "").replace("<![CDATA[", ""):  # no answer declares anything: entities could grow
        raise AnswerUnreadable(field="file", row=text[: text.index("<!")].count("\n") + 1)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 (without declarations there is nothing to expand)
    except (ElementTree.ParseError, ValueError) as error:
        raise AnswerUnreadable(field="file", row=getattr(error, "position", (1, 0))[0]) from error
    reason = root.findtext(".//returnAuthMsg") or root.findtext(".//errMsg")
    if reason is not None or root.find(".//returnReasonCode") is not None:
        _ensure_good(root.findtext(".//returnReasonCode") or "error", reason)
    _ensure_good(root.findtext(".//resultCode"), root.findtext(".//resultMsg"))
    if root.tag == "html" or (root.find(".//body") is None and root.find(".//item") is None):
        raise AnswerUnreadable(field="file", row=1)
    items = [{part.tag: part.text for part in item} for item in root.iter("item")]
    return Page(_items(items), _count(root.findtext(".//totalCount")))


# -- CSV -------------------------------------------------------------------------------------------------------------


def _csv(text: str) -> Page:
    """Columns by their names in the first line: a date, a name and, where there is one, whether it is a holiday."""
    first = text.splitlines()[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        head = ["".join(cell.split()).lower() for cell in next(reader)]
        columns = [next((head.index(name) for name in names if name in head), -1) for names in (DATES, NAMES, HOLIDAYS)]
        if min(columns[:2]) < 0:
            raise AnswerUnreadable(field="file", row=1)
        return Page([_row(cells, columns, reader.line_num) for cells in reader if any(map(str.strip, cells))], 0)
    except (csv.Error, StopIteration) as error:
        raise AnswerUnreadable(field="file", row=reader.line_num) from error


def _row(cells: list[str], columns: list[int], row: int) -> Named:
    day, name, is_holiday = (cells[column] if -1 < column < len(cells) else "" for column in columns)
    return Named(
        day_of(day, row, "locdate"),
        name_of(name, row, "dateName"),
        columns[2] < 0 or is_yes(is_holiday, row, "isHoliday"),
    )


# -- ICS -------------------------------------------------------------------------------------------------------------


def _ics(text: str) -> Page:
    try:
        events = Calendar.from_ical(text).walk("VEVENT")
    except (ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        raise AnswerUnreadable(field="file", row=1) from error
    return Page([day for row, event in enumerate(events, 1) for day in _event(event, row)], 0)


def _event(event: Any, row: int) -> Iterator[Named]:
    """The days of an event. A calendar that also has days nobody has off says so in their description: 기념일."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    if "RRULE" in event or "RDATE" in event:
        refuse(row, "RRULE", "RRULE")
    first, after = _day(event, "DTSTART", row), _day(event, "DTEND", row) if "DTEND" in event else None
    name = name_of(str(event.get("SUMMARY", "")), row, "SUMMARY")
    is_holiday = not str(event.get("DESCRIPTION", "")).strip().startswith(("기념일", "Observance"))
    count = (after - first).days if after else 1
    if count > LONGEST:
        refuse(row, "DTEND", str(after))
    for number in range(max(count, 1)):
        yield Named(first + timedelta(days=number), name, is_holiday)


def _day(event: Any, name: str, row: int) -> date:
    try:
        value = getattr(event.get(name), "dt", None)
    except ValueError:  # icalendar keeps what it could not read, and refuses it here
        value = None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else refuse(row, name, str(event.get(name, "")))
