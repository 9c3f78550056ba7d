"""Accepting what is held for somebody whose day was closed: one tap, the same reference, the same row."""

from datetime import datetime

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.db import db
from booking.reservations.errors import ReplacementOver
from booking.reservations.models import Reservation
from booking.reservations.queries import find_hold
from booking.reservations.queries import rehousing as queries
from booking.reservations.rules.rehousing import ACCEPTED
from booking.reservations.rules.states import DISPLACED, HELD, RESERVED
from booking.reservations.service import claims, rehousing, telling, waiting_line
from booking.reservations.service.shared import (
    UNANSWERED,
    appoint_expert,
    audited,
    ensure_online,
    ensure_people,
    open_key,
)


def accept(reservation: Reservation, token: str, *, actor: Actor, now: datetime) -> Reservation:
    """Put a displaced booking on the seat that is held for it; the hold ends with it. Again: no change.

    token: the hold's, so that only the place that was shown is accepted. Its time is over when the job that passes the
    seat on has done so, and at the cut-off in any case. ReplacementOver, DayClosed, CutOffPassed, AlreadyReserved,
    PeopleDestroyed.
    """
    latest = queries.find_latest(reservation.id)
    if latest is not None and latest.answer == ACCEPTED and latest.offer_token == token:
        return reservation
    seen = find_hold(token)
    if seen is None or seen.replaces_id != reservation.id:
        raise ReplacementOver
    calendar.lock_slot(seen.slot.token, now)
    waiting_line.lock()
    reservation = claims.lock(reservation)
    latest = queries.find_latest(reservation.id)
    if latest is not None and latest.answer == ACCEPTED and latest.offer_token == token:
        return reservation
    take(reservation, claims.lock(seen), actor=actor, now=now)
    waiting_line.serve(now)
    return reservation


def take(reservation: Reservation, hold: Reservation, *, actor: Actor, now: datetime) -> None:
    """The step itself, for who holds the locks: day and slot of the hold, the line, both rows. Refuses as `accept`."""
    ensure_people(reservation)
    if hold.state != HELD or reservation.state != DISPLACED:
        raise ReplacementOver
    slot, seat = hold.slot, hold.seat
    ensure_online(slot, now, is_early=True)
    before = {"state": DISPLACED, "slot": reservation.slot.starts_at.isoformat()}
    rehousing.settle(reservation, ACCEPTED, by=rehousing.answered_by(actor), now=now)
    key = None if reservation.is_extra else open_key(slot, reservation.person_key or "")
    claims.write(
        reservation,
        slot_id=slot.id,
        seat=seat,
        open_key=key,
        state=RESERVED,
        moved_at=now,
        changed_at=now,
        **UNANSWERED,
    )
    db.session.expire(reservation, ["slot"])
    appoint_expert(reservation)
    waiting_line.withdraw_from(reservation.person_key or "", slot, now)
    after = {"state": RESERVED, "slot": slot.starts_at.isoformat()}
    audit.changed("reservation.accepted", actor=actor, now=now, **audited(reservation), before=before, after=after)
    no_call = rehousing.why_no_call(reservation, actor)
    telling.tell(reservation, "moved", due=now, now=now, no_call=no_call)
