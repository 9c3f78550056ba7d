"""What the scheduler does with reservations: expire holds, rehouse who booked a closed day, queue reminders.

All of it can run at any time and twice: it reads states, not events.
"""

from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import contains_eager

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
from booking.settings import queries as settings

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


def destroy_past_due(now: datetime) -> int:
    """Destroy what was kept as long as the privacy notice says: first the question, later the person. How many rows.

    What stays (slot, state, way in, times) names nobody and serves the figures (개인정보 보호법 21조). Each person's
    destruction is an entry of the access log.
    """
    today = clock.office_date(now)
    for_questions = _start_of(today - relativedelta(months=settings.get("privacy.question_months")))
    for_people = _start_of(today - relativedelta(months=settings.get("privacy.person_months")))
    starts_at = Reservation.slot.property.mapper.class_.starts_at
    past_due = (
        select(Reservation)
        .join(Reservation.slot)
        .where(
            or_(
                Reservation.question.is_not(None) & (starts_at < for_questions),
                Reservation.name.is_not(None) & (starts_at < for_people),
            )
        )
        .options(contains_eager(Reservation.slot))
        .order_by(Reservation.id)
        .with_for_update(of=Reservation)
    )
    rows = list(db.session.scalars(past_due))
    for row in rows:
        is_whole = row.slot.starts_at < for_people
        whose = audited(row)
        claims.write(row, question=None, **(_nobody(now) if is_whole else {}))
        action = "reservation.destroyed" if is_whole else "reservation.question_destroyed"
        audit.changed(action, actor=Actor.job("destroy_past_due"), now=now, **whose)
    return len(rows)


def _nobody(now: datetime) -> dict[str, object]:
    empty = ("name", "phone", "email", "phone_index", "person_key", "open_key", "holder", "consent_by")
    return {"destroyed_at": now, **dict.fromkeys(empty)}


def _start_of(day: date) -> datetime:
    return clock.at_office(day, time.min)
