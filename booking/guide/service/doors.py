"""Where else advice is given, as staff keep it."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking.audit import service as audit
from booking.audit.rules import Actor, with_phone_of
from booking.consultations.service.changing import write_changes
from booking.db import db
from booking.guide.errors import DoorUnknown, DoorUnreachable
from booking.guide.models import Door
from booking.identity import ensure_no_identity_numbers


@dataclass(frozen=True)
class DoorValues:
    """What staff may change about a place; `models.Door` says what each value means."""

    name: str
    phone: str = ""
    url: str = ""
    hours: str = ""
    note: str = ""
    field_keys: str = ""
    position: int = 0
    is_active: bool = True
    needs_word: bool = False
    name_en: str = ""
    hours_en: str = ""
    note_en: str = ""


def add_door(values: DoorValues, *, key: str | None = None, actor: Actor, now: datetime) -> Door:
    """Put a place on the list. key: its name in the file that it comes from; no other has it.

    DoorUnreachable, IdentityNumber.
    """
    values = _checked(values, key)
    door = Door(key=key, **asdict(values))
    db.session.add(door)
    db.session.flush()
    audit.changed("door.added", actor=actor, now=now, subject=_subject(door), after=_logged(asdict(values)))
    return door


def change_door(token: str, values: DoorValues, *, actor: Actor, now: datetime) -> Door:
    """Give a place new values; the same ones again change nothing. DoorUnknown, DoorUnreachable, IdentityNumber."""
    query = select(Door).where(Door.token == token).with_for_update()
    door = db.session.scalar(query, execution_options={"populate_existing": True})
    if door is None:
        raise DoorUnknown
    after = asdict(_checked(values))
    before, subject = {name: getattr(door, name) for name in after}, _subject(door)
    write_changes(door, before, after, action="door.changed", subject=subject, logged=_logged, actor=actor, now=now)
    return door


def _checked(values: DoorValues, key: str | None = None) -> DoorValues:
    ensure_no_identity_numbers({"key": key, **asdict(values)}, addresses=("url",))
    texts = {name: text.strip() for name, text in asdict(values).items() if isinstance(text, str)}
    values = replace(values, **texts)  # type: ignore[arg-type] # only the texts among the fields
    if not (values.phone or values.url):
        raise DoorUnreachable(field="phone")
    return values


def _logged(values: dict[str, Any]) -> dict[str, Any]:
    return with_phone_of("door", values)


def _subject(door: Door) -> str:
    """By number, for a name may change; with the name, for nobody knows the number."""
    return f"door:{door.id}:{door.name}"
