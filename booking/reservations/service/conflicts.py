"""A conflict of interest: the expert passes a booking on, and sees nothing of it any more."""

from datetime import datetime

from sqlalchemy import select

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.consultations import service as consultations
from booking.db import db
from booking.reservations.errors import ConflictTooLate, ConflictUnknown, NotAllowedNow
from booking.reservations.models import Conflict, Reservation
from booking.reservations.queries.conflicts import unfit_for
from booking.reservations.rules.conflicts import CODES
from booking.reservations.rules.states import CHECKED_IN, RESERVED
from booking.reservations.service import claims, waiting_line
from booking.reservations.service.closing import displace, lock_rows
from booking.reservations.service.shared import audited, ensure_people

CONFLICT = "conflict"
"""Why somebody lost their time, in the log."""


def pass_on(reservation: Reservation, expert_id: int, code: str, *, actor: Actor, now: datetime) -> Reservation:
    """Take a booking from an expert who may not advise on it. Pressed twice it does no more.

    A colleague of the field who serves that day and has nobody at that time takes it over; the citizen is not told, for
    neither time nor place changes. Where there is none the booking loses its time as if its day had been closed:
    another day with a colleague is held for it, or its message names the other doors and staff call. So it is for who
    is there already, too; the desk settles with them what is next. ConflictUnknown for an unknown code, NotAllowedNow
    where it is no longer this expert's or not to come, ConflictTooLate where nobody can take over and its time has
    begun without its person, or its day is over; DayClosed, DeskClosed, PeopleDestroyed.
    """
    if code not in CODES:
        raise ConflictUnknown(field="code")
    slot = calendar.lock_slot(reservation.slot.token, now, is_alone=True)  # nobody gets an expert here meanwhile
    waiting_line.lock()
    reservation = claims.lock(reservation)
    busy, passed = unfit_for(reservation)
    if expert_id in passed:
        return reservation
    ensure_people(reservation)
    is_theirs = reservation.expert_id == expert_id and reservation.slot_id == slot.id
    if not is_theirs or reservation.state not in (RESERVED, CHECKED_IN):
        raise NotAllowedNow(state=reservation.state, wanted="pass_on")
    db.session.add(Conflict(reservation_id=reservation.id, expert_id=expert_id, code=code, noted_at=now))
    db.session.flush()
    colleague = consultations.expert_for(slot, reservation.seat or 1, busy, {expert_id, *passed, *filter(None, busy)})
    if colleague is None and not _can_be_displaced(reservation, now):
        raise ConflictTooLate
    claims.write(reservation, expert_id=colleague.id if colleague else None)
    db.session.expire(reservation, ["expert"])
    before, after = {"expert": expert_id}, {"expert": colleague.id if colleague else None, "conflict": code}
    audit.changed("reservation.passed_on", actor=actor, now=now, **audited(reservation), before=before, after=after)
    if colleague is None:
        displace(reservation, CONFLICT, actor, now)
        waiting_line.serve(now)
    return reservation


def displace_unadvised(now: datetime, actor: Actor) -> int:
    """Look again at what was passed on to a colleague who does not come now: where nobody else may advise on it, it
    loses its time as above. For `reappoint` to have gone before, under the line's lock. How many.
    """
    passed = select(Conflict.id).where(Conflict.reservation_id == Reservation.id)
    rows = lock_rows(Reservation.state == RESERVED, Reservation.expert_id.is_(None), passed.exists())
    unadvised = [row for row in rows if _can_be_displaced(row, now) and row.slot.is_open]
    for row in unadvised:
        displace(row, CONFLICT, actor, now)
    if unadvised:
        waiting_line.serve(now)
    return len(unadvised)


def _can_be_displaced(row: Reservation, now: datetime) -> bool:
    """Who is awaited, until the time begins, for afterwards nobody knows whether they come; who is there, that day."""
    if row.state == CHECKED_IN:
        return row.slot.day.date == clock.office_date(now)
    return now < row.slot.starts_at
