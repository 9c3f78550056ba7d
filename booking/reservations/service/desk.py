"""What staff do at the desk: book for a caller or a walk-in, check in, done, not come, undo, see hidden data."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import IntegrityError

from booking import clock, crypto
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.consultations import queries as consultations
from booking.db import db, new_token
from booking.reservations import queries
from booking.reservations.errors import ConsentMissing, LineFirst, NotAllowedNow, SlotTaken
from booking.reservations.errors.walk_ins import UndoOver
from booking.reservations.models import Reservation
from booking.reservations.queries.share import citizens_seats, desk_seats, every_seat
from booking.reservations.rules.consent import YES
from booking.reservations.rules.people import Person
from booking.reservations.rules.states import (
    CHECKED_IN,
    DONE,
    FORM,
    LEFT,
    NO_SHOW,
    OCCUPYING,
    RESERVED,
    WALK_IN,
    ensure_may,
)
from booking.reservations.service import claims, telephones, telling, waiting_line
from booking.reservations.service.holding import book
from booking.reservations.service.shared import (
    appoint_expert,
    audited,
    ensure_not_over,
    ensure_online,
    ensure_people,
    seat_again,
)

if TYPE_CHECKING:
    from booking.calendar.models import Slot

UNDONE = {CHECKED_IN: RESERVED, DONE: CHECKED_IN, NO_SHOW: RESERVED, LEFT: CHECKED_IN}
"""What the last step at the desk goes back to."""

UNSAID: dict[str, Any] = {"outcome": None, "outcome_note": None}
"""What came of a consultation is not known, once its end is taken back."""

ACTIONS = {
    CHECKED_IN: "reservation.checked_in",
    DONE: "reservation.done",
    NO_SHOW: "reservation.no_show",
    LEFT: "reservation.left",
}


def book_for_caller(
    slot_token: str,
    person: Person,
    *,
    via: str,
    consent_version: str,
    actor: Actor,
    now: datetime,
    override: str = "",
    token: str = "",
    language: str = "ko",
    consent_basis: str | None = None,
) -> Reservation:
    """Claim and book in one step for somebody on the telephone or at the desk (`via`: telephone or walk_in).

    override: the reason for which the citizen's rules (opening moment, cut-off, one a day, how many for one
    telephone, the waiting list first) are left aside, logged.
    Who walks in on the day needs none where the field takes walk-ins. A taken seat or a closed day cannot be
    overridden. token: the idempotency key of the clerk's form; sending it again for the same person and slot gives the
    first booking. Whom only a call would reach is not called for it: the clerk is talking to them. language: the one
    its messages are written in. consent_basis: as the notice has it; what the clerk types of the optional items was
    agreed to on the telephone. SlotTaken, DayClosed, AlreadyReserved, NotOpenYet, CutOffPassed, SlotOver,
    TooManyBookings.
    """
    if not consent_version:
        raise ConsentMissing(field="consent")
    slot = calendar.lock_slot(slot_token, now)
    waiting_line.lock()
    first = queries.find_hold(token) if token else None
    if first is not None and _is_same(first, slot.id, person):
        return first
    ensure_not_over(slot, now)
    if not override and not _walks_in(slot, via, now):
        ensure_online(slot, now)
    if not override:
        telephones.ensure_room(person, now, slot.day.kind)
    values = {"purpose": FORM, "expires_at": now, "via": via, "token": new_token() if first else token or new_token()}
    try:
        reservation = claim(slot, now, actor, override, **values)
    except (SlotTaken, IntegrityError) as error:
        first = queries.find_hold(token) if token else None
        if first is not None and _is_same(first, slot.id, person):  # sent twice at once: the other one was faster
            return first
        if isinstance(error, LineFirst):
            raise LineFirst(field="slot") from error
        raise SlotTaken(field="slot") from error
    consent: dict[str, object] = {
        "consent_version": consent_version,
        "consent_at": now,
        "consent_by": actor.name,
        "consent_basis": consent_basis,
        "consent_optional": YES if _says_more(person) else None,
    }
    book(
        reservation, person, now=now, check_person=not override, is_complete=not override, language=language, **consent
    )
    audit.changed(
        "reservation.reserved", actor=actor, now=now, **audited(reservation), after={"via": via}, reason=override
    )
    if telling.is_written_to(reservation):
        telling.tell(reservation, "confirmed", due=now, now=now)
    return reservation


def claim(slot: "Slot", now: datetime, actor: Actor, override: str, **values: object) -> Reservation:
    """Hold a seat for who is at the desk or on the telephone: the desk's own share where one is left, else one of
    everybody's, for which the line is asked first. SlotTaken, LineFirst."""
    own = desk_seats(slot, now)
    if own:
        waiting_line.serve(now)  # who lost one of these seats to a closed day goes first
        with suppress(SlotTaken), db.session.begin_nested():
            return claims.claim_new(slot.id, own, now, **values)
    with waiting_line.after_the_line(slot, now, actor=actor, override=override), db.session.begin_nested():
        return claims.claim_new(slot.id, citizens_seats(slot, now), now, **values)


def _walks_in(slot: "Slot", via: str, now: datetime) -> bool:
    """Whether this is somebody at the desk on the day, in a field in which walk-ins take what is free."""
    is_today = slot.day.date == clock.office_date(now)
    return via == WALK_IN and is_today and consultations.get_field(slot.desk).walk_in == "walk_in_ok"


def _says_more(person: Person) -> bool:
    """Whether anything optional was said, which the clerk read out beforehand."""
    proxy = person.proxy
    of_proxy = proxy is not None and bool(person.phone or proxy.email)
    return bool(person.question or person.email or person.answers) or of_proxy


def _is_same(first: Reservation, slot_id: int, person: Person) -> bool:
    return first.slot_id == slot_id and first.person_key == crypto.vault().index(person.key_text)


def answer_state(reservation: Reservation, wanted: str, *, actor: Actor, now: datetime) -> Reservation:
    """Take the reservation to `checked_in`, `done`, `left` or `no_show`; being there already changes nothing.

    Not before its day, and nobody is absent before the start. Going back is for `undo` alone: a page that was opened
    before the consultation ended must not reopen it. Who leaves early frees the seat, as who does not
    come. NotAllowedNow, PeopleDestroyed.
    """
    reservation = claims.lock(reservation)
    if reservation.state == wanted:
        return reservation
    ensure_people(reservation)
    if wanted not in ACTIONS or UNDONE.get(reservation.state) == wanted:
        raise NotAllowedNow(state=reservation.state, wanted=wanted)
    ensure_may(reservation.state, wanted)
    too_early = clock.office_date(now) < reservation.slot.day.date
    if too_early or (wanted == NO_SHOW and now < reservation.slot.starts_at):
        raise NotAllowedNow(state=reservation.state, wanted=wanted)
    before = {"state": reservation.state}
    freed = {} if wanted in OCCUPYING else {"seat": None, "open_key": None}
    claims.write(reservation, state=wanted, changed_at=now, **freed)
    audit.changed(ACTIONS[wanted], actor=actor, now=now, **audited(reservation), before=before, after={"state": wanted})
    return reservation


def undo(reservation: Reservation, *, actor: Actor, now: datetime, step: str = "") -> Reservation:
    """Take back the last step at the desk, on the day itself. After `no_show` and `left` the seat is claimed again:
    SlotTaken where somebody has it.

    step: the state to take back, as the clerk's page showed it; one that was taken back already changes nothing more,
    so that pressing twice does not go back two steps. NotAllowedNow where there is nothing to take back; UndoOver on a
    later day, PeopleDestroyed.
    """
    calendar.lock_slot(reservation.slot.token, now)
    reservation = claims.lock(reservation)
    if step in UNDONE and reservation.state == UNDONE[step]:
        return reservation
    ensure_people(reservation)
    if step and reservation.state != step:
        raise NotAllowedNow(state=reservation.state, wanted="undo")
    if reservation.state not in UNDONE:
        raise NotAllowedNow(state=reservation.state, wanted="undo")
    if clock.office_date(now) > reservation.slot.day.date:
        raise UndoOver
    before, wanted = {"state": reservation.state}, UNDONE[reservation.state]
    if reservation.seat is None:
        seat_again(reservation, reservation.slot, every_seat(reservation.slot), now, state=wanted, **UNSAID)
        appoint_expert(reservation)
    else:
        claims.write(reservation, state=wanted, changed_at=now, **UNSAID)
    audit.changed(
        "reservation.undone", actor=actor, now=now, **audited(reservation), before=before, after={"state": wanted}
    )
    return reservation


def reveal(reservation: Reservation, *, actor: Actor, now: datetime, reason: str = "") -> Reservation:
    """Show hidden personal data to who asks; that it was asked for is logged first."""
    audit.changed("reservation.revealed", actor=actor, now=now, **audited(reservation), reason=reason)
    db.session.flush()
    return reservation
