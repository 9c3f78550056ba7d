"""Tables of the calendar: holiday overrides, office days, and the slots of each day."""

import datetime as dt
from datetime import datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.db import Key, Model, Token, UtcDateTime, new_token


class HolidayOverride(Model):
    """One date that staff made a public holiday, or that they withdrew from the regulation's list.

    At most one override a date; removing it deletes the row, and the audit log keeps what was. name_en: the holiday's
    name on English pages, empty where nobody has entered one.
    """

    __tablename__ = "holiday_override"
    __table_args__ = (CheckConstraint("effect IN ('holiday', 'working')", name="effect"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    date: Mapped[dt.date] = mapped_column(Date, unique=True)
    effect: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60), default="", server_default="")
    reason: Mapped[str] = mapped_column(String(200), default="")
    document_number: Mapped[str] = mapped_column(String(60), default="")
    entered_by: Mapped[str] = mapped_column(String(255))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class HolidayAnswer(Model):
    """What the service said last of a year's public holidays, whole (`rules/packing.py`): a proposal, not in force."""

    __tablename__ = "holiday_answer"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    content: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OfficeDay(Model):
    """One date on which a service is planned, open or closed. A slot is open when its office day is.

    kind: consultation or night. closed_by: rule (the calendar, which may open it again) or staff (only they may).
    closed_reason: holiday, moved (this month's consultations are on another day) or staff. closed_text: what staff tell
    citizens about it. planned_by: rule, or staff, who set another date for one month. opens_at: when citizens may begin
    to book; NULL is at once.
    """

    __tablename__ = "office_day"
    __table_args__ = (
        UniqueConstraint("kind", "date"),
        CheckConstraint("kind IN ('consultation', 'night')", name="kind"),
        CheckConstraint("state IN ('open', 'closed')", name="state"),
        CheckConstraint("(state = 'closed') = (closed_by IS NOT NULL)", name="closed_by"),
        CheckConstraint("planned_by IN ('rule', 'staff')", name="planned_by"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    date: Mapped[dt.date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(10), default="open")
    planned_by: Mapped[str] = mapped_column(String(10), default="rule")
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str | None] = mapped_column(String(10))
    closed_reason: Mapped[str | None] = mapped_column(String(30))
    closed_text: Mapped[str | None] = mapped_column(Text)
    document_number: Mapped[str | None] = mapped_column(String(60))
    approved_on: Mapped[dt.date | None] = mapped_column(Date)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    slots: Mapped[list["Slot"]] = relationship(back_populates="day", order_by="Slot.starts_at, Slot.desk")

    @property
    def is_open(self) -> bool:
        """Whether the service takes place."""
        return self.state == "open"


class Slot(Model):
    """A span of time at one desk of an office day, with `capacity` seats (numbered from 1).

    desk: key of a field of advice, or of a kind of night business that takes bookings. token: the slot's name outside.
    kept_seats: how many of the seats, the last ones, are for telephone and desk until their release.
    closed_reason: why it does not take place on a day that does (absence: nobody is there), NULL where it does.
    """

    __tablename__ = "slot"
    __table_args__ = (
        UniqueConstraint("office_day_id", "desk", "starts_at"),
        CheckConstraint("capacity >= 0", name="capacity"),
        CheckConstraint("kept_seats >= 0 AND kept_seats <= capacity", name="kept_seats"),
        CheckConstraint("ends_at > starts_at", name="span"),
        CheckConstraint("closed_reason IN ('absence')", name="closed_reason"),
        Index(None, "desk", "starts_at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    office_day_id: Mapped[int] = mapped_column(Key, ForeignKey("office_day.id"), index=True)
    desk: Mapped[str] = mapped_column(String(40))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    capacity: Mapped[int] = mapped_column(default=1)
    kept_seats: Mapped[int] = mapped_column(default=0, server_default="0")
    closed_reason: Mapped[str | None] = mapped_column(String(30))

    @property
    def is_open(self) -> bool:
        """Whether it takes place: its day does, and nothing keeps its desk from it."""
        return self.closed_reason is None and self.day.is_open

    day: Mapped[OfficeDay] = relationship(back_populates="slots", lazy="joined")
