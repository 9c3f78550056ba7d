"""What the calendar knows: public holidays with staff's overrides, decisions for months and nights, days and slots."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import holidays as official
from holidays.countries.south_korea import SouthKorea
from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import lazyload

from booking.calendar import rules
from booking.calendar.errors import OutsideCalendar
from booking.calendar.models import HolidayOverride, OfficeDay, Slot
from booking.calendar.rules import DayDecision, NightDecision
from booking.calendar.rules import month_after as month_after  # other rooms enter through here
from booking.db import db, is_writing, once
from booking.settings import queries as settings

FIRST_YEAR, LAST_YEAR = SouthKorea.start_year, SouthKorea.end_year

NAMES = {"신정연휴": "신정"}
"""The regulation knows a single day on 1월 1일 since 1999; the package still calls it a run of days."""


LANGUAGES = {"ko": "ko", "en": "en_US", "th": "th"}
"""The languages in which the package names Korea's holidays, and its own word for each."""


@lru_cache(maxsize=512)
def _official_year(year: int, language: str = "ko") -> dict[date, str]:
    # The year is asked for explicitly, for the package fills years in only when a date of theirs is looked up; and the
    # language, for its names otherwise follow the locale of the process.
    found = official.country_holidays("KR", years=year, language=LANGUAGES[language])
    names = {day: NAMES.get(name, name).replace("; ", "·") for day, name in sorted(found.items())}
    return {day: "the" + name[3:] if name.startswith("The ") else name for day, name in names.items()}


def holiday_name(day: date, name: str, language: str) -> str:
    """What a public holiday with this Korean name is called in a language; the Korean name where nobody has told."""
    if language == "ko":
        return name
    if language in LANGUAGES and FIRST_YEAR <= day.year <= LAST_YEAR and _official_year(day.year).get(day) == name:
        return _official_year(day.year, language)[day]
    override = find_override(day)
    known = override.name_en if override and language == "en" and override.name == name else ""
    return known or name


def official_holidays(first: date, last: date) -> dict[date, str]:
    """Public holidays by the regulation from `first` to `last`, as the package knows them, without staff's overrides.

    OutsideCalendar where the package has no data, for it would answer "no holidays".
    """
    ensure_known(first, last)
    years = range(first.year, last.year + 1)
    return {day: name for year in years for day, name in _official_year(year).items() if first <= day <= last}


def ensure_known(first: date, last: date) -> None:
    """Refuse years for which no holidays are known. OutsideCalendar."""
    if first.year < FIRST_YEAR or last.year > LAST_YEAR:
        raise OutsideCalendar(field="date", first=FIRST_YEAR, last=LAST_YEAR)


def holidays(first: date, last: date) -> dict[date, str]:
    """Public holidays from `first` to `last` with their Korean names: the regulation's, corrected by staff."""
    found = official_holidays(first, last)
    for override in list_overrides(first, last):
        if override.effect == "holiday":
            found[override.date] = override.name
        else:
            found.pop(override.date, None)
    return dict(sorted(found.items()))


def list_overrides(first: date | None = None, last: date | None = None) -> list[HolidayOverride]:
    """Staff's corrections of the holidays, by date. Who only reads asks once in a transaction, for there are few."""
    known = _overrides() if is_writing() else once("holiday overrides", _overrides)
    return [one for one in known if (first is None or first <= one.date) and (last is None or one.date <= last)]


def _overrides() -> list[HolidayOverride]:
    return list(db.session.scalars(select(HolidayOverride).order_by(HolidayOverride.date)))


def find_override(day: date) -> HolidayOverride | None:
    """Staff's correction of one date."""
    return next(iter(list_overrides(day, day)), None)


def is_working_day(day: date) -> bool:
    """Whether the office works on a day: Monday to Friday and no public holiday."""
    return rules.is_working_day(day, holidays(day, day))


def elections_ahead(days: Collection[date]) -> dict[date, tuple[date, str]]:
    """For those of the days that lie in the restricted time of an election: its date and name, to warn staff."""
    if not days:
        return {}
    known = holidays(min(days), _clamp(max(days) + timedelta(days=rules.RESTRICTED_DAYS)))
    found = {day: rules.election_ahead(day, known) for day in days}
    return {day: election for day, election in found.items() if election}


def is_wednesday(day: date) -> bool:
    """Whether a night office can fall on a day."""
    return day.weekday() == rules.WEDNESDAY


def working_days_before(day: date, count: int) -> date:
    """The `count`-th working day of the office before `day`."""
    return each_working_days_before([day], count)[day]


def each_working_days_before(days: Collection[date], count: int) -> dict[date, date]:
    """The `count`-th working day of the office before each of these days, with one statement for all."""
    if not days:
        return {}
    known = holidays(min(days) - timedelta(days=count * 2 + 31), max(days))
    return {day: rules.working_days_before(day, count, known) for day in days}


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day of the office after `day`."""
    return rules.working_days_after(day, count, holidays(day, _clamp(day + timedelta(days=count * 2 + 31))))


def policy_in_force() -> str:
    """What is done where the 20th is no working day: one of `rules.POLICIES`."""
    return str(settings.get("calendar.session_policy"))


def list_days(first_month: date, last_month: date, policy: str | None = None) -> list[DayDecision]:
    """The consultation day of each month from that of `first_month` to that of `last_month`.

    The rule decides, unless staff did for that month: by setting a date, or by closing the day. policy: one that is
    only considered, in place of the one in force.
    """
    ensure_known(first_month, last_month)
    policy = policy or policy_in_force()
    known = holidays(_clamp(month_after(first_month, -1)), _clamp(month_after(last_month, 2)))
    staff = _decided_by_staff(month_after(first_month, 0), month_after(last_month, 1))
    return [
        _correct(rules.consultation_day(year, month, policy, known), staff.get((year, month), []), known)
        for year, month in rules.months(first_month, last_month)
    ]


def _correct(decision: DayDecision, staff: list[OfficeDay], known: rules.Holidays) -> DayDecision:
    """What staff decided about a month goes before the rule; only no session is held on a non-working day."""
    if not staff:
        return decision
    planned = [day.date for day in staff if day.closed_by != "staff" and rules.is_working_day(day.date, known)]
    text = next((day.closed_text for day in staff if day.closed_by == "staff"), None)
    return replace(decision, date=planned[-1] if planned else None, reason="staff", text=text or "")


def _decided_by_staff(first: date, before: date) -> dict[tuple[int, int], list[OfficeDay]]:
    """By month: the days that staff set, and those that staff closed."""
    query = select(OfficeDay).where(
        OfficeDay.kind == "consultation",
        OfficeDay.date >= first,
        OfficeDay.date < before,
        or_(OfficeDay.planned_by == "staff", OfficeDay.closed_by == "staff"),
    )
    found: dict[tuple[int, int], list[OfficeDay]] = {}
    for day in db.session.scalars(query.order_by(OfficeDay.date)):
        found.setdefault((day.date.year, day.date.month), []).append(day)
    return found


def list_nights(first: date, last: date) -> list[NightDecision]:
    """Whether the night office is open on each Wednesday from `first` to `last`."""
    known = holidays(first, last)
    planned = [rules.night_office(day, known) for day in rules.wednesdays(first, last)]
    closed = _nights_closed_by_staff(first, last)
    return [
        replace(decision, open=False, reason="staff", text=closed[decision.date])
        if decision.open and decision.date in closed
        else decision
        for decision in planned
    ]


def find_office_day(kind: str, date: date) -> OfficeDay | None:
    """The day on which a service (consultation, night) is planned, open or closed."""
    return db.session.scalar(select(OfficeDay).where(OfficeDay.kind == kind, OfficeDay.date == date))


def list_office_days(kind: str | None, first: date, last: date, open_only: bool = False) -> list[OfficeDay]:
    """Planned days of a service, or of all where that is None, from `first` to `last`, by date."""
    query = select(OfficeDay).where(OfficeDay.date.between(first, last))
    if kind is not None:
        query = query.where(OfficeDay.kind == kind)
    if open_only:
        query = query.where(OfficeDay.state == "open")
    return list(db.session.scalars(query.order_by(OfficeDay.date, OfficeDay.kind)))


def find_slot(token: str) -> Slot | None:
    """The slot that carries this token outside."""
    return db.session.scalar(select(Slot).where(Slot.token == token))


def list_slots(office_day: OfficeDay, desk: str | None = None) -> list[Slot]:
    """Slots of a day by start and desk, or those of one desk."""
    query = select(Slot).where(Slot.office_day_id == office_day.id).order_by(Slot.starts_at, Slot.desk)
    query = query.options(lazyload(Slot.day))  # the session has it already
    return list(db.session.scalars(query if desk is None else query.where(Slot.desk == desk)))


def list_desks(office_day: OfficeDay) -> set[str]:
    """The desks at which a day has slots."""
    return set(db.session.scalars(select(Slot.desk).where(Slot.office_day_id == office_day.id).distinct()))


def list_slots_of(days: Collection[OfficeDay]) -> list[Slot]:
    """Slots of these days, by start and desk."""
    query = select(Slot).where(Slot.office_day_id.in_([day.id for day in days]))
    return list(db.session.scalars(query.order_by(Slot.starts_at, Slot.desk)))


def list_slots_by_key(keys: Collection[int]) -> list[Slot]:
    """The slots with these keys; unknown ones are left out."""
    return list(db.session.scalars(select(Slot).where(Slot.id.in_(keys)))) if keys else []


def list_open_slots(kind: str, first: date, last: date, desks: Collection[str] | None = None) -> list[Slot]:
    """Slots of a service's open days from `first` to `last`, of all desks or of these, by start and desk."""
    query = _open_slots(first, last).where(OfficeDay.kind == kind)
    return list(db.session.scalars(query if desks is None else query.where(Slot.desk.in_(desks))))


def list_open_slots_at(desks: Collection[str], first: date, last: date) -> list[Slot]:
    """Slots of these desks on the open days of their services from `first` to `last`, by start and desk."""
    return list(db.session.scalars(_open_slots(first, last).where(Slot.desk.in_(desks))))


def _open_slots(first: date, last: date) -> Select[Slot]:
    query = select(Slot).join(Slot.day).where(*_open(first, last))
    return query.order_by(Slot.starts_at, Slot.desk, Slot.id)


def list_open_seats(kind: str, first: date, last: date) -> list[tuple[date, str, int, int]]:
    """Date, desk, key and seats of the same slots, for who counts them over years: as plain rows they cost a sixth."""
    query = select(OfficeDay.date, Slot.desk, Slot.id, Slot.capacity).select_from(Slot).join(Slot.day)
    return [(*row,) for row in db.session.execute(query.where(OfficeDay.kind == kind, *_open(first, last)))]


def _open(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return OfficeDay.date.between(first, last), OfficeDay.state == "open", Slot.closed_reason.is_(None)


def _nights_closed_by_staff(first: date, last: date) -> dict[date, str]:
    query = select(OfficeDay.date, OfficeDay.closed_text).where(
        OfficeDay.kind == "night", OfficeDay.closed_by == "staff", OfficeDay.date.between(first, last)
    )
    return {day: text or "" for day, text in db.session.execute(query)}


def _clamp(day: date) -> date:
    return min(max(day, date(FIRST_YEAR, 1, 1)), date(LAST_YEAR, 12, 31))
