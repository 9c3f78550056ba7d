"""Training in the departments that follows from the scores (찾아가는 맞춤형 친절교육)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model, Token, new_token


class Training(Model):
    """A line of the training plan: what a department is to practise.

    kind, year, half, stage, item: which results led to it; the item by its words, for each half-year has its own sheet.
    planned_on, trainer: when and by whom. done_on: when it was held, NULL until then.
    """

    __tablename__ = "training"
    __table_args__ = (
        UniqueConstraint("department_id", "kind", "year", "half", "stage", "item"),
        CheckConstraint("kind IN ('phone', 'visit')", name="kind"),
        CheckConstraint("half IN (1, 2)", name="half"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    department_id: Mapped[int] = mapped_column(Key, ForeignKey("department.id"))
    kind: Mapped[str] = mapped_column(String(10))
    year: Mapped[int]
    half: Mapped[int]
    stage: Mapped[str] = mapped_column(String(40))
    item: Mapped[str] = mapped_column(String(200))
    planned_on: Mapped[date | None]
    trainer: Mapped[str] = mapped_column(String(60), default="")
    done_on: Mapped[date | None]
