"""The table of displacements: who lost their time, what is held for them, what they said."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.db import Key, Model, Token, UtcDateTime
from booking.reservations.models.reservation import Reservation, listed
from booking.reservations.rules.rehousing import ANSWERS

if TYPE_CHECKING:
    from booking.calendar.models import Slot


class Displacement(Model):
    """One booking that lost its time once. It names nobody, and outlives what becomes of the booking.

    slot_id: the time that was lost. open_for: the booking while nothing is settled, so that it is displaced once at a
    time; NULL afterwards.
    offer_slot_id, offer_token, offered_at: the latest replacement that was held for it (the hold's token), and since
    when; over_at: when that hold ended without an answer, NULL while it runs. lapses: holds not answered in time.
    answer: accepted (the replacement), chosen (another time), cancelled, or returned (the own time again, when the day
    was opened). answered_by: citizen, staff, or house for what nobody had to say.
    """

    __tablename__ = "displacement"
    __table_args__ = (
        CheckConstraint(f"answer IN ({listed(ANSWERS)})", name="answer"),
        CheckConstraint("answered_by IN ('citizen', 'staff', 'house')", name="answered_by"),
        CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)", name="answered"
        ),
        CheckConstraint(
            "(open_for IS NULL) = (answer IS NOT NULL) AND (open_for IS NULL OR open_for = reservation_id)", name="open"
        ),
        CheckConstraint(
            "(offered_at IS NULL) = (offer_slot_id IS NULL) AND (offered_at IS NULL) = (offer_token IS NULL)"
            " AND (over_at IS NULL OR offered_at IS NOT NULL)",
            name="offer",
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    reservation_id: Mapped[int] = mapped_column(Key, ForeignKey("reservation.id"), index=True)
    slot_id: Mapped[int] = mapped_column(Key, ForeignKey("slot.id"), index=True)
    open_for: Mapped[int | None] = mapped_column(Key, unique=True)
    displaced_at: Mapped[datetime] = mapped_column(UtcDateTime)
    offer_slot_id: Mapped[int | None] = mapped_column(Key, ForeignKey("slot.id"), index=True)
    offer_token: Mapped[str | None] = mapped_column(Token)
    offered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lapses: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str | None] = mapped_column(String(10))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str | None] = mapped_column(String(7))

    reservation: Mapped[Reservation] = relationship(Reservation, lazy="joined", innerjoin=True)
    slot: Mapped["Slot"] = relationship("Slot", foreign_keys=[slot_id])
    offer_slot: Mapped["Slot | None"] = relationship("Slot", foreign_keys=[offer_slot_id])
