"""Monitors, what they are to score, and the scores they gave."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.db import EncryptedText, Key, Model, Token, UtcDateTime, new_token


class Monitor(Model):
    """A citizen who was appointed to score how people are received (시민 모니터).

    term_from, term_to: the first and the last day of the appointment; afterwards the account is shut out.
    pledged_on: when the pledge of secrecy was signed.
    """

    __tablename__ = "monitor"
    __table_args__ = (CheckConstraint("term_from <= term_to", name="term"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    account_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id"), unique=True)
    term_from: Mapped[date]
    term_to: Mapped[date]
    pledged_on: Mapped[date | None]


class Assignment(Model):
    """What a monitor is to score: a department, by a sheet, so many contacts, until a day.

    batch: names what was assigned with one press, so that it can be taken back together.
    """

    __tablename__ = "monitor_assignment"
    __table_args__ = (
        UniqueConstraint("monitor_id", "sheet_id", "department_id"),
        CheckConstraint("due_count > 0", name="due_count"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    monitor_id: Mapped[int] = mapped_column(Key, ForeignKey("monitor.id"))
    sheet_id: Mapped[int] = mapped_column(Key, ForeignKey("score_sheet.id"), index=True)
    department_id: Mapped[int] = mapped_column(Key, ForeignKey("department.id"), index=True)
    due_count: Mapped[int]
    due_on: Mapped[date]
    batch: Mapped[str | None] = mapped_column(Token, index=True)


class Contact(Model):
    """A call or a visit as a monitor scored it: a draft until it is submitted, and final from then on.

    form_key: the name of the form that it was typed into, so that the same form sent twice is one contact.
    contacted_on, contacted_at: day and office time of the call or visit. place: the number called or the place visited.
    remark: what the monitor wrote beside the scores.
    """

    __tablename__ = "monitor_contact"
    __table_args__ = (CheckConstraint("submitted_at IS NULL OR contacted_on IS NOT NULL", name="submitted"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    form_key: Mapped[str] = mapped_column(Token, unique=True)
    assignment_id: Mapped[int] = mapped_column(Key, ForeignKey("monitor_assignment.id"), index=True)
    contacted_on: Mapped[date | None]
    contacted_at: Mapped[time | None]
    place: Mapped[str] = mapped_column(String(60), default="")
    remark: Mapped[str | None] = mapped_column(EncryptedText)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    scores: Mapped[list["ContactScore"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class ContactScore(Model):
    """The points that one item got in one contact."""

    __tablename__ = "monitor_score"
    __table_args__ = (CheckConstraint("points >= 0", name="points"),)

    contact_id: Mapped[int] = mapped_column(Key, ForeignKey("monitor_contact.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(Key, ForeignKey("score_item.id"), primary_key=True)
    points: Mapped[int]


class Correction(Model):
    """Scores of a submitted contact that an admin changed: why, and what they were. Who did it is in the access log.

    before: the points by item, as JSON of the item's key and its points.
    """

    __tablename__ = "monitor_correction"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    contact_id: Mapped[int] = mapped_column(Key, ForeignKey("monitor_contact.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(Text)
