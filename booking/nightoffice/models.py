"""Table of the kinds of business that the Wednesday night office receives."""

from datetime import time
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.db import Key, Model

if TYPE_CHECKING:
    from booking.business.models import Business


class NightTask(Model):
    """A kind of business at the night office; its name is that of the kind of business whose key it carries.

    starts, ends: wall times within the night's hours, NULL for those of the night. last_acceptance: until when somebody
    is still received (접수 마감), NULL for the end. fee: in won, 0 for free, NULL where it is not on record or depends
    (`fee_note`). bring, notes: what citizens read; the English texts are empty where nobody has entered them.
    may_reserve: a visit can be reserved; seats: for how many at once, in each window of `rules.WINDOW_MINUTES`.
    is_active: shown to citizens. is_sample: made up, not from a source.
    """

    __tablename__ = "night_task"
    __table_args__ = (
        CheckConstraint("ends > starts", name="span"),
        CheckConstraint("last_acceptance > starts AND last_acceptance <= ends", name="last_acceptance"),
        CheckConstraint("fee >= 0", name="fee"),
        CheckConstraint("seats > 0", name="seats"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    business_key: Mapped[str] = mapped_column(String(40), ForeignKey("business.key"), unique=True)
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    last_acceptance: Mapped[time | None]
    fee: Mapped[int | None]
    fee_note: Mapped[str] = mapped_column(String(200), default="")
    fee_note_en: Mapped[str] = mapped_column(String(200), default="")
    bring: Mapped[str] = mapped_column(Text, default="")
    bring_en: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    notes_en: Mapped[str] = mapped_column(Text, default="")
    may_reserve: Mapped[bool] = mapped_column(default=False)
    seats: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_sample: Mapped[bool] = mapped_column(default=False)

    business: Mapped["Business"] = relationship("Business", lazy="joined", innerjoin=True)
