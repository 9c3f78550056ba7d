"""What a citizen does: hold, extend, reserve, look up, move, cancel."""

import hmac
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from sqlalchemy import select

from booking import crypto
from booking.accounts import service as accounts
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.consultations import service as consultations
from booking.db import db
from booking.reservations import queries
from booking.reservations.errors import (
    AlreadyReserved,
    AlreadyStarted,
    ConsentMissing,
    CutOffPassed,
    HoldGone,
    HoldUnknown,
    NoMoreExtensions,
    NotOpenYet,
    OtherDesk,
    ReservationUnknown,
    SlotTaken,
)
from booking.reservations.models import Reservation
from booking.reservations.rules.people import Person, read_phone
from booking.reservations.rules.states import (
    CANCELLED,
    DISPLACED,
    EXPIRED,
    FORM,
    HELD,
    RESERVED,
    booking_window,
    ensure_may,
    normalise_reference,
)
from booking.reservations.service import claims, telling
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import Slot


def hold(slot_token: str, holder: str, *, now: datetime) -> Reservation:
    """Claim a seat of the slot for a citizen who is about to fill in the form.

    A browser holds at most `reservations.holds_per_browser` seats; one more lets go of its oldest.
    SlotUnknown, DayClosed, NotOpenYet, CutOffPassed, SlotTaken.
    """
    slot = calendar.lock_slot(slot_token, now)
    ensure_online(slot, now)
    mine = select(Reservation.id).where(
        Reservation.holder == holder, Reservation.state == HELD, Reservation.purpose == FORM
    )
    live = list(db.session.scalars(mine.order_by(Reservation.held_at.desc(), Reservation.id.desc())))
    claims.expire(live[settings.get("reservations.holds_per_browser") - 1 :], now)
    return claims.claim_new(slot.id, slot.capacity, now, holder=holder, purpose=FORM, expires_at=_hold_end(now))


def extend(token: str, *, now: datetime) -> Reservation:
    """Give the citizen the full time again, counted from now. A lapsed hold is claimed again where its seat is free.

    HoldUnknown, HoldGone, NoMoreExtensions, DayClosed. A hold that became a booking is returned as it is.
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
    return reservation


def reserve(
    token: str, person: Person, *, holder: str, consent_version: str, actor: Actor, now: datetime
) -> Reservation:
    """Make the hold a booking of this person. The token is the idempotency key: repeating it gives the first booking.

    A hold that lapsed while typing is claimed again where its seat is free. holder: the browser that the booking
    belongs to from now on. HoldUnknown, HoldGone, AlreadyReserved, DayClosed, CutOffPassed, ConsentMissing.
    """
    if not consent_version:
        raise ConsentMissing(field="consent")
    reservation = _locked_hold(token, now)
    if reservation.is_booked:
        return reservation
    values = {"holder": holder, "consent_version": consent_version, "consent_at": now}
    book(reservation, person, now=now, check_person=True, **values)
    audit.changed("reservation.reserved", actor=actor, now=now, **audited(reservation), after={"state": RESERVED})
    telling.tell(reservation, "confirmed", due=now, now=now)
    return reservation


def book(reservation: Reservation, person: Person, *, now: datetime, check_person: bool, **values: object) -> None:
    """Write the person into a held or lapsed reservation and make it a booking, with an expert of the field.

    check_person False leaves the one-a-day rule aside (staff, with a reason).
    """
    ensure_may(reservation.state, RESERVED)
    key = crypto.vault().index(person.key_text)
    values |= {
        "state": RESERVED,
        "reserved_at": now,
        "name": person.name,
        "phone": person.phone,
        "email": person.email,
        "question": person.question,
        "phone_index": crypto.vault().index(person.phone),
        "person_key": key,
        "open_key": open_key(reservation.slot, key) if check_person else None,
    }

    def write(reference: str) -> None:
        if reservation.state == HELD:
            claims.write(reservation, reference=reference, changed_at=now, **values)
        else:
            _claim_again(reservation, now, reference=reference, **values)

    try:
        claims.with_reference(write)
    except AlreadyReserved as error:
        error.field = "name"
        raise
    _appoint_expert(reservation)


def look_up(reference: str, phone: str, *, actor: Actor, now: datetime) -> Reservation:
    """The booking with this reference and telephone, as they were typed.

    Failures count against the reference, whoever tries; ReservationUnknown is the same for an unknown
    reference and for a telephone that does not fit. Locked after too many.
    """
    wanted = normalise_reference(reference)
    subject = f"lookup:{wanted}"
    accounts.ensure_not_locked(subject, now)
    index = crypto.vault().index(read_phone(phone))
    found = db.session.scalar(select(Reservation).where(Reservation.reference == wanted))
    known = found.phone_index if found is not None and found.phone_index else crypto.vault().index("nobody")
    if not hmac.compare_digest(known, index) or found is None:
        accounts.note_failure(subject, now)
        audit.seen("reservation.look_up_failed", actor=actor, now=now)
        raise ReservationUnknown(field="reference")
    accounts.clear_failures(subject)
    return found


def move(reservation: Reservation, slot_token: str, *, actor: Actor, now: datetime, override: str = "") -> Reservation:
    """Change slot and seat in one step; reference, token and messages stay, and on failure nothing has changed.

    override: a member of staff's reason to leave opening moment and cut-off aside, logged.
    SlotTaken, OtherDesk, NotAllowedNow, AlreadyReserved, NotOpenYet, CutOffPassed, DayClosed.
    """
    slot = calendar.lock_slot(slot_token, now)
    reservation = claims.lock(reservation)
    if reservation.state not in (RESERVED, DISPLACED):
        ensure_may(reservation.state, DISPLACED)
    if slot.desk != reservation.slot.desk:
        raise OtherDesk
    if slot.id == reservation.slot_id and reservation.seat is not None:
        return reservation
    if not override:
        ensure_online(slot, now)
        if reservation.state == RESERVED and now >= queries.cutoff(reservation.slot.day.date):
            raise CutOffPassed(field="slot", cutoff=queries.cutoff(reservation.slot.day.date))
    before = {"state": reservation.state, "slot": reservation.slot.starts_at.isoformat()}
    held_key = reservation.open_key is not None or reservation.state == DISPLACED
    key = open_key(slot, reservation.person_key or "") if held_key and not override else None
    claims.claim_seat(reservation, slot.id, slot.capacity, now, state=RESERVED, moved_at=now, open_key=key)
    _appoint_expert(reservation)
    after = {"state": RESERVED, "slot": slot.starts_at.isoformat()}
    audit.changed(
        "reservation.moved", actor=actor, now=now, **audited(reservation), before=before, after=after, reason=override
    )
    telling.tell(reservation, "moved", due=now, now=now)
    return reservation


def cancel(reservation: Reservation, *, actor: Actor, now: datetime, reason: str = "") -> Reservation:
    """Free the seat. Open until the start, for a freed seat helps somebody; cancelling again changes nothing.

    AlreadyStarted, NotAllowedNow.
    """
    reservation = claims.lock(reservation)
    if reservation.state == CANCELLED:
        return reservation
    ensure_may(reservation.state, CANCELLED)
    if now >= reservation.slot.starts_at and reservation.state == RESERVED:
        raise AlreadyStarted
    before = {"state": reservation.state}
    claims.write(reservation, state=CANCELLED, seat=None, open_key=None, changed_at=now)
    audit.changed(
        "reservation.cancelled",
        actor=actor,
        now=now,
        **audited(reservation),
        before=before,
        after={"state": CANCELLED},
        reason=reason,
    )
    telling.tell(reservation, "cancelled", due=now, now=now)
    return reservation


def ensure_online(slot: "Slot", now: datetime) -> None:
    """NotOpenYet or CutOffPassed unless citizens may book this slot now."""
    cutoff = queries.cutoff(slot.day.date)
    window = booking_window(now, slot.day.opens_at, cutoff)
    if window == "not_open_yet":
        raise NotOpenYet(field="slot", opens_at=slot.day.opens_at)
    if window == "over":
        raise CutOffPassed(field="slot", cutoff=cutoff)


def open_key(slot: "Slot", person_key: str) -> str | None:
    """Field, day and person as one unique text, or None where the rule is switched off."""
    if not settings.get("reservations.one_per_field_and_day"):
        return None
    return f"{slot.desk}|{slot.day.date.isoformat()}|{person_key}"


class Whose(TypedDict):
    """Subject and person of an audit entry."""

    subject: str
    person: str


def audited(reservation: Reservation) -> Whose:
    """Subject and person of an audit entry about this reservation: whose data, without the data."""
    return {"subject": f"reservation:{reservation.reference}", "person": reservation.person_key or ""}


def _hold_end(now: datetime) -> datetime:
    return now + timedelta(minutes=settings.get("reservations.hold_minutes"))


def _locked_hold(token: str, now: datetime) -> Reservation:
    found = queries.find_hold(token)
    if found is None:
        raise HoldUnknown
    if found.is_booked:
        return found
    calendar.lock_slot(found.slot.token, now)
    return claims.lock(found)


def _claim_again(reservation: Reservation, now: datetime, **values: object) -> None:
    ensure_may(EXPIRED, str(values["state"]))
    try:
        ensure_online(reservation.slot, now)
        claims.claim_seat(reservation, reservation.slot_id, reservation.slot.capacity, now, **values)
    except SlotTaken as error:
        raise HoldGone from error


def _appoint_expert(reservation: Reservation) -> None:
    if reservation.seat is None:
        raise ValueError("only a seated reservation has an expert")
    expert = consultations.expert_for(reservation.slot, reservation.seat)
    reservation.expert_id = expert.id if expert else None
    db.session.flush()
