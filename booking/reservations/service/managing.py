"""What a citizen does with a booking: look it up, move it, cancel it. Staff do the same for them."""

import hmac
from datetime import datetime

from sqlalchemy import select

from booking import crypto
from booking.accounts import service as accounts
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.db import db
from booking.reservations import queries
from booking.reservations.errors import (
    AlreadyReserved,
    AlreadyStarted,
    CutOffPassed,
    OtherDesk,
)
from booking.reservations.models import Reservation
from booking.reservations.rules.people import read_phone
from booking.reservations.rules.states import CANCELLED, DISPLACED, RESERVED, ensure_may, normalise_reference
from booking.reservations.service import claims, telling
from booking.reservations.service.shared import (
    appoint_expert,
    audited,
    ensure_not_over,
    ensure_online,
    seat_again,
)


def look_up(reference: str, phone: str, *, actor: Actor, now: datetime) -> Reservation | None:
    """The booking with this reference and telephone, as they were typed; None where they fit none.

    The telephone may be the person's, or that of who booked for them.

    None is the same for an unknown reference and a telephone that does not fit, and it must be committed: the failure
    counts against the reference, whoever tries. Attempts at one booking take turns on its row, so that many at once
    are no more than one after the other. Locked after too many; PhoneInvalid.
    """
    wanted = normalise_reference(reference)
    index = crypto.vault().index(read_phone(phone))
    key = db.session.scalar(select(Reservation.id).where(Reservation.reference == wanted).with_for_update())
    subject = f"lookup:{wanted}"
    attempt = accounts.claim_attempt(subject, now)
    found = db.session.get(Reservation, key, populate_existing=True) if key is not None else None
    nobody = crypto.vault().index("nobody")
    known = [found.phone_index or nobody, found.proxy_phone_index or nobody] if found else [nobody, nobody]
    fits = [hmac.compare_digest(one, index) for one in known]  # both, so that the time taken tells nothing
    if found is None or not any(fits):
        audit.changed("reservation.look_up_failed", actor=actor, now=now)
        return None
    accounts.forgive_attempt(attempt)
    accounts.clear_failures(subject)
    return found


def move(reservation: Reservation, slot_token: str, *, actor: Actor, now: datetime, override: str = "") -> Reservation:
    """Change slot and seat in one step; reference, token and messages stay, and on failure nothing has changed.

    override: a member of staff's reason to leave opening moment, cut-off and one a day aside, logged.
    SlotTaken, OtherDesk, NotAllowedNow, AlreadyReserved, NotOpenYet, CutOffPassed, SlotOver, DayClosed.
    """
    slot = calendar.lock_slot(slot_token, now)
    reservation = claims.lock(reservation)
    if reservation.state not in (RESERVED, DISPLACED):
        ensure_may(reservation.state, DISPLACED)
    if slot.desk != reservation.slot.desk:
        raise OtherDesk
    if slot.id == reservation.slot_id and reservation.seat is not None:
        return reservation
    ensure_not_over(slot, now)
    if not override:
        ensure_online(slot, now)
        if reservation.state == RESERVED and now >= queries.cutoff(reservation.slot.day.date):
            raise CutOffPassed(field="slot", cutoff=queries.cutoff(reservation.slot.day.date))
    before = {"state": reservation.state, "slot": reservation.slot.starts_at.isoformat()}
    try:
        seat_again(reservation, slot, now, state=RESERVED, moved_at=now)
    except AlreadyReserved:
        if not override:
            raise
        seat_again(reservation, slot, now, state=RESERVED, moved_at=now, is_extra=True)
    appoint_expert(reservation)
    after = {"state": RESERVED, "slot": slot.starts_at.isoformat()}
    audit.changed(
        "reservation.moved", actor=actor, now=now, **audited(reservation), before=before, after=after, reason=override
    )
    telling.tell(reservation, "moved", due=now, now=now)
    return reservation


def cancel(reservation: Reservation, *, actor: Actor, now: datetime, reason: str = "") -> Reservation:
    """Free the seat. Open until the start, for a freed seat helps somebody; cancelling again changes nothing.

    AlreadyStarted, NotAllowedNow.
    """
    reservation = claims.lock(reservation)
    if reservation.state == CANCELLED:
        return reservation
    ensure_may(reservation.state, CANCELLED)
    if now >= reservation.slot.starts_at and reservation.state == RESERVED:
        raise AlreadyStarted
    before = {"state": reservation.state}
    claims.write(reservation, state=CANCELLED, seat=None, open_key=None, changed_at=now)
    audit.changed(
        "reservation.cancelled",
        actor=actor,
        now=now,
        **audited(reservation),
        before=before,
        after={"state": CANCELLED},
        reason=reason,
    )
    telling.tell(reservation, "cancelled", due=now, now=now)
    return reservation
