"""How many open bookings one telephone may have, and how much is done with it in a day: wide enough for a family, too
little to fill days with one number, or to have messages poured over somebody."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, or_, select

from booking import crypto
from booking.accounts import service as accounts
from booking.accounts.errors import Locked
from booking.audit.rules import Actor
from booking.calendar.rules import NIGHT
from booking.db import db
from booking.reservations.errors import TooManyBookings, TooManyToday, TooManyVisits
from booking.reservations.models import Reservation
from booking.reservations.rules.people import Person
from booking.reservations.rules.states import DISPLACED, RESERVED
from booking.settings import queries as settings


def ensure_room(person: Person, now: datetime, service: str, besides: int | None = None) -> None:
    """TooManyBookings where a telephone of this person, or of who books for them, has as many of a service as it may
    have; TooManyVisits for the night office: a consultation and a visit are two ways, and neither uses up the other.

    Bookings on all days count until they begin, whoever they are for; a place that was offered to who waited for it
    is theirs all the same. besides: the key of a booking that is not counted. Who books holds the line's lock
    (`waiting_line.lock`), so that two at once do not slip past; without it, this only tells.
    """
    limit = settings.get("reservations.open_per_phone")
    if not limit:
        return
    slot = Reservation.slot.property.mapper.class_
    day = slot.day.property.mapper.class_
    for index, field in indexes(person).items():
        count = db.session.scalar(
            select(func.count())
            .select_from(Reservation)
            .join(slot, Reservation.slot_id == slot.id)
            .join(day, slot.office_day_id == day.id)
            .where(day.kind == service)
            .where(or_(Reservation.phone_index == index, Reservation.proxy_phone_index == index))
            .where(Reservation.state.in_((RESERVED, DISPLACED)), slot.starts_at > now, Reservation.id != (besides or 0))
        )
        if (count or 0) >= limit:
            raise (TooManyVisits if service == NIGHT else TooManyBookings)(field=field, limit=limit)


def count_act(told: Mapping[str | None, str], *, actor: Actor, now: datetime) -> None:
    """Count one thing that a citizen does online and these are told of. TooManyToday, with the field of the form.

    Nothing else stands between a program and somebody else's telephone: a booking that is made and cancelled, or a
    telephone that is corrected to and fro, sends a message each time. Cancelling counts for nothing, for it must always
    be possible and follows a booking. What is refused is not counted either, for it is taken back. told: the form's
    field by the fingerprint of a telephone (`reached`); None is nobody. Staff are not counted.
    """
    limit = settings.get("reservations.acts_per_phone")
    if not limit or actor.role != "citizen":
        return
    for index, field in told.items():
        try:
            if index:
                accounts.claim_of_the_day(f"acts with:{index}", now, limit)
        except Locked as error:
            raise TooManyToday(field=field, limit=limit) from error


def reached(person: Person) -> Mapping[str | None, str]:
    """Where messages about this person's booking go: fingerprints of telephones and mail, and their fields."""
    told: dict[str | None, str] = dict(indexes(person).items())
    emails = {(person.proxy or person).email, person.email}
    told.update((crypto.vault().index(email.lower()), "email") for email in emails if email)
    return told


def indexes(person: Person) -> dict[str, str]:
    """Fingerprint of each telephone, and the field of the form in which it is written."""
    index = crypto.vault().index
    own = {index(person.phone): "person_phone" if person.proxy else "phone"} if person.phone else {}
    return own | ({index(person.proxy.phone): "phone"} if person.proxy else {})
