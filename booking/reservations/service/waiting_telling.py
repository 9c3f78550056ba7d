"""The messages of the waiting list, planned in the same transaction as what they tell."""

from datetime import datetime

from booking import clock
from booking.notices import queries as calls
from booking.notices import service as notices
from booking.notices.queries import CALL, quiet_hours
from booking.reservations.models import WaitingEntry
from booking.reservations.queries import waiting, waiting_days
from booking.reservations.rules.waiting import WITHDRAWN
from booking.reservations.service.telling import recipients_of


def subject_of(entry: WaitingEntry) -> str:
    """The name under which notices and the access log know an entry."""
    return f"waiting:{entry.reference}"


def is_called(entry: WaitingEntry) -> bool:
    """Whether only a call by staff tells of the running offer: nothing else reaches the person nor who waits for them,
    or what did has failed."""
    failed = calls.list_called(subject_of(entry), "offer", entry.told_at) if entry.told_at else set()
    return all(one.role in failed or notices.channels_for(one) == [CALL] for one in recipients_of(entry))


def tell_offer(entry: WaitingEntry, until: datetime, now: datetime) -> None:
    """Tell of a running offer, outside the quiet hours, while it can still be answered."""
    if entry.told_at is None:
        raise ValueError("nothing is offered")
    notices.plan("offer", subject_of(entry), recipients_of(entry), due=entry.told_at, useful_until=until, now=now)


def tell_later(entry: WaitingEntry, kind: str, now: datetime) -> None:
    """Tell what became of an offer, outside the quiet hours."""
    due = quiet_hours().over(now)
    notices.plan(kind, subject_of(entry), recipients_of(entry), due=due, useful_until=None, now=now)


def tell_closed_out(now: datetime) -> int:
    """Tell who waits only for days that were closed that nothing is left to wait for, once. How many.

    They keep their place, for the day may be opened again. Whom an offer was taken back from on that very day has been
    told; whose message was dropped, because the day had been opened again before it went out, has not.
    """
    found = waiting_days.list_closed_out(now)
    told = calls.list_about_all([subject_of(entry) for entry, _ in found])
    withdrawn = waiting.last_events([entry.id for entry, _ in found], [WITHDRAWN])
    count = 0
    for entry, slots in found:
        last = withdrawn.get(entry.id)
        days = {clock.office_date(slot.starts_at) for slot in slots}
        is_told = last is not None and last.starts_at is not None and days == {clock.office_date(last.starts_at)}
        news = [one for one in told.get(subject_of(entry), ()) if one.kind == "line_closed"]
        if not is_told and all(one.state == "dropped" for one in news):
            tell_later(entry, "line_closed", now)
            count += 1
    return count
