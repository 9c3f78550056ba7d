"""What keeps one caller from taking everything: numbered places for running holds."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model, UtcDateTime


class HoldPlace(Model):
    """One of the numbered places that an address has for running holds of one day; UNIQUE is what limits them.

    address_key: keyed fingerprint of the caller's network; the address itself stands nowhere. n: from 1 to the limit.
    expires_at: when the hold lapses, as the hold says; from then on the place may be taken over. The row goes with
    the hold, when that lapses, is given up or becomes a booking.
    """

    __tablename__ = "hold_place"
    __table_args__ = (UniqueConstraint("office_day_id", "address_key", "n"), CheckConstraint("n >= 1", name="n"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    office_day_id: Mapped[int] = mapped_column(Key, ForeignKey("office_day.id", ondelete="CASCADE"))
    address_key: Mapped[str] = mapped_column(String(64))
    n: Mapped[int]
    reservation_id: Mapped[int] = mapped_column(Key, ForeignKey("reservation.id", ondelete="CASCADE"), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
