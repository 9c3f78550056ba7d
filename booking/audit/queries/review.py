"""What stands out in the log of a month: the review that 안전성 확보조치 기준 8 asks for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from booking import clock
from booking.audit.models import AccessEntry
from booking.audit.queries.entries import first_at
from booking.audit.queries.seen import INSIDERS
from booking.db import db

REVIEWED = "log.reviewed"
REFUSED = ("login.failed", "login.refused", "login.locked")
AT = time(9)
"""The hour from which staff are reminded."""

WEEK = timedelta(days=7)
LONGEST_BACK = 24
"""Months that may stand open: as long as the log is kept at least."""


@dataclass(frozen=True)
class Download:
    """A file with personal data that somebody took, and how many people's data were in it."""

    at: datetime
    role: str
    account_name: str
    address: str
    action: str
    subject: str
    reason: str
    people: int


@dataclass
class Busy:
    """What an account did on one day of the office, or in a part of it: how often, for how many people, from when to
    when."""

    account_name: str
    role: str
    day: date
    first: datetime
    last: datetime
    acts: int = 0
    people: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Month:
    """The log of a month, what stands out first.

    odd: acts outside the hours, by account and day. many: days on which an account saw more people than usual.
    refused: how often a log-in was refused, by account and how. totals: all accounts, by how many people they saw.
    """

    downloads: list[Download]
    odd: list[Busy]
    many: list[Busy]
    refused: list[tuple[str, str, int]]
    totals: list[Busy]


def read_month(month: date, *, is_odd: Callable[[datetime], bool], many: int) -> Month:
    """Read the log of a month (its first day). is_odd: whether an instant lies outside the hours. many: people that an
    account may see in a day before it stands out."""
    first, end = span(month)
    days: dict[tuple[str, date], Busy] = {}
    odd: dict[tuple[str, date], Busy] = {}
    totals: dict[str, Busy] = {}
    for at, name, role, person in _acts(first, end):
        day = clock.office_date(at)
        _count(days.setdefault((name, day), Busy(name, role, day, at, at)), at, person)
        _count(totals.setdefault(name, Busy(name, role, day, at, at)), at, person)
        if is_odd(at):
            _count(odd.setdefault((name, day), Busy(name, role, day, at, at)), at, person)
    return Month(
        downloads=_list_downloads(first, end),
        odd=list(odd.values()),
        many=sorted((one for one in days.values() if len(one.people) > many), key=_by_people),
        refused=_list_refused(first, end),
        totals=sorted(totals.values(), key=_by_people),
    )


def span(month: date) -> tuple[datetime, datetime]:
    """From when to when a month of the office is, by its first day; the end does not belong to it."""
    return clock.at_office(month, time.min), clock.at_office(clock.month_after(month, 1), time.min)


def list_reviews(month: date) -> list[AccessEntry]:
    """Who reviewed a month, oldest first."""
    query = select(AccessEntry).where(AccessEntry.action == REVIEWED, AccessEntry.subject == subject_of(month))
    return list(db.session.scalars(query.order_by(AccessEntry.at, AccessEntry.id)))


def list_months(now: datetime) -> list[date]:
    """The months that the log has, by their first days, the running one first; some years at most."""
    today, oldest = clock.office_date(now), clock.office_date(first_at() or now)
    months = (clock.month_after(today, -back) for back in range(LONGEST_BACK + 1))
    return [month for month in months if month >= oldest.replace(day=1)]


def list_open(now: datetime) -> list[date]:
    """The months that are over and that nobody has reviewed, the newest first."""
    over = list_months(now)[1:]
    query = select(AccessEntry.subject).where(AccessEntry.action == REVIEWED)
    done = set(db.session.scalars(query.where(AccessEntry.subject.in_(map(subject_of, over)))))
    return [month for month in over if subject_of(month) not in done]


def list_late(now: datetime, day: int) -> list[date]:
    """The same, from this day of the month after on, when staff are reminded."""
    return [month for month in list_open(now) if _reminders_begin(month, day) <= now]


def due_reminder(now: datetime, day: int) -> datetime:
    """When the newest reminder was due: from this day of each month on at nine, and every week after it."""
    today = clock.office_date(now)
    begins = _reminders_begin(clock.month_after(today, -1), day)
    if begins > now:
        begins = _reminders_begin(clock.month_after(today, -2), day)
    return begins + WEEK * ((now - begins) // WEEK)


def subject_of(month: date) -> str:
    """What the log calls the review of a month."""
    return f"log:{month:%Y-%m}"


def _reminders_begin(month: date, day: int) -> datetime:
    """When staff are first reminded of a month: on this day of the one after it."""
    return clock.at_office(clock.month_after(month, 1).replace(day=day), AT)


def _acts(first: datetime, end: datetime) -> Iterable[tuple[datetime, str, str, str]]:
    entry = AccessEntry
    query = select(entry.at, entry.account_name, entry.role, entry.person)
    query = query.where(entry.at >= first, entry.at < end, entry.role.in_(INSIDERS)).order_by(entry.at, entry.id)
    return ((*row,) for row in db.session.execute(query.execution_options(yield_per=1000)))


def _count(one: Busy, at: datetime, person: str) -> None:
    one.first, one.last, one.acts = min(one.first, at), max(one.last, at), one.acts + 1
    if person:
        one.people.add(person)


def _by_people(one: Busy) -> tuple[int, int, str]:
    return -len(one.people), -one.acts, one.account_name


def _list_downloads(first: datetime, end: datetime) -> list[Download]:
    entry = AccessEntry
    columns = (entry.at, entry.role, entry.account_name, entry.address, entry.action, entry.subject, entry.reason)
    query = select(*columns, func.count(func.nullif(entry.person, ""))).group_by(*columns).order_by(entry.at)
    query = query.where(entry.at >= first, entry.at < end, entry.action.like("%.downloaded"))
    return [Download(*row) for row in db.session.execute(query)]


def _list_refused(first: datetime, end: datetime) -> list[tuple[str, str, int]]:
    entry, count = AccessEntry, func.count()
    query = select(entry.subject, entry.action, count).group_by(entry.subject, entry.action)
    query = query.where(entry.at >= first, entry.at < end, entry.action.in_(REFUSED))
    return [(*row,) for row in db.session.execute(query.order_by(count.desc(), entry.subject, entry.action))]
