"""Tables of the kiosks."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model, Token, UtcDateTime, new_token


class Kiosk(Model):
    """A place with an unmanned document kiosk (무인민원발급기).

    token: its name in addresses. key: its name in the file that it came from, NULL for what staff added.
    address, hours: as citizens read them, empty where they are not on record. is_24h: open day and night.
    is_working: False while staff report it out of order (고장·점검). is_sample: made up, not from a source.
    removed_at: when staff took it off the list. The row stays, so that the file does not bring the place back.
    """

    __tablename__ = "kiosk"
    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(200), default="")
    is_24h: Mapped[bool] = mapped_column(default=False)
    hours: Mapped[str] = mapped_column(String(200), default="")
    is_working: Mapped[bool] = mapped_column(default=True)
    is_sample: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
