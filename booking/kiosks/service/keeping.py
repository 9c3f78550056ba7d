"""Kiosks as staff keep them."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from booking.audit import service as audit
from booking.audit.rules import Actor, with_phone_of
from booking.consultations.service.changing import write_changes
from booking.db import db
from booking.identity import ensure_no_identity_numbers
from booking.kiosks.errors import DocumentUnknown, KioskUnknown
from booking.kiosks.models import Kiosk, KioskDocument
from booking.kiosks.rules import FEATURES, UNSURE, tidy_names, tidy_point, tidy_week


@dataclass(frozen=True)
class KioskValues:
    """What staff may change about a kiosk; `models.Kiosk` says what each value means."""

    name: str
    address: str = ""
    spot: str = ""
    coordinates: str = ""
    phone: str = ""
    manager: str = ""
    is_24h: bool = False
    weekday_hours: str = ""
    saturday_hours: str = ""
    holiday_hours: str = ""
    hours: str = ""
    features: str = ""
    lacks: str = ""
    is_working: bool = True
    back_on: date | None = None
    is_sample: bool = False
    unsure: str = ""
    position: int = 0
    name_en: str = ""


def values_of(kiosk: Kiosk) -> KioskValues:
    """A kiosk's values as they are."""
    return KioskValues(**{name: getattr(kiosk, name) for name in KioskValues.__dataclass_fields__})


def add_kiosk(
    values: KioskValues, *, key: str | None = None, source_key: str | None = None, actor: Actor, now: datetime
) -> Kiosk:
    """Put a place on the list. key: its name in the file that it comes from; no other kiosk has it.

    source_key: its number in the government's list. IdentityNumber, HoursBroken, CoordinatesBroken, DocumentUnknown.
    """
    values = checked(values, key)
    kiosk = Kiosk(key=key, source_key=source_key, **asdict(values))
    db.session.add(kiosk)
    db.session.flush()
    audit.changed("kiosk.added", actor=actor, now=now, subject=_subject(kiosk), after=_logged(asdict(values)))
    return kiosk


def change_kiosk(token: str, values: KioskValues, *, actor: Actor, now: datetime) -> Kiosk:
    """Give a kiosk new values; the same ones again change nothing. KioskUnknown, and what `add_kiosk` refuses."""
    kiosk = _lock(token)
    write_changes(
        kiosk,
        asdict(values_of(kiosk)),
        asdict(checked(values)),
        action="kiosk.changed",
        subject=_subject(kiosk),
        logged=_logged,
        actor=actor,
        now=now,
    )
    return kiosk


def set_working(token: str, is_working: bool, back_on: date | None = None, *, actor: Actor, now: datetime) -> Kiosk:
    """Report a kiosk out of order, with the day on which it is expected back if that is known, or in order again.

    Twice does no harm. KioskUnknown.
    """
    values = replace(values_of(_lock(token)), is_working=is_working, back_on=back_on)
    return change_kiosk(token, values, actor=actor, now=now)


def remove_kiosk(token: str, *, actor: Actor, now: datetime) -> None:
    """Take a place off the list, for good: a seed does not bring it back. Twice does no harm. KioskUnknown."""
    kiosk = _lock(token, removed=True)
    if kiosk.removed_at is not None:
        return
    kiosk.removed_at = now
    db.session.flush()
    before = _logged(asdict(values_of(kiosk)))
    audit.changed("kiosk.removed", actor=actor, now=now, subject=_subject(kiosk), before=before)


def checked(values: KioskValues, key: str | None = None) -> KioskValues:
    """The values as they are kept, with nothing expected of a machine that works. What `add_kiosk` refuses."""
    ensure_no_identity_numbers({"key": key, **asdict(values)})
    texts: dict[str, Any] = {name: text.strip() for name, text in asdict(values).items() if isinstance(text, str)}
    texts |= tidy_week(texts) | {
        "coordinates": tidy_point(values.coordinates),
        "features": tidy_names(values.features, FEATURES),
        "unsure": tidy_names(values.unsure, UNSURE),
        "lacks": _lacks(values.lacks),
    }
    return replace(values, **texts, back_on=None if values.is_working else values.back_on)


def _lacks(text: str) -> str:
    lacks = sorted(set(text.split()))
    if lacks and not set(lacks) <= set(db.session.scalars(select(KioskDocument.business_key))):
        raise DocumentUnknown(field="lacks")
    return " ".join(lacks)


def _lock(token: str, removed: bool = False) -> Kiosk:
    query = select(Kiosk).where(Kiosk.token == token).with_for_update()
    kiosk = db.session.scalar(query, execution_options={"populate_existing": True})
    if kiosk is None or (kiosk.removed_at is not None and not removed):
        raise KioskUnknown
    return kiosk


def _logged(values: dict[str, Any]) -> dict[str, Any]:
    return with_phone_of("kiosk", values)


def _subject(kiosk: Kiosk) -> str:
    """By number, for a name may change; with the name, for nobody knows the number."""
    return f"kiosk:{kiosk.id}:{kiosk.name}"
