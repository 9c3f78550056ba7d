"""Kiosks as staff keep them."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db
from booking.identity import ensure_no_identity_numbers
from booking.kiosks.errors import KioskUnknown
from booking.kiosks.models import Kiosk


@dataclass(frozen=True)
class KioskValues:
    """What staff may change about a kiosk; `models.Kiosk` says what each value means."""

    name: str
    address: str = ""
    is_24h: bool = False
    hours: str = ""
    is_working: bool = True
    is_sample: bool = False
    position: int = 0


def values_of(kiosk: Kiosk) -> KioskValues:
    """A kiosk's values as they are."""
    return KioskValues(**{name: getattr(kiosk, name) for name in KioskValues.__dataclass_fields__})


def add_kiosk(values: KioskValues, *, key: str | None = None, actor: Actor, now: datetime) -> Kiosk:
    """Put a place on the list. key: its name in the file that it comes from; no other kiosk has it.

    IdentityNumber.
    """
    values = _checked(values, key)
    kiosk = Kiosk(key=key, **asdict(values))
    db.session.add(kiosk)
    db.session.flush()
    audit.changed("kiosk.added", actor=actor, now=now, subject=_subject(kiosk), after=asdict(values))
    return kiosk


def change_kiosk(token: str, values: KioskValues, *, actor: Actor, now: datetime) -> Kiosk:
    """Give a kiosk new values; the same ones again change nothing. KioskUnknown, IdentityNumber."""
    return _change(_lock(token), values, actor, now)


def set_working(token: str, is_working: bool, *, actor: Actor, now: datetime) -> Kiosk:
    """Report a kiosk out of order, or in order again; twice does no harm. KioskUnknown."""
    kiosk = _lock(token)
    return _change(kiosk, replace(values_of(kiosk), is_working=is_working), actor, now)


def remove_kiosk(token: str, *, actor: Actor, now: datetime) -> None:
    """Take a place off the list, for good: a seed does not bring it back. Twice does no harm. KioskUnknown."""
    kiosk = _lock(token, removed=True)
    if kiosk.removed_at is not None:
        return
    kiosk.removed_at = now
    db.session.flush()
    audit.changed("kiosk.removed", actor=actor, now=now, subject=_subject(kiosk), before=asdict(values_of(kiosk)))


def _lock(token: str, removed: bool = False) -> Kiosk:
    query = select(Kiosk).where(Kiosk.token == token).with_for_update()
    kiosk = db.session.scalar(query, execution_options={"populate_existing": True})
    if kiosk is None or (kiosk.removed_at is not None and not removed):
        raise KioskUnknown
    return kiosk


def _change(kiosk: Kiosk, values: KioskValues, actor: Actor, now: datetime) -> Kiosk:
    before, after = asdict(values_of(kiosk)), asdict(_checked(values))
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        return kiosk
    for name in changed:
        setattr(kiosk, name, after[name])
    db.session.flush()
    audit.changed(
        "kiosk.changed",
        actor=actor,
        now=now,
        subject=_subject(kiosk),
        before=_only(before, changed),
        after=_only(after, changed),
    )
    return kiosk


def _checked(values: KioskValues, key: str | None = None) -> KioskValues:
    ensure_no_identity_numbers({"key": key, **asdict(values)})
    return replace(values, name=values.name.strip(), address=values.address.strip(), hours=values.hours.strip())


def _only(values: dict[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: values[name] for name in names}


def _subject(kiosk: Kiosk) -> str:
    """By number, for a name may change; with the name, for nobody knows the number."""
    return f"kiosk:{kiosk.id}:{kiosk.name}"
