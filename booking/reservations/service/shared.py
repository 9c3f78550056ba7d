"""What the use cases share: may citizens book now, one a day, a seat for a booking that exists, its expert, its log."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict

from booking import clock, crypto
from booking.consultations import service as consultations
from booking.db import db
from booking.reservations import queries
from booking.reservations.errors import CutOffPassed, NoExpertThen, NotOpenYet, PeopleDestroyed, SlotOver
from booking.reservations.models import Reservation
from booking.reservations.queries.conflicts import unfit_for
from booking.reservations.rules.people import Person
from booking.reservations.rules.states import booking_window
from booking.reservations.service import claims
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import Slot


UNANSWERED: dict[str, Any] = {"answer": None, "answered_at": None, "answered_by": None}
"""For another time people are asked anew."""


def ensure_online(slot: "Slot", now: datetime, *, is_early: bool = False) -> None:
    """NotOpenYet, CutOffPassed or SlotOver unless citizens may book this slot now.

    is_early: for whom the office turned out it is no matter when booking opens for the public.
    """
    cutoff = queries.cutoff(slot)
    window = booking_window(now, None if is_early else slot.day.opens_at, cutoff)
    if window == "not_open_yet":
        raise NotOpenYet(field="slot", opens_at=slot.day.opens_at)
    if window == "over":
        raise CutOffPassed(field="slot", cutoff=cutoff)
    if now >= slot.starts_at:
        raise SlotOver(field="slot")


def ensure_not_over(slot: "Slot", now: datetime) -> None:
    """SlotOver after the slot's day: until then staff may enter what happened on paper."""
    if clock.office_date(now) > slot.day.date:
        raise SlotOver(field="slot")


def ensure_people(reservation: Reservation) -> None:
    """PeopleDestroyed once nobody is named any more: nothing is done for a booking without a person."""
    if reservation.destroyed_at is not None:
        raise PeopleDestroyed


def columns_of(person: Person) -> dict[str, str | None]:
    """Who comes and who stands in for them, as bookings and places in line keep them, with what finds them again."""
    index, proxy = crypto.vault().index, person.proxy
    return {
        "name": person.name,
        "phone": person.phone,
        "email": person.email,
        "phone_index": index(person.phone) if person.phone else None,
        "proxy_name": proxy.name if proxy else None,
        "proxy_phone": proxy.phone if proxy else None,
        "proxy_email": proxy.email if proxy else None,
        "proxy_phone_index": index(proxy.phone) if proxy else None,
        "person_key": index(person.key_text),
    }


def open_key(slot: "Slot", person_key: str) -> str | None:
    """Field, day and person as one unique text, or None where the rule is switched off."""
    if not settings.get("reservations.one_per_field_and_day"):
        return None
    return f"{slot.desk}|{slot.day.date.isoformat()}|{person_key}"


def seat_again(
    reservation: Reservation,
    slot: "Slot",
    seats: Iterable[int],
    now: datetime,
    *,
    is_extra: bool = False,
    **values: object,
) -> None:
    """Claim one of these seats of `slot` for a booking that has a person, under the one-a-day rule unless it is an
    extra one.

    SlotTaken, AlreadyReserved.
    """
    is_extra = is_extra or reservation.is_extra
    key = None if is_extra else open_key(slot, reservation.person_key or "")
    claims.claim_seat(reservation, slot.id, seats, now, open_key=key, is_extra=is_extra, **values)


def appoint_expert(reservation: Reservation, *, is_chosen: bool = False) -> None:
    """Give a seated booking the expert who advises at its seat on its day, or none where the field has none.

    Two bookings that are made in one moment do not see each other; should both have got one expert, `reappoint` mends
    it. Nobody who passed it on gets it again. is_chosen: its person chose this time. NoExpertThen for such a time at
    which only experts are there who passed it on.
    """
    if reservation.seat is None:
        raise ValueError("only a seated reservation has an expert")
    busy, passed = unfit_for(reservation)
    expert = consultations.expert_for(reservation.slot, reservation.seat, busy, passed)
    if expert is None and passed and is_chosen:
        raise NoExpertThen(field="slot")
    reservation.expert_id = expert.id if expert else None
    db.session.flush()


class Whose(TypedDict):
    """Subject and person of an audit entry."""

    subject: str
    person: str


def audited(reservation: Reservation) -> Whose:
    """Subject and person of an audit entry about this reservation: whose data, without the data."""
    return {"subject": f"reservation:{reservation.reference}", "person": reservation.person_key or ""}
