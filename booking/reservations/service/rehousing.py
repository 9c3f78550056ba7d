"""Whom the office turned out goes first: own times that are there again, and replacements that are held.

The caller holds the waiting list's lock, under which every seat is given and freed. All of it reads states and can run
at any time and twice; `waiting_line.serve` does it before it gives anything to the line.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.db import db
from booking.reservations.errors import AlreadyReserved, SlotTaken
from booking.reservations.models import Displacement, Reservation
from booking.reservations.queries import rehousing as queries
from booking.reservations.queries.reminders import remindings
from booking.reservations.queries.share import citizens_seats, every_seat
from booking.reservations.rules.rehousing import RETURNED, Given
from booking.reservations.rules.states import DISPLACED, HELD, REPLACEMENT, RESERVED
from booking.reservations.service import claims, telling
from booking.reservations.service.shared import appoint_expert, audited, seat_again

if TYPE_CHECKING:
    from booking.calendar.models import Slot

REHOUSING = Actor.job("rehouse")
"""Who gives a place to people whose day was closed, whatever made it free."""

OWN_ACT = "예약하신 분이 직접 하셨습니다."
ON_THE_LINE = "통화하며 정했습니다."
"""Why nobody is called about an answer, as the ledger has it."""

HOUSE = "house"
"""Who answered where nobody had to."""


def note(row: Reservation, slot_id: int, now: datetime) -> None:
    """Note that a booking has just lost its time."""
    db.session.add(Displacement(reservation_id=row.id, open_for=row.id, slot_id=slot_id, displaced_at=now))
    db.session.flush()


def house(now: datetime, actor: Actor = REHOUSING) -> int:
    """Give everybody who lost their time what there is for them now, in the order of booking. For how many it did.

    Where the day is open again it is their own time, booked as it was, and told to who had heard of the loss; left
    alone is whose time somebody has meanwhile, and who could no longer be told in good time, which ends with the cut-
    off for citizens. For everybody else without a replacement one is held. Days that somebody is changing at this
    moment wait for the next time.
    """
    queue, wanted = queries.list_queue(now)
    if not queue:
        return 0
    today = clock.office_date(now)
    slots = {slot.id: slot for slot in calendar.lock_open_slots(today, date.max, wanted)}
    return sum(_give(given, slots[given.slot], now, actor) for given in queries.share(queue, slots.values(), now))


def _give(given: Given, slot: "Slot", now: datetime, actor: Actor) -> bool:
    row = claims.lock(db.session.get_one(Reservation, given.whom.id))
    try:
        with db.session.begin_nested():
            if given.is_own:
                _return(row, slot, now, actor)
            else:
                _hold(row, slot, now)
    except (SlotTaken, AlreadyReserved):  # the next run sees it as it is
        return False
    return True


def _return(row: Reservation, slot: "Slot", now: datetime, actor: Actor) -> None:
    lost = queries.list_open([row.id])[row.id]
    settle(row, RETURNED, by=HOUSE, now=now)
    seat_again(row, slot, every_seat(slot), now, state=RESERVED)
    appoint_expert(row)
    before, after = {"state": DISPLACED}, {"state": RESERVED}
    audit.changed("reservation.taken_back", actor=actor, now=now, **audited(row), before=before, after=after)
    if telling.has_heard_of_loss(row, lost.displaced_at) or _was_reminder_due(slot.day.date, lost.displaced_at, now):
        telling.tell(row, "taken_back", due=now, now=now)


def _was_reminder_due(day: date, since: datetime, now: datetime) -> bool:
    """Whether a reminder's hour fell into the time in which the booking was lost, so that it was not sent. Else who has
    not heard of the closing need not hear of its end either, for that message is dropped."""
    return any(since < one.due <= now for one in remindings([day])[day])


def _hold(row: Reservation, slot: "Slot", now: datetime) -> None:
    until = queries.answer_until(slot, now)
    held = {"purpose": REPLACEMENT, "replaces_id": row.id, "expires_at": until, "via": row.via}
    hold = claims.claim_new(slot.id, citizens_seats(slot, now), now, **held)
    lost = queries.list_open([row.id])[row.id]
    lost.offer_slot_id, lost.offer_token, lost.offered_at, lost.over_at = slot.id, hold.token, now, None
    db.session.flush()
    after = {"slot": slot.starts_at.isoformat(), "until": until.isoformat()}
    audit.changed("reservation.replacement_held", actor=REHOUSING, now=now, **audited(row), after=after)
    if lost.displaced_at != now:  # else the message about the closing tells of it too
        telling.tell(row, "replacement", due=now, now=now)


def lapse(now: datetime) -> int:
    """End the replacements that nobody answered in time, and tell their people. How many.

    Their seats pass on when the line is served; staff have the people on the list to call.
    """
    late = select(Reservation).where(
        Reservation.state == HELD, Reservation.purpose == REPLACEMENT, Reservation.expires_at <= now
    )
    late = late.order_by(Reservation.expires_at, Reservation.id).with_for_update(of=Reservation)
    holds = list(db.session.scalars(late.execution_options(populate_existing=True)))
    for hold in holds:
        lost = end(hold, now)
        lost.lapses += 1
        db.session.flush()
        audit.changed("reservation.replacement_lapsed", actor=REHOUSING, now=now, **audited(lost.reservation))
        telling.tell(lost.reservation, "replacement_over", due=now, now=now)
    return len(holds)


def end(hold: Reservation, now: datetime) -> Displacement:
    """Free the seat of a replacement that nobody answered: its time is over, or its day was closed too."""
    claims.expire([hold.id], now)
    lost = queries.list_open([hold.replaces_id or 0])[hold.replaces_id or 0]
    lost.over_at = now
    db.session.flush()
    return lost


def settle(row: Reservation, answer: str, *, by: str, now: datetime) -> None:
    """End it that this booking has lost its time, and free what is held for it. Nothing, where it has not."""
    hold = queries.find_replacement(row.id)
    if hold is not None:
        claims.expire([hold.id], now)
    lost = queries.list_open([row.id]).get(row.id)
    if lost is not None:
        lost.open_for, lost.answer, lost.answered_at, lost.answered_by = None, answer, now, by
        db.session.flush()


def answered_by(actor: Actor) -> str:
    """How the account of a displacement names who answered."""
    return "citizen" if actor.role == "citizen" else "staff"


def why_no_call(row: Reservation, actor: Actor) -> str:
    """Why nobody has to be called about the answer that `actor` has just given; empty where somebody has to.

    Who answers online knows it, and so does who answers staff on the telephone. As at the desk, where one of the people
    is written to, the others are called all the same.
    """
    if telling.is_written_to(row):
        return ""
    return OWN_ACT if actor.role == "citizen" else ON_THE_LINE
