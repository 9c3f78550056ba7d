"""What the service says of the holidays, kept as a proposal: nothing of it counts until somebody has applied it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from booking.calendar.models import HolidayAnswer
from booking.calendar.rules.answers import Answer, Change
from booking.calendar.rules.packing import pack, unpack
from booking.calendar.service.importing import differences
from booking.calendar.service.inserting import insert_new
from booking.db import db


@dataclass(frozen=True)
class Proposal:
    """What differs by the service's last answer for a year."""

    year: int
    asked_at: datetime
    answer: Answer
    changes: list[Change]


def keep_answer(year: int, answer: Answer, now: datetime) -> None:
    """Keep a whole answer in place of the one before."""
    values = {"content": pack(answer), "asked_at": now}
    if insert_new(HolidayAnswer, {"year": year, **values}) is None:
        row = db.session.scalars(select(HolidayAnswer).where(HolidayAnswer.year == year).with_for_update()).one()
        row.content, row.asked_at = pack(answer), now
        db.session.flush()


def list_proposals(now: datetime) -> list[Proposal]:
    """The years in which the service's last answer differs from what counts, compared as things are now."""
    rows = db.session.scalars(select(HolidayAnswer).order_by(HolidayAnswer.year))
    answers = [(row.year, row.asked_at, unpack(row.content)) for row in rows]
    found = [Proposal(year, asked_at, answer, differences(answer, now)) for year, asked_at, answer in answers]
    return [one for one in found if one.changes]
