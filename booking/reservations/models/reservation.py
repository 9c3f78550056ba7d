"""The table of reservations. The database itself refuses a second reservation of a seat."""

import datetime as dt
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.db import EncryptedText, Key, Model, Token, UtcDateTime, new_token
from booking.reservations.models.shown import ShownPerson, ShownProxy
from booking.reservations.rules.answers import Answer, load
from booking.reservations.rules.states import FORM, HELD, OCCUPYING, STATES, UNBOOKED, WAYS, WEB, show_reference

if TYPE_CHECKING:
    from booking.calendar.models import Slot
    from booking.consultations.models import Expert


def listed(values: object) -> str:
    """Values as a check constraint lists them."""
    return ", ".join(f"'{value}'" for value in sorted(values))  # type: ignore[call-overload]


class Reservation(ShownPerson, ShownProxy, Model):
    """One seat of one slot, from the first hold to the end of the visit.

    seat is NULL when freed; UNIQUE(slot_id, seat) is what makes a double booking impossible.
    token: the hold's name outside and its idempotency key. holder: the browser the booking belongs to.
    open_key: field, day and person while the reservation is open, to hold one person to one a day; NULL otherwise.
    is_extra: staff set the rule of one a day aside for it, so it never has an open_key.
    name, phone, email: the person who is advised. proxy_name, proxy_phone, proxy_email: who booked for them (신청인),
    NULL where they did so themselves; the person may then have no telephone of their own, as may who walked in.
    answers: to what the field asked more, with its words then, as JSON (`rules/answers.py`).
    person_key: keyed fingerprint of the person's telephone (else the proxy's) and name; phone_index, proxy_phone_index:
    of one telephone alone.
    language: the one in which the booking was made and its messages are written (`ko`, `en`).
    former_phone, former_email, former_proxy_phone, former_proxy_email: how people were reached before a telephone was
    corrected, so that they are told of it there too; of several corrections the first that has not been told yet.
    answer: whether the person comes (`comes`, `cannot`), as they answered the reminder; NULL while nobody has. A move
    asks anew. answered_by: `citizen` on the page, or `staff` who heard it on the telephone.
    outcome: what came of the consultation, as the code that the office has for it (`advising.models.OutcomeCode`).
    outcome_note: what the expert added, where the office allows it; it goes with the question.
    consent_version: the wording (`ConsentWording`) that was shown or read out at consent_at, by the clerk consent_by.
    consent_basis: consent, or duty (notice of the office's own). consent_optional: what was said to the optional items:
    yes, no, filled (they were filled in, which the notice calls consent); NULL where there are none.
    optional_version, optional_at: the wording and the time of that answer, where it was given after the booking.
    destroyed_at: when the person was destroyed after retention; slot, state and way in stay, for the figures.
    kept_until: the last day on which the row is kept from being destroyed, for an inspection or a lawsuit; else NULL.
    kept_document: the letter that asks for it. kept_by: the account that entered it.
    replaces_id: the displaced reservation that a replacement is held for, one at a time.
    waiting_id: whom an offer is held for.
    """

    __tablename__ = "reservation"
    __table_args__ = (
        UniqueConstraint("slot_id", "seat"),
        CheckConstraint(f"state IN ({listed(STATES)})", name="state"),
        CheckConstraint(f"(state IN ({listed(OCCUPYING)})) = (seat IS NOT NULL)", name="seat_by_state"),
        CheckConstraint("seat IS NULL OR seat >= 1", name="seat"),
        CheckConstraint("state <> 'held' OR expires_at IS NOT NULL", name="held_expires"),
        CheckConstraint("open_key IS NULL OR seat IS NOT NULL", name="open_key"),
        CheckConstraint("purpose IN ('form', 'offer', 'replacement')", name="purpose"),
        CheckConstraint("purpose <> 'offer' OR waiting_id IS NOT NULL", name="offer"),
        CheckConstraint(f"via IN ({listed(WAYS)})", name="via"),
        CheckConstraint(
            f"state IN ({listed(UNBOOKED)}) OR destroyed_at IS NOT NULL OR (name IS NOT NULL"
            " AND (phone IS NOT NULL OR proxy_phone IS NOT NULL OR via = 'walk_in')"
            " AND person_key IS NOT NULL AND reference IS NOT NULL AND reserved_at IS NOT NULL)",
            name="person_when_booked",
        ),
        CheckConstraint("answer IN ('comes', 'cannot')", name="answer"),
        CheckConstraint("answered_by IN ('citizen', 'staff')", name="answered_by"),
        CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)", name="answered"
        ),
        CheckConstraint(
            "(kept_until IS NULL) = (kept_at IS NULL) AND (kept_until IS NULL) = (kept_by IS NULL)"
            " AND (kept_until IS NULL) = (kept_document IS NULL) AND (kept_until IS NULL) = (kept_reason IS NULL)",
            name="kept",
        ),
        CheckConstraint("purpose <> 'replacement' OR replaces_id IS NOT NULL", name="replacement"),
        Index(None, "state", "expires_at"),
        Index(
            "uq_reservation_replaces_id",
            "replaces_id",
            unique=True,
            sqlite_where=text("state = 'held'"),
            postgresql_where=text("state = 'held'"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    reference: Mapped[str | None] = mapped_column(String(8), unique=True)
    slot_id: Mapped[int] = mapped_column(Key, ForeignKey("slot.id", ondelete="RESTRICT"))
    seat: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(12), default=HELD)
    purpose: Mapped[str] = mapped_column(String(12), default=FORM)
    replaces_id: Mapped[int | None] = mapped_column(Key, ForeignKey("reservation.id"))
    waiting_id: Mapped[int | None] = mapped_column(Key, ForeignKey("waiting_entry.id"), index=True)
    holder: Mapped[str | None] = mapped_column(Token, index=True)
    held_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    extensions: Mapped[int] = mapped_column(default=0)
    reserved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    via: Mapped[str] = mapped_column(String(10), default=WEB)
    expert_id: Mapped[int | None] = mapped_column(Key, ForeignKey("expert.id"), index=True)
    name: Mapped[str | None] = mapped_column(EncryptedText)
    phone: Mapped[str | None] = mapped_column(EncryptedText)
    email: Mapped[str | None] = mapped_column(EncryptedText)
    question: Mapped[str | None] = mapped_column(EncryptedText)
    answers: Mapped[str | None] = mapped_column(EncryptedText)
    phone_index: Mapped[str | None] = mapped_column(String(64), index=True)
    proxy_name: Mapped[str | None] = mapped_column(EncryptedText)
    proxy_phone: Mapped[str | None] = mapped_column(EncryptedText)
    proxy_email: Mapped[str | None] = mapped_column(EncryptedText)
    proxy_phone_index: Mapped[str | None] = mapped_column(String(64), index=True)
    person_key: Mapped[str | None] = mapped_column(String(64), index=True)
    is_extra: Mapped[bool] = mapped_column(default=False)
    open_key: Mapped[str | None] = mapped_column(String(128), unique=True)
    consent_version: Mapped[str | None] = mapped_column(String(20))
    consent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consent_by: Mapped[str | None] = mapped_column(String(255))
    consent_basis: Mapped[str | None] = mapped_column(String(10))
    consent_optional: Mapped[str | None] = mapped_column(String(10))
    optional_version: Mapped[str | None] = mapped_column(String(20))
    optional_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    language: Mapped[str] = mapped_column(String(10), default="ko", server_default="ko")
    former_phone: Mapped[str | None] = mapped_column(EncryptedText)
    former_email: Mapped[str | None] = mapped_column(EncryptedText)
    former_proxy_phone: Mapped[str | None] = mapped_column(EncryptedText)
    former_proxy_email: Mapped[str | None] = mapped_column(EncryptedText)
    answer: Mapped[str | None] = mapped_column(String(6))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str | None] = mapped_column(String(7))
    outcome: Mapped[str | None] = mapped_column(String(20))
    outcome_note: Mapped[str | None] = mapped_column(EncryptedText)
    destroyed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    kept_until: Mapped[dt.date | None] = mapped_column(Date, index=True)
    kept_reason: Mapped[str | None] = mapped_column(EncryptedText)
    kept_document: Mapped[str | None] = mapped_column(String(60))
    kept_by: Mapped[str | None] = mapped_column(String(255))
    kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    slot: Mapped["Slot"] = relationship("Slot", lazy="joined", innerjoin=True)
    expert: Mapped["Expert | None"] = relationship("Expert", lazy="joined")

    @property
    def is_booked(self) -> bool:
        """Whether the hold became a booking, whatever happened to it since."""
        return self.reserved_at is not None

    @property
    def given_answers(self) -> list[Answer]:
        """The answers to what the field asked more, in the order of the form."""
        return load(self.answers)

    @property
    def matter(self) -> str:
        """What the consultation is about, for who prepares it: the question, and a line for each answer."""
        return "\n".join(filter(None, [self.question, *(f"{one.label}: {one.text}" for one in self.given_answers)]))

    @property
    def shown_reference(self) -> str:
        """The reference in two groups; empty while there is none."""
        return show_reference(self.reference) if self.reference else ""
