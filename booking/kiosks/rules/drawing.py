"""Where the places of a list stand on a map that is drawn without any tiles. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import cos, floor, hypot, log10, radians
from statistics import median
from unicodedata import east_asian_width

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

WIDE, HIGH, EDGE = 440.0, 320.0, 34.0
"""Units of the drawing, about a pixel each on a phone, and what stays free around the places."""

NEAR = 30.0
"""Units within which two marks, or a mark and the count of another, would cover each other, so they become one."""

MARK = 24.0
"""Units that a mark is wide and high, with a little air."""

LETTER, LINE = 12.0, 16.0
"""Units that a Korean letter of a name is wide, and the line it stands in high."""

METRES = 111_320.0
"""Metres of a degree of latitude."""

LEAST = 0.004
"""Degrees that the map shows at least, some 450 m: one place alone has no size."""

CENTRE = 3000
"""Metres around the middle of all places that the closer map shows: the built-up part of a city of this size."""

FEW = 4
"""So many places must stand there for a closer map to be of use."""


@dataclass
class Mark:
    """One mark of the map: the places at it by their numbers in the list, from 1, the first of which it bears."""

    x: float
    y: float
    numbers: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Sign:
    """The name of a town, written with its middle at a point: for finding one's way, nothing can be looked up by it."""

    x: float
    y: float
    name: str


@dataclass(frozen=True)
class Drawing:
    """The map. scale_metres: what the line of `scale` units under it stands for."""

    marks: list[Mark]
    signs: list[Sign]
    scale: float
    scale_metres: int


def draw(points: Sequence[Point | None], towns: Sequence[tuple[str, Point]] = ()) -> Drawing | None:
    """A map of the places that have coordinates, in the order of their list; None without any.

    Of the towns, those are named whose names fit in and cover nothing.
    """
    known = [(number, point) for number, point in enumerate(points, 1) if point]
    if not known:
        return None
    placed, unit = _placing([point for _, point in known])
    marks: list[Mark] = []
    for number, point in known:
        _put(marks, Mark(*placed(point), [number]))
    metres = _round_length(100 / unit * METRES)
    signs = list(_fitting(marks, [Sign(*placed(point), name) for name, point in towns]))
    return Drawing(marks, signs, round(metres / METRES * unit, 1), metres)


def draw_centre(points: Sequence[Point | None], towns: Sequence[tuple[str, Point]] = ()) -> Drawing | None:
    """A closer map of where most places are, their numbers kept; None where the whole map shows them as well."""
    known = [point for point in points if point]
    if not known:
        return None
    middle = (median(lat for lat, _ in known), median(lon for _, lon in known))
    inside = [point if point and _metres(middle, point) <= CENTRE else None for point in points]
    count = len([point for point in inside if point])
    return draw(inside, towns) if FEW <= count < len(known) else None


def _placing(points: Sequence[Point]) -> tuple[Callable[[Point], Point], float]:
    """How a point in degrees becomes one of the drawing of all these, and the units of a degree of latitude."""
    north, south = max(lat for lat, _ in points), min(lat for lat, _ in points)
    east, west = max(lon for _, lon in points), min(lon for _, lon in points)
    shrink = cos(radians((north + south) / 2))  # a degree of longitude is shorter than one of latitude
    wide, high = max((east - west) * shrink, LEAST), max(north - south, LEAST)
    unit = min((WIDE - 2 * EDGE) / wide, (HIGH - 2 * EDGE) / high)

    def placed(point: Point) -> Point:
        x = WIDE / 2 + (point[1] - (east + west) / 2) * shrink * unit
        return round(x, 1), round(HIGH / 2 - (point[0] - (north + south) / 2) * unit, 1)

    return placed, unit


def _put(marks: list[Mark], mark: Mark) -> None:
    for there in marks:
        if abs(there.x - mark.x) < NEAR and abs(there.y - mark.y) < NEAR:
            there.numbers += mark.numbers
            return
    marks.append(mark)


def _fitting(marks: Sequence[Mark], signs: Sequence[Sign]) -> Iterator[Sign]:
    """The signs that lie within the drawing and cover neither a mark with its count nor a sign before them."""
    taken = [(mark.x, mark.y, MARK if len(mark.numbers) == 1 else 2 * NEAR, MARK) for mark in marks]
    for sign in signs:
        wide = _width(sign.name)
        is_inside = wide / 2 < sign.x < WIDE - wide / 2 and LINE < sign.y < HIGH - LINE
        if is_inside and not any(
            abs(x - sign.x) < (wide + other) / 2 and abs(y - sign.y) < (LINE + high) / 2 for x, y, other, high in taken
        ):
            taken.append((sign.x, sign.y, wide, LINE))
            yield sign


def _width(name: str) -> float:
    return sum(LETTER if east_asian_width(letter) in "WF" else LETTER * 0.6 for letter in name)


def _metres(one: Point, other: Point) -> float:
    """Between two points of one city; exact enough for choosing what a map shows."""
    return hypot(one[0] - other[0], (one[1] - other[1]) * cos(radians(one[0]))) * METRES


def _round_length(metres: float) -> int:
    """The longest of 1, 2 or 5 times a power of ten that is not longer."""
    power = 10 ** floor(log10(metres))
    return int(max(step * power for step in (1, 2, 5) if step * power <= metres))
