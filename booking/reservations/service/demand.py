"""Counting who found no place."""

from datetime import date

from sqlalchemy.orm import Session

from booking.db import insert
from booking.reservations.models import UnmetDemand


def count_unmet(session: Session, on: date, wanted: date, field_key: str) -> None:
    """One browser more that looked on a date for a day and found no place in a field (empty: in none).

    One statement, in a session of its own: two at the same moment are two.
    """
    row = insert(UnmetDemand).values(on=on, wanted=wanted, field_key=field_key, count=1)
    session.execute(
        row.on_conflict_do_update(index_elements=["on", "wanted", "field_key"], set_={"count": UnmetDemand.count + 1})
    )
