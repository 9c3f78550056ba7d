"""What who is on duty has to know of the coming weeks: what is open, what is closed and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from booking import clock
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.guide import queries as guide
from booking.kiosks import queries as kiosks
from booking.nightoffice import queries as nightoffice

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay, Slot
    from booking.consultations.models import Field
    from booking.guide.models import Door
    from booking.kiosks.models import Kiosk
    from booking.nightoffice.queries import Night, Received

WEEKS = 6
"""How far the sheet looks: the consultation day after the next one is in it, most months."""


@dataclass(frozen=True)
class DutyField:
    """A field on a day: its first and its last time, None where it rests that day."""

    field: "Field"
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True)
class DutyDay:
    """A consultation day and its fields; none where it is closed."""

    day: "OfficeDay"
    fields: list[DutyField]


@dataclass(frozen=True)
class Duty:
    """The sheet. next_day: the next session that takes place, which may be later than the weeks that are listed.

    received: what the night office receives, by last acceptance, the earliest first.
    """

    days: list[DutyDay]
    next_day: "OfficeDay | None"
    nights: "list[Night]"
    received: "dict[time, list[Received]]"
    doors: "list[Door]"
    kiosks: "list[Kiosk]"
    fields: "list[Field]"


def duty(now: datetime) -> Duty:
    """The sheet as things stand at `now`."""
    today = clock.office_date(now)
    ahead = calendar.list_office_days("consultation", today, today + timedelta(days=366))
    days = [day for day in ahead if day.date <= today + timedelta(weeks=WEEKS)]
    fields = consultations.list_fields()
    slots = calendar.list_slots_of(days)
    return Duty(
        [DutyDay(day, _fields(fields, [slot for slot in slots if slot.office_day_id == day.id])) for day in days],
        next((day for day in ahead if day.is_open), None),
        nightoffice.next_nights(now, weeks=WEEKS),
        _received(),
        guide.list_doors(),
        [kiosk for kiosk in kiosks.list_kiosks() if kiosk.is_24h and kiosk.is_working],
        fields,
    )


def _received() -> "dict[time, list[Received]]":
    found: dict[time, list[Received]] = {}
    for one in sorted(nightoffice.list_received(), key=lambda one: one.hours.until):
        found.setdefault(one.hours.until, []).append(one)
    return found


def _fields(fields: "Sequence[Field]", slots: "Sequence[Slot]") -> list[DutyField]:
    found = []
    for field in fields:
        own = [slot for slot in slots if slot.desk == field.key]
        held = [slot for slot in own if slot.is_open]
        if own and (held or own[0].day.is_open):
            starts = min((slot.starts_at for slot in held), default=None)
            found.append(DutyField(field, starts, max((slot.ends_at for slot in held), default=None)))
    return found
