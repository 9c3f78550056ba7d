"""Counting who found no place."""

from datetime import date

from sqlalchemy.orm import Session

from booking.db import insert
from booking.reservations.models import UnmetDemand
from booking.reservations.rules.states import WEB


def count_unmet(session: Session, on: date, wanted: date, field_key: str, channel: str = WEB) -> None:
    """One more who asked on a date for a day and found no place in a field (empty: in none): a browser, or somebody
    whom a clerk had to turn away (`channel` telephone or walk_in).

    One statement, in a session of its own: two at the same moment are two.
    """
    row = insert(UnmetDemand).values(on=on, wanted=wanted, field_key=field_key, channel=channel, count=1)
    session.execute(
        row.on_conflict_do_update(
            index_elements=["on", "wanted", "field_key", "channel"], set_={"count": UnmetDemand.count + 1}
        )
    )
