"""The kinds of business and the departments: lists and single rows."""

from collections.abc import Iterable

from sqlalchemy import select

from booking.business.errors import BusinessUnknown, DepartmentUnknown
from booking.business.models import Business, Department
from booking.db import db


def list_businesses(active_only: bool = True) -> list[Business]:
    """All kinds of business by name."""
    query = select(Business).order_by(Business.name, Business.id)
    return list(db.session.scalars(query.where(Business.is_active) if active_only else query))


def businesses_by_key(keys: Iterable[str]) -> dict[str, Business]:
    """Those of these keys that there are, shown to citizens or not."""
    return {one.key: one for one in db.session.scalars(select(Business).where(Business.key.in_(set(keys))))}


def find_business(key: str) -> Business | None:
    """The kind of business of this key, shown to citizens or not."""
    return db.session.scalar(select(Business).where(Business.key == key))


def get_business(key: str) -> Business:
    """The kind of business of this key, shown to citizens or not. BusinessUnknown."""
    found = find_business(key)
    if found is None:
        raise BusinessUnknown
    return found


def list_departments(kind: str | None = None, active_only: bool = True) -> list[Department]:
    """The departments in staff's order, then the towns. kind: only `department`s or `town`s."""
    query = select(Department).order_by(Department.kind, Department.position, Department.name, Department.id)
    if kind is not None:
        query = query.where(Department.kind == kind)
    return list(db.session.scalars(query.where(Department.is_active) if active_only else query))


def find_department(key: str) -> Department | None:
    """The department of this key, offered or not."""
    return db.session.scalar(select(Department).where(Department.key == key))


def get_department(key: str) -> Department:
    """The department of this key, offered or not. DepartmentUnknown."""
    found = find_department(key)
    if found is None:
        raise DepartmentUnknown
    return found
