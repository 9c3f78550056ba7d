"""Putting the messages of a reservation into the outbox, in the same transaction as what they tell."""

from collections.abc import Collection
from datetime import datetime

from booking.notices import queries
from booking.notices import service as notices
from booking.notices.rules import channels_for
from booking.notices.service import Recipient
from booking.reservations.models import Reservation, WaitingEntry

FORMER = {
    "former": ("former_phone", "former_email"),
    "former_proxy": ("former_proxy_phone", "former_proxy_email"),
}
"""Where people were reached before a correction: the role under which they are told, and where that is kept."""

LOSS = ("displaced", "replacement", "replacement_over")
"""Kinds of messages by which people learn that they lost their time."""


def subject_of(reservation: Reservation) -> str:
    """The name under which notices and the access log know a reservation: its reference, which no move changes."""
    return f"reservation:{reservation.reference}"


def recipients_of(reservation: Reservation | WaitingEntry) -> list[Recipient]:
    """Who is told: the person who comes, and who booked or waits for them; nobody twice at the same telephone.

    Who walked in may have left neither telephone nor mail. A person without a telephone of their own, or with the
    proxy's, is told by the mail that a correction may have added; without one they hear of it from the proxy.
    """
    person = Recipient("person", reservation.phone, reservation.email)
    if not reservation.proxy_phone:
        return [person] if person.phone or person.email else []
    proxy = Recipient("proxy", reservation.proxy_phone, reservation.proxy_email, reservation.proxy_name or "")
    if reservation.phone and reservation.phone != reservation.proxy_phone:
        return [person, proxy]
    is_written_alone = bool(reservation.email) and reservation.email != reservation.proxy_email
    return [Recipient("person", None, reservation.email), proxy] if is_written_alone else [proxy]


def is_written_to(reservation: Reservation) -> bool:
    """Whether a text message or a mail reaches the people of a booking, so that nobody has to call them."""
    return any(channels_for(recipient) != ["call"] for recipient in recipients_of(reservation))


def tell(
    reservation: Reservation, kind: str, *, due: datetime, now: datetime, occasion: str = "", no_call: str = ""
) -> int:
    """Plan a message of `kind` for the people of a booking; returns how many rows are new.

    Useful until the consultation starts; a displaced or cancelled person is told however late it is, for nobody shall
    stand before a closed door. occasion: which one it is of several of its kind. no_call: why nobody is called about
    it.
    """
    ends = reservation.slot.starts_at if kind in ("confirmed", "moved", "reminder", "taken_back") else None
    recipients = recipients_of(reservation)
    planned = notices.plan(
        kind,
        subject_of(reservation),
        recipients,
        due=due,
        useful_until=ends,
        now=now,
        occasion=occasion,
        no_call=no_call,
    )
    return sum(notice.planned_at == now for notice in planned)


def has_heard_of_loss(reservation: Reservation, since: datetime) -> bool:
    """Whether the people of a booking may know that they lost their time then."""
    return queries.was_handed_over(subject_of(reservation), LOSS, since)


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
    told = recipients_of(reservation)
    for role, (phone, email) in FORMER.items():
        former = Recipient(role, getattr(reservation, phone), getattr(reservation, email))
        if former.phone is not None and former.phone not in [one.phone for one in told]:
            told.append(former)
    return told


def is_still_to_be_told(reservation: Reservation) -> bool:
    """Whether a message is on its way that only the people of the booking can make sense of: it was cancelled, or
    another telephone counts. One of them may come from somebody who is not the owner."""
    return bool(queries.list_open(subject_of(reservation), ["cancelled", "corrected"]))


def formers(reservation: Reservation, changed: Collection[str]) -> dict[str, object]:
    """How people were reached before these columns change, for each role, as the columns that keep it.

    What has not been told yet stays, for it may be the owner's, and whoever corrects again must not hide it. What has
    been told is not told of the next correction.
    """
    untold = {notice.role for notice in queries.list_open(subject_of(reservation), ["corrected"])}
    values: dict[str, object] = {}
    for role, names in FORMER.items():
        if role not in untold:
            current = {name: name.removeprefix("former_") for name in names}
            is_other = current[names[0]] in changed
            values |= {name: getattr(reservation, before) if is_other else None for name, before in current.items()}
    return values


def tell_correction(reservation: Reservation, now: datetime) -> None:
    """Plan the message about a corrected telephone."""
    people = recipients_of_correction(reservation)
    notices.plan("corrected", subject_of(reservation), people, due=now, useful_until=None, now=now)
