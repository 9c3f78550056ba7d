"""A place in the waiting list, in the shape of the API."""

from datetime import datetime

from booking.api import schemas
from booking.api.showing import proxy_of
from booking.consultations import queries as consultations
from booking.office import plain_setting, plain_words
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries import waiting as line


def place(entry: WaitingEntry, now: datetime) -> schemas.WaitingPlace:
    """A place in line, for whom it belongs to."""
    offer, booking = line.find_offer(entry), line.find_booking(entry)
    state = line.state_of(entry, offer, now)
    before = line.count_before(entry) if entry.is_open else {}
    return schemas.WaitingPlace(
        reference=entry.shown_reference,
        state=state,  # type: ignore[arg-type] # the words of state_of
        fields=[
            schemas.FieldInLine(field=desk, name=_name_of(desk), before=before.get(desk))
            for desk in sorted(entry.wish.desks)
        ],
        first=entry.first_date,
        last=entry.last_date,
        joined_at=entry.joined_at,
        name=entry.name,
        phone=entry.shown_phone or None,
        email=entry.email,
        proxy=proxy_of(entry),
        lapses=entry.lapses,
        offer=_offered(offer) if offer is not None and state == "offered" else None,
        reservation=booking.shown_reference if booking else None,
    )


def _offered(offer: Reservation) -> schemas.Offered:
    return schemas.Offered(
        offer=offer.token,
        slot=offer.slot.token,
        field=offer.slot.desk,
        field_name=_name_of(offer.slot.desk),
        starts_at=offer.slot.starts_at,
        ends_at=offer.slot.ends_at,
        place=plain_setting("office.place"),
        answer_until=offer.expires_at,  # type: ignore[arg-type] # what is held has an end
    )


def _name_of(desk: str) -> str:
    field = consultations.find_field(desk)
    return plain_words(field, "name") if field else ""
