"""How people are reached whose data an account saw: the log itself holds no names."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from booking.contacts import spell_phone
from booking.reservations.queries import bookings, waiting

if TYPE_CHECKING:
    from booking.reservations.models import Reservation, WaitingEntry

Contact = tuple[str, str, str, str, str]
"""Name, telephone, e-mail; name and telephone of who booked for the person. Empty for what is not there (any more)."""


def contacts_of(subjects: Iterable[str]) -> dict[str, Contact]:
    """By subject of the log (`reservation:R7K39MXW`, `waiting:…`), how its person is reached."""
    references: dict[str, list[str]] = {"reservation": [], "waiting": []}
    for subject in subjects:
        kind, _, reference = subject.partition(":")
        references.get(kind, []).append(reference)
    booked = bookings.list_by_reference(references["reservation"])
    in_line = waiting.list_entries(references["waiting"])
    found = {f"reservation:{one.reference}": _contact(one) for one in booked}
    return found | {f"waiting:{one.reference}": _contact(one) for one in in_line}


def _contact(one: "Reservation | WaitingEntry") -> Contact:
    phone, proxy_phone = (spell_phone(phone) if phone else "" for phone in (one.phone, one.proxy_phone))
    return one.name or "", phone, one.email or "", one.proxy_name or "", proxy_phone
