"""What is said of a kiosk besides its hours: where it stands and whom it helps. Pure."""

import re
from collections.abc import Iterable

from booking.kiosks.errors import CoordinatesBroken

FEATURES = ("wheelchair", "voice", "braille", "keypad", "screen", "earphone")
"""Helps for people with disabilities, by the names under which they are kept."""

UNSURE = ("address", "spot", "coordinates", "hours", "features", "phone", "manager", "name_en")
"""What of a place can be a sample: values, or groups of them, that nobody has confirmed."""

IDENTIFICATIONS = ("fingerprint", "other", "none", "unknown")

KOREA = (33.0, 39.0), (124.0, 132.0)
"""Degrees of latitude and of longitude between which a kiosk stands. Who swaps the two is told so."""

_POINT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,20})?)[\s,]+([0-9]{1,3}(?:\.[0-9]{1,20})?)")
"""Programs that reckon with coordinates write up to 17 digits of them: `128.05020000000002`."""


def read_point(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees of `35.18031, 128.10805`; None where nothing is written. CoordinatesBroken."""
    if not text.strip():
        return None
    found = _POINT.fullmatch(text.strip())
    point = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    if not all(low <= degrees <= high for degrees, (low, high) in zip(point, KOREA, strict=True)):
        raise CoordinatesBroken(field="coordinates")
    return point


def tidy_point(text: str) -> str:
    """Coordinates as they are kept, to a metre or so. CoordinatesBroken."""
    point = read_point(text)
    return f"{point[0]:.5f}, {point[1]:.5f}" if point else ""


def tidy_names(text: str, known: Iterable[str]) -> str:
    """Those of some known names that a text has, in their own order: how a set of them is kept."""
    given = set(text.split())
    return " ".join(name for name in known if name in given)
