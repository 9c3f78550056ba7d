"""Whose data an account saw, and who saw a person's: for a suspected leak (개인정보 보호법 34).

People are known by their person key. Names are not in the log; which booking a key stands for, the log knows from what
was done with that booking.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal, or_, select

from booking.audit.models import AccessEntry
from booking.db import db

INSIDERS = ("admin", "staff", "expert", "monitor")
KNOWN_BY = ("reservation:%", "waiting:%", "walk_in:%")
"""Subjects that belong to one person."""

AT_ONCE = 500
"""Keys in one statement: databases bound how many values one may have."""

_SPAN = (func.count(), func.min(AccessEntry.at), func.max(AccessEntry.at))


@dataclass
class Sight:
    """What an account saw or changed of a person's data, in all: how often, from when to when, what it did, from where.

    who: the person key, or the account's log-in name. known_by: the person's subjects.
    """

    who: str
    role: str
    first: datetime
    last: datetime
    times: int = 0
    actions: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    known_by: list[str] = field(default_factory=list)


def list_seen_by(account: str, first: datetime, before: datetime) -> list[Sight]:
    """Whose data an account (its log-in name) saw or changed from `first` to `before`, who was seen last first."""
    entry = AccessEntry
    columns = (entry.person, literal(""), entry.action, literal(""))
    query = select(*columns, *_SPAN).where(
        entry.account_name == account,
        entry.role.in_(INSIDERS),
        entry.person != "",
        entry.at >= first,
        entry.at < before,
    )
    found = _fold(db.session.execute(query.group_by(entry.person, entry.action)))
    known_by = _known_by([one.who for one in found])
    for one in found:
        one.known_by = known_by.get(one.who, [])
    return found


def list_who_saw(subjects: Collection[str]) -> list[Sight]:
    """Which accounts saw or changed the data of the person to whom these subjects belong, the latest first.

    A corrected name gives a person another key: all keys that a subject ever had count.
    """
    entry = AccessEntry
    keys = select(entry.person).where(entry.subject.in_(subjects), entry.person != "")
    columns = (entry.account_name, entry.role, entry.action, entry.address)
    is_theirs = or_(entry.subject.in_(subjects), entry.person.in_(keys))
    query = select(*columns, *_SPAN).where(entry.role.in_(INSIDERS), is_theirs)
    return _fold(db.session.execute(query.group_by(*columns)))


def is_known(account: str) -> bool:
    """Whether the log has anything of an account, by its log-in name."""
    return db.session.scalar(select(AccessEntry.id).where(AccessEntry.account_name == account).limit(1)) is not None


def _fold(rows: Iterable[Any]) -> list[Sight]:
    found: dict[tuple[str, str], Sight] = {}
    for who, role, action, address, times, first, last in rows:
        one = found.setdefault((who, role), Sight(who, role, first, last))
        one.first, one.last, one.times = min(one.first, first), max(one.last, last), one.times + times
        for value, values in ((action, one.actions), (address, one.addresses)):
            if value and value not in values:
                values.append(value)
    return sorted(found.values(), key=lambda one: (one.last, one.who), reverse=True)


def _known_by(people: Sequence[str]) -> dict[str, list[str]]:
    entry, found = AccessEntry, dict[str, list[str]]()
    belongs = or_(*(entry.subject.like(pattern) for pattern in KNOWN_BY))
    for begin in range(0, len(people), AT_ONCE):
        some = entry.person.in_(people[begin : begin + AT_ONCE])
        query = select(entry.person, entry.subject).where(some, belongs).distinct()
        for person, subject in db.session.execute(query.order_by(entry.subject)):
            found.setdefault(person, []).append(subject)
    return found
