"""What the scheduler does with reservations: expire holds, rehouse who booked a closed day, queue reminders.

All of it can run at any time and twice: it reads states, not events.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.db import db
from booking.reservations import queries
from booking.reservations.models import Reservation
from booking.reservations.rules.states import DISPLACED, EXPIRED, HELD, RESERVED
from booking.reservations.service import claims, telling
from booking.reservations.service.citizens import audited

KEEP_EXPIRED = timedelta(days=1)
"""How long a lapsed hold is kept, so that its page can say what became of it. It holds no personal data."""


def expire_holds(now: datetime) -> int:
    """Free the seats of lapsed holds, and forget old ones. Returns how many holds lapsed."""
    lapsed = select(Reservation.id).where(Reservation.state == HELD, Reservation.expires_at <= now)
    ids = db.session.scalars(lapsed.order_by(Reservation.id).with_for_update(of=Reservation, skip_locked=True))
    count = claims.expire(list(ids), now)
    db.session.execute(
        delete(Reservation).where(Reservation.state == EXPIRED, Reservation.changed_at <= now - KEEP_EXPIRED)
    )
    return count


def rehouse(now: datetime, actor: Actor | None = None) -> int:
    """Displace every booking on a closed day, and tell each person. Returns how many were displaced.

    A booking whose consultation has begun is left as it is, for what happened has happened; a hold on a closed day
    lapses. Held replacements have their place here: after a row is displaced, before the person is told.
    """
    closed = calendar.list_closed_slot_ids(clock.office_date(now))
    if not closed:
        return 0
    touched = (
        select(Reservation)
        .where(Reservation.slot_id.in_(closed), Reservation.state.in_((HELD, RESERVED)))
        .order_by(Reservation.id)
        .with_for_update(of=Reservation)
        .execution_options(populate_existing=True)
    )
    rows = list(db.session.scalars(touched))
    claims.expire([row.id for row in rows if row.state == HELD], now)
    booked = [row for row in rows if row.state == RESERVED and row.slot.starts_at > now]
    for row in booked:
        _displace(row, actor or Actor.job("rehouse"), now)
    return len(booked)


def _displace(row: Reservation, actor: Actor, now: datetime) -> None:
    claims.write(row, state=DISPLACED, seat=None, open_key=None, changed_at=now)
    audit.changed(
        "reservation.displaced",
        actor=actor,
        now=now,
        **audited(row),
        before={"state": RESERVED},
        after={"state": DISPLACED, "reason": row.slot.day.closed_reason},
    )
    telling.tell(row, "displaced", due=now, now=now)


def queue_reminders(now: datetime) -> int:
    """Plan the reminder of every booking whose reminder is due and whose consultation is still to come.

    Who booked after the reminder's hour has just been told and is not reminded. Returns how many rows it added.
    """
    until = clock.office_date(now) + timedelta(days=31)
    count = 0
    for row in queries.list_reserved(now, until):
        due = queries.reminder_due(row.slot.day.date)
        told = max(filter(None, (row.reserved_at, row.moved_at)))
        if told < due <= now:
            count += telling.tell(row, "reminder", due=due, now=now)
    return count
