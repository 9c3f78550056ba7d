"""Making what a file says: all of it or nothing, each row by the rules and the log of its own room."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db
from booking.errors import BookingError
from booking.masterdata.rules import Difference, Fault, Row
from booking.masterdata.service.sections import SECTIONS


class Refused(Exception):
    """Something in a file cannot be made, so nothing is. faults: all that is wrong."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = list(faults)


def export() -> dict[str, list[Row]]:
    """All settings and master data, by section."""
    return {section.name: section.list_rows() for section in SECTIONS}


def write(differences: Sequence[Difference], *, actor: Actor, now: datetime) -> None:
    """Make every difference, in the caller's transaction, which a refusal must undo. Refused.

    What is refused is tried once more after the others: two settings may have to change places.
    """
    left = [one for one in differences if _write(one, actor, now) is not None]
    found = [fault for one in left if (fault := _write(one, actor, now)) is not None]
    if found:
        raise Refused(found)


def note(kind: str, differences: Sequence[Difference], *, actor: Actor, now: datetime) -> None:
    """Note that a file was taken in, beside the entries of what it changed. kind: toml or xlsx."""
    counts = {section.name: sum(one.section == section.name for one in differences) for section in SECTIONS}
    made = {f"rows_of_{name}": count for name, count in counts.items() if count}
    audit.changed("masterdata.imported", actor=actor, now=now, subject=f"masterdata:{kind}", after=made)


def _write(one: Difference, actor: Actor, now: datetime) -> Fault | None:
    section = next(found for found in SECTIONS if found.name == one.section)
    before = section.find(one.row, section.list_rows()) if one.before is not None else None
    try:
        with db.session.begin_nested():
            section.write(one.row, before, actor, now)
    except BookingError as error:
        column = error.field if error.field and section.column(error.field) else None
        return Fault(one.section, one.number, column, error)
    except IntegrityError:  # the key of a place that staff took off the list for good
        return Fault(one.section, one.number, "key", "removed")
    return None
