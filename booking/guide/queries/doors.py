"""Where else advice is given."""

from collections.abc import Iterable

from sqlalchemy import func, select

from booking.db import db
from booking.guide.errors import DoorUnknown
from booking.guide.models import Door


def list_doors(field_keys: Iterable[str] = (), active_only: bool = True) -> list[Door]:
    """Where else advice is given, in staff's order; with field keys, only what helps with one of them."""
    query = select(Door).order_by(Door.position, Door.name, Door.id)
    doors = list(db.session.scalars(query.where(Door.is_active) if active_only else query))
    wanted = set(field_keys)
    return [door for door in doors if not wanted or any(map(door.helps_with, wanted))]


def get_door(token: str) -> Door:
    """The place with this name in addresses, shown to citizens or not. DoorUnknown."""
    door = db.session.scalar(select(Door).where(Door.token == token))
    if door is None:
        raise DoorUnknown
    return door


def next_door_position() -> int:
    """The place in the order behind all other doors."""
    return (db.session.scalar(select(func.max(Door.position))) or 0) + 1
