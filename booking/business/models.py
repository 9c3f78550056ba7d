"""Tables of the kinds of business: what there is to be done, whoever does it, and the departments."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model, Token, UtcDateTime

DEPARTMENT_KINDS = ("department", "town")


class Department(Model):
    """A department of the city hall (부서), or the office of a town or neighbourhood (읍·면·동).

    key: its stable name in addresses and files. kind: department or town. name_en: empty where nobody has entered it.
    coordinates: of about the middle of a town (`35.18031, 128.10805`), to measure ways from; empty: not on record.
    is_active: offered where somebody chooses a department. is_sample: made up, not from a source.
    """

    __tablename__ = "department"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("kind IN ('department', 'town')", name="kind"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(100), default="")
    kind: Mapped[str] = mapped_column(String(20), default="department")
    coordinates: Mapped[str] = mapped_column(String(40), default="", server_default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_sample: Mapped[bool] = mapped_column(default=False)


class Business(Model):
    """A document or piece of business (민원) as citizens ask for it, such as the copy of a resident register.

    It only has names: which kiosk, counter or night serves it, for what fee and until when, is said by the rooms of
    those, whose rows carry its key. So the guide finds all ways to one thing, and none is spelt in another way.

    key: its stable name in addresses and files. words: what people call it otherwise, one a line, found by the guide
    and shown nowhere. field_keys: the keys of the fields in which experts advise about it, separated by spaces.
    is_active: found and shown. is_sample: made up, not from a source.
    """

    __tablename__ = "business"
    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(100), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    field_keys: Mapped[str] = mapped_column(Text, default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    is_sample: Mapped[bool] = mapped_column(default=False)

    @property
    def texts(self) -> tuple[str, ...]:
        """What it is looked for by in lists, which staff do by its key too."""
        return self.name, self.name_en, self.words, self.key


class BusinessCase(Model):
    """Cases of one kind of business that were handled on one day: one for a press at the desk, or a correction.

    Nobody's data is in it: not who came, only that somebody did.

    service: counter or night. number: 1 for a press; of a correction, how many more there were, or (below 0) fewer.
    token: of the page on which it was pressed; a kind of business counts once for each, however often it is sent.
    account_id: who pressed. reason: of a correction, else empty. undone_at: when who pressed took it back.
    """

    __tablename__ = "business_case"
    __table_args__ = (
        UniqueConstraint("token", "business_key"),
        CheckConstraint("service IN ('counter', 'night')", name="service"),
        CheckConstraint("number <> 0", name="number"),
        CheckConstraint("number = 1 OR reason <> ''", name="reason"),
        Index(None, "service", "office_date"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    service: Mapped[str] = mapped_column(String(10))
    business_key: Mapped[str] = mapped_column(String(40), ForeignKey("business.key"), index=True)
    office_date: Mapped[date]
    number: Mapped[int] = mapped_column(default=1)
    token: Mapped[str] = mapped_column(Token)
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(Key, ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(String(200), default="")
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MissedWords(Model):
    """What citizens looked for and said that they did not find: the words and the day, and nothing of who said so.

    One row a day for the same words, however often it is said: on how many days tells enough, and no browser has to be
    told from another.
    """

    __tablename__ = "missed_words"
    __table_args__ = (UniqueConstraint("words", "on"), CheckConstraint("words <> ''", name="words"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    words: Mapped[str] = mapped_column(String(60))
    on: Mapped[date] = mapped_column(index=True)
