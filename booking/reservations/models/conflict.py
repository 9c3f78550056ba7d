"""The table of conflicts of interest: which expert may not advise on which booking."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model, UtcDateTime
from booking.reservations.models.reservation import listed
from booking.reservations.rules.conflicts import CODES


class Conflict(Model):
    """One expert passed one booking on, for the reason of a code. It names nobody, and stays with the booking: whenever
    that gets an expert again, it is another one.
    """

    __tablename__ = "expert_conflict"
    __table_args__ = (
        UniqueConstraint("reservation_id", "expert_id"),
        CheckConstraint(f"code IN ({listed(CODES)})", name="code"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    reservation_id: Mapped[int] = mapped_column(Key, ForeignKey("reservation.id", ondelete="CASCADE"))
    expert_id: Mapped[int] = mapped_column(Key, ForeignKey("expert.id"), index=True)
    code: Mapped[str] = mapped_column(String(10))
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
