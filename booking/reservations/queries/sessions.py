"""The days of a service that the desk goes through."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select

from booking.calendar.rules import CONSULTATION
from booking.db import db
from booking.reservations.models import Reservation
from booking.reservations.rules.states import UNBOOKED

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay


def neighbours(day: date, service: str = CONSULTATION) -> tuple["OfficeDay | None", "OfficeDay | None"]:
    """The nearest days of a service before and after a date that have a board.

    Those are the days that take place, and closed ones on which somebody had booked.
    """
    slot = Reservation.slot.property.mapper.class_
    kept = slot.day.property.mapper.class_
    booked = (
        exists()
        .where(Reservation.slot_id == slot.id, slot.office_day_id == kept.id, Reservation.state.not_in(UNBOOKED))
        .correlate(kept)
    )
    query = select(kept).where(kept.kind == service, or_(kept.state == "open", booked)).limit(1)
    before = query.where(kept.date < day).order_by(kept.date.desc())
    after = query.where(kept.date > day).order_by(kept.date)
    return db.session.scalar(before), db.session.scalar(after)


def next_session(day: date, service: str = CONSULTATION) -> "OfficeDay | None":
    """The day of a service that takes place on a date or next after it; where none is to come, the last one."""
    kept = Reservation.slot.property.mapper.class_.day.property.mapper.class_
    query = select(kept).where(kept.kind == service, kept.state == "open").limit(1)
    coming = query.where(kept.date >= day).order_by(kept.date)
    last = query.where(kept.date < day).order_by(kept.date.desc())
    return db.session.scalar(coming) or db.session.scalar(last)
