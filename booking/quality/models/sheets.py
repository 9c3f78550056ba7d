"""Score sheets as data: stages, items, weights and scales."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.db import Key, Model, Token, UtcDateTime, new_token


class ScoreSheet(Model):
    """What is scored in a half-year: by telephone (phone) or on a visit (visit).

    version: the number among the sheets of this kind and half-year. frozen_at: when the first answer was submitted;
    from then on nothing of it changes, for scores given before and after would not be the same.
    """

    __tablename__ = "score_sheet"
    __table_args__ = (
        UniqueConstraint("kind", "year", "half", "version"),
        CheckConstraint("kind IN ('phone', 'visit')", name="kind"),
        CheckConstraint("half IN (1, 2)", name="half"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10))
    year: Mapped[int]
    half: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    frozen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    stages: Mapped[list["ScoreStage"]] = relationship(
        order_by="ScoreStage.position", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def items(self) -> list["ScoreItem"]:
        """All its items, stage by stage."""
        return [item for stage in self.stages for item in stage.items]


class ScoreStage(Model):
    """A part of a contact: greeting, handling, closing."""

    __tablename__ = "score_stage"
    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    sheet_id: Mapped[int] = mapped_column(Key, ForeignKey("score_sheet.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]

    items: Mapped[list["ScoreItem"]] = relationship(
        order_by="ScoreItem.position, ScoreItem.id", cascade="all, delete-orphan", lazy="selectin"
    )


class ScoreItem(Model):
    """What is scored from 0 to `most` points. weight: how much it counts beside the other items, in any proportion.

    labels: the words of the points from 0 up, one a line; empty where the points stand alone.
    """

    __tablename__ = "score_item"
    __table_args__ = (
        CheckConstraint("weight > 0", name="weight"),
        CheckConstraint("most > 0", name="most"),
        CheckConstraint("text <> ''", name="text"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    stage_id: Mapped[int] = mapped_column(Key, ForeignKey("score_stage.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(200))
    weight: Mapped[int]
    most: Mapped[int]
    labels: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
