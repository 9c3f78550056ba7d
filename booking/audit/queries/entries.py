"""The entries of the log, and how far it is sealed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, func, or_, select

from booking import clock
from booking.audit.models import AccessEntry, SealState
from booking.audit.rules import Actor
from booking.db import db


@dataclass(frozen=True)
class Wanted:
    """Which entries; empty is any.

    day: the office's. account: by or about accounts whose log-in name contains it. about: a subject; it finds also what
    was done with other bookings of the same person.
    """

    day: date | None = None
    account: str = ""
    action: str = ""
    about: str = ""


def list_entries(wanted: Wanted, *, page: int = 1, size: int = 50) -> tuple[list[AccessEntry], bool]:
    """Entries, newest first, and whether there are older ones. page counts from 1."""
    return paged(_matching(wanted), page, size)


def paged(query: Select[AccessEntry], page: int, size: int) -> tuple[list[AccessEntry], bool]:
    """One page of what a query finds, newest first, and whether there are older ones. page counts from 1."""
    newest = query.order_by(AccessEntry.at.desc(), AccessEntry.id.desc())
    found = db.session.scalars(newest.offset((page - 1) * size).limit(size + 1)).all()
    return list(found[:size]), len(found) > size


def first_at() -> datetime | None:
    """When the oldest entry was written; None for an empty log."""
    return db.session.scalar(select(func.min(AccessEntry.at)))


def list_about(subject: str) -> list[AccessEntry]:
    """What was done to one subject, oldest first."""
    query = select(AccessEntry).where(AccessEntry.subject == subject)
    return list(db.session.scalars(query.order_by(AccessEntry.at, AccessEntry.id)))


def list_shown(actor: Actor, subject: str, since: datetime) -> set[str]:
    """Whose data (person keys) an account has been shown of a subject since then, from where it asks now."""
    query = select(AccessEntry.person).where(AccessEntry.subject == subject, AccessEntry.at >= since)
    is_theirs = (AccessEntry.account_id == actor.account_id, AccessEntry.address == actor.address)
    return set(db.session.scalars(query.where(*is_theirs).distinct()))


def find_state() -> SealState | None:
    """How far the log is sealed and pruned; None before the first sealing."""
    return db.session.get(SealState, 1, populate_existing=True)


def count_unsealed() -> int:
    """How many entries wait for the next sealing."""
    return db.session.scalar(select(func.count()).where(AccessEntry.seq.is_(None))) or 0


def find_digest(number: int) -> str | None:
    """The digest of a sealed entry, to be held against one noted earlier; None where there is no such entry."""
    return db.session.scalar(select(AccessEntry.digest).where(AccessEntry.seq == number))


def _matching(wanted: Wanted) -> Select[AccessEntry]:
    query = select(AccessEntry)
    if wanted.day is not None:
        first = clock.at_office(wanted.day, time.min)
        query = query.where(AccessEntry.at >= first, AccessEntry.at < first + timedelta(days=1))
    if wanted.account:
        is_by = AccessEntry.account_name.icontains(wanted.account, autoescape=True)
        is_to = AccessEntry.subject.icontains(wanted.account, autoescape=True) & AccessEntry.subject.like("account:%")
        query = query.where(or_(is_by, is_to))
    if wanted.action:
        query = query.where(AccessEntry.action == wanted.action)
    if wanted.about:
        people = select(AccessEntry.person).where(AccessEntry.subject == wanted.about, AccessEntry.person != "")
        query = query.where(or_(AccessEntry.subject == wanted.about, AccessEntry.person.in_(people)))
    return query
