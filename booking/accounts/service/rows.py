"""Statements that change many rows at once."""

from typing import Any

from sqlalchemy import Delete, Update

from booking.db import db


def affect(statement: Update | Delete) -> int:
    """Run an UPDATE or DELETE; how many rows it met."""
    result: Any = db.session.execute(statement)
    return int(result.rowcount)
