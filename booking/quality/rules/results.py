"""What scores come to: from 0 to 100 by department, stage and item, with spread and change. Pure.

A contact's score is the weighted mean of its items' shares of their most points, so weights count in any proportion and
full points are always 100. Groups are told by the mean over their contacts, each contact counting once.

Departments come here without what may not be told (`small_groups`), so a sum leaves nothing over. A half-year may have
several sheets; where one of them was scored a few times in a department, its stages or items would stand alone or be
what those of the other sheets or departments leave over, so none are told.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
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
    """The figures of a half-year. departments: by key, None where nothing may be told. total: all of them together.

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


def results(now: Sequence[Score], before: Sequence[Score], least: int, department: int | None = None) -> Results:
    """The figures of a half-year beside the one before. least: how few contacts on a sheet hide stages or items."""
    told, compared = ([one for one in scores if department in (None, one.department)] for scores in (now, before))
    departments: dict[int, Figure | None] = {
        key: figure(_of(now, key), _of(before, key)) for key in sorted({one.department for one in now})
    }
    return Results(
        figure(now, before),
        departments,
        _lines(told, compared, least, lambda one: (one.stage,)),
        _lines(told, compared, least, lambda one: (one.stage, one.item)),
    )


def _of(scores: Iterable[Score], department: int) -> list[Score]:
    return [one for one in scores if one.department == department]


def _lines(
    now: Sequence[Score], before: Sequence[Score], least: int, names: Callable[[Score], tuple[str, ...]]
) -> list[Line]:
    if _has_small_shape(now, least, names):
        return []
    earlier = {} if _has_small_shape(before, least, names) else dict(_grouped(before, names))
    found = ((key, figure(scores, earlier.get(key, ()))) for key, scores in _grouped(now, names))
    return [Line(key, one) for key, one in found if one]


def _has_small_shape(scores: Iterable[Score], least: int, names: Callable[[Score], tuple[str, ...]]) -> bool:
    """Whether few contacts of a department have just these stages or items, and others have other ones."""
    contacts = _grouped(scores, lambda one: (one.department, one.contact))
    shapes = Counter((department, frozenset(map(names, found))) for (department, _), found in contacts)
    return any(count < least for count in shapes.values())


def _grouped(scores: Iterable[Score], key: Callable[[Score], K]) -> list[tuple[K, list[Score]]]:
    """The scores by a key, in the order in which the keys come."""
    found: dict[K, list[Score]] = defaultdict(list)
    for one in scores:
        found[key(one)].append(one)
    return list(found.items())


def _by_contact(scores: Iterable[Score]) -> list[float]:
    return [share(found) for _contact, found in _grouped(scores, lambda one: one.contact)]
