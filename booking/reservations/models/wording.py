"""The table of the privacy notice's wordings. Rows are added and never changed: bookings point to them for years."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model, UtcDateTime
from booking.reservations.rules.consent import BOOKING


class ConsentWording(Model):
    """What a version of the notice said, in Korean.

    about: booking or waiting; visit or visit_wait for the night office. first_at: since when it was in force.
    """

    __tablename__ = "consent_wording"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    version: Mapped[str] = mapped_column(String(20), unique=True)
    about: Mapped[str] = mapped_column(String(10), default=BOOKING, server_default=BOOKING)
    basis: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)
