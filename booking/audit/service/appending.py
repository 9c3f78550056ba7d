"""Append entries. They are numbered and chained later, by a job, so that no request waits for another's entry."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from booking import clock
from booking.audit.models import AccessEntry
from booking.audit.queries import list_shown
from booking.audit.rules import Actor, canonical, clean
from booking.db import db, record


def changed(
    action: str,
    *,
    actor: Actor,
    now: datetime,
    subject: str = "",
    person: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Note a change in the current transaction: it is in the log exactly if it was made.

    action: dotted verb (`setting.changed`). subject: `kind:name` of what was changed. person: person key of whose data
    it is. before, after: plain values of what differs. None of them may hold a name, a telephone or a question;
    ValueError for a key that promises one.
    """
    entry = _entry(action, actor, now, subject, person, reason)
    entry.before, entry.after = canonical(before), canonical(after)
    db.session.add(entry)
    db.session.flush()


def seen(action: str, *, actor: Actor, now: datetime, subject: str = "", person: str = "", reason: str = "") -> None:
    """Note that something was looked at or refused, whatever becomes of the current transaction."""
    record(_entry(action, actor, now, subject, person, reason))


def seen_each(
    action: str, *, actor: Actor, now: datetime, subject: str, people: Iterable[str], reason: str = ""
) -> None:
    """Note that a list was looked at or taken away: one entry for each person (person keys) whose data it showed.

    One entry each, and not one with a list, so that "whose data did this account see" is one query by columns. A list
    that showed nobody's data leaves one entry without a person.
    """
    found = dict.fromkeys(person for person in people if person) or [""]
    record(*(_entry(action, actor, now, subject, person, reason) for person in found))


def seen_news(action: str, *, actor: Actor, now: datetime, subject: str, people: Iterable[str]) -> None:
    """The same for a list that asks for news by itself all day: only of those whom the account has not been shown there
    today. Each new line would else enter everybody once more, and who looked at whom would drown in it."""
    morning = clock.at_office(clock.office_date(now), time.min)
    new = {person for person in people if person} - list_shown(actor, subject, morning)
    if new:
        seen_each(action, actor=actor, now=now, subject=subject, people=sorted(new))


def _entry(action: str, actor: Actor, now: datetime, subject: str, person: str, reason: str) -> AccessEntry:
    return AccessEntry(
        at=now,
        account_id=actor.account_id,
        account_name=clean(actor.name, 255),
        role=actor.role,
        address=clean(actor.address, 45),
        action=action,
        subject=clean(subject, 200),
        person=clean(person, 64),
        reason=clean(reason, 500),
    )
