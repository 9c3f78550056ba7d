"""The night office's kinds of business as staff keep them."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.business import queries as business
from booking.consultations.service.changing import write_changes
from booking.db import db
from booking.identity import ensure_no_identity_numbers
from booking.nightoffice.errors import AcceptanceOutside, HoursBackwards, NightTaskTaken, NightTaskUnknown, OutsideNight
from booking.nightoffice.models import NightTask
from booking.nightoffice.queries import night_hours
from booking.nightoffice.service.nights import fit_nights, keep_nights


@dataclass(frozen=True)
class NightTaskValues:
    """What staff may change about a kind of business of the night; `models.NightTask` says what each value means."""

    starts: time | None = None
    ends: time | None = None
    last_acceptance: time | None = None
    fee: int | None = None
    fee_note: str = ""
    fee_note_en: str = ""
    bring: str = ""
    bring_en: str = ""
    notes: str = ""
    notes_en: str = ""
    may_reserve: bool = False
    seats: int = 1
    position: int = 0
    is_active: bool = True
    is_sample: bool = False


def values_of(task: NightTask) -> NightTaskValues:
    """The values of a kind as they are."""
    return NightTaskValues(**{name: getattr(task, name) for name in NightTaskValues.__dataclass_fields__})


def add_task(business_key: str, values: NightTaskValues, *, actor: Actor, now: datetime) -> NightTask:
    """Put a kind of business on the list; where it takes bookings, nights that are made get its windows at once.

    BusinessUnknown, NightTaskTaken, and the refusals of a change.
    """
    business.get_business(business_key)
    given = asdict(_checked(values))
    task = NightTask(business_key=business_key, **given)
    try:
        with db.session.begin_nested():
            db.session.add(task)
    except IntegrityError as error:
        raise NightTaskTaken(field="business_key") from error
    if values.may_reserve:
        fit_nights(now)
    audit.changed("night_task.added", actor=actor, now=now, subject=f"night_task:{business_key}", after=_plain(given))
    return task


def change_task(business_key: str, values: NightTaskValues, *, actor: Actor, now: datetime) -> NightTask:
    """Give a kind new values; the same ones again change nothing. The windows of coming nights follow at once, where it
    takes bookings or did; who has booked one keeps it.

    NightTaskUnknown, OutsideNight, HoursBackwards, AcceptanceOutside, KeyOfField, IdentityNumber.
    """
    query = select(NightTask).where(NightTask.business_key == business_key).with_for_update(of=NightTask)
    task = db.session.scalar(query, execution_options={"populate_existing": True})
    if task is None:
        raise NightTaskUnknown
    before = values_of(task)
    write_changes(
        task,
        asdict(before),
        asdict(_checked(values, before)),
        action="night_task.changed",
        subject=f"night_task:{business_key}",
        logged=_plain,
        actor=actor,
        now=now,
    )
    if values.may_reserve or before.may_reserve:
        keep_nights(now, actor)
    return task


def _checked(values: NightTaskValues, before: NightTaskValues | None = None) -> NightTaskValues:
    """The values with their texts stripped. Hours are judged where they are new: the night's own may have changed."""
    ensure_no_identity_numbers(asdict(values))
    if before is None or _own_hours(values) != _own_hours(before):
        _ensure_hours(values)
    texts = {name: text.strip() for name, text in asdict(values).items() if isinstance(text, str)}
    return replace(values, **texts)  # type: ignore[arg-type] # only the texts among the fields


def _own_hours(values: NightTaskValues) -> tuple[time | None, ...]:
    return values.starts, values.ends, values.last_acceptance


def _ensure_hours(values: NightTaskValues) -> None:
    first, last = night_hours()
    starts, ends = values.starts or first, values.ends or last
    for name, wall in (("starts", values.starts), ("ends", values.ends)):
        if wall is not None and not first <= wall <= last:
            raise OutsideNight(field=name, starts=f"{first:%H:%M}", ends=f"{last:%H:%M}")
    if starts >= ends:
        raise HoursBackwards(field="ends" if values.ends else "starts")
    if values.last_acceptance is not None and not starts < values.last_acceptance <= ends:
        raise AcceptanceOutside(field="last_acceptance", starts=f"{starts:%H:%M}", ends=f"{ends:%H:%M}")


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in values.items()}
