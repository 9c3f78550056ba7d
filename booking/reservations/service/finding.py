"""Find a booking for who knows its reference and telephone, or its link; send references to who forgot them.

Guessing is counted in a table that all workers share. Four counts, so that guessing is hopeless and shutting a family
out of its booking is not cheap: one for a booking and an address (few attempts, the usual lock-out), one for a booking
from everywhere and one for an address whatever it asks for, both `WIDE` times as patient, and one for a telephone that
is tried with many references, twice as patient again: no single address fills it.
"""

import hmac
from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking import clock, crypto
from booking.accounts import service as accounts
from booking.accounts.errors import Locked
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db
from booking.notices.rules import channels_for
from booking.reservations import queries
from booking.reservations.models import Reservation
from booking.reservations.rules.people import name_key, read_name, read_phone
from booking.reservations.rules.states import DISPLACED, RESERVED, normalise_reference
from booking.reservations.service import telling

WIDE = 10
"""How many times the attempts of one address at one booking are allowed to a booking or an address altogether."""

A_DAY = 20
"""Wrong digits at one link, and wishes for the references of one telephone, in 24 hours from everywhere."""

INDEXES = (Reservation.phone_index, Reservation.proxy_phone_index)
"""Fingerprints of the telephones that belong to a booking."""


def look_up(reference: str, phone: str, *, actor: Actor, now: datetime) -> Reservation | None:
    """The booking with this reference and telephone, as they were typed; None where they fit none.

    None is the same for an unknown reference and a telephone that does not fit, and costs the same: as many statements
    and fingerprints, and nothing is decrypted. It must be committed, for the failure counts. Attempts at one booking
    take turns on its row, so that many at once are no more than one after the other. Locked after too many;
    PhoneInvalid.
    """
    wanted = normalise_reference(reference)
    index = crypto.vault().index(read_phone(phone))
    nobody = crypto.vault().index("nobody")
    row = _lock(wanted)
    attempts = claim_attempts(f"lookup:{wanted}", actor, now)
    attempts.append(accounts.claim_attempt(f"lookup with:{index}", now, patience=2 * WIDE))
    known = [one or nobody for one in row[1:]] if row else [nobody] * len(INDEXES)
    fits = [hmac.compare_digest(one, index) for one in known]  # all of them, so that the time taken tells nothing
    if row is None or not any(fits):
        audit.changed("reservation.look_up_failed", actor=actor, now=now)
        return None
    forgive_attempts(attempts, f"lookup:{wanted}", actor)
    return db.session.get(Reservation, row[0], populate_existing=True)


def open_link(reference: str, digits: str, *, actor: Actor, now: datetime) -> Reservation | None:
    """The booking of a signed link for who knows the last four digits of one of its telephones; None for others.

    None must be committed, as in `look_up`. Locked after too many attempts at this link.
    """
    row = _lock(reference)
    attempts = claim_link_attempts(f"link:booking:{reference}", actor, now)
    found = db.session.get(Reservation, row[0], populate_existing=True) if row else None
    phones = [who.phone for who in telling.recipients_of(found) if who.phone] if found else []
    if found is None or not is_ending_of(phones, digits):
        audit.changed("reservation.look_up_failed", actor=actor, now=now)
        return None
    forgive_attempts(attempts, f"link:booking:{reference}", actor)
    return found


def is_ending_of(phones: list[str], digits: str) -> bool:
    """Whether these are the last four digits of one of the telephones."""
    fits = [hmac.compare_digest(phone[-4:].encode(), digits.encode()) for phone in phones]
    return any(fits)


def send_references(name: str, phone: str, *, actor: Actor, now: datetime) -> int:
    """Send the references of this person's coming bookings to the telephones and addresses stored with them.

    name and phone may be those of who booked for somebody. Whom only a call reaches is not called. Too many wishes for
    one telephone send nothing more for a while and say nothing either; Locked for too many from one address. How many
    messages are planned; callers answer the same whatever it is. NameInvalid, PhoneInvalid and their like.
    """
    wanted, index = name_key(read_name(name)), crypto.vault().index(read_phone(phone))
    accounts.claim_attempt(f"references from:{actor.network}", now, patience=WIDE)
    try:
        accounts.claim_attempt(f"references of:{index}", now)
        accounts.claim_of_the_day(f"day of references of:{index}", now, A_DAY)
    except Locked:
        return 0
    audit.changed("reservation.references_asked", actor=actor, now=now)
    rows = queries.list_by_phone(phone, clock.office_date(now))
    fitting = [row for row in rows if row.state in (RESERVED, DISPLACED) and _is_called(row, wanted)]
    return sum(telling.remind_of_reference(row, now) for row in fitting if _is_written_to(row))


def _is_called(row: Reservation, wanted: str) -> bool:
    return wanted in {name_key(name) for name in (row.name, row.proxy_name) if name}


def _is_written_to(row: Reservation) -> bool:
    return any(channels_for(one) != ["call"] for one in telling.recipients_of(row))


def _lock(reference: str) -> tuple[Any, ...] | None:
    query = select(Reservation.id, *INDEXES).where(Reservation.reference == reference)
    row = db.session.execute(query.with_for_update()).first()
    return tuple(row) if row else None


def claim_attempts(subject: str, actor: Actor, now: datetime) -> list[int]:
    """Count one attempt at `subject` in all three counts before it is judged; their keys. Locked.

    The last count is one for bookings and places in line together: an address is as patient with both.
    """
    return [
        accounts.claim_attempt(f"{subject}|{actor.network}", now),
        accounts.claim_attempt(subject, now, patience=WIDE),
        accounts.claim_attempt(f"finding from:{actor.network}", now, patience=WIDE),
    ]


def claim_link_attempts(subject: str, actor: Actor, now: datetime) -> list[int]:
    """The same for a link, which has a count of 24 hours besides: it asks for four digits and is good for weeks, in
    which lock-outs of some minutes would let somebody try all ten thousand. Locked."""
    return [*claim_attempts(subject, actor, now), accounts.claim_of_the_day(f"day of {subject}", now, A_DAY)]


def forgive_attempts(attempts: list[int], subject: str, actor: Actor) -> None:
    """Take them back, for it was right; this address begins anew with this subject."""
    for attempt in attempts:
        accounts.forgive_attempt(attempt)
    accounts.clear_failures(f"{subject}|{actor.network}")
