"""How many citizens found no place: counts without anybody's data."""

from datetime import date

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model
from booking.reservations.rules.states import WEB


class UnmetDemand(Model):
    """How many browsers met a day without a place in a field.

    on: the date at the office on which they looked. wanted: the consultation day that they looked at. field_key: the
    field; empty where they looked at all fields and none had a place. channel: how they asked. count: browsers, each
    once for these three, or people whom a clerk had to turn away.
    """

    __tablename__ = "unmet_demand"
    __table_args__ = (
        UniqueConstraint("on", "wanted", "field_key", "channel"),
        CheckConstraint("count >= 1", name="count"),
        CheckConstraint("channel IN ('web', 'telephone', 'walk_in')", name="channel"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    on: Mapped[date]
    wanted: Mapped[date]
    field_key: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(10), default=WEB, server_default=WEB)
    count: Mapped[int]
