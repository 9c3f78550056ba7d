"""What a file says otherwise than the tables do, and what is wrong in it. Nothing is written."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from booking.errors import BookingError
from booking.masterdata.rules import MOST_ROWS, CellBroken, Difference, Fault, Given, Row, read_cell, tidy
from booking.masterdata.service.sections import SECTIONS
from booking.masterdata.service.tables import Section
from booking.settings import queries as settings
from booking.settings import rules as settings_rules

EMPTIABLE = ("text", "date")
"""Kinds of values that may be taken away; the others of a new row have their defaults."""


@dataclass
class Plan:
    """What a file would change, in the order of writing, and its faults. same: rows that change nothing."""

    differences: list[Difference] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    same: int = 0

    @property
    def code(self) -> str:
        """A name of exactly this difference, values before and after: what was seen is what is made."""
        plain = [[one.section, one.names, one.before, one.after] for one in self.differences]
        return hashlib.sha256(json.dumps(plain, default=str).encode()).hexdigest()[:16]


def compare(file: Mapping[str, Sequence[Given]]) -> Plan:
    """Compare a file, by its sections, with what is there."""
    plan, known = Plan(), {section.name for section in SECTIONS}
    plan.faults += [Fault(name, 0, None, "section") for name in file if name not in known]
    for section in SECTIONS:
        given = file.get(section.name, ())
        if len(given) > MOST_ROWS:
            plan.faults.append(Fault(section.name, 0, None, "rows"))
        elif given:
            _compare(section, given, plan)
    return plan


def _compare(section: Section, given: Sequence[Given], plan: Plan) -> None:
    there, seen = section.list_rows(), list[Row]()
    for one in given:
        row, faults = _read(section, one)
        plan.faults += faults
        if faults:
            continue
        found = section.find(row, there)
        if section.find(row, seen) is not None:
            plan.faults.append(Fault(section.name, one.number, None, "twice"))
            continue
        seen.append({**(found or {}), **row})
        _add(section, one.number, row, found, plan)


def _add(section: Section, number: int, row: Row, found: Row | None, plan: Plan) -> None:
    before = {name: tidy(value) for name, value in (found or {}).items()}
    own = (name for name in row if name not in section.fixed)
    changed = {name: row[name] for name in own if name not in before or before[name] != row[name]}
    kept = [one.name for one in section.columns if one.kind not in EMPTIABLE and not one.may_be_none]
    blank = [name for name in kept if row.get(name, 0) is None]
    if found is not None and blank:
        plan.faults += [Fault(section.name, number, name, "empty") for name in blank]
        return
    if section.name == "holidays" and row.get("effect") == "working":
        changed = {name: value for name, value in changed.items() if name not in ("name", "name_en")}
    if found is not None and not changed:
        plan.same += 1
        return
    lacking = [one for one in section.columns if one.is_needed and found is None and row.get(one.name) in (None, "")]
    plan.faults += [Fault(section.name, number, one.name, "empty") for one in lacking]
    identity = next((names for names in reversed(section.identities) if all(row.get(name) for name in names)), ())
    names = tuple(str(row[name]) for name in identity)
    former = {name: (found or {}).get(name) for name in changed} if found is not None else None
    plan.differences.append(Difference(section.name, number, names, former, changed, row))


def _read(section: Section, given: Given) -> tuple[Row, list[Fault]]:
    row, faults = Row(), list[Fault]()
    for name, raw in given.cells.items():
        column = section.column(name)
        if column is None:
            faults.append(Fault(section.name, given.number, name, "column"))
            continue
        try:
            row[name] = read_cell(column, raw)
        except CellBroken as error:
            faults.append(Fault(section.name, given.number, name, error.why))
    if section.name == "settings" and not faults:
        faults += _read_setting(row, given.number)
    return row, faults


def _read_setting(row: Row, number: int) -> list[Fault]:
    """Let the text of a setting be the one that it is stored as, for `9:00` and `09:00` are one."""
    try:
        setting = settings.get_current(str(row.get("name"))).setting
        row["value"] = settings_rules.to_text(settings_rules.parse(setting, str(row.get("value"))))
    except BookingError as error:
        return [Fault("settings", number, "value" if error.field == "value" else "name", error)]
    return []
