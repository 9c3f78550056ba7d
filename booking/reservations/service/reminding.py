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

CALLED_ONCE = "전화로는 방문 전 마지막 안내만 합니다."
"""Why a reminder that only a call could bring is not made: one call for each booking is enough."""


def queue_reminders(now: datetime) -> int:
    """Plan each reminder that is due, of every booking whose consultation is still to come.

    Who booked, moved or had their time back after a reminder's hour has just been told, and does not get that one. One
    in whose place another has come meanwhile is planned all the same, so that the ledger says that it was missed. Whom
    only a call reaches is called about the last one before the day alone. Returns how many rows it added.
    """
    known = _begun(now)
    rows = queries.list_reserved(now, max(known)) if known else []
    told = told_at(rows) if rows else {}
    due = [
        (row, one)
        for row in rows
        for one in known.get(row.slot.day.date, ())
        if told[row.id] < one.due <= now and one.due < row.slot.starts_at
    ]
    subjects = {telling.subject_of(row) for row, _ in due}
    planned = notices.list_occasions("reminder", subjects) if due else set()
    forgone = notices.list_forgone("reminder", subjects) if due else set()
    return sum(
        telling.tell(
            row, "reminder", due=one.due, now=now, occasion=one.occasion, no_call="" if one.is_asking else CALLED_ONCE
        )
        for row, one in due
        if not _names(row, one) & (planned if one.is_asking else planned | forgone)
    )


def _names(row: Reservation, one: Reminding) -> set[tuple[str, str]]:
    return {(telling.subject_of(row), name) for name in (one.occasion, at_due(one.due))}


def _begun(now: datetime) -> dict[date, list[Reminding]]:
    """The coming days of which a reminder is due already: only who booked one of them can get one.

    Bookings reach months ahead, reminders a few working days; so all that is read of the others is the calendar.
    """
    today = clock.office_date(now)
    coming = remindings([today + timedelta(days=number) for number in range(AHEAD + 1)])
    return {day: those for day, those in coming.items() if any(one.due <= now for one in those)}
