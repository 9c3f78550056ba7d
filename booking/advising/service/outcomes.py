"""The codes of what comes of a consultation, as staff keep them, and recording one."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from booking.advising.errors import OutcomeMissing, OutcomeNeeded, OutcomeTaken, OutcomeUnknown
from booking.advising.models import OutcomeCode
from booking.advising.queries import find_outcome
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.consultations.errors import SeedBroken
from booking.consultations.rules import is_key
from booking.consultations.service import seed_files
from booking.consultations.service.changing import write_changes
from booking.db import db
from booking.identity import ensure_no_identity_numbers
from booking.reservations import service as reservations
from booking.reservations.rules.outcomes import ABSENT

if TYPE_CHECKING:
    from booking.reservations.models import Reservation

SECTIONS = ("outcomes",)


@dataclass(frozen=True)
class OutcomeValues:
    """What staff may change about a code; `models.OutcomeCode` says what each value means."""

    name: str
    name_en: str = ""
    is_active: bool = True
    position: int = 0


def record_outcome(row: "Reservation", code: str, *, actor: Actor, now: datetime, note: str = "") -> "Reservation":
    """Note what came of a consultation by a code that is in use. OutcomeUnknown, and what
    `reservations.service.record_outcome` refuses.
    """
    found = find_outcome(code)
    if found is None or not found.is_active:
        raise OutcomeUnknown(field="code")
    return reservations.record_outcome(row, code, note=note, actor=actor, now=now)


def add_outcome(key: str, values: OutcomeValues, *, actor: Actor, now: datetime) -> OutcomeCode:
    """Put a code on the list, under a key that no other has. OutcomeTaken, OutcomeNeeded, IdentityNumber."""
    if find_outcome(key):
        raise OutcomeTaken(field="key")
    values = _checked(key, values)
    code = OutcomeCode(key=key, **asdict(values))
    db.session.add(code)
    db.session.flush()
    audit.changed("outcome.added", actor=actor, now=now, subject=f"outcome:{key}", after=asdict(values))
    return code


def change_outcome(key: str, values: OutcomeValues, *, actor: Actor, now: datetime) -> OutcomeCode:
    """Give a code new values; the same ones again change nothing. OutcomeMissing, OutcomeTaken, OutcomeNeeded,
    IdentityNumber.
    """
    query = select(OutcomeCode).where(OutcomeCode.key == key).with_for_update()
    code = db.session.scalar(query, execution_options={"populate_existing": True})
    if code is None:
        raise OutcomeMissing
    after = asdict(_checked(key, values))
    before = {name: getattr(code, name) for name in after}
    write_changes(
        code, before, after,
        action="outcome.changed", subject=f"outcome:{key}", logged=dict, actor=actor, now=now,
    )  # fmt: skip
    return code


def seed(data: Mapping[str, Any], *, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Load the section `outcomes` of a parsed TOML file. (done, what) for each, where done is added or kept.

    What is there stays as staff left it. SeedBroken says what is wrong.
    """
    done = []
    for row in seed_files.rows(data, "outcomes"):
        key = str(row.get("key", ""))
        with seed_files.named(f"outcome {key}"):
            if not is_key(key) or len(key) > OutcomeCode.key.type.length:
                raise SeedBroken(why="key must be at most 20 small letters, digits and hyphens")
            values = seed_files.values(OutcomeValues, {name: one for name, one in row.items() if name != "key"})
            is_there = find_outcome(key) is not None
            if not is_there:
                add_outcome(key, values, actor=actor, now=now)
        done.append(("kept" if is_there else "added", f"outcome {key}"))
    return done


def _checked(key: str, values: OutcomeValues) -> OutcomeValues:
    values = replace(values, name=" ".join(values.name.split()), name_en=" ".join(values.name_en.split()))
    ensure_no_identity_numbers({"key": key, "name": values.name, "name_en": values.name_en})
    if key == ABSENT and not values.is_active:
        raise OutcomeNeeded(field="is_active")
    taken = select(OutcomeCode.key).where(OutcomeCode.name == values.name, OutcomeCode.key != key)
    if db.session.scalar(taken) is not None:
        raise OutcomeTaken(field="name")
    return values
