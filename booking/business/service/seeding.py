"""Load a city's departments and kinds of business: only those that are not there, for from then on they are staff's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking.audit.rules import Actor
from booking.business.models import DEPARTMENT_KINDS, Business, Department
from booking.business.service.keeping import BusinessValues, DepartmentValues, add_business, add_department
from booking.consultations.errors import SeedBroken
from booking.consultations.service import seed_files
from booking.db import db

SECTIONS = ("departments", "businesses")


def seed(data: Mapping[str, Any], *, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Load the sections `departments` and `businesses` of a parsed TOML file. (done, what) for each.

    done is added or kept. SeedBroken says what is wrong.
    """

    def department(key: str, row: Mapping[str, Any]) -> None:
        values = seed_files.fitting(DepartmentValues, Department, row)
        if values.kind not in DEPARTMENT_KINDS:
            raise SeedBroken(why="kind must be department or town")
        add_department(key, values, actor=actor, now=now)

    def business(key: str, row: Mapping[str, Any]) -> None:
        add_business(key, seed_files.fitting(BusinessValues, Business, row), actor=actor, now=now)

    departments, businesses = (seed_files.rows(data, section) for section in SECTIONS)
    return [
        *seed_files.load_new(departments, "department", db.session.scalars(select(Department.key)), department),
        *seed_files.load_new(businesses, "business", db.session.scalars(select(Business.key)), business),
    ]
