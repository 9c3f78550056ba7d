"""What is kept about somebody in line: corrected on their own wish, and destroyed then or after the notice's time."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db
from booking.notices import service as notices
from booking.reservations.errors import AlreadyWaiting, NotAllowedNow
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries import waiting as queries
from booking.reservations.queries.consent import service_of, waiting_notice_in_force
from booking.reservations.rules.people import correct_person
from booking.reservations.rules.retention import DAYS, WAITING
from booking.reservations.rules.waiting import SERVED
from booking.reservations.service import waiting, waiting_line, waiting_telling
from booking.reservations.service.consent import Later, agree_later
from booking.reservations.service.destruction import Kind, register
from booking.reservations.service.shared import columns_of

PERSON = (
    "name",
    "phone",
    "email",
    "phone_index",
    "proxy_name",
    "proxy_phone",
    "proxy_email",
    "proxy_phone_index",
    "person_key",
    "holder",
    "consent_by",
)
"""What names or finds somebody."""

REACHED = ("phone", "email", "proxy_phone", "proxy_email")
"""How the people of an entry are reached: what they correct."""


def may_correct(entry: WaitingEntry) -> bool:
    """Whether how somebody is reached can still be corrected here; once it led to a booking, there."""
    return entry.is_open and entry.destroyed_at is None


def correct(
    entry: WaitingEntry,
    phone: str,
    email: str,
    *,
    proxy_phone: str = "",
    proxy_email: str = "",
    consent: Later,
    actor: Actor,
    now: datetime,
) -> WaitingEntry:
    """Correct telephone and e-mail; the place in line stays, and who was offered a place is told at the new telephone.

    proxy_phone, proxy_email: of who stands in line for the person; they count only where somebody does.
    consent: as for a booking, where something optional is added. NotAllowedNow, PhoneInvalid, EmailInvalid and their
    like, AlreadyWaiting, TooManyWaits, OptionalMissing, NoticeChanged.
    """
    waiting_line.lock()
    entry = queries.get_by_key(entry.id)
    if not may_correct(entry):
        raise NotAllowedNow(state=entry.state, wanted="correct")
    proxy = (entry.proxy_name, proxy_phone, proxy_email) if entry.proxy_name else None
    read = columns_of(correct_person(entry.name or "", phone, email, proxy=proxy))
    changed = sorted(name for name in REACHED if getattr(entry, name) != read[name])
    if not changed:
        return entry
    values: dict[str, Any] = {**read, "changed_at": now}
    if any(read[name] and not getattr(entry, name) for name in REACHED):  # what is required was there before
        find = partial(waiting_notice_in_force, service_of(entry.wish.desks))
        values |= agree_later(entry, consent, now, find)
    _ensure_room(entry, read)
    values["open_key"] = waiting.open_key_of(read["person_key"] or "", entry.wish)
    _write(entry, values, "phone" if "phone" in changed else "proxy_phone")
    subject, whose = waiting_telling.subject_of(entry), entry.person_key or ""
    after = {"fields": ", ".join(changed)}
    audit.changed("waiting.corrected", actor=actor, now=now, subject=subject, person=whose, after=after)
    offer = queries.find_offer(entry)
    if offer is not None and offer.expires_at is not None and offer.expires_at > now:
        waiting_telling.tell_offer(entry, offer.expires_at, now)
    return entry


def _ensure_room(entry: WaitingEntry, read: dict[str, str | None]) -> None:
    """TooManyWaits at a telephone that had no part in this entry; those that had count it already."""
    known = (entry.phone_index, entry.proxy_phone_index)
    after = {read[f"{name}_index"]: name for name in ("phone", "proxy_phone")}
    waiting.ensure_room({index: name for index, name in after.items() if index and index not in known})


def _write(entry: WaitingEntry, values: dict[str, Any], field: str) -> None:
    try:
        with db.session.begin_nested():
            for name, value in values.items():
                setattr(entry, name, value)
            db.session.flush()
    except IntegrityError as error:
        if "open_key" not in str(error.orig):
            raise
        raise AlreadyWaiting(field=field) from error


def may_delete(entry: WaitingEntry) -> bool:
    """Whether who stood in line can be deleted on this entry's page; once it led to a booking, along with that."""
    return entry.destroyed_at is None and (entry.state != SERVED or queries.find_booking(entry) is None)


def delete(entry: WaitingEntry, *, actor: Actor, now: datetime) -> WaitingEntry:
    """Destroy who stands in line now, on their wish: out of the line first, an offer passes on. NotAllowedNow."""
    entry = waiting.leave(entry, actor=actor, now=now)
    if entry.destroyed_at is not None:
        return entry
    if not may_delete(entry):
        raise NotAllowedNow(state=entry.state, wanted="delete")
    _delete(entry, actor, now)
    return entry


def delete_with(reservation: Reservation, *, actor: Actor, now: datetime) -> None:
    """Destroy who stood in line for this booking too, where it came of an offer: its people are deleted."""
    if reservation.waiting_id is None:
        return
    entry = queries.get_by_key(reservation.waiting_id)
    if entry.destroyed_at is None:
        _delete(entry, actor, now)


def _select_due(before: datetime, _today: date) -> Any:
    over = (WaitingEntry.ended_at < before, WaitingEntry.destroyed_at.is_(None))
    return select(WaitingEntry.id, WaitingEntry.reference, WaitingEntry.ended_at).where(*over).order_by(WaitingEntry.id)


def _destroy_all(ids: Sequence[int], now: datetime) -> None:
    query = select(WaitingEntry).where(WaitingEntry.id.in_(ids)).order_by(WaitingEntry.id)
    for entry in db.session.scalars(query.execution_options(populate_existing=True)).all():
        _destroy(entry, "waiting.destroyed", Actor.job("destroy_past_due"), now)


PEOPLE_IN_LINE = Kind(WAITING, DAYS, "waiting.keep_days", WaitingEntry, _select_due, _destroy_all)
"""Who stood in the line, some days after it was over; wish, state and times stay."""


def _delete(entry: WaitingEntry, actor: Actor, now: datetime) -> None:
    _destroy(entry, "waiting.deleted", actor, now)
    register(WAITING, [clock.office_date(entry.ended_at or now)], now=now)


def _destroy(entry: WaitingEntry, action: str, actor: Actor, now: datetime) -> None:
    subject, person = f"waiting:{entry.reference}", entry.person_key or ""
    for name in PERSON:
        setattr(entry, name, None)
    entry.destroyed_at = now
    notices.forget_notes(subject)
    db.session.flush()
    audit.changed(action, actor=actor, now=now, subject=subject, person=person)
