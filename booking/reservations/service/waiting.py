"""What people do in line: join, leave, accept an offer or decline it. Staff do the same for callers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from booking import clock, crypto
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.consultations import queries as consultations
from booking.db import db, new_token
from booking.reservations.errors import (
    AlreadyWaiting,
    BookedThen,
    ConsentMissing,
    DatesBackwards,
    DatesPast,
    FieldMissing,
    NoDayThen,
    OfferOver,
    TooManyWaits,
    WaitingUnknown,
)
from booking.reservations.models import Reservation, WaitingEntry, WaitingWish
from booking.reservations.queries import waiting as queries
from booking.reservations.queries import waiting_days
from booking.reservations.rules import waiting as rules
from booking.reservations.rules.people import Person, Proxy
from booking.reservations.rules.states import ONLINE, RESERVED, WEB
from booking.reservations.rules.waiting import Wish
from booking.reservations.service import claims, telephones, telling, waiting_line, waiting_telling
from booking.reservations.service.holding import book
from booking.reservations.service.pausing import ensure_not_paused
from booking.reservations.service.shared import audited, columns_of
from booking.settings import queries as settings


def make_wish(desks: list[str], first: date, last: date | None, now: datetime) -> Wish:
    """A wish that can come true. FieldMissing, DatesPast, DatesBackwards, NoDayThen; each names its form field."""
    offered = {field.key for field in consultations.list_desks(active_only=True)}
    if not desks or not set(desks) <= offered:
        raise FieldMissing(field="desks")
    today = clock.office_date(now)
    if last is not None and last < today:
        raise DatesPast(field="last")
    if last is not None and last < first:
        raise DatesBackwards(field="last")
    wish = Wish(frozenset(desks), max(first, today), last)
    if waiting_days.has_no_day(wish, now):
        raise NoDayThen(field="last")
    return wish


def join(
    wish: Wish,
    person: Person,
    *,
    holder: str | None,
    consent_version: str,
    actor: Actor,
    now: datetime,
    consent_basis: str | None = None,
    consent_optional: str | None = None,
    via: str = WEB,
    token: str = "",
    language: str = "ko",
) -> WaitingEntry:
    """Stand in line, last of all. What is free right now and fits is offered at once, after those before.

    token: the idempotency key of the form; sending it again from the same browser gives the first entry.
    ConsentMissing, AlreadyWaiting, BookedThen, TooManyWaits, TooManyToday.
    """
    if not consent_version:
        raise ConsentMissing(field="consent")
    if via in ONLINE:  # nobody waits for what they could not accept; staff judge for themselves
        ensure_not_paused(person, now)
    waiting_line.lock()
    before = queries.find_entry(token) if token else None
    columns = columns_of(person)
    reached = ("phone", "proxy_phone")
    is_same = before is not None and all(getattr(before, name) == columns[name] for name in reached)
    if before is not None and before.holder == holder and is_same:
        return before
    key, named = columns["person_key"] or "", "person_name" if person.proxy else "name"
    ensure_room(telephones.indexes(person))
    if queries.is_in_line(key, wish.desks):
        raise AlreadyWaiting(field=named)
    if waiting_days.is_booked_throughout(key, wish, now):
        raise BookedThen(field="last")
    telephones.count_act(telephones.reached(person), actor=actor, now=now)
    entry = WaitingEntry(
        token=new_token() if before else token or new_token(),
        first_date=wish.first,
        last_date=wish.last,
        joined_at=now,
        changed_at=now,
        via=via,
        holder=holder,
        **columns,
        open_key=open_key_of(key, wish),
        consent_version=consent_version,
        consent_at=now,
        consent_by=actor.name or None,
        consent_basis=consent_basis,
        consent_optional=consent_optional,
        language=language,
        wishes=[WaitingWish(desk=desk) for desk in sorted(wish.desks)],
    )
    _insert(entry, named)
    place = max(queries.count_before(entry).values())
    waiting_line.note(rules.JOINED, now, entry=entry, place=place, actor=actor)
    waiting_line.serve(now)
    return entry


def open_key_of(person_key: str, wish: Wish) -> str:
    """What nobody else in line has: this person for these fields."""
    return crypto.vault().index(f"{person_key}|{','.join(sorted(wish.desks))}")


def ensure_room(indexes: Mapping[str, str]) -> None:
    """TooManyWaits where a telephone has as many places in line as it may have, with its field.

    indexes: the form's fields by the fingerprints. All who join or correct hold the line's lock, so nobody slips in.
    """
    limit = settings.get("waiting.per_phone")
    for index, field in indexes.items():
        if queries.count_open(index) >= limit:
            raise TooManyWaits(field=field, limit=limit)


def _insert(entry: WaitingEntry, named: str) -> None:
    def write(reference: str) -> None:
        entry.reference = reference
        with db.session.begin_nested():
            db.session.add(entry)
            db.session.flush()

    try:
        claims.with_reference(write)
    except IntegrityError as error:
        if "open_key" not in str(error.orig):
            raise
        raise AlreadyWaiting(field=named) from error


def leave(entry: WaitingEntry, *, actor: Actor, now: datetime, reason: str = "") -> WaitingEntry:
    """Out of the line; a running offer passes to the next. Again, it changes nothing."""
    entry, offer = _locked(entry)
    if not entry.is_open:
        return entry
    if offer is not None:
        waiting_line.end_offer(offer, rules.DECLINED, now, actor=actor)
    waiting_line.end(entry, rules.LEFT, now, actor=actor, reason=reason)
    waiting_line.serve(now)
    return entry


def accept(
    entry: WaitingEntry, offer_token: str, *, holder: str | None, actor: Actor, now: datetime, reason: str = ""
) -> Reservation:
    """Book the offered place for the person in line, under the usual rules. Again, it gives the first booking.

    holder: the browser that the booking belongs to. reason: with one, staff leave the one-a-day rule and a pause after
    missed visits aside. OfferOver where the time to answer is past or it is another offer, DayClosed, AlreadyReserved,
    BookingPaused.
    """
    seen = queries.find_offer(entry)
    if seen is not None:
        calendar.lock_slot(seen.slot.token, now)
    entry, offer = _locked(entry)
    done = queries.find_booking(entry)
    if done is not None and done.token == offer_token:
        return done
    if offer is None or offer.token != offer_token or offer.expires_at is None or offer.expires_at <= now:
        raise OfferOver
    if entry.name is None:
        raise WaitingUnknown
    consent: dict[str, Any] = {
        "consent_version": entry.consent_version,
        "consent_at": entry.consent_at,
        "consent_by": entry.consent_by,
        "consent_basis": entry.consent_basis,
        "consent_optional": entry.consent_optional,
        "optional_version": entry.optional_version,
        "optional_at": entry.optional_at,
    }
    person = Person(entry.name, entry.phone, entry.email, proxy=_proxy_of(entry))
    book(offer, person, now=now, check_person=not reason, holder=holder, language=entry.language, **consent)
    waiting_line.end(entry, rules.SERVED, now)
    waiting_line.note(rules.ACCEPTED, now, entry=entry, slot=offer.slot, actor=actor, reason=reason)
    audit.changed("reservation.reserved", actor=actor, now=now, **audited(offer), after={"state": RESERVED})
    telling.tell(offer, "confirmed", due=now, now=now)
    return offer


def _proxy_of(entry: WaitingEntry) -> Proxy | None:
    if entry.proxy_name is None or entry.proxy_phone is None:
        return None
    return Proxy(entry.proxy_name, entry.proxy_phone, entry.proxy_email)


def decline(entry: WaitingEntry, offer_token: str, *, actor: Actor, now: datetime) -> WaitingEntry:
    """Let the offered place pass to the next, and stay in line. An offer that runs no more changes nothing."""
    entry, offer = _locked(entry)
    if offer is not None and offer.token == offer_token:
        waiting_line.end_offer(offer, rules.DECLINED, now, actor=actor)
        waiting_line.serve(now)
    return entry


def _locked(entry: WaitingEntry) -> tuple[WaitingEntry, Reservation | None]:
    """The entry and its running offer as they are once the line is ours."""
    waiting_line.lock()
    entry = db.session.get_one(WaitingEntry, entry.id, populate_existing=True)
    offer = queries.find_offer(entry)
    return entry, claims.lock(offer) if offer is not None else None


def end_past(now: datetime) -> int:
    """End the entries whose last day is over, and those without one that have waited long; each is told. How many."""
    waiting_line.lock()
    today = clock.office_date(now)
    longest = now - relativedelta(months=settings.get("waiting.months"))
    over = or_(
        WaitingEntry.last_date < today,
        WaitingEntry.last_date.is_(None) & (WaitingEntry.joined_at <= longest),
    )
    rows = list(db.session.scalars(select(WaitingEntry).where(WaitingEntry.state == rules.WAITING, over)))
    for row in rows:
        waiting_line.end(row, rules.ENDED, now)
        waiting_telling.tell_later(row, "line_ended", now)
    return len(rows)


def reveal(entry: WaitingEntry, *, actor: Actor, now: datetime) -> WaitingEntry:
    """Show hidden personal data to who asks; that it was asked for is logged first."""
    subject, person = f"waiting:{entry.reference}", entry.person_key or ""
    audit.changed("waiting.revealed", actor=actor, now=now, subject=subject, person=person)
    return entry
