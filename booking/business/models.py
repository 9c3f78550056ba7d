"""Tables of the kinds of business: what there is to be done, whoever does it, and the departments."""

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model

DEPARTMENT_KINDS = ("department", "town")


class Department(Model):
    """A department of the city hall (부서), or the office of a town or neighbourhood (읍·면·동).

    key: its stable name in addresses and files. kind: department or town. name_en: empty where nobody has entered it.
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
