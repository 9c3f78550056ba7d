"""What came of a consultation: the expert presses one of the office's codes, on the day, and may take it back."""

from datetime import datetime

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.identity import ensure_no_identity_number
from booking.reservations.errors import NotesOff, NoteTooLong, OtherDay
from booking.reservations.models import Reservation
from booking.reservations.rules.outcomes import NOTE_LENGTH, state_after
from booking.reservations.rules.states import CHECKED_IN, DONE, RESERVED
from booking.reservations.service import claims, desk
from booking.reservations.service.shared import audited
from booking.settings import queries as settings


def record_outcome(reservation: Reservation, code: str, *, actor: Actor, now: datetime, note: str = "") -> Reservation:
    """Note what came of a consultation, and end it: `done`, or `no_show` where nobody came. The same again: no change.

    Whom the desk did not see arrive is checked in on the way. Another code takes the place of the first. note: what the
    expert adds, where the office allows it. That the code is one of the office's is for who calls to see
    (`advising.service.record_outcome`). OtherDay, NotesOff, NoteTooLong, IdentityNumber, NotAllowedNow,
    PeopleDestroyed.
    """
    wanted = state_after(code)
    note = _read(note)
    reservation = claims.lock(reservation)
    _ensure_today(reservation, now)
    if wanted == DONE and reservation.state == RESERVED:
        reservation = desk.answer_state(reservation, CHECKED_IN, actor=actor, now=now)
    reservation = desk.answer_state(reservation, wanted, actor=actor, now=now)
    before = {"outcome": reservation.outcome, "has_note": bool(reservation.outcome_note)}
    if (reservation.outcome, reservation.outcome_note or "") != (code, note):
        claims.write(reservation, outcome=code, outcome_note=note or None, changed_at=now)
        after = {"outcome": code, "has_note": bool(note)}
        audit.changed("reservation.outcome", actor=actor, now=now, **audited(reservation), before=before, after=after)
    return reservation


def take_back(reservation: Reservation, *, actor: Actor, now: datetime, step: str = "") -> Reservation:
    """Take back what came of a consultation, on its day: it is going on, or its person is awaited, again.

    step: the state that the page showed, as in `desk.undo`. OtherDay, SlotTaken, NotAllowedNow, PeopleDestroyed.
    """
    _ensure_today(reservation, now)
    return desk.undo(reservation, actor=actor, now=now, step=step)


def _ensure_today(reservation: Reservation, now: datetime) -> None:
    if reservation.slot.day.date != clock.office_date(now):
        raise OtherDay


def _read(note: str) -> str:
    note = note.strip()
    if note and not settings.get("advising.notes"):
        raise NotesOff(field="note")
    if len(note) > NOTE_LENGTH:
        raise NoteTooLong(field="note", maximum=NOTE_LENGTH)
    ensure_no_identity_number(note, "note")
    return note
