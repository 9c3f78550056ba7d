"""`booking simulate`: the timetable played over a range of days on a copy, and what it did, told in order.

Bookings that people will make are not invented: it starts from the database as it is and lets time pass.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import or_, select

from booking import clock
from booking.calendar.models import OfficeDay, Slot
from booking.calendar.wording import why_closed
from booking.db import db, keep_records
from booking.notices import channels
from booking.notices import jobs as notices
from booking.notices.channels import Channel, Letter
from booking.notices.channels.base import Absent, Receipt
from booking.notices.models import Notice
from booking.reservations.models import Reservation
from booking.reservations.rules.states import HELD, RESERVED
from booking.scheduler.timetable import JOBS, Job

STEP = timedelta(minutes=30)
"""How often the timetable is played on days when somebody may be written to; what is due carries its own time."""

MOST_AHEAD = timedelta(days=31)
"""How long before a consultation its first message can be due."""


@dataclass(frozen=True)
class Happening:
    """One thing that happened.

    at: when; of a message the instant at which it was due. thing: consultation, night, booking or message. what: of
    days made, opens (citizens may book), closed, reopened, removed; of bookings moved, or their new state (displaced,
    …); of messages sent, failed, missed, dropped or call. about: the day, the booking's reference, or what message
    of which booking. detail: why a day is closed, the time of a booking, how a message goes.
    """

    at: datetime
    thing: str
    what: str
    about: str
    detail: str


class Pretending:
    """A way out on which nothing leaves, and everything arrives."""

    def send(self, letter: Letter, now: datetime) -> Receipt:
        return Receipt("simulated")

    def close(self) -> None:
        pass


Seen = dict[Any, tuple[Any, ...]]
"""What is compared before and after: by key, the part that may change first, then what tells about it."""


def play(first: date, last: date, tell: Callable[[date], object]) -> Iterator[Happening]:
    """Play the timetable from the beginning of `first` to the end of `last`, in the present application context.

    tell: called with each day before it is played.
    """
    ways = _ways()
    before = _look(clock.at_office(first, time()))
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        tell(day)
        for now in _moments(day):
            for job in JOBS:
                if not job.is_upkeep:
                    _run(job, now, ways)
            after = _look(now)
            for changes, old, new in zip((_of_days, _of_bookings, _of_messages), before, after, strict=True):
                yield from changes(old, new, now)
            before = after


def _ways() -> dict[str, Channel]:
    """The channels of this configuration, pretending; one that is absent stays so, for its messages become calls."""
    chosen = channels.choose(current_app.config)
    return {name: way if isinstance(way, Absent) else Pretending() for name, way in chosen.items()}


def _run(job: Job, now: datetime, ways: dict[str, Channel]) -> None:
    with keep_records():
        if job.run is notices.deliver:
            notices.deliver(now, ways)
        else:
            job.run(now)


def _moments(day: date) -> Iterator[datetime]:
    """When the timetable is played on a day: just after midnight, and every half hour at which it may do something."""
    midnight, end = clock.at_office(day, time()), clock.at_office(day + timedelta(days=1), time())
    yield midnight + timedelta(minutes=1)
    now = midnight + STEP
    while now < end:
        if _may_do_something(now):
            yield now
        now += STEP


def _may_do_something(now: datetime) -> bool:
    """Whether there is a hold to end, a message to send, somebody to remind, or a day that opens at this moment."""
    near = Slot.starts_at.between(now, now + MOST_AHEAD)
    queries = (
        select(Reservation.id).where(Reservation.state == HELD),
        select(Reservation.id).join(Reservation.slot).where(Reservation.state == RESERVED, near),
        select(Notice.id).where(Notice.state == "planned", Notice.channel != "call"),
        select(OfficeDay.id).where(OfficeDay.opens_at > now - STEP, OfficeDay.opens_at <= now),
    )
    found = db.session.scalar(select(or_(*(query.exists() for query in queries))))
    db.session.rollback()
    return bool(found)


def _look(now: datetime) -> tuple[Seen, Seen, Seen]:
    days = {
        (day.date, day.kind): (day.state, day.opens_at is None or day.opens_at <= now, why_closed(day))
        for day in db.session.scalars(select(OfficeDay).where(OfficeDay.date >= clock.office_date(now)))
    }
    booked = select(Reservation.id, Reservation.state, Slot.starts_at, Reservation.purpose, Reservation.reference)
    bookings = {key: tuple(rest) for key, *rest in db.session.execute(booked.join(Reservation.slot))}
    told = select(Notice.id, Notice.state, Notice.channel, Notice.due_at, Notice.kind, Notice.subject, Notice.role)
    messages = {key: tuple(rest) for key, *rest in db.session.execute(told)}
    db.session.rollback()
    return days, bookings, messages


def _of_days(before: Seen, after: Seen, now: datetime) -> Iterator[Happening]:
    for (day, kind), (state, is_bookable, why) in sorted(after.items()):
        old_state, was_bookable, _ = before.get((day, kind), (None, False, ""))
        if state != old_state:
            what = {None: "made", "closed": "reopened", "open": "closed"}[old_state]
            yield Happening(now, kind, "closed" if state == "closed" else what, day.isoformat(), why)
        if kind == "consultation" and state == "open" and is_bookable and not (was_bookable and old_state == "open"):
            yield Happening(now, kind, "opens", day.isoformat(), "")
    for day, kind in sorted(before.keys() - after.keys()):
        if day >= clock.office_date(now):
            yield Happening(now, kind, "removed", day.isoformat(), "")


def _of_bookings(before: Seen, after: Seen, now: datetime) -> Iterator[Happening]:
    for key, (state, starts_at, purpose, reference) in sorted(after.items()):
        old_state, old_start, *_ = before.get(key, (None, None))
        if state != old_state or starts_at != old_start:
            what = "moved" if state == old_state else state
            about = reference or f"{purpose} hold {key}"
            yield Happening(now, "booking", what, about, clock.to_office(starts_at).isoformat(timespec="minutes"))


def _of_messages(before: Seen, after: Seen, now: datetime) -> Iterator[Happening]:
    for key, (state, channel, due, kind, subject, role) in sorted(after.items()):
        is_call = channel == "call"
        if state != before.get(key, (None,))[0] and (is_call or state not in ("planned", "sending")):
            what = "call" if is_call and state == "planned" else state
            yield Happening(max(due, now - STEP), "message", what, f"{kind} for {subject}", f"{channel} to {role}")
