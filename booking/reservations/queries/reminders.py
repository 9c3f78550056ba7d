"""When who booked is reminded: the rules that staff set, as instants for each day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from booking import clock
from booking.calendar import queries as calendar
from booking.db import db
from booking.notices.rules import at_due
from booking.reservations.models import Displacement, Reservation
from booking.reservations.rules.rehousing import RETURNED
from booking.settings import queries as settings
from booking.settings.rules import Reminder


@dataclass(frozen=True)
class Reminding:
    """One reminder of everybody who booked a day. occasion: the name under which nobody gets it twice, whatever becomes
    of its hour, or of the working days before the day. is_asking: staff follow this one up, and call whom they can only
    call about this one alone."""

    occasion: str
    due: datetime
    is_asking: bool


def remindings(days: Collection[date]) -> dict[date, list[Reminding]]:
    """The reminders of each of these days, the first one first; with as many statements for many days as for one."""
    found: dict[date, list[Reminding]] = {day: [] for day in days}
    asking = _asking()
    for rule in _rules():
        for day, on in _each_before(days, rule.days).items():
            name, due = f"{rule.days}@{day.isoformat()}", clock.at_office(on, rule.at)
            found[day].append(Reminding(name, due, rule == asking))
    return {day: sorted(those, key=lambda one: one.due) for day, those in found.items()}


def uses(those: Sequence[Reminding], starts_at: datetime) -> dict[str, datetime]:
    """Until when each reminder is of use for a consultation: until the next one is due, the last one until the start.

    By occasion, and by due instant too: those that are known by that were sent again by hand, or by an older version.
    """
    coming = [one for one in those if one.due < starts_at]
    ends = [*[one.due for one in coming[1:]], starts_at]
    pairs = list(zip(coming, ends, strict=True))
    return {one.occasion: end for one, end in pairs} | {at_due(one.due): end for one, end in pairs}


def told_at(reservations: Collection[Reservation]) -> dict[int, datetime]:
    """When the people of each booking were last told its time by itself, by the bookings' keys: they booked, moved it,
    or had it back because its day was opened again."""
    query = select(Displacement.reservation_id, func.max(Displacement.answered_at)).where(
        Displacement.reservation_id.in_([row.id for row in reservations]), Displacement.answer == RETURNED
    )
    back = {row.reservation_id: row[1] for row in db.session.execute(query.group_by(Displacement.reservation_id))}
    moments = {row.id: (row.reserved_at, row.moved_at, back.get(row.id)) for row in reservations}
    return {key: max(filter(None, those)) for key, those in moments.items()}


def reminder_due(day: date) -> datetime | None:
    """The instant of the reminder by which staff judge who has not answered: the last one before the day.

    Where there are none before it, the one of the day itself; None where nobody is reminded (settings; default 10:00 of
    the working day before).
    """
    rule = _asking()
    return None if rule is None else clock.at_office(_each_before([day], rule.days)[day], rule.at)


def answers_due(day: date) -> datetime:
    """From when staff call who has not answered (settings; default 14:00 of the working day before).

    On the day of the last reminder before the day; not before it, where that is the day itself.
    """
    rule = _asking()
    count = (rule.days or 1) if rule else 1
    return clock.at_office(calendar.working_days_before(day, count), settings.get("notices.answers_time"))


def _asking() -> Reminder | None:
    rules = _rules()
    return min((rule for rule in rules if rule.days), key=lambda rule: rule.days, default=rules[0] if rules else None)


def _rules() -> tuple[Reminder, ...]:
    found: tuple[Reminder, ...] = settings.get("notices.reminders")
    return found


def _each_before(days: Collection[date], count: int) -> dict[date, date]:
    return calendar.each_working_days_before(days, count) if count else {day: day for day in days}
