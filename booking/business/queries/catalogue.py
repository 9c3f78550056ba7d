"""The kinds of business as they are looked for: prepared once in a process, and again after every change of one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from booking import stamps
from booking.business.queries import rows
from booking.business.rules import hangul, is_meant
from booking.business.rules.search import Entry, Index
from booking.db import db, is_writing

if TYPE_CHECKING:
    from sqlalchemy import Engine

RESULTS = 10
"""How many kinds of business are shown to who looks for one; whoever means something else types more."""


class Found(NamedTuple):
    """A kind of business as a list names it; `models.Business` says what each value means."""

    key: str
    name: str
    name_en: str
    is_sample: bool


@dataclass(frozen=True)
class _Catalogue:
    """All kinds of business, those that citizens do not see too.

    stamp: of the rows it was made from. shown: what citizens see, by key. letters: that by the first letter of the
    name, in each language.
    """

    stamp: tuple[int, ...]
    index: Index
    shown: dict[str, Found]
    letters: dict[str, dict[str, list[Found]]]


_KEPT: "WeakKeyDictionary[Engine, _Catalogue]" = WeakKeyDictionary()
"""By database, for the practice day has one of its own in the same process."""


def find(text: str) -> list[Found]:
    """What `text` may mean of what citizens see, the likeliest first; at most `RESULTS`."""
    known = _current()
    return [known.shown[key] for key in known.index.find(text) if key in known.shown][:RESULTS]


def narrow(text: str, named: Mapping[str, Iterable[str]]) -> list[str]:
    """Of some kinds of business (key: whatever names it) those that `text` may mean: for who looks through a list.

    Those that have the words, in their order, for who types a word wants all that have it; where none has, what of them
    is alike, as `find` understands typing errors and initials, the likeliest first. Nothing typed means all.
    """
    having = [key for key, texts in named.items() if is_meant(text, texts)]
    return having or [key for key in _current().index.find(text) if key in named][:RESULTS]


def letters(language: str) -> list[str]:
    """The letters with which names begin in a language, in its order."""
    return sorted(_letters(language))


def listed_under(letter: str, language: str) -> list[Found]:
    """The kinds of business whose name in a language begins with this letter, by name; none for any other text."""
    return _letters(language).get(letter, [])


def _letters(language: str) -> dict[str, list[Found]]:
    known = _current().letters
    return known.get(language, known["ko"])


def _current() -> _Catalogue:
    if is_writing():  # what is changed here and not committed yet counts, and may be undone: it is kept for nobody
        return _prepare(())
    # The stamp is read first: rows that change meanwhile are then kept under the older one, and read again.
    stamp = stamps.read("business")
    kept = _KEPT.get(db.engine)
    if kept is None or kept.stamp != stamp:
        kept = _KEPT[db.engine] = _prepare(stamp)
    return kept


def _prepare(stamp: tuple[int, ...]) -> _Catalogue:
    every = rows.list_businesses(active_only=False)
    entries = [Entry(row.key, (row.name, row.name_en), tuple(row.words.splitlines())) for row in every]
    shown = [Found(row.key, row.name, row.name_en, row.is_sample) for row in every if row.is_active]
    english = sorted(shown, key=lambda one: (one.name_en or one.name).casefold())
    by_letter = {
        "ko": _by_letter((one.name, one) for one in shown),
        "en": _by_letter((one.name_en or one.name, one) for one in english),
    }
    return _Catalogue(stamp, Index(entries), {one.key: one for one in shown}, by_letter)


def _by_letter(named: Iterable[tuple[str, Found]]) -> dict[str, list[Found]]:
    found: dict[str, list[Found]] = defaultdict(list)
    for name, one in named:
        found[hangul.first_letter(name)].append(one)
    return dict(found)
