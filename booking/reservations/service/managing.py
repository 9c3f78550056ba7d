"""What a citizen does with a booking: move it, cancel it. Staff do the same for them."""

from datetime import datetime
from typing import TYPE_CHECKING

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.reservations import queries
from booking.reservations.errors import (
    AlreadyReserved,
    AlreadyStarted,
    CutOffPassed,
    OtherDesk,
    SlotTaken,
)
from booking.reservations.models import Reservation
from booking.reservations.queries.rehousing import find_replacement
from booking.reservations.queries.share import citizens_seats, desk_seats
from booking.reservations.rules import rehousing as answers
from booking.reservations.rules.states import CANCELLED, DISPLACED, RESERVED, ensure_may
from booking.reservations.service import accepting, claims, places, rehousing, telephones, telling, waiting_line
from booking.reservations.service.shared import (
    UNANSWERED,
    appoint_expert,
    audited,
    ensure_not_over,
    ensure_online,
    ensure_people,
    seat_again,
)

if TYPE_CHECKING:
    from booking.calendar.models import Slot


def move(
    reservation: Reservation, slot_token: str, *, actor: Actor, now: datetime, override: str = "", network: str = ""
) -> Reservation:
    """Change slot and seat in one step; reference, token and messages stay, and on failure nothing has changed.

    override: a member of staff's reason to leave opening moment, cut-off, one a day and the waiting list aside, logged.
    network: what counts as one address, empty where that is not limited; a move to another day counts for it.
    Who lost their time to a closed day may move to days that are not open for the public yet; what is held for them is
    given back once the new seat is theirs, and to choose just that seat is to accept it.
    SlotTaken, OtherDesk, NotAllowedNow, AlreadyReserved, NotOpenYet, CutOffPassed, SlotOver, DayClosed,
    PeopleDestroyed, TooManyToday, TooManyFromHere, NoExpertThen.
    """
    slot = calendar.lock_slot(slot_token, now)
    waiting_line.lock()
    reservation = claims.lock(reservation)
    ensure_people(reservation)
    if reservation.state not in (RESERVED, DISPLACED):
        ensure_may(reservation.state, DISPLACED)
    if slot.desk != reservation.slot.desk:
        raise OtherDesk
    if slot.id == reservation.slot_id and reservation.seat is not None:
        return reservation
    ensure_not_over(slot, now)
    is_displaced = reservation.state == DISPLACED
    if is_displaced:
        waiting_line.serve(now)  # else what they choose could be held for themselves while they take it
    hold = find_replacement(reservation.id) if is_displaced else None
    if hold is not None and hold.slot_id == slot.id:
        accepting.take(reservation, hold, actor=actor, now=now)
        waiting_line.serve(now)
        return reservation
    if not override:
        ensure_online(slot, now, is_early=is_displaced)
        if reservation.state == RESERVED and now >= queries.cutoff(reservation.slot):
            raise CutOffPassed(field="slot", cutoff=queries.cutoff(reservation.slot))
    told = {reservation.phone_index: "slot", reservation.proxy_phone_index: "slot"}
    telephones.count_act(told, actor=actor, now=now)
    if not is_displaced and slot.office_day_id != reservation.slot.office_day_id:
        places.count_booking(slot, network, now, "slot")
    before = {"state": reservation.state, "slot": reservation.slot.starts_at.isoformat()}
    if actor.role == "citizen" or not _sit(reservation, slot, desk_seats(slot, now), now, override):
        with waiting_line.after_the_line(slot, now, actor=actor, override=override):
            if not _sit(reservation, slot, citizens_seats(slot, now), now, override):
                raise SlotTaken
    rehousing.settle(reservation, answers.CHOSEN, by=rehousing.answered_by(actor), now=now)
    appoint_expert(reservation, is_chosen=True)
    waiting_line.withdraw_from(reservation.person_key or "", slot, now)
    after = {"state": RESERVED, "slot": slot.starts_at.isoformat()}
    audit.changed(
        "reservation.moved", actor=actor, now=now, **audited(reservation), before=before, after=after, reason=override
    )
    no_call = rehousing.why_no_call(reservation, actor) if is_displaced else ""
    telling.tell(reservation, "moved", due=now, now=now, no_call=no_call)
    waiting_line.serve(now)
    return reservation


def _sit(reservation: Reservation, slot: "Slot", seats: range, now: datetime, override: str) -> bool:
    """Take one of these seats, beside another one of the person's with a reason. False where all are taken."""
    moved = {"state": RESERVED, "moved_at": now, **UNANSWERED}
    try:
        try:
            seat_again(reservation, slot, seats, now, **moved)
        except AlreadyReserved:
            if not override:
                raise
            seat_again(reservation, slot, seats, now, **moved, is_extra=True)
    except SlotTaken:
        return False
    return True


def cancel(reservation: Reservation, *, actor: Actor, now: datetime, reason: str = "") -> Reservation:
    """Free the seat. Open until the start, for a freed seat helps somebody; cancelling again changes nothing.

    AlreadyStarted, NotAllowedNow, PeopleDestroyed.
    """
    waiting_line.lock()
    reservation = claims.lock(reservation)
    if reservation.state == CANCELLED:
        return reservation
    ensure_people(reservation)
    ensure_may(reservation.state, CANCELLED)
    if now >= reservation.slot.starts_at and reservation.state == RESERVED:
        raise AlreadyStarted
    before = {"state": reservation.state}
    claims.write(reservation, state=CANCELLED, seat=None, open_key=None, changed_at=now)
    rehousing.settle(reservation, answers.CANCELLED, by=rehousing.answered_by(actor), now=now)
    audit.changed(
        "reservation.cancelled",
        actor=actor,
        now=now,
        **audited(reservation),
        before=before,
        after={"state": CANCELLED},
        reason=reason,
    )
    no_call = rehousing.why_no_call(reservation, actor) if before["state"] == DISPLACED else ""
    telling.tell(reservation, "cancelled", due=now, now=now, no_call=no_call)
    waiting_line.serve(now)
    return reservation
