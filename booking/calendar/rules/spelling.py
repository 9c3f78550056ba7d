"""Values of an answer about public holidays, in the spellings in which people and services write them.

Each refuses with AnswerBroken, which names the line (or the number of the item), the field, and what stands there.
"""

import re
from datetime import date
from typing import NoReturn

from booking.calendar.errors import AnswerBroken
from booking.calendar.rules import one_line
from booking.errors import BookingError

YES, NO = ("y", "yes", "true", "1", "o", "예"), ("n", "no", "false", "0", "x", "아니오", "아니요")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0|T.*)?", re.ASCII)
_PARTED = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?\s*(?:\(.\)|[T ].*)?", re.ASCII)
_SHOWN = 30


def day_of(text: str, row: int, field: str) -> date:
    """A date: 20270120, 2027-01-20, 2027. 1. 20.(수), 2027년 1월 20일, 2027-01-20 00:00:00."""
    text = text.strip()
    found = _COMPACT.fullmatch(text) or _PARTED.fullmatch(text)
    if found is None:
        refuse(row, field, text)
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        refuse(row, field, text)


def is_yes(text: str, row: int, field: str) -> bool:
    """Whether it says yes."""
    word = text.strip().lower()
    if word not in YES and word not in NO:
        refuse(row, field, text)
    return word in YES


def name_of(text: str, row: int, field: str) -> str:
    """A holiday's name as it can be stored. What cannot be is not repeated, for it may be a number of somebody's."""
    try:
        name = one_line(text, 60, field)
    except BookingError as error:
        raise AnswerBroken(field="file", row=row, name=field, value="…") from error
    return name or refuse(row, field, text)


def refuse(row: int, field: str, text: str) -> NoReturn:
    """Refuse a value and show its beginning."""
    value = "".join(sign if sign.isprintable() else "?" for sign in text[:_SHOWN])
    raise AnswerBroken(field="file", row=row, name=field, value=value)
