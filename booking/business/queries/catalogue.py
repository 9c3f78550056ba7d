"""The kinds of business as they are looked for: prepared once in a process, and again after every change of one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from booking.business.queries import rows
from booking.business.rules import hangul, is_meant
from booking.business.rules.search import Entry, Index
from booking.db import db

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from booking.business.models import Business

RESULTS = 10
"""How many kinds of business are shown to who looks for one; whoever means something else types more."""


@dataclass(frozen=True)
class _Catalogue:
    """All kinds of business, those that citizens do not see too.

    version: of the rows it was made from. shown: the keys that citizens see. letters: those by the first letter of the
    name, in each language.
    """

    version: tuple[int, int]
    index: Index
    shown: frozenset[str]
    letters: dict[str, dict[str, list[str]]]


_KEPT: "WeakKeyDictionary[Engine, _Catalogue]" = WeakKeyDictionary()
"""By database, for the practice day has one of its own in the same process."""


def find(text: str) -> "list[Business]":
    """What `text` may mean of what citizens see, the likeliest first; at most `RESULTS`."""
    known = _current()
    return _rows([key for key in known.index.find(text) if key in known.shown][:RESULTS])


def narrow(text: str, named: Mapping[str, Iterable[str]]) -> list[str]:
    """Of some kinds of business (key: whatever names it) those that `text` may mean: for who looks through a list.

    Those that have the words, in their order, for who types a word wants all that have it; where none has, what `find`
    would show of them, typing errors and initials understood, the likeliest first. Nothing typed means all.
    """
    having = [key for key, texts in named.items() if is_meant(text, texts)]
    return having or [key for key in _current().index.find(text)[:RESULTS] if key in named]


def letters(language: str) -> list[str]:
    """The letters with which names begin in a language, in its order."""
    return sorted(_letters(language))


def listed_under(letter: str, language: str) -> "list[Business]":
    """The kinds of business whose name in a language begins with this letter, by name; none for any other text."""
    return _rows(_letters(language).get(letter, []))


def _letters(language: str) -> dict[str, list[str]]:
    known = _current().letters
    return known.get(language, known["ko"])


def _rows(keys: list[str]) -> "list[Business]":
    known = rows.businesses_by_key(keys)
    return [known[key] for key in keys if key in known]


def _current() -> _Catalogue:
    # The version is read first: rows that change meanwhile are then kept under the older one, and read again.
    version = rows.catalogue_version()
    kept = _KEPT.get(db.engine)
    if kept is None or kept.version != version:
        kept = _KEPT[db.engine] = _prepare(version, rows.list_businesses(active_only=False))
    return kept


def _prepare(version: tuple[int, int], every: "list[Business]") -> _Catalogue:
    entries = [Entry(row.key, (row.name, row.name_en), tuple(row.words.splitlines())) for row in every]
    shown = [row for row in every if row.is_active]
    english = sorted(shown, key=lambda row: (row.name_en or row.name).casefold())
    by_letter = {
        "ko": _by_letter([(row.name, row.key) for row in shown]),
        "en": _by_letter([(row.name_en or row.name, row.key) for row in english]),
    }
    return _Catalogue(version, Index(entries), frozenset(row.key for row in shown), by_letter)


def _by_letter(named: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, key in named:
        found[hangul.first_letter(name)].append(key)
    return dict(found)
