"""Putting the messages of a reservation into the outbox, in the same transaction as what they tell."""

from datetime import datetime

from booking.notices import service as notices
from booking.notices.rules import channels_for
from booking.notices.service import Recipient
from booking.reservations.models import Reservation


def subject_of(reservation: Reservation) -> str:
    """The name under which notices and the access log know a reservation: its reference, which no move changes."""
    return f"reservation:{reservation.reference}"


def recipients_of(reservation: Reservation) -> list[Recipient]:
    """Who is told: the person who comes, and who booked for them; nobody twice at the same telephone.

    A person without a telephone of their own, or with the proxy's, hears of it from the proxy.
    """
    person = Recipient("person", reservation.phone, reservation.email)
    if not reservation.proxy_phone:
        return [person]
    proxy = Recipient("proxy", reservation.proxy_phone, reservation.proxy_email, reservation.proxy_name or "")
    is_reached_alone = bool(reservation.phone) and reservation.phone != reservation.proxy_phone
    return [person, proxy] if is_reached_alone else [proxy]


def is_written_to(reservation: Reservation) -> bool:
    """Whether a text message or a mail reaches the people of a booking, so that nobody has to call them."""
    return any(channels_for(recipient) != ["call"] for recipient in recipients_of(reservation))


def tell(reservation: Reservation, kind: str, *, due: datetime, now: datetime) -> int:
    """Plan a message of `kind` for the people of a booking; returns how many rows are new.

    Useful until the consultation starts; a displaced or cancelled person is told however late it is, for nobody shall
    stand before a closed door.
    """
    ends = reservation.slot.starts_at if kind in ("confirmed", "moved", "reminder") else None
    recipients = recipients_of(reservation)
    planned = notices.plan(kind, subject_of(reservation), recipients, due=due, useful_until=ends, now=now)
    return sum(notice.planned_at == now for notice in planned)


def remind_of_reference(reservation: Reservation, now: datetime) -> int:
    """Send the reference to who forgot it, to what is stored with the booking; nobody is called. How many rows are
    new."""
    written = [one for one in recipients_of(reservation) if channels_for(one) != ["call"]]
    ends = reservation.slot.starts_at if reservation.seat is not None else None
    planned = notices.plan("reference", subject_of(reservation), written, due=now, useful_until=ends, now=now)
    return sum(notice.planned_at == now for notice in planned)


def recipients_of_correction(reservation: Reservation) -> list[Recipient]:
    """Who hears that a telephone was corrected: the people of the booking, and whoever answers where they were reached
    before."""
    people, former = recipients_of(reservation), Recipient("former", reservation.former_phone, reservation.former_email)
    is_reached_anyway = former.phone is None or former.phone in [one.phone for one in people]
    return people if is_reached_anyway else [*people, former]


def tell_correction(reservation: Reservation, now: datetime) -> None:
    """Plan the message about a corrected telephone."""
    people = recipients_of_correction(reservation)
    notices.plan("corrected", subject_of(reservation), people, due=now, useful_until=None, now=now)
