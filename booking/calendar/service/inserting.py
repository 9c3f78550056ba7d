"""INSERT … ON CONFLICT DO NOTHING on both databases."""

from typing import Any

from sqlalchemy import inspect

from booking.db import Base, db, insert


def insert_new(model: type[Base], values: dict[str, Any]) -> int | None:
    """Insert one row unless a unique constraint already holds another: its key, or None when there is one.

    On PostgreSQL it waits for a transaction that is inserting the same row.
    """
    key = inspect(model).primary_key[0]
    return db.session.scalar(insert(model).values(**values).on_conflict_do_nothing().returning(key))
