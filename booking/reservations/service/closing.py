"""A day closes: everybody on it is displaced, what is held there ends, and nobody is left without the next step."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.db import db
from booking.reservations.models import Displacement, Reservation
from booking.reservations.queries import rehousing as queries
from booking.reservations.rules.states import DISPLACED, HELD, OFFER, REPLACEMENT, RESERVED
from booking.reservations.rules.waiting import WITHDRAWN
from booking.reservations.service import claims, rehousing, telling, waiting_line, waiting_telling
from booking.reservations.service.shared import audited

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


def rehouse(now: datetime, actor: Actor | None = None) -> int:
    """Displace every booking on a closed day, hold a replacement for each, and tell them. Returns how many.

    The closed days are locked first: one that is being reopened is either still closed or left alone. A booking whose
    consultation has begun is left as it is, for what happened has happened; a hold on a closed day lapses, and an offer
    is withdrawn. On days that were opened, those who were displaced from them come first, then who is displaced still,
    then the waiting list. Who waits only for days that are closed is told too. All of it is one transaction, reads
    states, and does no harm twice.
    """
    closed, by = calendar.lock_closed_slots(clock.office_date(now)), actor or rehousing.REHOUSING
    waiting_line.lock()
    rows = lock_rows(Reservation.slot_id.in_(closed), Reservation.state.in_((HELD, RESERVED))) if closed else []
    held = [row for row in rows if row.state == HELD]
    claims.expire([row.id for row in held if row.purpose not in (OFFER, REPLACEMENT)], now)
    for row in held:
        if row.purpose == OFFER:
            waiting_line.end_offer(row, WITHDRAWN, now, actor=by)
    bereft = [rehousing.end(row, now) for row in held if row.purpose == REPLACEMENT]
    booked = [row for row in rows if row.state == RESERVED and row.slot.starts_at > now]
    for row in booked:
        displace(row, row.slot.day.closed_reason or row.slot.closed_reason, by, now)
    rehousing.house(now, by)
    waiting_line.serve(now)
    _tell_bereft(bereft, now)
    waiting_telling.tell_closed_out(now)
    return len(booked)


def lock_rows(*conditions: "ColumnElement[bool]") -> list[Reservation]:
    """The reservations that fit, locked in the order of their keys and read as they are now (see `claims.lock`)."""
    ids = db.session.scalars(select(Reservation.id).where(*conditions).order_by(Reservation.id).with_for_update()).all()
    query = select(Reservation).where(Reservation.id.in_(ids)).order_by(Reservation.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def displace(row: Reservation, reason: str | None, actor: Actor, now: datetime) -> None:
    """Take a booking from its time, for whoever holds the line's lock and then serves the line. reason: for the log."""
    before = row.state
    claims.write(row, state=DISPLACED, seat=None, open_key=None, changed_at=now)
    rehousing.note(row, row.slot_id, now)
    audit.changed(
        "reservation.displaced",
        actor=actor,
        now=now,
        **audited(row),
        before={"state": before},
        after={"state": DISPLACED, "reason": reason},
    )
    telling.tell(row, "displaced", due=now, now=now)


def _tell_bereft(bereft: list[Displacement], now: datetime) -> None:
    """Tell those whose replacement was closed too and for whom nothing else could be held; the others have been told
    of the other place."""
    for lost in bereft:
        if lost.open_for is not None and queries.find_replacement(lost.reservation_id) is None:
            telling.tell(lost.reservation, "replacement_over", due=now, now=now)
