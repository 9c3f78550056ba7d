"""Reminding people of their consultations, by the rules that staff set."""

from datetime import date, datetime, timedelta

from booking import clock
from booking.notices import queries as notices
from booking.notices.rules import at_due
from booking.reservations import queries
from booking.reservations.models import Reservation
from booking.reservations.queries.reminders import Reminding, remindings, told_at
from booking.reservations.service import telling

AHEAD = 40
"""Days ahead whose reminders are looked at: further than the working days reach that a rule may count."""


def queue_reminders(now: datetime) -> int:
    """Plan each reminder that is due, of every booking whose consultation is still to come.

    Who booked or moved after a reminder's hour has just been told, and does not get that one. One in whose place
    another has come meanwhile is planned all the same, so that the ledger says that it was missed. Returns how many
    rows it added.
    """
    known = _begun(now)
    rows = queries.list_reserved(now, max(known)) if known else []
    due = [(row, one) for row in rows for one in known.get(row.slot.day.date, ()) if _is_due(row, one, now)]
    planned = notices.list_occasions("reminder", {telling.subject_of(row) for row, _ in due}) if due else set()
    return sum(
        telling.tell(row, "reminder", due=one.due, now=now, occasion=one.occasion)
        for row, one in due
        if not {(telling.subject_of(row), name) for name in (one.occasion, at_due(one.due))} & planned
    )


def _is_due(row: Reservation, one: Reminding, now: datetime) -> bool:
    return told_at(row) < one.due <= now and one.due < row.slot.starts_at


def _begun(now: datetime) -> dict[date, list[Reminding]]:
    """The coming days of which a reminder is due already: only who booked one of them can get one.

    Bookings reach months ahead, reminders a few working days; so all that is read of the others is the calendar.
    """
    today = clock.office_date(now)
    coming = remindings([today + timedelta(days=number) for number in range(AHEAD + 1)])
    return {day: those for day, those in coming.items() if any(one.due <= now for one in those)}
