"""What the pages say about a consultation day: which times are free, and why the day is when it is."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from booking import clock
from booking.calendar import queries as calendar
from booking.calendar.rules import DayDecision
from booking.consultations import queries as consultations
from booking.db import db
from booking.reservations.errors import SlotHeld, SlotKept, SlotTaken
from booking.reservations.models import Reservation
from booking.reservations.queries import places
from booking.reservations.queries.free import free_of_both
from booking.reservations.queries.share import releases
from booking.reservations.rules.states import FORM, HELD
from booking.settings import queries as settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from booking.calendar.models import OfficeDay, Slot
    from booking.consultations.models import Absence, Expert, Field

AHEAD = timedelta(days=400)
STATES = {"closed": "closed", "not_open_yet": "not_open", "over": "past"}


@dataclass(frozen=True)
class ShownSlot:
    """A time and what a citizen may do with it: free, held, kept, full, not_open, past, closed.

    kept: what is free is for who calls or walks in. held: no seat is free, but somebody is only filling in the form for
    one. own: the token of the reader's own hold.
    """

    slot: "Slot"
    state: str
    free: int
    own: str | None = None


@dataclass(frozen=True)
class ShownField:
    """A field on one day, with its times. sent_by: an expert of each organisation that sends one to it that day."""

    field: "Field"
    sent_by: list["Expert"]
    slots: list[ShownSlot]

    @property
    def is_closed(self) -> bool:
        """Whether nobody is there to advise in it on a day that takes place."""
        return any(shown.slot.day.is_open and not shown.slot.is_open for shown in self.slots)

    @property
    def free(self) -> int:
        """Places that can be booked now."""
        return sum(shown.free for shown in self.slots if shown.state == "free")

    @property
    def is_kept(self) -> bool:
        """Whether nothing can be booked here, but there are places for who calls or walks in."""
        return not self.free and any(shown.state == "kept" for shown in self.slots)

    @property
    def is_held(self) -> bool:
        """Whether nothing is free, but somebody is only filling in the form for a place."""
        return not self.free and any(shown.state == "held" for shown in self.slots)


@dataclass(frozen=True)
class ShownDay:
    """A consultation day as citizens see it. state: free, full, not_open, past, closed. cutoff: when booking ends.

    release: from when on the places kept for who calls or walks in can be booked here too; None where there are none.
    """

    day: "OfficeDay"
    window: str
    cutoff: datetime
    fields: list[ShownField]
    release: datetime | None = None

    @property
    def state(self) -> str:
        """The one word for the day."""
        return STATES.get(self.window) or ("free" if self.free else "full")

    @property
    def free(self) -> int:
        """Places that can be booked now, in all fields."""
        return sum(shown.free for shown in self.fields)

    @property
    def is_kept(self) -> bool:
        """Whether nothing can be booked here in any field, but there are places for who calls or walks in."""
        return not self.free and any(shown.is_kept for shown in self.fields)

    @property
    def is_held(self) -> bool:
        """Whether nothing is free in any field, but a place may come free again in a moment."""
        return not self.free and any(shown.is_held for shown in self.fields)

    def among(self, field_key: str) -> "ShownDay":
        """The same day as somebody sees it who looks at one field only."""
        return replace(self, fields=[one for one in self.fields if one.field.key == field_key])


@dataclass(frozen=True)
class NextFree:
    """The first day with a time that can be had: its first such time, and the fields that were asked for (only)."""

    day: ShownDay
    first: ShownSlot
    fields: list[ShownField]
    only: str | None


def why_taken(error: SlotTaken, slot: "Slot", now: datetime) -> SlotTaken:
    """The refusal as it is told: SlotHeld where the time's last seat is only held, and may come free again; SlotKept
    where what is left is for who calls or walks in."""
    if list_held([slot], now):
        return SlotHeld(field=error.field)
    return SlotKept(field=error.field) if free_of_both([slot], now)[1].get(slot.id) else error


def show_day(day: "OfficeDay", now: datetime, holder: str = "") -> ShownDay:
    """A consultation day with its fields and times, as things stand at `now` for the browser named `holder`."""
    return show_days([day], now, holder)[0]


def show_days(
    days: "Sequence[OfficeDay]", now: datetime, holder: str = "", *, is_early: bool = False
) -> list[ShownDay]:
    """The same for many days, with as many statements as for one.

    is_early: times of days that are not open for booking yet are shown as they are, for whom the office turned out.
    """
    windows, cutoffs = places.windows(days, now), places.day_cutoffs(days)
    slots = calendar.list_slots_of(days)
    over = places.list_over(slots, now)
    ends = releases({slot.day.date for slot in slots if slot.kept_seats})
    (free, desk), held = free_of_both(slots, now), list_held(slots, now)
    own = {hold.slot_id: hold.token for hold in held if holder and hold.holder == holder}
    filled_in = {hold.slot_id for hold in held}
    by_day: dict[int, dict[str, list[ShownSlot]]] = {day.id: {} for day in days}
    for slot in slots:
        window = windows[slot.office_day_id]
        is_passed = is_early and window == "not_open_yet"
        state = (None if is_passed else STATES.get(window)) or _seats_state(slot, free, desk, filled_in)
        state = "past" if slot.id in over and state not in STATES.values() else state
        state = state if slot.closed_reason is None else "closed"
        shown = ShownSlot(slot, state, free[slot.id], own.get(slot.id) if window == "open" else None)
        by_day[slot.office_day_id].setdefault(slot.desk, []).append(shown)
    experts, fields = consultations.list_experts(), consultations.list_desks()
    absences = consultations.list_absences(min((day.date for day in days), default=clock.office_date(now)))
    return [
        ShownDay(
            day,
            windows[day.id],
            cutoffs[day.id],
            [
                ShownField(field, _sent_by(experts, field.key, day.date, absences), by_day[day.id][field.key])
                for field in fields
                if field.key in by_day[day.id]
            ],
            next((end for date, end in ends.items() if date == day.date and now < end < cutoffs[day.id]), None),
        )
        for day in days
    ]


def _sent_by(experts: "Iterable[Expert]", field_key: str, day: date, absences: "Sequence[Absence]") -> list["Expert"]:
    own = (one for one in experts if one.field_key == field_key and one.serves_on(day))
    serving = (one for one in own if not consultations.is_away(one, day, absences))
    return list({one.organisation: one for one in serving}.values())


def _seats_state(slot: "Slot", free: dict[int, int], desk: dict[int, int], filled_in: set[int]) -> str:
    if free[slot.id]:
        return "free"
    return "held" if slot.id in filled_in else "kept" if desk.get(slot.id) else "full"


def list_held(slots: "Iterable[Slot]", now: datetime) -> list[Reservation]:
    """Who is filling in the form for one of these times at this moment, latest first: booked is nothing yet."""
    query = select(Reservation).where(
        Reservation.slot_id.in_({slot.id for slot in slots}),
        Reservation.state == HELD,
        Reservation.purpose == FORM,
        Reservation.expires_at > now,
    )
    return list(db.session.scalars(query.order_by(Reservation.held_at.desc(), Reservation.id.desc())))


def find_own_hold(slot: "Slot", holder: str, now: datetime) -> Reservation | None:
    """The hold of this browser on a time, while it lasts."""
    return next((hold for hold in list_held([slot], now) if holder and hold.holder == holder), None)


def list_shown(
    now: datetime, limit: int | None = None, holder: str = "", *, is_early: bool = False, kind: str = "consultation"
) -> list[ShownDay]:
    """The coming consultation days that take place, from today's on while it has times left, for a browser.

    kind: or the days of another service with times.
    """
    today = clock.office_date(now)
    days = calendar.list_office_days(kind, today, today + AHEAD, open_only=True)
    ahead = [day for day in days if day.date > today or any(slot.ends_at > now for slot in day.slots)]
    return show_days(ahead[:limit], now, holder, is_early=is_early)


def next_free(days: "Iterable[ShownDay]", only: str | None = None) -> NextFree | None:
    """The first time of these days that can be had, of all fields or of one; None where there is none."""
    for day in days:
        fields = [one for one in day.fields if only in (None, one.field.key)]
        free = [slot for one in fields for slot in one.slots if slot.state == "free"]
        if free:
            return NextFree(day, min(free, key=lambda slot: slot.slot.starts_at), fields, only)
    return None


def has_no_place(shown: ShownDay, field_key: str | None = None) -> bool:
    """Whether somebody who wants this day, in all fields or in one, meets only full or closed times."""
    fields = [one for one in shown.fields if field_key in (None, one.field.key)]
    is_full = shown.state in ("free", "full") and not any(slot.own for one in fields for slot in one.slots)
    return shown.state == "closed" or (is_full and bool(fields) and not any(one.free for one in fields))


def first_times(days: "Iterable[ShownDay]") -> list[tuple["Field", "Slot | None"]]:
    """Each field of these days with its first time that can be had, None where all are taken; in the fields' order."""
    first: dict[str, tuple[Field, Slot | None]] = {}
    for one in (one for day in days for one in day.fields):
        free = next((shown.slot for shown in one.slots if shown.state == "free"), None)
        if one.field.key not in first or first[one.field.key][1] is None:
            first[one.field.key] = (one.field, free)
    return sorted(first.values(), key=lambda found: (found[0].position, found[0].key))


def next_chance(days: "Iterable[ShownDay]", after: date, field_key: str | None = None) -> ShownDay | None:
    """The first of these days after a date that can be booked, or will be, in all fields or in one."""
    for day in days:
        fields = [one for one in day.fields if field_key in (None, one.field.key)]
        is_chance = day.state == "not_open" or any(one.free for one in fields)
        if day.day.date > after and fields and is_chance:
            return day
    return None


def list_without(decisions: dict[date, DayDecision], shown: "Sequence[ShownDay]") -> list[DayDecision]:
    """The months without a session before the first day that is shown: who expects one there is told why."""
    first = shown[0].day.date if shown else date.max
    return [decision for decision in decisions.values() if decision.date is None and decision.nominal < first]


def list_decisions(now: datetime, first: date | None = None, last: date | None = None) -> dict[date, DayDecision]:
    """Why each consultation day is when it is, by its date (by the 20th, in months without one)."""
    first = first or clock.office_date(now)
    last = last or first + timedelta(days=31 * settings.get("consultations.months_ahead"))
    return {decision.date or decision.nominal: decision for decision in calendar.list_days(first, last)}
