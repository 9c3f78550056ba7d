"""Fields of advice as staff edit them. Days that are already made keep their hours (see `apply_field`)."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import select

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.consultations import rules
from booking.consultations.errors import DeskSeatsTooMany, FieldExists, FieldNameTaken, FieldUnknown, SpanTooShort
from booking.consultations.models import Field
from booking.consultations.service.changing import write_changes
from booking.db import db
from booking.identity import ensure_no_identity_numbers

TEXTS = ("name", "bring", "notes", "disclaimer", "name_en", "bring_en", "notes_en", "disclaimer_en")


@dataclass(frozen=True)
class FieldValues:
    """What staff may change about a field; `models.Field` says what each value means."""

    name: str
    position: int
    starts: time
    ends: time
    minutes: int = 30
    capacity: int = 1
    is_active: bool = True
    walk_in: str = "booking_required"
    attendance: str = "self"
    bring: str = ""
    notes: str = ""
    name_en: str = ""
    bring_en: str = ""
    notes_en: str = ""
    disclaimer: str = ""
    disclaimer_en: str = ""
    desk_seats: int = 0
    buffer: int = 0


def values_of(field: Field) -> FieldValues:
    """A field's values as they are."""
    return FieldValues(**{name: getattr(field, name) for name in FieldValues.__dataclass_fields__})


def add_field(key: str, values: FieldValues, *, actor: Actor, now: datetime) -> Field:
    """Make a field with a key that no other has. FieldExists, FieldNameTaken, SpanTooShort, DeskSeatsTooMany,
    IdentityNumber.
    """
    if db.session.scalar(select(Field.id).where(Field.key == key)) is not None:
        raise FieldExists(field="key")
    field = Field(key=key, **asdict(_checked(key, values)))
    db.session.add(field)
    db.session.flush()
    audit.changed("field.added", actor=actor, now=now, subject=f"field:{key}", after=_plain(asdict(values)))
    return field


def change_field(key: str, values: FieldValues, *, actor: Actor, now: datetime) -> Field:
    """Give a field new values; the same ones again change nothing. FieldUnknown, FieldNameTaken, SpanTooShort,
    DeskSeatsTooMany, IdentityNumber.
    """
    query = select(Field).where(Field.key == key).with_for_update()
    field = db.session.scalar(query, execution_options={"populate_existing": True})
    if field is None:
        raise FieldUnknown
    before, after = asdict(values_of(field)), asdict(_checked(key, values))
    write_changes(
        field,
        before,
        after,
        action="field.changed",
        subject=f"field:{key}",
        logged=_plain,
        actor=actor,
        now=now,
    )
    return field


def _checked(key: str, values: FieldValues) -> FieldValues:
    ensure_no_identity_numbers({"key": key, **asdict(values)})
    same = select(Field.id).where(Field.name == values.name.strip(), Field.key != key)
    if db.session.scalar(same.limit(1)) is not None:
        raise FieldNameTaken(field="name")
    times = len(list(rules.spans(values.starts, values.ends, values.minutes, values.buffer)))
    if not times:
        raise SpanTooShort(field="ends", minutes=values.minutes)
    if values.desk_seats > times * values.capacity:
        raise DeskSeatsTooMany(field="desk_seats", places=times * values.capacity)
    return replace(values, **{name: text.strip() for name, text in asdict(values).items() if name in TEXTS})


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in values.items()}
