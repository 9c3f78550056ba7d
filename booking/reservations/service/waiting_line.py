"""The line's own mechanics: its lock, its account, and that free places go to who is first in it.

Everything that frees a seat, gives one, or changes the line takes the line's lock first. Order of locks, everywhere:
office days by date, then slots, then the line, then reservations. So under the lock no seat changes hands but by who
holds it, and what was counted stays true; the write that takes the seat is judged by the database all the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.db import db, insert
from booking.notices.queries import quiet_hours
from booking.reservations import queries
from booking.reservations.errors import LineFirst, SlotTaken
from booking.reservations.models import Reservation, WaitingEntry, WaitingEvent, WaitingLine, WaitingPass
from booking.reservations.queries.share import citizens_seats
from booking.reservations.queries.waiting import (
    answer_until,
    is_anything_to_serve,
    list_in_line,
    list_offers_to,
    list_taken,
    opening,
)
from booking.reservations.rules import waiting as rules
from booking.reservations.rules.states import HELD, OFFER
from booking.reservations.rules.waiting import InLine
from booking.reservations.service import claims, rehousing, waiting_telling
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import Slot

SERVING = Actor.job("waiting")
"""Who gives a place to the line, whatever made it free."""


@dataclass
class Served:
    """What serving the line came to: the slots of which it got a place, and who waits on."""

    given: set[int] = field(default_factory=set)
    left: list[InLine] = field(default_factory=list)

    def waits_at(self, desk: str) -> bool:
        """Whether somebody still waits for a place of this field."""
        return any(desk in one.wish.desks for one in self.left)


def lock() -> WaitingLine:
    """The one right to give and to free places, until the transaction ends."""
    query = select(WaitingLine).with_for_update().execution_options(populate_existing=True)
    line = db.session.scalars(query).one_or_none()
    if line is None:
        db.session.execute(insert(WaitingLine).values(id=1, last_number=0).on_conflict_do_nothing())
        line = db.session.scalars(query).one()
    return line


def note(
    kind: str,
    now: datetime,
    *,
    entry: WaitingEntry | None = None,
    slot: "Slot | None" = None,
    place: int | None = None,
    actor: Actor = SERVING,
    reason: str = "",
) -> None:
    """Add a line to the account under the next number, and one to the access log where it is about a person."""
    line = lock()
    line.last_number += 1
    event = WaitingEvent(number=line.last_number, at=now, kind=kind, entry_id=entry.id if entry else None, place=place)
    if slot is not None:
        event.slot, event.desk, event.starts_at = slot.id, slot.desk, slot.starts_at
    if kind == rules.JOINED and entry is not None:
        event.desks = ",".join(sorted(entry.wish.desks))
        event.first_date, event.last_date = entry.first_date, entry.last_date
    db.session.add(event)
    db.session.flush()
    if entry is None and not reason:
        return  # a visitor's claim has its own entry in the access log
    subject, person = (f"waiting:{entry.reference}", entry.person_key or "") if entry else ("", "")
    after = {"slot": slot.starts_at.isoformat(), "field_key": slot.desk} if slot else None
    audit.changed(f"waiting.{kind}", actor=actor, now=now, subject=subject, person=person, after=after, reason=reason)


def serve(now: datetime) -> Served:
    """Offer every place that is free, and that citizens may book now, to the first in line whom it fits.

    Before the line go those who lost their time to a closed day. Offers that were not answered in time lapse first and
    pass on. A lapsed form hold counts as free, for here somebody waits. What is kept for the desk is offered to nobody
    until its release. Twice does no harm.
    """
    lock()
    rehousing.house(now)
    if not is_anything_to_serve(now):  # one statement for every claim on a morning without a line
        return Served()
    for offer in _lapsed_offers(now):
        end_offer(offer, rules.LAPSED, now)
    served = Served(left=list_in_line())
    if not served.left:
        return served
    desks = {desk for one in served.left for desk in one.wish.desks}
    slots = calendar.lock_open_slots(clock.office_date(now), date.max, desks)
    slots = queries.bookable(slots, now)
    free, taken = queries.unclaimed_seats(slots, now), list_taken(served.left, slots)
    by_key, openings = {slot.id: slot for slot in slots}, [opening(slot) for slot in slots]
    while given := next(rules.share(served.left, openings, free), None):
        slot, one = by_key[given[0].slot], given[1]
        if slot.id in taken.get(one.id, ()):
            _skip(slot, one, served, now)
        elif _offer(slot, one, served, now):
            free[slot.id] -= 1
        else:
            free[slot.id] = 0
    return served


def _lapsed_offers(now: datetime) -> list[Reservation]:
    query = select(Reservation).where(
        Reservation.state == HELD, Reservation.purpose == OFFER, Reservation.expires_at <= now
    )
    query = query.order_by(Reservation.expires_at, Reservation.id).with_for_update(of=Reservation)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _skip(slot: "Slot", one: InLine, served: Served, now: datetime) -> None:
    """Pass somebody by to whom this place is of no use, and note it."""
    one.passed.add(slot.id)
    entry = db.session.get_one(WaitingEntry, one.id, populate_existing=True)
    pass_by(entry, slot.id)
    note(rules.SKIPPED, now, entry=entry, slot=slot, place=_place(slot, one, served))


def _offer(slot: "Slot", one: InLine, served: Served, now: datetime) -> bool:
    """Offer somebody a seat. False where the database gave it to nobody."""
    entry = db.session.get_one(WaitingEntry, one.id, populate_existing=True)
    hours = quiet_hours()
    entry.told_at = None
    full = answer_until(now, by_call=waiting_telling.is_called(entry))
    until = min(full, queries.cutoff(slot), slot.starts_at)
    held = {"purpose": OFFER, "waiting_id": entry.id, "expires_at": until, "via": entry.via}
    try:
        claims.claim_new(slot.id, citizens_seats(slot, now), now, **held)
    except SlotTaken:
        return False
    entry.state, entry.changed_at, entry.told_at = rules.OFFERED, now, hours.over(now)
    note(rules.OFFERED, now, entry=entry, slot=slot, place=_place(slot, one, served))
    waiting_telling.tell_offer(entry, until, now)
    served.left.remove(one)
    served.given.add(slot.id)
    return True


def _place(slot: "Slot", one: InLine, served: Served) -> int:
    """How many stand before somebody in the line of a field."""
    return [other for other in served.left if slot.desk in other.wish.desks].index(one)


def pass_by(entry: WaitingEntry, slot_id: int) -> None:
    """Never offer this person this place again."""
    statement = insert(WaitingPass).values(entry_id=entry.id, slot_id=slot_id)
    db.session.execute(statement.on_conflict_do_nothing(index_elements=["entry_id", "slot_id"]))


def end_offer(offer: Reservation, kind: str, now: datetime, *, actor: Actor = SERVING) -> WaitingEntry:
    """Free the seat of a running offer because it was declined, lapsed, or withdrawn. The line is served by the caller.

    The person stands in line again where they stood, unless this was one lapse too many. A lapse counts where the offer
    ran its full time: the cut-off may have left only minutes, and a text message that failed is told of by a call.
    """
    entry = db.session.get_one(WaitingEntry, offer.waiting_id, populate_existing=True)
    claims.expire([offer.id], now)
    entry.state, entry.changed_at = rules.WAITING, now
    if kind != rules.WITHDRAWN:
        pass_by(entry, offer.slot_id)
    note(kind, now, entry=entry, slot=offer.slot, actor=actor)
    if kind == rules.WITHDRAWN and not offer.slot.is_open:
        waiting_telling.tell_later(entry, "offer_withdrawn", now)
    is_full = answer_until(offer.held_at, by_call=waiting_telling.is_called(entry)) <= (offer.expires_at or now)
    if kind == rules.LAPSED and is_full:
        entry.lapses += 1
        if entry.lapses >= settings.get("waiting.lapses"):
            end(entry, rules.ENDED, now)
            waiting_telling.tell_later(entry, "line_left", now)
    db.session.flush()
    return entry


def withdraw_from(person_key: str, slot: "Slot", now: datetime) -> None:
    """Let what is offered to a person pass on who has just booked otherwise in this field on this day: no lapse."""
    lock()
    for offer in list_offers_to(person_key, slot):
        end_offer(claims.lock(offer), rules.WITHDRAWN, now)
        serve(now)


def end(entry: WaitingEntry, state: str, now: datetime, *, actor: Actor = SERVING, reason: str = "") -> None:
    """Take somebody out of the line: served, left or ended."""
    entry.state, entry.ended_at, entry.changed_at, entry.open_key = state, now, now, None
    db.session.flush()
    if state != rules.SERVED:
        note(state, now, entry=entry, actor=actor, reason=reason)


@contextmanager
def after_the_line(slot: "Slot", now: datetime, *, actor: Actor = SERVING, override: str = "") -> Iterator[None]:
    """A block that claims a seat of `slot`, after the line had what is its own. The slot is locked by the caller.

    LineFirst where the claim found nothing because the line was given it. override: staff's reason to go past the line,
    which is then noted in its account.
    """
    if override:
        lock()
    served = Served(left=list_in_line()) if override else serve(now)
    try:
        yield
    except SlotTaken as error:
        if slot.id in served.given:
            raise LineFirst(field=error.field) from error
        raise
    if override and any(one.wants(opening(slot)) for one in served.left):
        note(rules.OVERRIDDEN, now, slot=slot, actor=actor, reason=override)
    elif not override and served.waits_at(slot.desk) and queries.bookable([slot], now):
        note(rules.TAKEN, now, slot=slot, actor=actor)
