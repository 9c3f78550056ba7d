"""Staff's corrections of the public holidays.

No package can know a 임시공휴일 designated after its release. After each of these the caller has the consultation days,
the nights and the bookings looked at again, in the same transaction.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.calendar import queries
from booking.calendar.errors import DayOver, HolidayExists, HolidayNameMissing, NoHoliday, NoOverride, ReasonMissing
from booking.calendar.models import HolidayOverride
from booking.calendar.rules import one_line
from booking.calendar.service.inserting import insert_new
from booking.db import db

AUDITED = ("effect", "name", "name_en", "reason", "document_number")


def add_holiday(
    date: date,
    name: str,
    *,
    reason: str,
    document_number: str = "",
    name_en: str = "",
    actor: Actor,
    now: datetime,
) -> HolidayOverride:
    """Make a date a public holiday called `name` (in English `name_en`, where one is given); an earlier entry for the
    date is replaced.

    HolidayNameMissing, ReasonMissing, TextTooLong, IdentityNumber, OutsideCalendar.
    """
    name = one_line(name, 60, "name")
    if not name:
        raise HolidayNameMissing(field="name")
    names = {"name": name, "name_en": one_line(name_en, 60, "name_en")}
    return _put(date, "holiday", names, reason, document_number, actor, now)


def ensure_addable(date: date, now: datetime) -> None:
    """What staff add at the page is to come and no holiday yet. DayOver, HolidayExists, OutsideCalendar."""
    name = queries.holidays(date, date).get(date)
    if date < clock.office_date(now):
        raise DayOver(field="date", date=date)
    if name is not None:
        raise HolidayExists(field="date", name=name)


def withdraw_holiday(
    date: date, *, reason: str, document_number: str = "", actor: Actor, now: datetime
) -> HolidayOverride:
    """Make a public holiday, whoever made it one, an ordinary day.

    NoHoliday, ReasonMissing, TextTooLong, IdentityNumber, OutsideCalendar.
    """
    override = queries.find_override(date)
    if override is not None and override.effect == "working":
        name: str | None = override.name
    else:
        name = queries.holidays(date, date).get(date)
    if name is None:
        raise NoHoliday(field="date", date=date)
    return _put(date, "working", {"name": name, "name_en": ""}, reason, document_number, actor, now)


def remove_override(date: date, *, reason: str, document_number: str = "", actor: Actor, now: datetime) -> None:
    """Take back an entry of staff: the regulation alone speaks for the date again.

    NoOverride, ReasonMissing, TextTooLong, IdentityNumber.
    """
    reason, document_number = _why(reason, document_number)
    override = _find_locked(date)
    if override is None:
        raise NoOverride(field="date", date=date)
    why = f"{reason} {document_number}".strip()
    before = _values(override)
    db.session.delete(override)
    db.session.flush()
    subject = f"holiday:{date.isoformat()}"
    audit.changed("holiday.removed", actor=actor, now=now, subject=subject, before=before, reason=why)


def _put(
    date: date, effect: str, names: dict[str, str], reason: str, document_number: str, actor: Actor, now: datetime
) -> HolidayOverride:
    reason, document_number = _why(reason, document_number)
    queries.official_holidays(date, date)  # refuses years that the calendar does not cover
    values = {
        "effect": effect,
        **names,
        "reason": reason,
        "document_number": document_number,
        "entered_by": actor.name,
        "entered_at": now,
    }
    is_new = False
    while (override := _find_locked(date)) is None:
        is_new = insert_new(HolidayOverride, {"date": date, **values}) is not None
    before = None if is_new else _values(override)
    if before == {name: values[name] for name in AUDITED}:
        return override
    for field, value in values.items():
        setattr(override, field, value)
    db.session.flush()
    action = "holiday.added" if effect == "holiday" else "holiday.withdrawn"
    subject, after = f"holiday:{date.isoformat()}", _values(override)
    audit.changed(action, actor=actor, now=now, subject=subject, before=before, after=after, reason=reason)
    return override


def _why(reason: str, document_number: str) -> tuple[str, str]:
    reason = one_line(reason, 200, "reason")
    if not reason:
        raise ReasonMissing(field="reason")
    return reason, one_line(document_number, 60, "document_number")


def _find_locked(date: date) -> HolidayOverride | None:
    query = select(HolidayOverride).where(HolidayOverride.date == date).with_for_update()
    return db.session.scalar(query, execution_options={"populate_existing": True})


def _values(override: HolidayOverride) -> dict[str, Any]:
    return {name: getattr(override, name) for name in AUDITED}
