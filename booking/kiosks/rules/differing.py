"""What a list of kiosks would change. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from booking.kiosks.rules.columns import Listed
from booking.kiosks.rules.hours import HOURS
from booking.kiosks.rules.places import FEATURES, UNSURE, tidy_names
from booking.kiosks.rules.weeks import read_week

NEW, CHANGED, GONE = "new", "changed", "gone"

GROUPS = {"weekday_hours": "hours", "saturday_hours": "hours", "holiday_hours": "hours", "is_24h": "hours"}
"""Under which name of `UNSURE` a value stands, where it is not its own."""


@dataclass(frozen=True)
class Change:
    """One kiosk that differs. key: what it is chosen by; token: None for a new one.

    before, after: the values that differ.
    """

    key: str
    what: str
    name: str
    token: str | None
    source_key: str | None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def is_usual(self) -> bool:
        """Whether it is made unless somebody says otherwise: nothing is taken away by itself."""
        return self.what != GONE


@dataclass(frozen=True)
class Here:
    """A kiosk that is on our list, with its values."""

    token: str
    source_key: str | None
    values: Mapping[str, Any]


def compare(rows: Sequence[Listed], kiosks: Iterable[Here]) -> list[Change]:
    """What differs, in the order of the list; what it lacks comes last. What it leaves empty stays as it is."""
    left = {kiosk.token: kiosk for kiosk in kiosks}
    changes = []
    for row in _surest_first(rows, left.values()):
        kiosk = _same(row, list(left.values()))
        if kiosk is None:
            changes.append(
                (row.row, Change(f"new-{row.row}", NEW, row.name, None, row.source_key, {}, dict(row.given)))
            )
            continue
        del left[kiosk.token]
        if change := _changed(row, kiosk):
            changes.append((row.row, change))
    gone = [Change(one.token, GONE, one.values["name"], one.token, one.source_key) for one in left.values()]
    return [change for _, change in sorted(changes, key=lambda one: one[0])] + gone


def code_of(changes: Iterable[Change]) -> str:
    """A name of exactly these changes: of what was seen is made what is chosen, and of nothing else."""
    plain = [[one.key, one.what, one.before, one.after, one.source_key] for one in changes]
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _surest_first(rows: Sequence[Listed], kiosks: Iterable[Here]) -> list[Listed]:
    """Rows with a number that we know come first, so that a namesake does not take their kiosk."""
    known = {kiosk.source_key for kiosk in kiosks if kiosk.source_key}
    return sorted(rows, key=lambda row: row.source_key not in known)


def _same(row: Listed, kiosks: Sequence[Here]) -> Here | None:
    """The kiosk that a row is about: by its number, else by name and address, else by a name that only one has."""
    if row.source_key and (found := [one for one in kiosks if one.source_key == row.source_key]):
        return found[0]
    free = [one for one in kiosks if not (row.source_key and one.source_key)]
    namesakes = [one for one in free if _squeezed(one.values["name"]) == _squeezed(row.name)]
    near = [
        one for one in namesakes if _squeezed(one.values["address"]) == _squeezed(str(row.given.get("address", "")))
    ]
    return near[0] if near else namesakes[0] if len(namesakes) == 1 else None


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
    return Change(
        kiosk.token, CHANGED, kiosk.values["name"], kiosk.token, row.source_key or kiosk.source_key, before, after
    )


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


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()
