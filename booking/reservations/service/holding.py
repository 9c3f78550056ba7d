"""From a time to a booking: hold, extend, reserve."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.consultations import queries as consultations
from booking.db import db
from booking.reservations import queries
from booking.reservations.errors import (
    AlreadyReserved,
    ConsentMissing,
    HoldGone,
    HoldUnknown,
    NoMoreExtensions,
    RequestRepeatedOtherwise,
    SlotTaken,
    TooManyHolds,
)
from booking.reservations.models import Reservation
from booking.reservations.queries.share import citizens_seats
from booking.reservations.rules.answers import dump, read_answers
from booking.reservations.rules.people import Person
from booking.reservations.rules.states import (
    EXPIRED,
    FORM,
    HELD,
    RESERVED,
    WEB,
    ensure_may,
)
from booking.reservations.service import claims, places, proving, telephones, telling, waiting_line
from booking.reservations.service.pausing import ensure_not_paused
from booking.reservations.service.shared import appoint_expert, audited, columns_of, ensure_online, open_key
from booking.settings import queries as settings


def hold(
    slot_token: str, holder: str, *, now: datetime, token: str | None = None, network: str = "", via: str = WEB
) -> Reservation:
    """Claim a seat of the slot for a citizen who is about to fill in the form.

    A browser holds at most `reservations.holds_per_browser` seats; one more lets go of its oldest.
    An address runs at most `reservations.holds_per_address` on one day; network: what counts as one address, empty
    where that is not limited. via: web, or api where a program asks.
    token: the name of the hold, where who asks may have to ask again without having heard the answer. The name is
    unique, so asking again (at the same moment too) gives the first hold as it is now; for another holder the name is
    in use (RequestRepeatedOtherwise).
    SlotUnknown, DayClosed, NotOpenYet, CutOffPassed, SlotTaken, LineFirst, TooManyHolds.
    """
    if token is None:
        return _claim(slot_token, holder, now, network, via=via)
    before = _find_repeated(token, holder)
    if before is not None:
        return before
    try:
        with db.session.begin_nested():
            return _claim(slot_token, holder, now, network, via=via, token=token)
    except (IntegrityError, SlotTaken, TooManyHolds):
        before = _find_repeated(token, holder)  # the same request, at the same moment on another connection
        if before is None:
            raise
        return before


def _find_repeated(token: str, holder: str) -> Reservation | None:
    found = queries.find_hold(token)
    if found is not None and found.holder != holder:
        raise RequestRepeatedOtherwise
    return found


def _claim(slot_token: str, holder: str, now: datetime, network: str, **named: str) -> Reservation:
    slot = calendar.lock_slot(slot_token, now)
    ensure_online(slot, now)
    with waiting_line.after_the_line(slot, now):
        seats = citizens_seats(slot, now)
        held = claims.claim_new(slot.id, seats, now, holder=holder, purpose=FORM, expires_at=_hold_end(now), **named)
    # Only now the oldest: who frees first and claims then can wait in a circle with somebody who does the same.
    mine = select(Reservation.id).where(
        Reservation.holder == holder, Reservation.state == HELD, Reservation.purpose == FORM, Reservation.id != held.id
    )
    others = list(db.session.scalars(mine.order_by(Reservation.held_at.desc(), Reservation.id.desc())))
    if claims.expire(others[settings.get("reservations.holds_per_browser") - 1 :], now):
        waiting_line.serve(now)
    places.take(held, network, now)
    return held


def give_up(token: str, *, now: datetime) -> Reservation:
    """Free the seat of a hold that is not wanted any more; again, it changes nothing. HoldUnknown, NotAllowedNow."""
    reservation = _locked_hold(token, now)
    if reservation.state != EXPIRED:
        ensure_may(reservation.state, EXPIRED)
        claims.expire([reservation.id], now)
        waiting_line.serve(now)
    return reservation


def extend(token: str, *, now: datetime, network: str = "") -> Reservation:
    """Give the citizen the full time again, counted from now. A lapsed hold is claimed again where its seat is free.

    network: as in `hold`; a lapsed hold whose place at its address went to another one needs a place again.
    HoldUnknown, HoldGone, NoMoreExtensions, TooManyHolds, DayClosed. A hold that became a booking is returned as it is.
    """
    reservation = _locked_hold(token, now)
    if reservation.is_booked:
        return reservation
    if reservation.extensions >= settings.get("reservations.hold_extensions"):
        raise NoMoreExtensions(limit=settings.get("reservations.hold_extensions"))
    values = {"extensions": reservation.extensions + 1, "expires_at": _hold_end(now)}
    if reservation.state == HELD:
        claims.write(reservation, changed_at=now, **values)
    else:
        _claim_again(reservation, now, state=HELD, **values)
    places.take(reservation, network, now)
    return reservation


def reserve(
    token: str,
    person: Person,
    *,
    holder: str,
    consent_version: str,
    actor: Actor,
    now: datetime,
    language: str = "ko",
    network: str = "",
    **consent: str | None,
) -> Reservation:
    """Make the hold a booking of this person. The token is the idempotency key: repeating it gives the first booking.

    A hold that lapsed while typing is claimed again where its seat is free. holder: the browser that the booking
    belongs to from now on. language: the one its messages are written in. consent: `consent_basis` and
    `consent_optional`, as the table has them. network: as in `hold`. HoldUnknown, HoldGone, AlreadyReserved,
    DayClosed, CutOffPassed, ConsentMissing, BookingPaused, TooManyBookings, TooManyToday,
    TooManyFromHere, PhoneUnproven.
    """
    if not consent_version:
        raise ConsentMissing(field="consent")
    reservation = _locked_hold(token, now)
    if reservation.is_booked:
        return reservation
    telephones.ensure_room(person, now, reservation.slot.day.kind)
    telephones.count_act(telephones.reached(person), actor=actor, now=now)
    places.count_booking(reservation.slot, network, now, "phone")
    proving.ensure_proved(reservation, (person.proxy or person).phone)
    values = {"holder": holder, "consent_version": consent_version, "consent_at": now, "language": language}
    book(reservation, person, now=now, check_person=True, is_complete=True, **values, **consent)
    audit.changed("reservation.reserved", actor=actor, now=now, **audited(reservation), after={"state": RESERVED})
    proving.forget(reservation)
    telling.tell(reservation, "confirmed", due=now, now=now)
    return reservation


def book(
    reservation: Reservation,
    person: Person,
    *,
    now: datetime,
    check_person: bool,
    is_complete: bool = False,
    **values: object,
) -> None:
    """Write the person into a held or lapsed reservation and make it a booking, with an expert of the field.

    is_complete: the field's required questions must be answered. Other refusals of an answer are raised in any case.
    check_person False leaves the one-a-day rule and a pause after missed visits aside (staff, with a reason).
    """
    ensure_may(reservation.state, RESERVED)
    if check_person:
        ensure_not_paused(person, now)
    asked = consultations.list_asked(reservation.slot.desk)
    columns = columns_of(person)
    key = columns["person_key"] or ""
    values |= {
        "state": RESERVED,
        "reserved_at": now,
        **columns,
        "question": person.question,
        "answers": dump(read_answers(asked, person.answers, is_complete=is_complete)),
        "open_key": open_key(reservation.slot, key),
    }

    def write(reference: str) -> None:
        if reservation.state == HELD:
            claims.write(reservation, reference=reference, changed_at=now, **values)
        else:
            _claim_again(reservation, now, reference=reference, **values)

    try:
        claims.with_reference(write)
    except AlreadyReserved as error:
        error.field = "person_name" if person.proxy else "name"
        if check_person:
            raise
        values |= {"open_key": None, "is_extra": True}
        claims.with_reference(write)
    places.free([reservation.id])
    appoint_expert(reservation)
    waiting_line.withdraw_from(key, reservation.slot, now)


def _hold_end(now: datetime) -> datetime:
    return now + timedelta(minutes=settings.get("reservations.hold_minutes"))


def _locked_hold(token: str, now: datetime) -> Reservation:
    found = queries.find_hold(token)
    if found is None:
        raise HoldUnknown
    if found.is_booked:
        return found
    if found.purpose != FORM:  # an offer is answered by who waited for it, on the page of the waiting list
        raise HoldUnknown
    calendar.lock_slot(found.slot.token, now)
    waiting_line.lock()
    return claims.lock(found)


def _claim_again(reservation: Reservation, now: datetime, **values: object) -> None:
    ensure_may(EXPIRED, str(values["state"]))
    try:
        ensure_online(reservation.slot, now)
        with waiting_line.after_the_line(reservation.slot, now):
            seats = citizens_seats(reservation.slot, now)
            claims.claim_seat(reservation, reservation.slot_id, seats, now, **values)
    except SlotTaken as error:
        raise HoldGone from error
