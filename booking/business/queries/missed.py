"""What citizens looked for and did not find."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from booking.business.models import MissedWords
from booking.business.rules import missed
from booking.db import db

MOST_SHOWN = 100


@dataclass(frozen=True)
class Missed:
    """Words, on how many days somebody missed them, and when last."""

    words: str
    days: int
    last: date


def list_missed() -> list[Missed]:
    """What was missed on enough days to be shown, the most frequent first; at most `MOST_SHOWN`."""
    days, last = func.count(), func.max(MissedWords.on)
    query = (
        select(MissedWords.words, days, last)
        .group_by(MissedWords.words)
        .having(days >= missed.SHOWN_FROM)
        .order_by(days.desc(), last.desc(), MissedWords.words)
        .limit(MOST_SHOWN)
    )
    return [Missed(*row) for row in db.session.execute(query)]
