"""What the scheduler does with reservations: expire holds, replace experts who no longer advise, queue reminders.

All of it can run at any time and twice: it reads states, not events.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar.rules import CONSULTATION
from booking.consultations import queries as consultations
from booking.db import db
from booking.reservations import queries
from booking.reservations.models import Reservation
from booking.reservations.rules.states import EXPIRED, FORM, HELD, RESERVED
from booking.reservations.service import claims, rehousing, waiting_line
from booking.reservations.service.closing import lock_rows
from booking.reservations.service.shared import appoint_expert, audited

if TYPE_CHECKING:
    from booking.consultations.models import Absence

HORIZON = timedelta(days=400)
"""How far ahead a booking may lie."""

KEEP_EXPIRED = timedelta(days=1)
"""How long a lapsed hold is kept, so that its page can say what became of it. It holds no personal data."""


def expire_holds(now: datetime) -> int:
    """Free the seats of lapsed holds, pass on what was offered and held in vain, and serve the waiting list. How many.

    It is also what gives places to the line that only time makes free: at the moment that booking opens.
    """
    waiting_line.lock()
    lapsed = select(Reservation.id).where(
        Reservation.state == HELD, Reservation.purpose == FORM, Reservation.expires_at <= now
    )
    ids = db.session.scalars(lapsed.order_by(Reservation.id).with_for_update(of=Reservation, skip_locked=True))
    count = claims.expire(list(ids), now) + rehousing.lapse(now)
    waiting_line.serve(now)
    return count


def forget_expired(now: datetime) -> int:
    """Delete old lapsed holds, in a transaction of their own: nobody who wants a freed seat waits for it. How many."""
    old = (Reservation.state == EXPIRED, Reservation.changed_at <= now - KEEP_EXPIRED)
    ids = db.session.scalars(select(Reservation.id).where(*old).with_for_update(skip_locked=True)).all()
    db.session.execute(delete(Reservation).where(Reservation.id.in_(ids)))
    return len(ids)


def reappoint(now: datetime, actor: Actor | None = None) -> int:
    """Give coming bookings whose expert no longer advises on their day (or who had none) the one who does. How many.

    A booking whose expert still serves keeps that expert, whatever became of the order of experts since; but of two at
    one time the later seat goes to a colleague who has come back.
    """
    today = clock.office_date(now)
    absences = consultations.list_absences(today)
    coming = [row for row in queries.list_reserved(now, today + HORIZON) if row.slot.day.kind == CONSULTATION]
    first: dict[tuple[int, int | None], int] = {}
    for row in sorted(coming, key=lambda row: row.seat or 0):
        first.setdefault((row.slot_id, row.expert_id), row.id)
    wanted = [row.id for row in coming if not _is_served(row, absences) or first[row.slot_id, row.expert_id] != row.id]
    changed = 0
    for row in lock_rows(Reservation.id.in_(wanted), Reservation.state == RESERVED) if wanted else []:
        before = row.expert_id
        appoint_expert(row)
        if row.expert_id != before:
            changed += 1
            whose = audited(row)
            by = actor or Actor.job("rehouse")
            audit.changed("reservation.reappointed", actor=by, now=now, **whose, after={"expert": row.expert_id})
    return changed


def _is_served(row: Reservation, absences: "list[Absence]") -> bool:
    expert, day = row.expert, row.slot.day.date
    is_appointed = expert is not None and expert.field_key == row.slot.desk and expert.serves_on(day)
    return is_appointed and expert is not None and not consultations.is_away(expert, day, absences)


def nobody(now: datetime) -> dict[str, object]:
    """What a row whose people are destroyed holds in place of them: whatever names or finds somebody is empty."""
    person = ("name", "phone", "email", "phone_index", "person_key", "open_key", "holder", "consent_by")
    former = ("former_phone", "former_email", "former_proxy_phone", "former_proxy_email")
    kept = ("kept_until", "kept_reason", "kept_document", "kept_by", "kept_at")
    empty = (
        *person,
        *kept,
        "proxy_name",
        "proxy_phone",
        "proxy_email",
        "proxy_phone_index",
        *former,
        "question",
        "answers",
        "outcome_note",
    )
    return {"destroyed_at": now, **dict.fromkeys(empty)}
