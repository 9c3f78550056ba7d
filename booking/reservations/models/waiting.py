"""The tables of the waiting list: who stands in line, for what, and an account of all that happened to the line."""

import datetime as dt
from datetime import datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.db import EncryptedText, Key, Model, Token, UtcDateTime, new_token
from booking.reservations.models.reservation import listed
from booking.reservations.models.shown import ShownPerson, ShownProxy
from booking.reservations.rules.states import WAYS, WEB, show_reference
from booking.reservations.rules.waiting import EVENTS, OPEN, STATES, WAITING, Wish


class WaitingLine(Model):
    """One row, whose lock is the right to give places away and to free them, and the number of the last event.

    Whoever frees, claims, joins, accepts or declines holds it, so all of this happens one after the other and the
    account has one order.
    """

    __tablename__ = "waiting_line"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    last_number: Mapped[int] = mapped_column(Key, default=0)


class WaitingEntry(ShownPerson, ShownProxy, Model):
    """Somebody in line. The order of `id` is the order of joining: ids are given under the line's lock.

    token: the page's name; holder: the browser it belongs to. reference: what is read out on the telephone.
    name, phone, email: the person who is advised. proxy_name, proxy_phone, proxy_email: who waits for them (신청인), if
    somebody does; then the person may have no telephone. phone_index, proxy_phone_index: what finds the entry.
    open_key: fingerprint of person and fields while the entry is open, for nobody stands in line twice for the same.
    last_date NULL: however late. lapses: offers that were not answered in time. told_at: when the message about the
    running offer is due. ended_at: when it was over. destroyed_at: when the person was destroyed.
    consent_version, consent_basis, consent_optional, optional_version, optional_at: as of a booking, which gets them
    when an offer is accepted.
    """

    __tablename__ = "waiting_entry"
    __table_args__ = (
        CheckConstraint(f"state IN ({listed(STATES)})", name="state"),
        CheckConstraint(f"(state IN ({listed(OPEN)})) = (ended_at IS NULL)", name="ended"),
        CheckConstraint("open_key IS NULL OR ended_at IS NULL", name="open_key"),
        CheckConstraint("last_date IS NULL OR last_date >= first_date", name="dates"),
        CheckConstraint(f"via IN ({listed(WAYS)})", name="via"),
        CheckConstraint(
            "destroyed_at IS NOT NULL OR (name IS NOT NULL AND person_key IS NOT NULL"
            " AND ((phone IS NOT NULL AND phone_index IS NOT NULL)"
            " OR (proxy_name IS NOT NULL AND proxy_phone IS NOT NULL AND proxy_phone_index IS NOT NULL)))",
            name="person",
        ),
        Index(None, "state", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    reference: Mapped[str] = mapped_column(String(8), unique=True)
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    first_date: Mapped[dt.date] = mapped_column(Date)
    last_date: Mapped[dt.date | None] = mapped_column(Date)
    lapses: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    via: Mapped[str] = mapped_column(String(10), default=WEB)
    holder: Mapped[str | None] = mapped_column(Token)
    name: Mapped[str | None] = mapped_column(EncryptedText)
    phone: Mapped[str | None] = mapped_column(EncryptedText)
    email: Mapped[str | None] = mapped_column(EncryptedText)
    phone_index: Mapped[str | None] = mapped_column(String(64), index=True)
    proxy_name: Mapped[str | None] = mapped_column(EncryptedText)
    proxy_phone: Mapped[str | None] = mapped_column(EncryptedText)
    proxy_email: Mapped[str | None] = mapped_column(EncryptedText)
    proxy_phone_index: Mapped[str | None] = mapped_column(String(64), index=True)
    person_key: Mapped[str | None] = mapped_column(String(64), index=True)
    open_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    consent_version: Mapped[str] = mapped_column(String(20))
    consent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    consent_by: Mapped[str | None] = mapped_column(String(255))
    consent_basis: Mapped[str | None] = mapped_column(String(10))
    consent_optional: Mapped[str | None] = mapped_column(String(10))
    optional_version: Mapped[str | None] = mapped_column(String(20))
    optional_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    language: Mapped[str] = mapped_column(String(10), default="ko", server_default="ko")
    destroyed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    wishes: Mapped[list["WaitingWish"]] = relationship(order_by="WaitingWish.desk", lazy="selectin")

    @property
    def wish(self) -> Wish:
        """What this person waits for."""
        return Wish(frozenset(one.desk for one in self.wishes), self.first_date, self.last_date)

    @property
    def is_open(self) -> bool:
        """Whether they still stand in line."""
        return self.ended_at is None

    @property
    def shown_reference(self) -> str:
        """The reference in two groups."""
        return show_reference(self.reference)


class WaitingWish(Model):
    """One of the fields that somebody waits for."""

    __tablename__ = "waiting_wish"
    __table_args__ = (UniqueConstraint("entry_id", "desk"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    entry_id: Mapped[int] = mapped_column(Key, ForeignKey("waiting_entry.id", ondelete="CASCADE"))
    desk: Mapped[str] = mapped_column(String(40))


class WaitingPass(Model):
    """A place that was offered once (or could not be) and is not offered to the same person again."""

    __tablename__ = "waiting_pass"
    __table_args__ = (UniqueConstraint("entry_id", "slot_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    entry_id: Mapped[int] = mapped_column(Key, ForeignKey("waiting_entry.id", ondelete="CASCADE"))
    slot_id: Mapped[int] = mapped_column(Key, ForeignKey("slot.id", ondelete="CASCADE"), index=True)


class WaitingEvent(Model):
    """One line of the account: only ever added, with numbers that have no gaps. It names nobody.

    place: how many stood before this person then, in the line of the field (of all their fields with `joined`).
    slot is the key of a slot and no foreign key, for the account outlives a slot that is taken away.
    """

    __tablename__ = "waiting_event"
    __table_args__ = (CheckConstraint(f"kind IN ({listed(EVENTS)})", name="kind"),)

    number: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(10))
    entry_id: Mapped[int | None] = mapped_column(Key, ForeignKey("waiting_entry.id"), index=True)
    slot: Mapped[int | None] = mapped_column(Key)
    desk: Mapped[str | None] = mapped_column(String(40))
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    place: Mapped[int | None]
    desks: Mapped[str | None] = mapped_column(Text)
    first_date: Mapped[dt.date | None] = mapped_column(Date)
    last_date: Mapped[dt.date | None] = mapped_column(Date)
