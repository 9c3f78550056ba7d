"""Who comes without a booking: a number in the order of arrival, then the first place that is free or gets free.

All of it holds the waiting list's line, under which every seat is given: so numbers have one order, and two clerks who
give the same place away give it to the first in line, once.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from booking import clock, crypto
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import queries as calendar_queries
from booking.calendar import service as calendar
from booking.consultations import queries as consultations
from booking.db import db
from booking.reservations.errors import ConsentMissing, SlotTaken
from booking.reservations.errors.walk_ins import BookingRequired, NoPlaceNow, NotTheirTurn, NotToday
from booking.reservations.models import Reservation, WalkIn
from booking.reservations.queries import walk_ins as queries
from booking.reservations.rules.answers import dump, load, read_answers
from booking.reservations.rules.consent import YES
from booking.reservations.rules.people import Person
from booking.reservations.rules.retention import DAYS, WALK_IN
from booking.reservations.rules.states import CHECKED_IN, FORM, RESERVED
from booking.reservations.rules.states import WALK_IN as ON_FOOT
from booking.reservations.rules.walk_ins import LEFT, SEATED, WAITING
from booking.reservations.service import claims, waiting_line
from booking.reservations.service.desk import claim
from booking.reservations.service.destruction import Kind
from booking.reservations.service.holding import book
from booking.reservations.service.shared import audited

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay, Slot

NOBODY: dict[str, Any] = {"name": None, "phone": None, "person_key": None, "consent_by": None, "answers": None}
"""What names or finds somebody, emptied."""


def arrive(
    office_day: "OfficeDay",
    desk: str,
    person: Person,
    *,
    token: str,
    consent_version: str,
    consent_basis: str | None = None,
    override: str = "",
    actor: Actor,
    now: datetime,
) -> WalkIn:
    """Give somebody at the desk the next number of a field. The token is the idempotency key of the clerk's form.

    override: the reason for which a field that needs a booking takes them in, or for which its required questions stay
    open, logged. ConsentMissing, NotToday, BookingRequired; FieldMissing and the other refusals of an answer.
    """
    if not consent_version:
        raise ConsentMissing(field="consent")
    waiting_line.lock()
    before = queries.find_walk_in(token)
    if before is not None:
        return before
    is_held = office_day.is_open and bool(calendar_queries.list_slots(office_day, desk))
    if not is_held or office_day.date != clock.office_date(now):
        raise NotToday(field="desk")
    if consultations.get_field(desk).walk_in == "booking_required" and not override:
        raise BookingRequired(field="desk")
    answers = read_answers(consultations.list_asked(desk), person.answers, is_complete=not override)
    row = WalkIn(
        token=token,
        office_day_id=office_day.id,
        desk=desk,
        number=queries.next_number(office_day.id, desk),
        arrived_at=now,
        changed_at=now,
        name=person.name,
        phone=person.phone,
        person_key=crypto.vault().index(replace(person, nonce=token).key_text),
        answers=dump(answers),
        reason=override,
        consent_version=consent_version,
        consent_basis=consent_basis,
        consent_by=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    _note("walk_in.arrived", row, actor, now, reason=override)
    return row


def seat(row: WalkIn, *, actor: Actor, now: datetime) -> Reservation:
    """Book the first place of the field that is free now for who is first, and note that they are there. Again: the
    same booking.

    A place whose consultation has begun counts until it ends, for somebody may not have come. NotTheirTurn, NoPlaceNow,
    NotToday; AlreadyReserved and BookingPaused as for every booking, unless there was a reason to take them in.
    """
    today = clock.office_date(now)
    slots = calendar.lock_open_slots(today, today, {row.desk})
    waiting_line.lock()
    row = _lock(row)
    if row.reservation_id is not None:
        return db.session.get_one(Reservation, row.reservation_id)
    _ensure_first(row, today)
    booking = _claim([slot for slot in slots if slot.ends_at > now], row, actor, now)
    given = load(row.answers)
    person = Person(row.name or "", row.phone, nonce=row.token)
    consent: dict[str, Any] = {
        "consent_version": row.consent_version,
        "consent_at": row.arrived_at,
        "consent_by": row.consent_by,
        "consent_optional": YES if given else None,
    }
    book(booking, person, now=now, check_person=not row.reason, **consent, consent_basis=row.consent_basis)
    claims.write(booking, state=CHECKED_IN, answers=row.answers)  # as they were asked when the person came
    row.state, row.reservation_id, row.changed_at = SEATED, booking.id, now
    _note("walk_in.seated", row, actor, now)
    for name, value in NOBODY.items():
        setattr(row, name, value)
    whose = audited(booking)
    audit.changed("reservation.reserved", actor=actor, now=now, **whose, after={"via": ON_FOOT}, reason=row.reason)
    after = {"state": CHECKED_IN}
    audit.changed("reservation.checked_in", actor=actor, now=now, **whose, before={"state": RESERVED}, after=after)
    db.session.flush()
    return booking


def leave(row: WalkIn, *, actor: Actor, now: datetime) -> WalkIn:
    """Note that somebody went away without a place; again, or after they had one, it changes nothing."""
    waiting_line.lock()
    row = _lock(row)
    if row.state == WAITING:
        row.state, row.changed_at = LEFT, now
        _note("walk_in.left", row, actor, now)
    return row


def _lock(row: WalkIn) -> WalkIn:
    query = select(WalkIn).where(WalkIn.id == row.id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _ensure_first(row: WalkIn, today: date) -> None:
    service = consultations.get_field(row.desk).service
    office_day = calendar_queries.find_office_day(service, today)
    if office_day is None or office_day.id != row.office_day_id or row.state != WAITING:
        raise NotToday
    first = queries.first_waiting(queries.list_walk_ins(office_day))[row.desk]
    if first.id != row.id:
        raise NotTheirTurn(number=first.number)


def _claim(slots: Sequence["Slot"], row: WalkIn, actor: Actor, now: datetime) -> Reservation:
    for slot in slots:
        with suppress(SlotTaken):
            return claim(slot, now, actor, row.reason, purpose=FORM, expires_at=now, via=ON_FOOT)
    raise NoPlaceNow


def _note(action: str, row: WalkIn, actor: Actor, now: datetime, reason: str = "") -> None:
    after = {"field_key": row.desk, "number": row.number}
    subject, person = f"walk_in:{row.id}", row.person_key or ""
    audit.changed(action, actor=actor, now=now, subject=subject, person=person, after=after, reason=reason)


def _due(before: datetime, _today: date) -> Any:
    there = select(WalkIn.id, WalkIn.token, WalkIn.arrived_at).where(WalkIn.name.is_not(None))
    return there.where(WalkIn.arrived_at < before).order_by(WalkIn.id)


def _destroy(ids: Sequence[int], now: datetime) -> None:
    for row in db.session.scalars(select(WalkIn).where(WalkIn.id.in_(ids)).order_by(WalkIn.id)):
        _note("walk_in.destroyed", row, Actor.job("destroy_past_due"), now)
        row.destroyed_at = now
        for name, value in NOBODY.items():
            setattr(row, name, value)
    db.session.flush()


PEOPLE_AT_THE_DESK = Kind(WALK_IN, DAYS, "privacy.walk_in_days", WalkIn, _due, _destroy)
