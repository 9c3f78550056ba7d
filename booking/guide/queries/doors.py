"""Where else advice is given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from booking.db import db
from booking.guide.errors import DoorUnknown
from booking.guide.models import Door
from booking.guide.rules.answering import week_of_line
from booking.kiosks import queries as kiosks
from booking.kiosks.rules import Opening


@dataclass(frozen=True)
class Answering:
    """A place that answers the telephone. opening: whether now, until when, else from when."""

    door: Door
    opening: Opening


def list_doors(field_keys: Iterable[str] = (), active_only: bool = True) -> list[Door]:
    """Where else advice is given, in staff's order; with field keys, only what helps with one of them."""
    query = select(Door).order_by(Door.position, Door.name, Door.id)
    doors = list(db.session.scalars(query.where(Door.is_active) if active_only else query))
    wanted = set(field_keys)
    return [door for door in doors if not wanted or any(map(door.helps_with, wanted))]


def list_answering(field_keys: Iterable[str], now: datetime) -> list[Answering]:
    """Those that help with one of these fields and answer the telephone at `now`, as far as their hours say.

    Where none does, those that answer first again.
    """
    at, found = kiosks.watch(now), []
    for door in list_doors(field_keys):
        week = week_of_line(door.hours) if door.phone else None
        if week:
            found.append(Answering(door, at.opening(week)))
    if any(one.opening.is_open for one in found):
        return [one for one in found if one.opening.is_open]
    first = min((one.opening.opens_at for one in found if one.opening.opens_at), default=None)
    return [one for one in found if first and one.opening.opens_at == first]


def get_door(token: str) -> Door:
    """The place with this name in addresses, shown to citizens or not. DoorUnknown."""
    door = db.session.scalar(select(Door).where(Door.token == token))
    if door is None:
        raise DoorUnknown
    return door


def next_door_position() -> int:
    """The place in the order behind all other doors."""
    return (db.session.scalar(select(func.max(Door.position))) or 0) + 1
