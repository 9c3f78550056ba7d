"""What is reckoned once for everybody: kept in the process as long as it holds, and never a moment longer.

An answer is kept with what it was made from: the stamps of the rooms that it tells of (`booking/stamps.py`, which the
database is asked for each time) and the span of time in which it stays the same if nobody does anything. Where either
differs it is made anew, so a change by another process shows in the very next answer. Only what holds nobody's data
and nothing of a session may be kept.
"""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from cachetools import LRUCache

from booking import stamps
from booking.db import db, is_writing

if TYPE_CHECKING:
    from sqlalchemy import Engine

T = TypeVar("T")

ROOM_FOR = 4_000_000
"""How many characters of pages are kept for a database; what nobody asked for the longest goes first."""

_SHELVES: "WeakKeyDictionary[Engine, LRUCache[Hashable, _Kept]]" = WeakKeyDictionary()
"""By database, for the practice day has one of its own in the same process."""

_LOCK = Lock()


@dataclass(frozen=True)
class Lasting:
    """An answer, its length in characters, and the instant before which it stays the same if nobody does anything."""

    value: Any
    size: int
    until: datetime


@dataclass(frozen=True)
class _Kept:
    stamps: tuple[int, ...]
    since: datetime
    answer: Lasting

    def holds(self, now: datetime, known: tuple[int, ...]) -> bool:
        return self.stamps == known and self.since <= now < self.answer.until


def recall(key: Hashable, rooms: Collection[str], now: datetime, make: Callable[[], Lasting]) -> Any:
    """The answer of this key as `make` would give it at `now`: the kept one, if it still holds, or a new one.

    key: everything but rooms and time that the answer depends on. rooms: names of `stamps.ROOMS` whose tables it tells
    of. While something is being written nothing is kept, for that may yet be undone.
    """
    if is_writing():
        return make().value
    # The stamps are read first: what changes meanwhile is then kept under the older ones, and made anew.
    known, shelf = stamps.read(*rooms), _shelf()
    with _LOCK:
        kept = shelf.get(key)
    if kept is None or not kept.holds(now, known):
        kept = _Kept(known, now, make())
        with _LOCK:
            shelf.pop(key, None)
            if kept.answer.size < ROOM_FOR:
                shelf[key] = kept
    return kept.answer.value


def forget() -> None:
    """Keep nothing of the present database any more."""
    with _LOCK:
        _SHELVES.pop(db.engine, None)


def _shelf() -> "LRUCache[Hashable, _Kept]":
    with _LOCK:
        if db.engine not in _SHELVES:
            _SHELVES[db.engine] = LRUCache(ROOM_FOR, getsizeof=lambda kept: kept.answer.size)
        return _SHELVES[db.engine]
