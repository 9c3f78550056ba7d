"""Reading the waiting list: who is in line, with which offer, what happened, and what is kept from the public."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, or_, select

from booking import clock
from booking.calendar import queries as calendar
from booking.db import db
from booking.notices.queries import quiet_hours
from booking.reservations.errors import WaitingUnknown
from booking.reservations.models import Reservation, WaitingEntry, WaitingEvent, WaitingPass, WaitingWish
from booking.reservations.rules import waiting as rules
from booking.reservations.rules import waiting_log
from booking.reservations.rules.states import CANCELLED, HELD, OCCUPYING, OFFER, normalise_reference
from booking.reservations.rules.waiting import OFFERED, OPEN, WAITING, CallHours, InLine, Opening, Wish
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import Slot


def is_anything_to_serve(now: datetime) -> bool:
    """Whether somebody waits without an offer, or an offer's time is over."""
    lapsed = (Reservation.state == HELD, Reservation.purpose == OFFER, Reservation.expires_at <= now)
    return bool(
        db.session.scalar(
            select(or_(exists().where(WaitingEntry.state == WAITING), exists(select(Reservation.id).where(*lapsed))))
        )
    )


def answer_until(since: datetime, *, by_call: bool) -> datetime:
    """When the time to answer an offer is over that was made at `since`.

    It stands still in the quiet hours. Whom only a call reaches is given the hours in which the office calls.
    """
    minutes = settings.get("waiting.offer_minutes")
    if not by_call:
        return quiet_hours().deadline(since, minutes)
    first = clock.office_date(since)
    holidays = calendar.holidays(first, first + timedelta(days=60))
    return CallHours(settings.get("waiting.calls_from"), settings.get("waiting.calls_to"), holidays).deadline(
        since, minutes
    )


def list_in_line() -> list[InLine]:
    """Everybody who waits and has no offer running, in the order of joining."""
    columns = (WaitingEntry.id, WaitingEntry.first_date, WaitingEntry.last_date, WaitingEntry.person_key)
    entries = db.session.execute(select(*columns).where(WaitingEntry.state == WAITING).order_by(WaitingEntry.id)).all()
    if not entries:
        return []
    keys = [entry.id for entry in entries]
    desks = _by_entry(WaitingWish.entry_id, WaitingWish.desk, keys)
    passed = _by_entry(WaitingPass.entry_id, WaitingPass.slot_id, keys)
    return [
        InLine(
            entry.id,
            Wish(frozenset(desks.get(entry.id, ())), entry.first_date, entry.last_date),
            entry.person_key or "",
            set(passed.get(entry.id, ())),
        )
        for entry in entries
    ]


def _by_entry(key: Any, value: Any, keys: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for entry, one in db.session.execute(select(key, value).where(key.in_(keys))):
        found.setdefault(entry, []).append(one)
    return found


def opening(slot: "Slot") -> Opening:
    """A slot as the line sees it."""
    return Opening(slot.id, slot.desk, clock.office_date(slot.starts_at))


def list_taken(line: Iterable[InLine], slots: Iterable["Slot"]) -> dict[int, set[int]]:
    """By entry key, the slots that are nothing for them though they fit the wish.

    A person may have a booking in this field on this day already, or have given back this very place.
    """
    by_key: dict[str, list[int]] = {}
    for one in line:
        by_key.setdefault(one.person_key, []).append(one.id)
    table = Reservation.slot.property.mapper.class_
    query = (
        select(Reservation.person_key, Reservation.state, table.id, table.desk, table.office_day_id)
        .join(Reservation.slot)
        .where(Reservation.person_key.in_(by_key), Reservation.state.in_({*OCCUPYING, CANCELLED}))
    )
    had = list(db.session.execute(query)) if by_key else []
    found: dict[int, set[int]] = {}
    for slot in slots if had else ():
        for key, state, slot_id, desk, day in had:
            is_same = slot.id == slot_id if state == CANCELLED else (slot.desk, slot.office_day_id) == (desk, day)
            for entry in by_key[key] if is_same else ():
                found.setdefault(entry, set()).add(slot.id)
    return found


def find_entry(token: str) -> WaitingEntry | None:
    """The entry whose page has this token."""
    return db.session.scalar(select(WaitingEntry).where(WaitingEntry.token == token))


def get_by_key(key: int) -> WaitingEntry:
    """The entry with this key, as it is now."""
    return db.session.get_one(WaitingEntry, key, populate_existing=True)


def get_entry(reference: str) -> WaitingEntry:
    """The entry with this reference, in any spelling. WaitingUnknown."""
    wanted = normalise_reference(reference)
    found = db.session.scalar(select(WaitingEntry).where(WaitingEntry.reference == wanted))
    if found is None:
        raise WaitingUnknown
    return found


def list_entries(references: Iterable[str]) -> list[WaitingEntry]:
    """The entries with these references, as they are stored."""
    return list(db.session.scalars(select(WaitingEntry).where(WaitingEntry.reference.in_(set(references)))))


def list_open() -> list[WaitingEntry]:
    """Everybody in line, in the order of joining."""
    query = select(WaitingEntry).where(WaitingEntry.state.in_(OPEN)).order_by(WaitingEntry.id)
    return list(db.session.scalars(query))


def find_offer(entry: WaitingEntry) -> Reservation | None:
    """The running offer of an entry, lapsed or not; None where none is running."""
    query = select(Reservation).where(
        Reservation.waiting_id == entry.id, Reservation.purpose == OFFER, Reservation.state == HELD
    )
    return db.session.scalar(query)


def list_offers(keys: Collection[int] | None = None) -> dict[int, Reservation]:
    """The running offers by entry key: all, or those of these entries."""
    query = select(Reservation).where(Reservation.purpose == OFFER, Reservation.state == HELD)
    query = query if keys is None else query.where(Reservation.waiting_id.in_(keys))
    return {row.waiting_id: row for row in db.session.scalars(query) if row.waiting_id is not None}


def list_offers_to(person_key: str, slot: "Slot") -> list[Reservation]:
    """The running offers of a person in the field and on the day of a slot."""
    table = Reservation.slot.property.mapper.class_
    query = (
        select(Reservation)
        .join(Reservation.slot)
        .join(WaitingEntry, WaitingEntry.id == Reservation.waiting_id)
        .where(
            Reservation.purpose == OFFER,
            Reservation.state == HELD,
            WaitingEntry.person_key == person_key,
            table.desk == slot.desk,
            table.office_day_id == slot.office_day_id,
        )
    )
    return list(db.session.scalars(query.order_by(Reservation.id)))


def find_booking(entry: WaitingEntry) -> Reservation | None:
    """The booking that an entry led to."""
    query = select(Reservation).where(Reservation.waiting_id == entry.id, Reservation.reserved_at.is_not(None))
    return db.session.scalar(query)


def count_before(entry: WaitingEntry) -> dict[str, int]:
    """By field, how many stand before this person whose wish could meet theirs."""
    query = select(WaitingEntry).where(WaitingEntry.state.in_(OPEN), WaitingEntry.id < entry.id)
    before = [other.wish for other in db.session.scalars(query)]
    return {
        desk: sum(wish.meets(Wish(frozenset({desk}), entry.first_date, entry.last_date)) for wish in before)
        for desk in sorted(entry.wish.desks)
    }


def is_in_line(person_key: str, desks: Collection[str]) -> bool:
    """Whether this person stands in line for any of these fields. To be judged, ask it holding the line."""
    mine = exists(select(WaitingWish.id).where(WaitingWish.entry_id == WaitingEntry.id, WaitingWish.desk.in_(desks)))
    return bool(
        db.session.scalar(
            select(exists().where(WaitingEntry.person_key == person_key, WaitingEntry.state.in_(OPEN), mine))
        )
    )


def count_open(phone_index: str) -> int:
    """How many open entries a telephone has, of those who are advised and of those who wait for them."""
    is_theirs = or_(WaitingEntry.phone_index == phone_index, WaitingEntry.proxy_phone_index == phone_index)
    query = select(func.count()).where(is_theirs, WaitingEntry.state.in_(OPEN))
    return db.session.scalar(query) or 0


def last_events(entry_ids: Collection[int], kinds: Iterable[str]) -> dict[int, WaitingEvent]:
    """The newest event of these kinds in the account of each of these entries that has one."""
    newest = (
        select(func.max(WaitingEvent.number))
        .where(WaitingEvent.entry_id.in_(entry_ids), WaitingEvent.kind.in_(list(kinds)))
        .group_by(WaitingEvent.entry_id)
    )
    rows = db.session.scalars(select(WaitingEvent).where(WaitingEvent.number.in_(newest)))
    return {row.entry_id: row for row in rows if row.entry_id is not None}


def list_events(entry: WaitingEntry) -> list[WaitingEvent]:
    """The account of one entry, from its joining on."""
    query = select(WaitingEvent).where(WaitingEvent.entry_id == entry.id).order_by(WaitingEvent.number)
    return list(db.session.scalars(query))


def verify() -> waiting_log.Replay:
    """Whether anybody was ever overtaken, by playing the whole account again."""
    account = select(WaitingEvent).order_by(WaitingEvent.number).execution_options(yield_per=500)
    return waiting_log.replay(_plain(row) for row in db.session.scalars(account))


def _plain(row: WaitingEvent) -> waiting_log.Event:
    wish = None
    if row.kind == rules.JOINED and row.first_date is not None:
        wish = Wish(frozenset((row.desks or "").split(",")), row.first_date, row.last_date)
    day = clock.office_date(row.starts_at) if row.starts_at else None
    return waiting_log.Event(row.number, row.kind, row.entry_id or 0, row.slot or 0, row.desk or "", day, wish)


def state_of(entry: WaitingEntry, offer: Reservation | None, now: datetime) -> str:
    """What an entry's page says: waiting, offered, lapsed (the offer's time is over), served, left, ended."""
    if entry.state == OFFERED and (offer is None or offer.expires_at is None or offer.expires_at <= now):
        return "lapsed"
    return entry.state
