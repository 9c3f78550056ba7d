"""Tables of the experts' side: the codes of what comes of a consultation, and what opens something without a log-in,
known by a fingerprint alone.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model, Token, UtcDateTime
from booking.reservations.rules.outcomes import state_after


class OutcomeCode(Model):
    """A code for what came of a consultation: a button of the expert's, a line of the reports.

    key: what stands with a booking (`Reservation.outcome`); it never changes and no row is ever deleted, so that what
    was recorded keeps its name. is_active: offered to experts.
    """

    __tablename__ = "outcome_code"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("is_active OR key <> 'absent'", name="needed"),
    )

    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)
    name_en: Mapped[str] = mapped_column(String(60), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)

    @property
    def state(self) -> str:
        """The state to which it leads."""
        return state_after(self.key)


class ExpertFeed(Model):
    """The address of an expert's own calendar feed. A new one takes the place of the old; revoking deletes the row.

    token_index: keyed fingerprint of the address's random part, which nobody can tell from it.
    """

    __tablename__ = "expert_feed"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    expert_id: Mapped[int] = mapped_column(Key, ForeignKey("expert.id"), unique=True)
    token_index: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DaySheet(Model):
    """The link to one expert's appointments of one day. A new one takes the place of the old; revoking deletes the row.

    token_index: keyed fingerprint of the link's random part. code_name: random, new with each code that is sent; the
    code stands nowhere, for it is a keyed fingerprint of this name and the telephone. tries: how often it was tried.
    """

    __tablename__ = "expert_day_sheet"
    __table_args__ = (
        UniqueConstraint("expert_id", "day"),
        CheckConstraint("tries BETWEEN 0 AND 5", name="tries"),
        CheckConstraint("(code_name IS NULL) = (code_until IS NULL)", name="code"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token_index: Mapped[str] = mapped_column(String(64), unique=True)
    expert_id: Mapped[int] = mapped_column(Key, ForeignKey("expert.id"))
    day: Mapped[date] = mapped_column(Date)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(255))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    code_name: Mapped[str | None] = mapped_column(Token, unique=True)
    code_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
