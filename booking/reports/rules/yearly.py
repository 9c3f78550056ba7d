"""The yearly picture of the whole office: which figures it has, and how one is read that staff type."""

import re
from dataclasses import dataclass

from booking.reports.errors import FigureInvalid

FLOW, STOCK, SCORE, SHARE = "flow", "stock", "score", "share"
"""What a figure is: counted over the year, counted at its end, points from 0 to 100, or a share in percent."""

CASES, RANGE, KIOSKS, KINDNESS = "cases", "range", "kiosks", "kindness"

FIGURES: dict[str, tuple[str, str]] = {
    "night_cases": (CASES, FLOW),
    "one_stop_cases": (CASES, FLOW),
    "consultations": (CASES, FLOW),
    "night_kinds": (RANGE, STOCK),
    "one_stop_kinds": (RANGE, STOCK),
    "one_stop_departments": (RANGE, STOCK),
    "kiosks": (KIOSKS, STOCK),
    "kiosks_24h": (KIOSKS, STOCK),
    "kiosks_24h_share": (KIOSKS, SHARE),
    "visit_score": (KINDNESS, SCORE),
    "phone_score": (KINDNESS, SCORE),
    "monitor_score": (KINDNESS, SCORE),
}
"""Section and kind of each figure, in the order of the page."""

ENTERED = tuple(key for key, (_section, kind) in FIGURES.items() if kind != SHARE)
"""Figures that staff may enter; a share follows from two of them."""

PUBLISHED, COUNTED, SAMPLE, HIDDEN, MISSING = STATUSES = ("published", "counted", "sample", "hidden", "missing")
"""Where a figure comes from: the city said so, the product counted it (`sample`: with made-up data among it), it is too
small to be told, or nobody knows it."""

MOST = 9_999_999


@dataclass(frozen=True)
class Told:
    """A figure of a year. value: None where it is hidden or missing. source: who said so, where somebody did.

    counted: what the product counted itself, where somebody said another figure, which goes before it.
    """

    value: float | None
    status: str
    source: str = ""
    counted: float | None = None


UNKNOWN = Told(None, MISSING)


def read_value(text: str, figure: str) -> float:
    """A figure as staff type it: `2,400`, or with at most two places behind the point where it is a score.

    FigureInvalid.
    """
    plain = text.replace(",", "").strip()
    is_score = FIGURES[figure][1] == SCORE
    pattern, most = (r"[0-9]{1,3}(\.[0-9]{1,2})?", 100) if is_score else (r"[0-9]{1,7}", MOST)
    if not re.fullmatch(pattern, plain) or float(plain) > most:
        raise FigureInvalid(field="value", most=most)
    return float(plain)


def share(part: Told, whole: Told) -> Told:
    """What share of the whole a part is, in whole percents; as little sure as the less sure of the two."""
    status = max(part.status, whole.status, key=STATUSES.index)
    if part.value is None or not whole.value:
        return Told(None, status if status in (HIDDEN, MISSING) else MISSING)
    return Told(round(part.value * 100 / whole.value), status)


def change(now: Told, before: Told) -> float | None:
    """What a figure grew by; None where one of the two is not told."""
    return None if now.value is None or before.value is None else round(now.value - before.value, 2)


def counted(value: int, least: int) -> Told:
    """A count of people over a year, as it may be told: small ones are hidden, 0 points to nobody."""
    return Told(None, HIDDEN) if 0 < value < least else Told(value, COUNTED)
