"""The table of the one-stop counter."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model


class CounterTask(Model):
    """How the counter does one kind of business.

    business_key, department_key: what it is, and the department behind it. basis: the law or form it rests on.
    fee: in won; 0 where it is free, NULL where it is not on record. fee_note: what else there is to say about it.
    takes: how long it takes, in words. bring: what to bring. Texts are empty where they are not on record, the English
    ones where nobody has entered them. is_active: shown to citizens. is_sample: made up, not from a source.
    """

    __tablename__ = "counter_task"
    __table_args__ = (CheckConstraint("fee >= 0", name="fee"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    business_key: Mapped[str] = mapped_column(String(40), ForeignKey("business.key"), unique=True)
    department_key: Mapped[str] = mapped_column(String(40), ForeignKey("department.key"), index=True)
    basis: Mapped[str] = mapped_column(String(200), default="")
    basis_en: Mapped[str] = mapped_column(String(200), default="")
    fee: Mapped[int | None]
    fee_note: Mapped[str] = mapped_column(String(200), default="")
    fee_note_en: Mapped[str] = mapped_column(String(200), default="")
    takes: Mapped[str] = mapped_column(String(60), default="")
    takes_en: Mapped[str] = mapped_column(String(60), default="")
    bring: Mapped[str] = mapped_column(String(300), default="")
    bring_en: Mapped[str] = mapped_column(String(300), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    is_sample: Mapped[bool] = mapped_column(default=False)
