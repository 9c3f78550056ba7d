"""What the pages say about a consultation day: which times are free, and why the day is when it is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from booking import clock
from booking.calendar import queries as calendar
from booking.calendar.rules import DayDecision
from booking.consultations import queries as consultations
from booking.reservations.queries import places
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay, Slot
    from booking.consultations.models import Field

AHEAD = timedelta(days=400)
STATES = {"closed": "closed", "not_open_yet": "not_open", "over": "past"}


@dataclass(frozen=True)
class ShownSlot:
    """A time and what a citizen may do with it: free, full, not_open, past, closed."""

    slot: "Slot"
    state: str
    free: int


@dataclass(frozen=True)
class ShownField:
    """A field on one day, with its times and the organisations that send its experts."""

    field: "Field"
    organisations: list[str]
    slots: list[ShownSlot]

    @property
    def free(self) -> int:
        """Places that can be booked now."""
        return sum(shown.free for shown in self.slots if shown.state == "free")


@dataclass(frozen=True)
class ShownDay:
    """A consultation day as citizens see it. state: free, full, not_open, past, closed. cutoff: when booking ends."""

    day: "OfficeDay"
    window: str
    cutoff: datetime
    fields: list[ShownField]

    @property
    def state(self) -> str:
        """The one word for the day."""
        return STATES.get(self.window) or ("free" if self.free else "full")

    @property
    def free(self) -> int:
        """Places that can be booked now, in all fields."""
        return sum(shown.free for shown in self.fields)


def show_day(day: "OfficeDay", now: datetime) -> ShownDay:
    """A consultation day with its fields and times, as things stand at `now`."""
    window = places.window(day, now)
    slots = calendar.list_slots(day)
    free = places.free_seats(slots, now)
    shown = [
        ShownSlot(slot, STATES.get(window) or ("free" if free[slot.id] else "full"), free[slot.id]) for slot in slots
    ]
    experts = consultations.list_experts()
    fields = [
        ShownField(
            field,
            list(dict.fromkeys(e.organisation for e in experts if e.field_key == field.key and e.serves_on(day.date))),
            [one for one in shown if one.slot.desk == field.key],
        )
        for field in consultations.list_fields(active_only=False)
    ]
    return ShownDay(day, window, places.cutoff(day.date), [one for one in fields if one.slots])


def list_shown(now: datetime, limit: int | None = None) -> list[ShownDay]:
    """The coming consultation days that take place, from today's on while it has times left."""
    today = clock.office_date(now)
    days = calendar.list_office_days("consultation", today, today + AHEAD, open_only=True)
    ahead = [day for day in days if day.date > today or any(slot.ends_at > now for slot in day.slots)]
    return [show_day(day, now) for day in ahead[:limit]]


def list_decisions(now: datetime, first: date | None = None, last: date | None = None) -> dict[date, DayDecision]:
    """Why each consultation day is when it is, by its date (by the 20th, in months without one)."""
    first = first or clock.office_date(now)
    last = last or first + timedelta(days=31 * settings.get("consultations.months_ahead"))
    return {decision.date or decision.nominal: decision for decision in calendar.list_days(first, last)}
