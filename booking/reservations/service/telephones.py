"""How many open bookings one telephone may have: wide enough for a family, too few to fill days with one number."""

from datetime import datetime

from sqlalchemy import func, or_, select

from booking import crypto
from booking.db import db
from booking.reservations.errors import TooManyBookings
from booking.reservations.models import Reservation
from booking.reservations.rules.people import Person
from booking.reservations.rules.states import DISPLACED, RESERVED
from booking.settings import queries as settings


def ensure_room(person: Person, now: datetime, besides: int | None = None) -> None:
    """TooManyBookings where a telephone of this person, or of who books for them, has as many as it may have.

    Bookings on all days count until they begin, whoever they are for; a place that was offered to who waited for it
    is theirs all the same. besides: the key of a booking that is not counted. Who books holds the line's lock
    (`waiting_line.lock`), so that two at once do not slip past; without it, this only tells.
    """
    limit = settings.get("reservations.open_per_phone")
    if not limit:
        return
    slot = Reservation.slot.property.mapper.class_
    for index, field in _indexes(person).items():
        count = db.session.scalar(
            select(func.count())
            .select_from(Reservation)
            .join(slot, Reservation.slot_id == slot.id)
            .where(or_(Reservation.phone_index == index, Reservation.proxy_phone_index == index))
            .where(Reservation.state.in_((RESERVED, DISPLACED)), slot.starts_at > now, Reservation.id != (besides or 0))
        )
        if (count or 0) >= limit:
            raise TooManyBookings(field=field, limit=limit)


def _indexes(person: Person) -> dict[str, str]:
    """Fingerprint of each telephone, and the field of the form in which it is written."""
    index = crypto.vault().index
    own = {index(person.phone): "person_phone" if person.proxy else "phone"} if person.phone else {}
    return own | ({index(person.proxy.phone): "phone"} if person.proxy else {})
