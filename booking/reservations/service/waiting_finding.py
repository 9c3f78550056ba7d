"""Find an entry of the waiting list for who knows its reference and telephone, or its link.

Guessing is counted as with bookings (`service.finding`): hopeless, and no cheap way to shut a family out of its place.
"""

import hmac
from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking import crypto
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db
from booking.reservations.models import WaitingEntry
from booking.reservations.rules.people import read_phone
from booking.reservations.rules.states import normalise_reference
from booking.reservations.service.finding import claim_attempts, claim_link_attempts, forgive_attempts, is_ending_of
from booking.reservations.service.telling import recipients_of

INDEXES = (WaitingEntry.phone_index, WaitingEntry.proxy_phone_index)
"""Fingerprints of the telephones that belong to an entry."""


def look_up(reference: str, phone: str, *, actor: Actor, now: datetime) -> WaitingEntry | None:
    """The entry with this reference and telephone, as they were typed; None where they fit none.

    None is the same for an unknown reference and a telephone that does not fit, and costs the same. It must be
    committed, for the failure counts. Locked after too many; PhoneInvalid.
    """
    wanted = normalise_reference(reference)
    index, nobody = crypto.vault().index(read_phone(phone)), crypto.vault().index("nobody")
    row, subject = _lock(wanted), f"lookup:waiting:{wanted}"
    attempts = claim_attempts(subject, actor, now)
    known = [one or nobody for one in row[1:]] if row else [nobody] * len(INDEXES)
    fits = [hmac.compare_digest(one, index) for one in known]  # all of them, so that the time taken tells nothing
    if row is None or not any(fits):
        audit.changed("waiting.look_up_failed", actor=actor, now=now)
        return None
    forgive_attempts(attempts, subject, actor)
    return db.session.get(WaitingEntry, row[0], populate_existing=True)


def open_link(reference: str, digits: str, *, actor: Actor, now: datetime) -> WaitingEntry | None:
    """The entry of a signed link for who knows the last four digits of one of its telephones; None for others.

    None must be committed, as in `look_up`. Locked after too many attempts at this link.
    """
    row, subject = _lock(reference), f"link:waiting:{reference}"
    attempts = claim_link_attempts(subject, actor, now)
    found = db.session.get(WaitingEntry, row[0], populate_existing=True) if row else None
    phones = [who.phone for who in recipients_of(found) if who.phone] if found else []
    if found is None or not is_ending_of(phones, digits):
        audit.changed("waiting.look_up_failed", actor=actor, now=now)
        return None
    forgive_attempts(attempts, subject, actor)
    return found


def _lock(reference: str) -> tuple[Any, ...] | None:
    query = select(WaitingEntry.id, *INDEXES).where(WaitingEntry.reference == reference)
    row = db.session.execute(query.with_for_update()).first()
    return tuple(row) if row else None
