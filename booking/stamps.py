"""Whether anything has changed since: one stamp for each room whose tables answers are kept of (`booking/kept.py`).

A stamp is random and another one after each change, so equal stamps mean equal tables, whatever was undone or restored
in between. It is set by whatever transaction changes a row of one of the tables, as the last thing before its commit:
no writer can forget it, it is there exactly when the change is, and other processes see it in the database. Each room
has some rows (`SHARDS`) and a transaction sets one of them, so that bookings at the same moment do not wait for each
other.
"""

import secrets
from typing import Any

from sqlalchemy import BigInteger, Engine, SmallInteger, String, event, func, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Model, db, once

ROOMS = {
    "setting": "settings",
    "holiday_override": "calendar",
    "office_day": "calendar",
    "slot": "calendar",
    "consultation_field": "consultations",
    "expert": "consultations",
    "expert_absence": "consultations",
    "business": "business",
    "department": "business",
    "night_task": "nightoffice",
    "reservation": "reservations",
    "displacement": "reservations",
    "waiting_entry": "reservations",
    "waiting_pass": "reservations",
    "waiting_wish": "reservations",
    "kiosk": "kiosks",
    "kiosk_document": "kiosks",
    "kiosk_exception": "kiosks",
    "counter_task": "counter",
    "other_door": "guide",
}
"""By name of the table, the room whose stamp tells of its changes."""

ALL = tuple(sorted(set(ROOMS.values())))

SHARDS = 8
BITS = 40
"""So few that the sum of a room's stamps fits into the database's whole numbers."""

_CHANGED, _KNOWN = "changed rooms", "stamps"
_SET = text(
    "INSERT INTO change_stamp (room, shard, stamp) VALUES (:room, :shard, :stamp)"
    " ON CONFLICT (room, shard) DO UPDATE SET stamp = excluded.stamp"
)


class ChangeStamp(Model):
    """A part of a room's stamp; the stamp is the sum over its shards."""

    __tablename__ = "change_stamp"

    room: Mapped[str] = mapped_column(String(20), primary_key=True)
    shard: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    stamp: Mapped[int] = mapped_column(BigInteger)


_READ = select(ChangeStamp.room, func.sum(ChangeStamp.stamp)).group_by(ChangeStamp.room)


def read(*rooms: str) -> tuple[int, ...]:
    """The stamps of some rooms, to compare; 0 for one in which nothing has changed yet.

    All are read with one statement and count for the rest of the transaction, for an older stamp only makes anew.
    """
    known = once(_KNOWN, _ask)
    return tuple(known.get(room, 0) for room in rooms)


def _ask() -> dict[str, int]:
    return {room: int(stamp) for room, stamp in db.session.execute(_READ)}


@event.listens_for(Engine, "after_cursor_execute")
def _note(connection: Connection, cursor: Any, _statement: str, _values: Any, context: Any, _many: bool) -> None:
    if not (context and context.compiled and (context.isinsert or context.isupdate or context.isdelete)):
        return
    # Jobs look for work every minute by an UPDATE that mostly finds none. Rows that come back are not counted yet.
    if cursor.rowcount == 0 and cursor.description is None:
        return
    table = context.compiled.statement.table
    # Migrations have tables of their own, and the one of the stamps may not be there yet.
    if table.name in ROOMS and getattr(table, "metadata", None) is db.metadata:
        connection.info.setdefault(_CHANGED, set()).add(ROOMS[table.name])


@event.listens_for(Engine, "commit")
def _set(connection: Connection) -> None:
    rooms = connection.info.pop(_CHANGED, None)
    if rooms:  # in one order, or two transactions could wait for each other
        rows = [_row(room) for room in sorted(rooms)]
        connection.execute(_SET, rows)


@event.listens_for(Engine, "rollback")
def _forget(connection: Connection) -> None:
    connection.info.pop(_CHANGED, None)


def _row(room: str) -> dict[str, object]:
    return {"room": room, "shard": secrets.randbelow(SHARDS), "stamp": secrets.randbits(BITS)}
