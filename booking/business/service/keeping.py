"""Kinds of business and departments as staff keep them."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.audit import service as audit
from booking.audit.rules import Actor, with_phone_of
from booking.business.errors import BusinessUnknown, DepartmentUnknown, KeyTaken
from booking.business.models import Business, Department
from booking.consultations.service.changing import write_changes
from booking.db import db
from booking.identity import ensure_no_identity_numbers

T = TypeVar("T")
V = TypeVar("V", "BusinessValues", "DepartmentValues")


@dataclass(frozen=True)
class BusinessValues:
    """What staff may change about a kind of business; `models.Business` says what each value means."""

    name: str
    name_en: str = ""
    words: str = ""
    field_keys: str = ""
    is_active: bool = True
    is_sample: bool = False


@dataclass(frozen=True)
class DepartmentValues:
    """What staff may change about a department; `models.Department` says what each value means."""

    name: str
    name_en: str = ""
    kind: str = "department"
    coordinates: str = ""
    phone: str = ""
    position: int = 0
    is_active: bool = True
    is_sample: bool = False


def values_of(business: Business) -> BusinessValues:
    """The values of a kind of business as they are."""
    return _read(BusinessValues, business)


def values_of_department(department: Department) -> DepartmentValues:
    """The values of a department as they are."""
    return _read(DepartmentValues, department)


def add_business(key: str, values: BusinessValues, *, actor: Actor, now: datetime) -> Business:
    """Make a kind of business. KeyTaken, IdentityNumber."""
    return _add(Business, "business", key, values, actor, now)


def change_business(key: str, values: BusinessValues, *, actor: Actor, now: datetime) -> Business:
    """Give a kind of business new values; the same ones again change nothing. BusinessUnknown, IdentityNumber."""
    business = _lock(Business, key)
    if business is None:
        raise BusinessUnknown
    _change(business, "business", values_of(business), values, actor, now)
    return business


def add_word(key: str, word: str, *, actor: Actor, now: datetime) -> Business:
    """Let a kind of business be found by one more name; names that others add at the same moment stay. One that it has
    already changes nothing. BusinessUnknown, IdentityNumber."""
    business = _lock(Business, key)
    if business is None:
        raise BusinessUnknown
    before = values_of(business)
    lines = before.words.splitlines()
    if word not in lines:
        _change(business, "business", before, replace(before, words="\n".join([*lines, word])), actor, now)
    return business


def add_department(key: str, values: DepartmentValues, *, actor: Actor, now: datetime) -> Department:
    """Make a department. KeyTaken, IdentityNumber."""
    return _add(Department, "department", key, values, actor, now)


def change_department(key: str, values: DepartmentValues, *, actor: Actor, now: datetime) -> Department:
    """Give a department new values; the same ones again change nothing. DepartmentUnknown, IdentityNumber."""
    department = _lock(Department, key)
    if department is None:
        raise DepartmentUnknown
    _change(department, "department", values_of_department(department), values, actor, now)
    return department


def _add(model: Any, kind: str, key: str, values: V, actor: Actor, now: datetime) -> Any:
    given = asdict(_checked(values, key))
    row = model(key=key, **given)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError as error:
        raise KeyTaken(field="key") from error
    audit.changed(f"{kind}.added", actor=actor, now=now, subject=f"{kind}:{key}", after=_logged(given))
    return row


def _change(row: Any, kind: str, before: V, after: V, actor: Actor, now: datetime) -> None:
    write_changes(
        row,
        asdict(before),
        asdict(_checked(after)),
        action=f"{kind}.changed",
        subject=f"{kind}:{row.key}",
        logged=_logged,
        actor=actor,
        now=now,
    )


def _lock(model: type[T], key: str) -> T | None:
    query = select(model).where(model.key == key).with_for_update()  # type: ignore[attr-defined] # both have a key
    return db.session.scalar(query, execution_options={"populate_existing": True})


def _checked(values: V, key: str | None = None) -> V:
    ensure_no_identity_numbers({"key": key, **asdict(values)})
    texts = {name: text.strip() for name, text in asdict(values).items() if isinstance(text, str)}
    return replace(values, **texts)  # type: ignore[arg-type] # only the texts among the fields


def _read(kind: type[T], row: Any) -> T:
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})  # type: ignore[arg-type] # a dataclass


def _logged(values: dict[str, Any]) -> dict[str, Any]:
    return with_phone_of("department", values)
