"""What scores come to: from 0 to 100 by department, stage and item, with spread and change. Pure.

A contact's score is the weighted mean of its items' shares of their most points, so weights count in any proportion and
full points are always 100. Groups are told by the mean over their contacts, each contact counting once.

Small groups are hidden: a score of a few contacts points to who was called, and to the monitor. The sum of all is told
too, so beside one hidden department others are hidden until what the sum leaves over is no small group either. A
half-year may have several sheets; where one of them was scored a few times, its stages or items would stand alone or be
what those of the other sheets leave over, so none are told.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import TypeVar

PLACES = 2
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Score:
    """The points of one item in one contact. department: its key."""

    contact: int
    department: int
    stage: str
    item: str
    points: int
    most: int
    weight: int


@dataclass(frozen=True)
class Figure:
    """What a group of contacts comes to. spread: the standard deviation of its contacts' scores, None for one alone.

    change: the mean against that of the half-year before, None where there is none to compare with.
    """

    count: int
    mean: float
    spread: float | None
    change: float | None = None


@dataclass(frozen=True)
class Line:
    """A figure with its names: of an item, stage and text."""

    names: tuple[str, ...]
    figure: Figure


@dataclass(frozen=True)
class Results:
    """The figures of a half-year. departments: by key, those that are hidden with None. total: all of them together.

    stages, items: over all departments or over the one that was asked for; none where that is hidden.
    """

    total: Figure | None
    departments: dict[int, Figure | None]
    stages: list[Line]
    items: list[Line]

    @property
    def weakest(self) -> list[Line]:
        """The items, the lowest mean first."""
        return sorted(self.items, key=lambda line: (line.figure.mean, line.names))


def share(scores: Iterable[Score]) -> float:
    """The score of some items of one contact: 0 to 100."""
    found = list(scores)
    return 100 * sum(one.weight * one.points / one.most for one in found) / sum(one.weight for one in found)


def figure(scores: Iterable[Score], before: Iterable[Score] = ()) -> Figure | None:
    """The figure of a group and its change; None where there is no contact."""
    values, earlier = _by_contact(scores), _by_contact(before)
    if not values:
        return None
    spread = round(stdev(values), PLACES) if len(values) > 1 else None
    change = round(fmean(values) - fmean(earlier), PLACES) if earlier else None
    return Figure(len(values), round(fmean(values), PLACES), spread, change)


def hidden(counts: Mapping[K, int], least: int) -> set[K]:
    """Which groups are hidden beside the sum of all: those of fewer than `least` contacts, and as many of the next
    smallest ones as it takes until the hidden ones together are two groups, of `least` contacts or more.
    """
    found = {key for key, count in counts.items() if 0 < count < least}
    rest = sorted((key for key, count in counts.items() if count >= least), key=lambda key: (counts[key], str(key)))
    while found and rest and (len(found) < 2 or sum(counts[key] for key in found) < least):
        found.add(rest.pop(0))
    return found


def results(now: Sequence[Score], before: Sequence[Score], least: int, department: int | None = None) -> Results:
    """The figures of a half-year beside the one before, with what is small hidden in both."""
    shown, earlier = _shown(now, least), _shown(before, least)
    departments = {
        key: figure(_of(now, key), _of(before, key) if key in earlier else ()) if key in shown else None
        for key in sorted({one.department for one in now})
    }
    told = _told(now, least, department, shown)
    compared = _told(before, least, department, earlier)
    return Results(
        figure(_told(now, least, None, shown), _told(before, least, None, earlier)),
        departments,
        _lines(told, compared, least, lambda one: (one.stage,)),
        _lines(told, compared, least, lambda one: (one.stage, one.item)),
    )


def _of(scores: Iterable[Score], department: int) -> list[Score]:
    return [one for one in scores if one.department == department]


def may_tell_all(counts: Mapping[K, int], least: int) -> bool:
    """Whether something may be told of all groups together: it is no small group, and gives no hidden one away."""
    return len(hidden(counts, least)) != 1 and sum(counts.values()) >= least


def _counts(scores: Sequence[Score]) -> dict[int, int]:
    return {key: len({one.contact for one in found}) for key, found in _grouped(scores, lambda one: one.department)}


def _shown(scores: Sequence[Score], least: int) -> set[int]:
    counts = _counts(scores)
    small: set[int] = hidden(counts, least)
    return set(counts) - small


def _told(scores: Sequence[Score], least: int, department: int | None, shown: set[int]) -> list[Score]:
    """The scores over which something may be told: of all where they are no small group, or of a shown department."""
    if department is not None:
        return _of(scores, department) if department in shown else []
    return list(scores) if may_tell_all(_counts(scores), least) else []


def _lines(
    now: Sequence[Score], before: Sequence[Score], least: int, names: Callable[[Score], tuple[str, ...]]
) -> list[Line]:
    if _has_small_shape(now, least, names):
        return []
    earlier = {} if _has_small_shape(before, least, names) else dict(_grouped(before, names))
    found = ((key, figure(scores, earlier.get(key, ()))) for key, scores in _grouped(now, names))
    return [Line(key, one) for key, one in found if one]


def _has_small_shape(scores: Iterable[Score], least: int, names: Callable[[Score], tuple[str, ...]]) -> bool:
    """Whether few contacts have just these stages or items, and others have other ones."""
    shapes = Counter(frozenset(map(names, found)) for _contact, found in _grouped(scores, lambda one: one.contact))
    return any(count < least for count in shapes.values())


def _grouped(scores: Iterable[Score], key: Callable[[Score], K]) -> list[tuple[K, list[Score]]]:
    """The scores by a key, in the order in which the keys come."""
    found: dict[K, list[Score]] = defaultdict(list)
    for one in scores:
        found[key(one)].append(one)
    return list(found.items())


def _by_contact(scores: Iterable[Score]) -> list[float]:
    return [share(found) for _contact, found in _grouped(scores, lambda one: one.contact)]
