"""That somebody answers the telephone that they typed, where the office wants it shown before a booking."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import EncryptedText, Key, Model, Token, UtcDateTime


class PhoneProof(Model):
    """One telephone of one hold, and the code that was sent to it. It goes with the hold, or when that is booked.

    token: random, new with each code. The code stands nowhere: it is a keyed fingerprint of token and telephone
    (`service.proving`), so neither this table nor the outbox gives it away. tries: how often this code was tried.
    """

    __tablename__ = "phone_proof"
    __table_args__ = (
        UniqueConstraint("reservation_id", "phone_index"),
        CheckConstraint("tries BETWEEN 0 AND 5", name="tries"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True)
    reservation_id: Mapped[int] = mapped_column(Key, ForeignKey("reservation.id", ondelete="CASCADE"))
    phone_index: Mapped[str] = mapped_column(String(64))
    phone: Mapped[str] = mapped_column(EncryptedText)
    language: Mapped[str] = mapped_column(String(10))
    tries: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
