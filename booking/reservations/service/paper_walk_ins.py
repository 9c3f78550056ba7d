"""Who walked in while the system was away and is known from paper alone: entered afterwards, once."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.db import db, new_token
from booking.reservations.errors import ConsentMissing, SlotTaken
from booking.reservations.errors.walk_ins import NoPlaceThen, NotYetOver, PaperNumberTaken
from booking.reservations.models import Reservation, WalkIn
from booking.reservations.queries import walk_ins as queries
from booking.reservations.rules.people import Person, name_key
from booking.reservations.rules.states import CHECKED_IN, FORM, RESERVED
from booking.reservations.rules.states import WALK_IN as ON_FOOT
from booking.reservations.rules.walk_ins import SEATED
from booking.reservations.service import claims, waiting_line
from booking.reservations.service.desk import claim
from booking.reservations.service.holding import book
from booking.reservations.service.paper import enter_paper
from booking.reservations.service.shared import audited

if TYPE_CHECKING:
    from booking.calendar.models import Slot


def enter_walk_in(
    slot_token: str,
    person: Person,
    *,
    paper_number: int,
    wanted: str,
    consent_version: str,
    consent_basis: str | None = None,
    actor: Actor,
    now: datetime,
) -> tuple[Reservation, bool]:
    """Book the time that somebody had according to the paper, and note what became of it; and whether that was new.

    paper_number: unique on the day, so a sheet that is entered twice, or by two clerks, makes no doubles: the same
    number and name is the first booking. wanted: one of `paper.ON_PAPER`. What happened is entered as it was: no rule
    for citizens is asked, and the log tells of the paper. ConsentMissing, DayClosed, NotYetOver, NoPlaceThen,
    PaperNumberTaken.
    """
    if not consent_version:
        raise ConsentMissing(field="consent")
    slot = calendar.lock_slot(slot_token, now)
    waiting_line.lock()
    before = queries.find_on_paper(slot.office_day_id, paper_number)
    if before is not None:
        return _same(before, person), False
    if now < slot.starts_at:
        raise NotYetOver(field="slot")
    token = new_token()
    booking = _claim(slot, actor, now)
    consent: dict[str, Any] = {"consent_version": consent_version, "consent_basis": consent_basis}
    consent |= {"consent_at": slot.starts_at, "consent_by": actor.name}
    book(booking, replace(person, nonce=token), now=now, check_person=False, **consent)
    claims.write(booking, state=CHECKED_IN)
    row = WalkIn(
        token=token,
        office_day_id=slot.office_day_id,
        desk=slot.desk,
        number=queries.next_number(slot.office_day_id, slot.desk),
        paper_number=paper_number,
        state=SEATED,
        reservation_id=booking.id,
        arrived_at=slot.starts_at,
        changed_at=now,
        consent_version=consent_version,
        consent_basis=consent_basis,
    )
    db.session.add(row)
    db.session.flush()
    _note(row, booking, actor, now)
    enter_paper(booking, wanted, actor=actor, now=now)
    return booking, True


def _same(before: WalkIn, person: Person) -> Reservation:
    """The booking that was entered under this number, if it is this person's as far as that is still known."""
    booking = db.session.get_one(Reservation, before.reservation_id)
    if booking.name is not None and name_key(booking.name) != name_key(person.name):
        raise PaperNumberTaken(field="number", number=before.paper_number)
    return booking


def _claim(slot: "Slot", actor: Actor, now: datetime) -> Reservation:
    try:
        return claim(slot, now, actor, "", purpose=FORM, expires_at=now, via=ON_FOOT)
    except SlotTaken as error:
        raise NoPlaceThen(field="slot") from error


def _note(row: WalkIn, booking: Reservation, actor: Actor, now: datetime) -> None:
    whose, paper = audited(booking), {"via": ON_FOOT, "paper_number": row.paper_number}
    audit.changed("reservation.reserved", actor=actor, now=now, **whose, after=paper)
    steps: dict[str, Any] = {"before": {"state": RESERVED}, "after": {"state": CHECKED_IN}}
    audit.changed("reservation.checked_in", actor=actor, now=now, **whose, **steps)
