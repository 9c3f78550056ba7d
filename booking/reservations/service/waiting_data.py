"""The end of what is kept about somebody in line: after the time of the privacy notice, or on their own wish."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db
from booking.reservations.errors import NotAllowedNow
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries import waiting as queries
from booking.reservations.rules.retention import DAYS, WAITING
from booking.reservations.rules.waiting import SERVED
from booking.reservations.service import waiting
from booking.reservations.service.destruction import Kind, register

PERSON = ("name", "phone", "email", "phone_index", "person_key", "holder", "consent_by")
"""What names or finds somebody."""


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
    db.session.flush()
    audit.changed(action, actor=actor, now=now, subject=subject, person=person)
