"""The kinds of business as they are looked for: prepared once in a process, and again after every change of one."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from booking.business import queries as business
from booking.db import db
from booking.guide.rules import hangul
from booking.guide.rules.search import Entry, Index

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from booking.business.models import Business

RESULTS = 10
"""How many kinds of business are shown to who looks for one; whoever means something else types more."""


@dataclass(frozen=True)
class _Catalogue:
    """version: of the rows it was made from. letters: keys by the first letter of the name, in each language."""

    version: tuple[int, int]
    index: Index
    letters: dict[str, dict[str, list[str]]]


_KEPT: "WeakKeyDictionary[Engine, _Catalogue]" = WeakKeyDictionary()
"""By database, for the practice day has one of its own in the same process."""


def find(text: str) -> "list[Business]":
    """What `text` may mean, the likeliest first; at most `RESULTS`."""
    return _rows(_current().index.find(text)[:RESULTS])


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
    known = business.businesses_by_key(keys)
    return [known[key] for key in keys if key in known]


def _current() -> _Catalogue:
    # The version is read first: rows that change meanwhile are then kept under the older one, and read again.
    version = business.catalogue_version()
    kept = _KEPT.get(db.engine)
    if kept is None or kept.version != version:
        kept = _KEPT[db.engine] = _prepare(version, business.list_businesses())
    return kept


def _prepare(version: tuple[int, int], rows: "list[Business]") -> _Catalogue:
    entries = [Entry(row.key, (row.name, row.name_en), tuple(row.words.splitlines())) for row in rows]
    english = sorted(rows, key=lambda row: (row.name_en or row.name).casefold())
    by_letter = {
        "ko": _by_letter([(row.name, row.key) for row in rows]),
        "en": _by_letter([(row.name_en or row.name, row.key) for row in english]),
    }
    return _Catalogue(version, Index(entries), by_letter)


def _by_letter(named: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, key in named:
        found[hangul.first_letter(name)].append(key)
    return dict(found)
