"""The register of destruction, and what is kept from it."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from booking import clock
from booking.db import db
from booking.reservations.models import Destruction, Reservation


def list_years(today: date) -> list[int]:
    """The years in which something was destroyed, and this one, newest first."""
    first = db.session.scalar(select(Destruction.done_at).where(Destruction.done_at.is_not(None)).order_by("done_at"))
    start = clock.office_date(first).year if first else today.year
    return list(range(max(start, today.year), min(start, today.year) - 1, -1))


def list_destroyed(year: int) -> Sequence[Destruction]:
    """The register of a year of the office, in the order of destruction."""
    begin, end = (clock.at_office(date(one, 1, 1), datetime.min.time()) for one in (year, year + 1))
    query = select(Destruction).where(Destruction.done_at >= begin, Destruction.done_at < end)
    return db.session.scalars(query.order_by(Destruction.done_at, Destruction.id)).all()


def list_approved() -> Sequence[Destruction]:
    """Approvals that wait for the nightly job."""
    query = select(Destruction).where(Destruction.done_at.is_(None))
    return db.session.scalars(query.order_by(Destruction.approved_at, Destruction.id)).all()


def list_kept() -> Sequence[Reservation]:
    """Bookings that an audit or a lawsuit keeps, those whose time is over included, by that day."""
    query = select(Reservation).where(Reservation.kept_until.is_not(None), Reservation.destroyed_at.is_(None))
    return db.session.scalars(query.order_by(Reservation.kept_until, Reservation.id)).all()
