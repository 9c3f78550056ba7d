"""Tables of the guide: where else advice is given."""

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model, Token, new_token


class Door(Model):
    """Where else citizens are advised for free: shown where no place is left, for the next session is a month away.

    token: its name in addresses. key: its name in the file that it came from, NULL for what staff added.
    phone, url: how it is reached; at least one of them. hours, note: as citizens read them, empty where not on record.
    field_keys: the keys of the fields it helps with, separated by spaces; empty for all. is_active: shown to citizens.
    needs_word: taken over as a sample, and nobody has confirmed it yet.
    """

    __tablename__ = "other_door"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("phone <> '' OR url <> ''", name="reachable"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str] = mapped_column(String(20), default="")
    url: Mapped[str] = mapped_column(String(200), default="")
    hours: Mapped[str] = mapped_column(String(100), default="")
    note: Mapped[str] = mapped_column(String(200), default="")
    field_keys: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)
    needs_word: Mapped[bool] = mapped_column(default=False)
    name_en: Mapped[str] = mapped_column(String(60), default="")
    hours_en: Mapped[str] = mapped_column(String(100), default="")
    note_en: Mapped[str] = mapped_column(String(200), default="")

    def helps_with(self, field_key: str) -> bool:
        """Whether questions of this field are answered there."""
        return not self.field_keys or field_key in self.field_keys.split()
