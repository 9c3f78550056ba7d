"""The table of who came without a booking: in which field, in which order, and what became of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import EncryptedText, Key, Model, Token, UtcDateTime, new_token
from booking.reservations.models.reservation import listed
from booking.reservations.models.shown import ShownPerson
from booking.reservations.rules.walk_ins import STATES, WAITING


class WalkIn(ShownPerson, Model):
    """Somebody at the desk who waits for a place of a field on this day.

    token: the name in addresses, and the idempotency key of the clerk's form. number: the order of arrival within day
    and field, from 1. name, phone: until there is a booking, which has them from then on, or until they are destroyed.
    paper_number: the number on the paper of an outage, where they were entered from it.
    answers: to what the field asks, as of a booking, until then too.
    reservation_id: the booking they were given. reason: why somebody was taken in where the field asks for a booking.
    consent_version, consent_basis, consent_by: as of a booking, which gets them.
    """

    __tablename__ = "walk_in"
    __table_args__ = (
        UniqueConstraint("office_day_id", "desk", "number"),
        UniqueConstraint("office_day_id", "paper_number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint(f"state IN ({listed(STATES)})", name="state"),
        CheckConstraint("(state = 'seated') = (reservation_id IS NOT NULL)", name="seated"),
        CheckConstraint("state <> 'waiting' OR name IS NOT NULL OR destroyed_at IS NOT NULL", name="person"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    office_day_id: Mapped[int] = mapped_column(Key, ForeignKey("office_day.id"))
    desk: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    paper_number: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str | None] = mapped_column(EncryptedText)
    phone: Mapped[str | None] = mapped_column(EncryptedText)
    person_key: Mapped[str | None] = mapped_column(String(64), index=True)
    answers: Mapped[str | None] = mapped_column(EncryptedText)
    reason: Mapped[str] = mapped_column(String(200), default="")
    reservation_id: Mapped[int | None] = mapped_column(Key, ForeignKey("reservation.id"), unique=True)
    consent_version: Mapped[str] = mapped_column(String(20))
    consent_basis: Mapped[str | None] = mapped_column(String(10))
    consent_by: Mapped[str | None] = mapped_column(String(255))
    destroyed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
