"""What people do with their own data: correct how they are reached, and have it deleted (개인정보 보호법 35조~37조).

A name is corrected by staff alone: another name would be another person on the same place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.consultations import queries as consultations
from booking.consultations.rules import Asked
from booking.errors import BookingError
from booking.notices import service as notices
from booking.reservations.errors import (
    AlreadyReserved,
    NotAllowedNow,
    NotYetTold,
    RecordKept,
    TooManyBookings,
    VisitCounts,
)
from booking.reservations.models import Reservation
from booking.reservations.queries.consent import notice_in_force
from booking.reservations.rules.answers import correct_answers, dump, load
from booking.reservations.rules.people import Person, correct_person, read_name
from booking.reservations.rules.retention import PERSON
from booking.reservations.rules.states import CANCELLED, CHECKED_IN, DISPLACED, RESERVED
from booking.reservations.service import claims, destruction, telephones, telling, waiting_data, waiting_line
from booking.reservations.service.consent import Later, agree_later
from booking.reservations.service.keeping import is_kept
from booking.reservations.service.pausing import counts_until
from booking.reservations.service.shared import audited, columns_of, open_key
from booking.reservations.service.upkeep import nobody

STAFF = ("staff", "admin")


@dataclass(frozen=True)
class Contact:
    """How people are reached and what they ask, as it was typed. The proxy's two count only where there is a proxy.

    answers: to what the field asks more, by the keys of its questions.
    name, proxy_name, language: what staff alone correct; None leaves it as it is.
    consent: the answer to the notice's optional items, which counts where some are added. Staff ask on the telephone.
    """

    phone: str = ""
    email: str = ""
    question: str = ""
    proxy_phone: str = ""
    proxy_email: str = ""
    answers: Mapping[str, str] = field(default_factory=dict, hash=False)
    name: str | None = None
    proxy_name: str | None = None
    language: str | None = None
    consent: Later = field(default_factory=Later)


def may_correct(reservation: Reservation, now: datetime, *, by_staff: bool = False) -> bool:
    """Whether a booking's contact can still be corrected. To show it only: correcting itself judges.

    by_staff: at the desk a wrong name is noticed when its person stands there, so staff may until the visit is over.
    """
    is_ahead = reservation.state == RESERVED and (by_staff or now < reservation.slot.starts_at)
    is_there = by_staff and reservation.state == CHECKED_IN
    return (is_ahead or is_there or reservation.state == DISPLACED) and reservation.destroyed_at is None


def may_delete(reservation: Reservation, now: datetime) -> bool:
    """Whether a booking's people can be deleted now: it is cancelled, or its time is over."""
    is_over = reservation.state == CANCELLED or (reservation.state != DISPLACED and now >= reservation.slot.ends_at)
    return reservation.destroyed_at is None and is_over and why_kept(reservation, now) is None


def why_kept(reservation: Reservation, now: datetime) -> BookingError | None:
    """The refusal of deleting what the office must or may keep, None where nothing is against it.

    A missed visit that counts towards a pause is kept, for deleting it would be the way around the pause. Whoever is
    still to be told of a cancelling or of another telephone is told first, or somebody else could cancel a booking and
    its owner never hear of it.
    What an inspection or a lawsuit needs is kept too (개인정보 보호법 36조 1항, 35조 4항).
    """
    if is_kept(reservation, now):
        return RecordKept()
    until = counts_until(reservation, now)
    if until is not None:
        return VisitCounts(until=until)
    return NotYetTold() if telling.is_still_to_be_told(reservation) else None


def correct_contact(reservation: Reservation, typed: Contact, *, actor: Actor, now: datetime) -> Reservation:
    """Correct telephone, e-mail, question and answers; everything that finds the booking or its person follows.

    Staff correct names too, and nobody is told of that: it is the same person, who was misheard. Where a telephone
    changes, both hear of it: the new one and the one that counted until now, for it may not be the owner who corrects.
    Of several corrections in a row the telephone before the first is told. NotAllowedNow, FieldMissing, NameInvalid,
    PhoneInvalid, EmailInvalid, IdentityNumber and their like; AlreadyReserved where it becomes a person who has a
    booking that day, TooManyBookings where that telephone has as many as it may have, TooManyToday.
    """
    waiting_line.lock()
    reservation = claims.lock(reservation)
    if not may_correct(reservation, now, by_staff=actor.role in STAFF):
        raise NotAllowedNow(state=reservation.state, wanted="correct")
    person = _read(reservation, typed)
    asked = consultations.list_asked(reservation.slot.desk)
    answers = dump(correct_answers(asked, typed.answers, reservation.given_answers))
    values = {**_values(reservation, person), "answers": answers, "language": typed.language or reservation.language}
    changed = sorted(name for name, value in values.items() if getattr(reservation, name) != value)
    if not changed:
        return reservation
    if actor.role not in STAFF and _adds_optional(reservation, values, asked):
        find = partial(notice_in_force, reservation.slot.day.kind)
        values |= agree_later(reservation, typed.consent, now, find)
    is_other_phone = "phone" in changed or "proxy_phone" in changed
    if is_other_phone:
        values |= telling.formers(reservation, changed)
        _ensure_room(reservation, person, now)
        _count(reservation, values, actor, now)
    try:
        claims.write(reservation, **values)
    except AlreadyReserved as error:
        error.field = next(name for name in ("phone", "proxy_phone", "name") if name in changed)
        raise
    what = ", ".join(name for name in changed if name in Contact.__dataclass_fields__)
    audit.changed("reservation.corrected", actor=actor, now=now, **audited(reservation), after={"fields": what})
    if is_other_phone:
        telling.tell_correction(reservation, now)
    return reservation


def delete(reservation: Reservation, *, actor: Actor, now: datetime) -> Reservation:
    """Destroy the people of a booking now, on their wish; what stays names nobody and serves the figures.

    It is entered in the register of destruction. An open booking is cancelled first, in a step of its own.
    NotAllowedNow; VisitCounts and what else `why_kept` says.
    """
    reservation = claims.lock(reservation)
    if reservation.destroyed_at is not None:
        return reservation
    kept = why_kept(reservation, now)
    if kept is not None:
        raise kept
    if not may_delete(reservation, now):
        raise NotAllowedNow(state=reservation.state, wanted="delete")
    whose = audited(reservation)
    claims.write(reservation, **nobody(now))
    notices.forget_notes(telling.subject_of(reservation))
    audit.changed("reservation.deleted", actor=actor, now=now, **whose)
    destruction.register(PERSON, [reservation.slot.day.date], now=now)
    waiting_data.delete_with(reservation, actor=actor, now=now)
    return reservation


def _adds_optional(reservation: Reservation, values: Mapping[str, Any], asked: Iterable[Asked]) -> bool:
    """Whether an optional item is there now that was not."""
    names = ("email", "question", "proxy_email", *(("phone",) if reservation.proxy_name else ()))
    before = {one.key for one in reservation.given_answers}
    given = {one.key for one in load(values["answers"])} - before
    is_optional = any(not one.is_required for one in asked if one.key in given)
    return is_optional or any(values[name] and not getattr(reservation, name) for name in names)


def _read(reservation: Reservation, typed: Contact) -> Person:
    name = read_name(typed.name) if typed.name is not None else reservation.name or ""
    called = reservation.proxy_name
    if called and typed.proxy_name is not None:
        called = read_name(typed.proxy_name, "proxy_name")
    proxy = (called, typed.proxy_phone, typed.proxy_email) if called else None
    return correct_person(name, typed.phone, typed.email, typed.question, proxy=proxy)


def _ensure_room(reservation: Reservation, person: Person, now: datetime) -> None:
    try:
        telephones.ensure_room(person, now, reservation.slot.day.kind, besides=reservation.id)
    except TooManyBookings as error:
        error.field = "proxy_phone" if person.proxy and error.field == "phone" else "phone"
        raise


def _count(reservation: Reservation, values: Mapping[str, object], actor: Actor, now: datetime) -> None:
    """One act of the telephones before and of those after, for all are told."""
    before: dict[str | None, str] = {reservation.phone_index: "phone", reservation.proxy_phone_index: "proxy_phone"}
    after: dict[str | None, str] = {str(values[f"{field}_index"] or ""): field for field in ("phone", "proxy_phone")}
    telephones.count_act({**before, **after}, actor=actor, now=now)


def _values(reservation: Reservation, person: Person) -> dict[str, object]:
    found = columns_of(person)
    key = open_key(reservation.slot, found["person_key"] or "") if reservation.open_key else None
    return {**found, "question": person.question, "open_key": key}
