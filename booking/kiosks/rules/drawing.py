"""Where the places of a list stand on a map that is drawn without any tiles. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, floor, log10, radians

WIDE, HIGH, EDGE = 640.0, 340.0, 34.0
"""Units of the drawing, and what stays free around the places."""

NEAR = 22.0
"""Units within which two marks would cover each other, so they become one."""

METRES = 111_320.0
"""Metres of a degree of latitude."""

LEAST = 0.004
"""Degrees that the map shows at least, some 450 m: one place alone has no size."""


@dataclass
class Mark:
    """One mark of the map: the places at it by their numbers in the list, from 1, the first of which it bears."""

    x: float
    y: float
    numbers: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Drawing:
    """The map. scale_metres: what the line of `scale` units under it stands for."""

    marks: list[Mark]
    scale: float
    scale_metres: int


def draw(points: Sequence[tuple[float, float] | None]) -> Drawing | None:
    """A map of the places that have coordinates (latitude, longitude), in the order of their list; None without any."""
    known = [(number, point) for number, point in enumerate(points, 1) if point]
    if not known:
        return None
    north, south = max(lat for _, (lat, _) in known), min(lat for _, (lat, _) in known)
    east, west = max(lon for _, (_, lon) in known), min(lon for _, (_, lon) in known)
    shrink = cos(radians((north + south) / 2))  # a degree of longitude is shorter than one of latitude
    wide, high = max((east - west) * shrink, LEAST), max(north - south, LEAST)
    unit = min((WIDE - 2 * EDGE) / wide, (HIGH - 2 * EDGE) / high)
    marks: list[Mark] = []
    for number, (lat, lon) in known:
        x = WIDE / 2 + (lon - (east + west) / 2) * shrink * unit
        y = HIGH / 2 - (lat - (north + south) / 2) * unit
        _put(marks, Mark(round(x, 1), round(y, 1), [number]))
    metres = _round_length(120 / unit * METRES)
    return Drawing(marks, round(metres / METRES * unit, 1), metres)


def _put(marks: list[Mark], mark: Mark) -> None:
    for there in marks:
        if abs(there.x - mark.x) < NEAR and abs(there.y - mark.y) < NEAR:
            there.numbers += mark.numbers
            return
    marks.append(mark)


def _round_length(metres: float) -> int:
    """The longest of 1, 2 or 5 times a power of ten that is not longer."""
    power = 10 ** floor(log10(metres))
    return int(max(step * power for step in (1, 2, 5) if step * power <= metres))
