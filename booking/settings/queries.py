"""Read settings. All of them are read at once, and kept for the rest of the transaction."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking.audit import queries as audit
from booking.audit.queries import Wanted
from booking.db import db, forget_answer, once
from booking.settings import registry, rules
from booking.settings.errors import InvalidSetting
from booking.settings.models import StoredSetting

_CACHE = "settings"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Current:
    """A setting, its value now, and the row that changed it, if anybody has."""

    setting: rules.Setting
    value: rules.Value
    stored: StoredSetting | None


@dataclass(frozen=True)
class Change:
    """One change of a setting: when, by whom (log-in name or command, role), and the values in words."""

    at: datetime
    who: str
    role: str
    before: str
    after: str
    is_reset: bool


def get(name: str) -> Any:
    """The value of a setting in its type: int, bool, str or time. UnknownSetting for a name not in the registry.

    A stored text that is no value any more (a bound was narrowed, somebody wrote into the table) counts as the default,
    and says so in the process's log.
    """
    cache = once(_CACHE, _values)
    registry.get(name)
    return cache[name]


def _values() -> dict[str, rules.Value]:
    return {current.setting.name: current.value for current in list_current()}


def find(name: str) -> Any:
    """The value of a setting, or None for a name that the registry does not have."""
    return get(name) if registry.find(name) else None


def get_text(name: str, language: str) -> str:
    """The value of a text setting in a language (`office.place_en`), or the Korean one where there is none."""
    own = f"{name}_{language}"
    return str(find(own) or get(name))


def list_current() -> list[Current]:
    """Every setting of the registry, in its order, as the table has it now."""
    stored = {row.name: row for row in db.session.scalars(select(StoredSetting))}
    return [_current(setting, stored.get(setting.name)) for setting in registry.SETTINGS]


def search(words: str = "", only: str = "") -> list[Current]:
    """The settings of which every one of `words` is read somewhere (title, meaning, value …), in the registry's order.

    only: changed (those that somebody changed), needs_word (those whose sample nobody has replaced), or "" for all.
    """
    kept = {"changed": _is_changed, "needs_word": _is_sample}.get(only, lambda _one: True)
    return [one for one in list_current() if kept(one) and rules.speaks_of(one.setting, one.value, words)]


def _is_changed(current: Current) -> bool:
    return current.stored is not None


def _is_sample(current: Current) -> bool:
    return current.setting.needs_word and current.stored is None


def list_changes(name: str, *, page: int = 1, size: int = 50) -> tuple[list[Change], bool]:
    """Changes of a setting by the log, the newest first, and whether there are older ones. UnknownSetting."""
    setting = registry.get(name)
    entries, has_older = audit.list_entries(Wanted(about=f"setting:{name}"), page=page, size=size)
    changes = []
    for entry in entries:
        values = next(((before, after) for key, before, after in entry.changes if key == "value"), ("", ""))
        before, after = (rules.text_in_words(setting, text) for text in values)
        changes.append(Change(entry.at, entry.account_name, entry.role, before, after, entry.action == "setting.reset"))
    return changes, has_older


def get_current(name: str) -> Current:
    """One setting as the table has it now. UnknownSetting."""
    return _current(registry.get(name), db.session.get(StoredSetting, name))


def forget() -> None:
    """Read the table again at the next `get`."""
    forget_answer(_CACHE)


def _current(setting: rules.Setting, stored: StoredSetting | None) -> Current:
    value = setting.default
    if stored is not None:
        try:
            value = rules.parse(setting, stored.value)
        except InvalidSetting as error:
            log.error("setting %s holds %r (%s): its default counts", setting.name, stored.value, error.code)
    return Current(setting, value, stored)
