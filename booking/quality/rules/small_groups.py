"""What may be told of answers and scores, so that none of them can be told apart from the rest. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import TypeVar

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)


def told(months: Iterable[Sequence[T]], least: int) -> list[T]:
    """Of what came month by month, the oldest month first, that of which something may be told.

    Each month is told together with those before it that waited, as soon as they are `least` or more. Else who kept
    the table of last month would only have to subtract it, where a single one came since.
    """
    found: list[T] = []
    waiting: list[T] = []
    for came in months:
        waiting += came
        if len(waiting) >= least:
            found, waiting = found + waiting, []
    return found


def told_of(entries: Iterable[tuple[H, Hashable, date]], least: int) -> set[H]:
    """The same for what belongs to several groups, each told by itself: what, of which group, in which month."""
    groups: dict[Hashable, dict[date, list[H]]] = defaultdict(lambda: defaultdict(list))
    for one, group, month in sorted(entries, key=lambda entry: entry[2]):
        groups[group][month].append(one)
    return {one for months in groups.values() for one in told(months.values(), least)}
