"""The table of figures that are kept by the year."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model, UtcDateTime


class YearlyFigure(Model):
    """A figure of a year: one that the city published or staff entered, or how many there were, counted by a job.

    figure: a key of `rules.yearly.FIGURES`. is_counted: by the job, which never touches what somebody entered.
    is_sample: made-up rows were among what it counted. source: who published it and where, in staff's words; empty
    where counted.
    """

    __tablename__ = "yearly_figure"
    __table_args__ = (
        UniqueConstraint("year", "figure"),
        CheckConstraint("value >= 0", name="value"),
        CheckConstraint("is_counted OR source <> ''", name="source"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    year: Mapped[int]
    figure: Mapped[str] = mapped_column(String(30))
    value: Mapped[float] = mapped_column(Float)
    source: Mapped[str] = mapped_column(String(200), default="")
    is_counted: Mapped[bool] = mapped_column(default=False)
    is_sample: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
