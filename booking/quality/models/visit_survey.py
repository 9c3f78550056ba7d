"""What visitors said, and that they said it: two tables between which nothing leads from one row to another."""

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import EncryptedText, Key, Model, UtcDateTime
from booking.quality.rules.visit_survey import BEST, QUESTIONS, WORST


def _any_number() -> int:
    return secrets.randbits(62) + 1


class VisitAnswer(Model):
    """What somebody said of a visit: anonymous, so neither whom it is from nor when it came can be found.

    id: drawn at random, so that no order tells who was first. desk: the field or window of the visit. month: the first
    instant of the month of the visit. kindness, usefulness, waiting: from 1 (worst) to 5. comment: destroyed in time.
    """

    __tablename__ = "visit_answer"
    __table_args__ = (
        *(CheckConstraint(f"{name} BETWEEN {WORST} AND {BEST}", name=name) for name in QUESTIONS),
        Index(None, "month", "desk"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, default=_any_number)
    desk: Mapped[str] = mapped_column(String(40))
    month: Mapped[datetime] = mapped_column(UtcDateTime)
    kindness: Mapped[int] = mapped_column(SmallInteger)
    usefulness: Mapped[int] = mapped_column(SmallInteger)
    waiting: Mapped[int] = mapped_column(SmallInteger)
    comment: Mapped[str | None] = mapped_column(EncryptedText)


class AnsweredVisit(Model):
    """That a visit was answered, so that it is once: its primary key is what judges.

    fingerprint: keyed, and one way. month: as in `VisitAnswer`; the row goes when nobody can answer the visit any more.
    """

    __tablename__ = "answered_visit"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    month: Mapped[datetime] = mapped_column(UtcDateTime)
