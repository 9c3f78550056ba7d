"""Telling experts of their day on the evening before."""

from datetime import datetime, timedelta

from booking import clock
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.notices import queries as outbox
from booking.notices import service as notices
from booking.notices.rules import DAY_LIST
from booking.reservations.queries import bookings, day_lists
from booking.reservations.queries.day_lists import DayList

AHEAD = timedelta(days=21)
"""How far ahead sessions are looked at: the working day before one is never further away than the longest holidays."""


def queue_day_lists(now: datetime) -> int:
    """Plan the list of each expert who has bookings on a day whose hour has come, one for each expert and day.

    After an outage it catches up until the expert's first consultation begins. Returns how many it planned.
    """
    if not day_lists.is_sent():
        return 0
    today = clock.office_date(now)
    days = [day.date for day in calendar.list_office_days("consultation", today, today + AHEAD, open_only=True)]
    due = {day: at for day, at in day_lists.each_due(days).items() if at <= now}
    rows = bookings.list_reserved(now, max(due)) if due else []
    wanted = {(row.slot.day.date, row.expert_id) for row in rows if row.slot.day.date in due}
    experts = {expert.id: expert for expert in consultations.list_experts()} if wanted else {}
    named = {
        day_lists.subject_of(day, experts[key].token): (day, experts[key]) for day, key in wanted if key in experts
    }
    done = {subject for subject, _ in outbox.list_occasions(DAY_LIST, named)}
    wanting = [one for subject, one in sorted(named.items()) if subject not in done]
    found = [day_lists.find_for(expert, day, today) for day, expert in wanting]
    return sum(_plan(one, due[one.day], now) for one in found if one is not None)


def _plan(one: DayList, due: datetime, now: datetime) -> int:
    """One row for this expert and day, whatever becomes of the hour that staff set."""
    subject, begins = day_lists.subject_of(one.day, one.expert.token), one.rows[0].slot.starts_at
    if begins <= now:
        return 0
    known_by = {"occasion": one.day.isoformat()}
    return len(notices.plan(DAY_LIST, subject, [one.recipient], due=due, useful_until=begins, now=now, **known_by))
