"""The consultation days to come, and who advises on them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.calendar.rules import CONSULTATION
from booking.calendar.service import SlotPlan
from booking.consultations import queries, rules
from booking.consultations.models import Expert, Field
from booking.consultations.service.absences import keep_desks
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay, Slot

KIND = CONSULTATION


@dataclass
class Kept:
    """What a run changed: days made, closed, reopened, and days whose opening for booking changed; fields that do not
    take place on a day, for nobody is there, or do again.
    """

    created: int = 0
    closed: int = 0
    reopened: int = 0
    shifted: int = 0
    desks_closed: int = 0
    desks_opened: int = 0
    near_election: int = 0

    def add_desks(self, changed: tuple[int, int]) -> None:
        """Count fields that were closed, and opened, on single days."""
        self.desks_closed, self.desks_opened = self.desks_closed + changed[0], self.desks_opened + changed[1]

    @property
    def count(self) -> int:
        """All changes together."""
        return self.created + self.closed + self.reopened + self.shifted + self.desks_closed + self.desks_opened


def keep_days(now: datetime, actor: Actor) -> Kept:
    """Make the calendar's decision true for every consultation day from today on. Twice does no harm.

    Days are made for this month and as many after it as the setting says; a coming day on which the session is not, or
    no longer, is closed by the rule; one that the rule closed is reopened when the session is there again. What staff
    closed stays closed. Past days are left alone, and a month whose session was held gets no second one. The caller
    then has the bookings of closed days rehoused, in the same transaction.
    """
    kept = Kept()
    today = clock.office_date(now)
    this_month = calendar.month_after(today, 0)
    ahead = calendar.month_after(today, settings.get("consultations.months_ahead"))
    days = {day.date: day for day in calendar.list_office_days(KIND, this_month, date.max)}
    is_furnished = bool(slot_plans())  # before a city's fields are loaded a day would be made without any time
    was_held = any(day.is_open and day.date < today for day in days.values())
    wanted = set()
    for decision in calendar.list_days(this_month, max([ahead, *days])):
        month = decision.nominal.replace(day=1)
        held_already = was_held and month == this_month and decision.reason != "staff"
        if decision.date is None or decision.date < today or held_already:
            continue
        wanted.add(decision.date)
        if decision.date not in days and month <= ahead and is_furnished:
            ensure_session(decision.date, month, now)
            kept.created += 1
            kept.near_election += decision.date in calendar.elections_ahead([decision.date])
    for day in days.values():
        # Only what seems to need a change is locked; the calendar then looks again at the locked row.
        if day.date in wanted:
            if day.closed_by == "rule":
                kept.reopened += calendar_service.reopen_day(day, by="rule", reason="", actor=actor, now=now)
            kept.shifted += calendar_service.set_opening(day, opening(calendar.month_after(day.date, 0)), now)
        elif day.date >= today and day.is_open:
            kept.closed += _close(day, actor, now)
        kept.add_desks(keep_desks([day], now, actor))  # here, for days are locked in their order
    made = calendar.list_office_days(KIND, today, date.max)
    kept.add_desks(keep_desks([day for day in made if day.date not in days], now, actor))
    return kept


def ensure_session(day: date, month: date, now: datetime) -> "OfficeDay":
    """The consultation day of a date, filled by the fields when it is made; the session of `month` (its first day)."""
    return calendar_service.ensure_day(KIND, day, slot_plans(), opening(month), now)


def _close(day: "OfficeDay", actor: Actor, now: datetime) -> bool:
    reason = "moved" if calendar.is_working_day(day.date) else "holiday"
    return calendar_service.close_day(day, closed_by="rule", reason=reason, actor=actor, now=now)


def slot_plans(service: str = CONSULTATION) -> list[SlotPlan]:
    """What fills a day of a service, by its desks as they are now."""
    return [plan for field in queries.list_fields(service=service) for plan in _plans_of(field)]


def _plans_of(field: Field) -> list[SlotPlan]:
    times = list(rules.spans(field.starts, field.ends, field.minutes, field.buffer))
    kept = rules.share_out(len(times), field.desk_seats)
    return [SlotPlan(field.key, *time, field.capacity, share) for time, share in zip(times, kept, strict=True)]


def opening(month: date) -> datetime | None:
    """When booking for the session of a month opens, by the settings; None is at once."""
    if settings.get("consultations.opens_at_once"):
        return None
    return rules.opens_at(month, settings.get("consultations.opens_day"), settings.get("consultations.opens_time"))


def expert_for(slot: "Slot", seat: int, busy: Mapping[int | None, int], without: Collection[int] = ()) -> Expert | None:
    """Who advises at a seat (from 1) of a slot, or None where the field has no expert on that day.

    Of the experts of the field who are there on that day the one whom the seat is due to by their order; another one,
    should that one be busy already: after absences and returns the others at this time need not sit in that order.
    busy: by expert's key, how many others each advises at this time. So nobody gets two bookings of one time while a
    colleague has none. without: keys of those who may not advise here.
    """
    serving = queries.list_serving(slot.desk, clock.office_date(slot.starts_at))
    first = (seat - 1) % len(serving) if serving else 0
    able = [expert for expert in (*serving[first:], *serving[:first]) if expert.id not in without]
    return min(able, key=lambda expert: busy.get(expert.id, 0), default=None)
