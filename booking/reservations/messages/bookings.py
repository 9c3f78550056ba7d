"""What a message about a reservation says, read again at the moment of sending. Registered in `create_app`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from flask_babel import force_locale, gettext

from booking import languages, links, wording
from booking.calendar import queries as calendar
from booking.calendar.rules import NIGHT
from booking.calendar.wording import closing_text, name_of, why_slot_closed
from booking.consultations import queries as consultations
from booking.guide import queries as guide
from booking.notices import service as notices
from booking.notices.rules import ASKING
from booking.notices.service import Message
from booking.office import plain_words
from booking.reservations.messages.services import service_words
from booking.reservations.models import Displacement, Reservation
from booking.reservations.queries import bookings, rehousing
from booking.reservations.queries.conflicts import list_conflicts
from booking.reservations.queries.reminders import remindings, uses
from booking.reservations.rules.states import CANCELLED, DISPLACED, RESERVED, normalise_reference
from booking.reservations.service.telling import recipients_of, recipients_of_correction
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import Slot
    from booking.consultations.models import Field
    from booking.guide.models import Door

WANTED = {
    "confirmed": (RESERVED,),
    "moved": (RESERVED,),
    "reminder": (RESERVED,),
    "reference": (RESERVED, DISPLACED),
    "corrected": (RESERVED, DISPLACED, CANCELLED),  # who took a booking over may cancel it to hide that
    "cancelled": (CANCELLED,),
    "displaced": (DISPLACED,),
    "replacement": (DISPLACED,),
    "replacement_over": (DISPLACED,),
    "taken_back": (RESERVED,),
}
"""The states in which a message of each kind is still true; in any other it is dropped."""

NEW_TIME = ("replacement", "replacement_over")
"""Kinds that tell of another time that is held, or is held no longer."""

MOST_DOORS = 7
"""How many other doors a letter names; a text message as many of them as fit. With the longest names and numbers they
are no longer than their variable may be, so that none is cut."""


@dataclass(frozen=True)
class Told:
    """What messages tell of, read once for all: fields by key, names of holidays, and by booking what it lost, which
    time was last held for it (`slots`, by their keys) and which is held now.

    passed: the bookings that an expert passed on, by their keys. doors: where else to turn by telephone, where anybody
    lost a time. given_up: bookings of a closed day that staff cancelled, by
    their keys.
    """

    fields: dict[str, "Field"]
    holidays: Mapping[date, str]
    lost: dict[int, Displacement]
    slots: dict[int, "Slot"]
    held: dict[int, Reservation]
    passed: Mapping[int, object]
    doors: "list[Door]"
    given_up: Collection[int]


UNMOVED = ("reference", "corrected", "reminder")
"""Kinds whose due instant does not follow from the booking as it is now; a reminder has occasions instead."""


def register() -> None:
    """Make this room the one that fills in its kinds of notices."""
    for kind in WANTED:
        notices.register(kind, partial(load, kind), partial(load_all, kind))


def load(kind: str, subject: str, now: datetime) -> Message | None:
    """The facts of a message of `kind` as they are now, in the language of the booking; None when nobody wants it any
    more."""
    return _load(kind, [subject], in_own_language=True)[subject]


def load_all(kind: str, subjects: Collection[str], now: datetime) -> dict[str, Message | None]:
    """The same for many subjects, by subject, read together: a list of calls is as quick as one of them.

    It is for staff who call, and therefore in the language that is spoken now.
    """
    return _load(kind, subjects, in_own_language=False)


def _load(kind: str, subjects: Collection[str], *, in_own_language: bool) -> dict[str, Message | None]:
    references = {subject: normalise_reference(subject.partition(":")[2]) for subject in subjects}
    found_rows = bookings.list_by_reference(references.values())
    rows = {row.reference: row for row in found_rows if row.state in WANTED[kind] and row.destroyed_at is None}
    told = _read(list(rows.values()))
    days = {row.slot.day.date for row in rows.values()}
    reminders = remindings(days) if kind == "reminder" else {}

    whom = recipients_of_correction if kind == "corrected" else recipients_of

    def message(row: Reservation) -> Message | None:
        due = _due(kind, row, told)
        until = uses(reminders[row.slot.day.date], row.slot.starts_at) if kind == "reminder" else None
        if kind in NEW_TIME and due is None:
            return None
        with force_locale(row.language if in_own_language else languages.current()):
            values = _values(row, told) | (_new_time(kind, row, told) if kind in (*NEW_TIME, "displaced") else {})
        people = {who.role: who for who in whom(row)}
        hold = told.held.get(row.id)
        answer_by = hold.expires_at if hold and kind in ASKING else None
        return Message(people, values, due, row.person_key or "", row.language, until, answer_by)

    found = {subject: rows.get(reference) for subject, reference in references.items()}
    return {subject: message(row) if row else None for subject, row in found.items()}


def _read(rows: list[Reservation]) -> Told:
    if not rows:
        return Told({}, {}, {}, {}, {}, {}, [], ())
    lost = rehousing.list_open([row.id for row in rows if row.state == DISPLACED])
    offers = {one.offer_slot_id for one in lost.values() if one.offer_slot_id is not None}
    slots = {slot.id: slot for slot in calendar.list_slots_by_key(offers)}
    closed = {slot.day.date for slot in [*(row.slot for row in rows), *slots.values()] if not slot.day.is_open}
    return Told(
        {field.key: field for field in consultations.list_desks()},
        calendar.holidays(min(closed), max(closed)) if closed else {},
        lost,
        slots,
        rehousing.list_replacements(lost),
        list_conflicts(lost),
        [door for door in guide.list_doors() if door.phone] if lost else [],
        rehousing.list_given_up([row.id for row in rows if row.state == CANCELLED]),
    )


def _due(kind: str, row: Reservation, told: Told) -> datetime | None:
    lost = told.lost.get(row.id)
    moments = {"confirmed": row.reserved_at, "moved": row.moved_at}
    if kind in NEW_TIME:
        return _due_of_new_time(kind, lost) if lost else None
    return None if kind in UNMOVED else moments.get(kind, row.changed_at)


def _due_of_new_time(kind: str, lost: Displacement) -> datetime | None:
    """A time that is held no longer is not offered any more: that it is over is told instead."""
    if kind == "replacement_over":
        return lost.over_at
    return lost.offered_at if lost.over_at is None else None


def _values(row: Reservation, told: Told) -> dict[str, str]:
    field = told.fields.get(row.slot.desk)
    name = plain_words(field, "name") if field else ""
    return {
        "name": row.name or "",
        "date": wording.day(row.slot.starts_at),
        "time": wording.hour(row.slot.starts_at),
        "field": name,
        "bring": " ".join(plain_words(field, "bring").split()) if field else "",
        **service_words({row.slot.day.kind}, name),
        "reference": row.shown_reference,
        "phone": str(settings.get("office.phone")),
        "reason": _why(row, told),
        "link": links.path("booking", row.reference or ""),
    }


def _new_time(kind: str, row: Reservation, told: Told) -> dict[str, str]:
    """When and until when another time is held, or what is said where none is; after that is over, which one it was and
    why."""
    hold, lost = told.held.get(row.id), told.lost.get(row.id)
    slot = hold.slot if hold else told.slots.get(lost.offer_slot_id or 0) if lost and kind in NEW_TIME else None
    if slot is None:
        return _without_time(row, told)
    why = _reason(slot, told.holidays) or (gettext("기간 안에 답을 받지 못했습니다.") if lost and lost.over_at else "")
    return {
        "new_date": wording.day(slot.starts_at),
        "new_time": wording.hour(slot.starts_at),
        "until": wording.moment(hold.expires_at) if hold and hold.expires_at else "",
    } | _when_over(kind, why, row, told)


def _when_over(kind: str, why: str, row: Reservation, told: Told) -> dict[str, str]:
    if kind not in NEW_TIME:
        return {}
    return {"reason": why, "doors": _doors(row, told) if kind == "replacement_over" else ""}


def _without_time(row: Reservation, told: Told) -> dict[str, str]:
    """What is said where no other time is held. Who may have no other expert here is promised none, if there are other
    doors."""
    doors = _doors(row, told)
    promise = (
        gettext("같은 업무에 자리가 나면 먼저 잡아 두고 알려 드리겠습니다.")
        if row.slot.day.kind == NIGHT
        else gettext("같은 분야에 자리가 나면 먼저 잡아 두고 알려 드리겠습니다.")
    )
    return {"no_place": "" if doors and row.id in told.passed else promise, "doors": doors}


def _why(row: Reservation, told: Told) -> str:
    """Why the time is lost; nothing of the day where people cancelled by themselves, whatever became of it."""
    is_own = row.state == CANCELLED and row.id not in told.given_up
    return "" if is_own else _reason(row.slot, told.holidays) or _conflict(row, told)


def _conflict(row: Reservation, told: Told) -> str:
    """Why somebody lost a time that takes place: said without saying what stands between whom."""
    is_it = row.state == DISPLACED and row.id in told.passed
    return gettext("상담위원 사정으로 그 시간에 상담해 드릴 수 없게 되었습니다.") if is_it else ""


def _doors(row: Reservation, told: Told) -> str:
    """Where else to turn meanwhile: the doors of the field with their telephones, one a line. They advise: for a visit
    there are none.
    """
    if row.slot.day.kind == NIGHT:
        return ""
    doors = [one for one in told.doors if one.helps_with(row.slot.desk)]
    return "\n".join(f"{plain_words(one, 'name')} {one.phone}" for one in doors[:MOST_DOORS])


def _reason(slot: "Slot", holidays: Mapping[date, str]) -> str:
    """Why the day of a time was closed, empty where it was not."""
    day = slot.day
    if day.is_open:
        return why_slot_closed(slot)
    holiday = holidays.get(day.date)
    return closing_text(day.closed_reason, day.closed_text, name_of(day.date, holiday) if holiday else None)
