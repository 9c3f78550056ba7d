"""An answer about public holidays as one text, to be shown now and confirmed later."""

import json
from typing import Any

from booking.calendar.errors import AnswerUnreadable
from booking.calendar.rules.answers import Answer
from booking.calendar.rules.spelling import day_of, name_of


def pack(answer: Answer) -> str:
    """The text of an answer."""
    days = {day.isoformat(): name for day, name in answer.holidays.items()}
    months = sorted(month.isoformat() for month in answer.months)
    return json.dumps({"holidays": days, "months": months}, ensure_ascii=False)


def unpack(text: str) -> Answer:
    """The answer of a text, which may come back from anywhere. AnswerUnreadable, AnswerBroken."""
    try:
        found: Any = json.loads(text)
        holidays, months = dict(found["holidays"]), [str(month) for month in found["months"]]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise AnswerUnreadable(field="file", row=1) from error
    days = {
        day_of(str(day), row, "locdate"): name_of(str(name), row, "dateName")
        for row, (day, name) in enumerate(holidays.items(), 1)
    }
    return Answer(days, frozenset(day_of(month, 1, "months").replace(day=1) for month in months))
