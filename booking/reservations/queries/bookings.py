"""Bookings: by token, reference, telephone, day, expert."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager

from booking import clock, crypto
from booking.db import db
from booking.errors import BookingError
from booking.reservations.errors import ReservationUnknown
from booking.reservations.models import Reservation
from booking.reservations.rules.people import Person, name_key, read_phone
from booking.reservations.rules.scanning import read_scanned
from booking.reservations.rules.states import (
    EXPIRED,
    HELD,
    LEFT,
    NO_SHOW,
    OCCUPYING,
    RESERVED,
    UNBOOKED,
    normalise_reference,
)

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay


def find_hold(token: str) -> Reservation | None:
    """The hold with this token, or the booking it became."""
    return db.session.scalar(select(Reservation).where(Reservation.token == token))


def get_by_reference(reference: str) -> Reservation:
    """The booking with this reference, in any spelling. ReservationUnknown."""
    wanted = read_scanned(reference) or normalise_reference(reference)
    found = db.session.scalar(select(Reservation).where(Reservation.reference == wanted))
    if found is None:
        raise ReservationUnknown
    return found


def list_by_reference(references: Iterable[str]) -> list[Reservation]:
    """The bookings with these references, as they are stored; unknown ones are left out."""
    return list(db.session.scalars(select(Reservation).where(Reservation.reference.in_(set(references)))))


def roster(office_day: "OfficeDay") -> list[Reservation]:
    """All bookings of a day, whatever became of them, by time, desk and seat; holds are left out."""
    slot = Reservation.slot.property.mapper.class_
    query = (
        select(Reservation)
        .join(Reservation.slot)
        .where(slot.office_day_id == office_day.id, Reservation.state.not_in(UNBOOKED))
        .options(contains_eager(Reservation.slot))
        .order_by(slot.starts_at, slot.desk, Reservation.seat, Reservation.id)
    )
    return list(db.session.scalars(query))


def list_lines(office_day: "OfficeDay") -> list[tuple[int, int, str]]:
    """Key, slot and state of the same bookings in the same order; nobody's data is read."""
    slot = Reservation.slot.property.mapper.class_
    query = (
        select(Reservation.id, Reservation.slot_id, Reservation.state)
        .join(Reservation.slot)
        .where(slot.office_day_id == office_day.id, Reservation.state.not_in(UNBOOKED))
        .order_by(slot.starts_at, slot.desk, Reservation.seat, Reservation.id)
    )
    return [(key, where, state) for key, where, state in db.session.execute(query)]


def search(text: str, office_day: "OfficeDay") -> list[Reservation]:
    """The day's bookings that fit a name (or a part of it), a telephone (or its last four digits) or a reference.

    Name and telephone may be those of who booked for the person.

    Names are encrypted: the rows of the one day are decrypted and compared, never the table.
    """
    wanted, reference = name_key(text), read_scanned(text) or normalise_reference(text)
    digits = wanted.replace("-", "")
    try:
        phone = read_phone(text)
    except BookingError:
        phone = ""

    def fits(row: Reservation) -> bool:
        if wanted and any(wanted in name_key(name or "") for name in (row.name, row.proxy_name)):
            return True
        is_digits = len(digits) >= 4 and digits.isdecimal()
        phones = [one for one in (row.phone, row.proxy_phone) if one]
        if phone in phones or (is_digits and any(national(one).endswith(digits) for one in phones)):
            return True
        return len(reference) >= 4 and reference in (row.reference or "")

    return [row for row in roster(office_day) if fits(row)]


def list_same(person: Person, office_day: "OfficeDay", desk: str) -> list[Reservation]:
    """What this person has already in a field on a day."""
    key = crypto.vault().index(person.key_text)
    found = (row for row in roster(office_day) if row.slot.desk == desk and row.person_key == key)
    return [row for row in found if row.state in OCCUPYING]


def national(phone: str) -> str:
    """The digits of an E.164 number as they are dialled here."""
    return "0" + phone.removeprefix("+82")


def list_by_phone(phone: str, since: date) -> list[Reservation]:
    """Bookings of a telephone number (any spelling), the person's or the proxy's, for days from `since` on.

    PhoneInvalid.
    """
    index = crypto.vault().index(read_phone(phone))
    is_theirs = or_(Reservation.phone_index == index, Reservation.proxy_phone_index == index)
    rows = db.session.scalars(select(Reservation).where(is_theirs))
    return sorted((row for row in rows if row.slot.day.date >= since), key=lambda row: row.slot.starts_at)


LISTED = (OCCUPYING - {HELD}) | {LEFT, NO_SHOW}
"""States of bookings that experts see."""


def for_expert(expert_id: int, first: date, last: date) -> list[Reservation]:
    """An expert's own appointments from `first` to `last`, by time: whom to expect, who came, who did not."""
    slot = Reservation.slot.property.mapper.class_
    query = (
        select(Reservation)
        .join(Reservation.slot)
        .where(
            Reservation.expert_id == expert_id,
            Reservation.state.in_(LISTED),
            slot.starts_at >= clock.at_office(first, datetime.min.time()),
            slot.starts_at < clock.at_office(last + timedelta(days=1), datetime.min.time()),
        )
        .options(contains_eager(Reservation.slot))
        .order_by(slot.starts_at, Reservation.id)
    )
    return list(db.session.scalars(query))


def list_reserved(after: datetime, until: date) -> list[Reservation]:
    """Open bookings whose consultation starts after an instant and not later than the end of a date."""
    slot = Reservation.slot.property.mapper.class_
    query = (
        select(Reservation)
        .join(Reservation.slot)
        .where(
            Reservation.state == RESERVED,
            slot.starts_at > after,
            slot.starts_at < clock.at_office(until + timedelta(days=1), datetime.min.time()),
        )
        .options(contains_eager(Reservation.slot))
        .order_by(slot.starts_at, Reservation.id)
    )
    return list(db.session.scalars(query))


def count_on(slot_ids: Iterable[int]) -> int:
    """How many reservations, holds included, point at these slots, whatever their state."""
    query = select(func.count()).where(Reservation.slot_id.in_(list(slot_ids)), Reservation.state != EXPIRED)
    return db.session.scalar(query) or 0
