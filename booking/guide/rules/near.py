"""How far it is from where somebody is. Pure; the place is used for the answer and kept nowhere."""

from math import asin, cos, radians, sin, sqrt

from booking.kiosks.rules import read_point

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

EARTH = 6_371_000
"""Metres; the mean radius (IUGG)."""

DECIMALS = 3
"""Of the degrees that are used of where somebody is: some 100 metres, which tells the nearest place and no door."""


def read_start(latitude: str, longitude: str) -> Point | None:
    """Where somebody is, rounded; None where nothing is said. CoordinatesBroken."""
    point = read_point(f"{latitude.strip()}, {longitude.strip()}" if latitude or longitude else "")
    return (round(point[0], DECIMALS), round(point[1], DECIMALS)) if point else None


def metres(one: Point, other: Point) -> int:
    """The distance as the crow flies, to the hundred metres: what is known of the start is no finer."""
    (north, east), (up, right) = (map(radians, point) for point in (one, other))
    half = sin((up - north) / 2) ** 2 + cos(north) * cos(up) * sin((right - east) / 2) ** 2
    return round(2 * EARTH * asin(sqrt(half)) / 100) * 100
