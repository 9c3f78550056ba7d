"""What a list of kiosks would change. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from booking.kiosks.rules.columns import Fault, Listed
from booking.kiosks.rules.hours import HOURS
from booking.kiosks.rules.matching import Here, first_twins, may_be, same, squeezed, surest_first
from booking.kiosks.rules.places import FEATURES, UNSURE, tidy_names
from booking.kiosks.rules.weeks import read_week

NEW, CHANGED, GONE = "new", "changed", "gone"
MOST_NEAR = 3
"""Places at one address between which somebody chooses."""

GROUPS = {"weekday_hours": "hours", "saturday_hours": "hours", "holiday_hours": "hours", "is_24h": "hours"}
"""Under which name of `UNSURE` a value stands, where it is not its own."""


@dataclass(frozen=True)
class Change:
    """One kiosk that differs. key: what it is chosen by; token: None for a new one.

    before, after: the values that differ. row: of the list; 0 for what it lacks.
    near: the name of a place at the same address, which may be the same one. twin: an earlier row that may be it.
    """

    key: str
    what: str
    name: str
    token: str | None
    source_key: str | None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    row: int = 0
    near: str = ""
    twin: int = 0

    @property
    def is_asked(self) -> bool:
        """Whether only a person can say if it is the same place as another."""
        return bool(self.near or self.twin)

    @property
    def is_usual(self) -> bool:
        """Whether it is made unless somebody says otherwise: nothing is taken away, or taken for another, by itself."""
        return self.what != GONE and not self.is_asked


def compare(rows: Sequence[Listed], kiosks: Iterable[Here], faults: Iterable[Fault] = ()) -> list[Change]:
    """What differs, in the order of the list; what it lacks comes last. What it leaves empty stays as it is.

    Where a row may be about a place that is known already, both ways are there, and neither is usual. A place with a
    row among the faults is not lacking.
    """
    every = list(kiosks)
    left = {kiosk.token: kiosk for kiosk in every}
    changes: list[Change] = []
    numbers: dict[str, str | None] = {}
    unknown = []
    for row in surest_first(rows, every):
        if kiosk := same(row, list(left.values())):
            del left[kiosk.token]
            numbers[kiosk.token] = row.source_key or kiosk.source_key
            changes += filter(None, [_changed(row, kiosk)])
        else:
            unknown.append(row)
    told = [replace(one, source_key=numbers.get(one.token, one.source_key)) for one in every]
    twins = first_twins(rows)
    for row in sorted(unknown, key=lambda one: one.row):
        changes += _new(row, told, twins.get(row.row, 0))
    return sorted(changes, key=lambda one: one.row) + _gone(left.values(), faults)


def _new(row: Listed, kiosks: Sequence[Here], twin: int) -> list[Change]:
    """A row about none of our places that are left: a new one, or one that it may be. twin: see `Change`."""
    near = [one for one in kiosks if may_be(row, one)][:MOST_NEAR]
    new = Change(f"new-{row.row}", NEW, row.name, None, row.source_key, {}, dict(row.given), row.row)
    asked = replace(new, near=", ".join(one.values["name"] for one in near), twin=twin)
    known = [(one, _changed(row, one)) for one in near]
    return [asked] + [
        replace(change, key=f"{row.row}-{one.token}", near=one.values["name"]) for one, change in known if change
    ]


def _gone(left: Iterable[Here], faults: Iterable[Fault]) -> list[Change]:
    told = list(faults)
    names, keys = {squeezed(one.name) for one in told}, {one.source_key for one in told if one.source_key}
    return [
        Change(one.token, GONE, one.values["name"], one.token, one.source_key)
        for one in left
        if one.source_key not in keys and squeezed(one.values["name"]) not in names
    ]


def code_of(changes: Iterable[Change]) -> str:
    """A name of exactly these changes: of what was seen is made what is chosen, and of nothing else."""
    plain = [[one.key, one.what, one.before, one.after, one.source_key] for one in changes]
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()[:16]


def chosen_twice(changes: Iterable[Change]) -> Change | None:
    """The first of some changes that is about the row, the place or the number of an earlier one."""
    seen: set[tuple[str, object]] = set()
    for one in changes:
        about = {("row", one.row), ("place", one.token), ("number", one.source_key)}
        about = {(kind, what) for kind, what in about if what}
        if about & seen:
            return one
        seen |= about
    return None


def _changed(row: Listed, kiosk: Here) -> Change | None:
    """What a row says otherwise. What the list knows is no sample any more."""
    confirmed = {GROUPS.get(name, name) for name in row.given if name != "hours"}
    wanted = {**_no_sample_hours(row, kiosk), **row.given, "is_sample": False}
    wanted["unsure"] = tidy_names(" ".join(_samples(kiosk, wanted) - confirmed), UNSURE)
    if "features" in row.given:  # the list knows some helps; others that staff saw are not lost
        features = (
            f"{row.given['features']} {'' if 'features' in str(kiosk.values['unsure']) else kiosk.values['features']}"
        )
        wanted["features"] = tidy_names(features, FEATURES)
    after = {name: value for name, value in wanted.items() if kiosk.values[name] != value}
    if not after and kiosk.source_key == (row.source_key or kiosk.source_key):
        return None
    before = {name: kiosk.values[name] for name in after}
    key = row.source_key or kiosk.source_key
    return Change(kiosk.token, CHANGED, kiosk.values["name"], kiosk.token, key, before, after, row.row)


def _samples(kiosk: Here, wanted: Mapping[str, Any]) -> set[str]:
    """Which of the values of a place nobody has confirmed; of one that was made up, all that it has."""
    if not kiosk.values["is_sample"]:
        return set(str(kiosk.values["unsure"]).split())
    return {GROUPS.get(name, name) for name, value in {**kiosk.values, **wanted}.items() if value} & set(UNSURE)


def _no_sample_hours(row: Listed, kiosk: Here) -> dict[str, Any]:
    """What goes where a list speaks of hours: a sample's, which could contradict it, and a note that is but hours."""
    speaks = "hours" in row.given or not GROUPS.keys().isdisjoint(row.given)
    is_sample = kiosk.values["is_sample"] or "hours" in str(kiosk.values["unsure"]).split()
    empty: dict[str, Any] = {**dict.fromkeys(HOURS, ""), "is_24h": False} if speaks and is_sample else {}
    if speaks and read_week(str(kiosk.values["hours"])):
        empty["hours"] = ""
    return empty
