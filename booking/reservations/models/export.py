"""The tables of rosters that leave the product as files, so that the desk works through an outage."""

import datetime as dt
from datetime import datetime

from sqlalchemy import CheckConstraint, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import EncryptedText, Key, Model, UtcDateTime


class RosterFile(Model):
    """The sealed file of a day's roster, one a day: where it lies, and what it shows.

    starts_at: the beginning of the day, from which its retention counts. version: of the board that it shows
    (`queries.board_version`). people: how many bookings are in it. destroyed_at: when it was removed.
    """

    __tablename__ = "roster_file"
    __table_args__ = (CheckConstraint("people >= 0", name="people"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    day: Mapped[dt.date] = mapped_column(Date, unique=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    path: Mapped[str] = mapped_column(String(500))
    version: Mapped[str] = mapped_column(String(32))
    people: Mapped[int]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    destroyed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ExportPassword(Model):
    """The password that seals those files: one row. changed_by: an account's log-in name."""

    __tablename__ = "export_password"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    password: Mapped[str] = mapped_column(EncryptedText)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(255))
