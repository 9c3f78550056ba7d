"""Which of our kiosks a row of a list is about. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from booking.kiosks.rules.columns import Listed

_EXACT = re.compile(r"[가-힣\d]+[로길동리가]산?\d")
"""An address that has a number; a village alone says little."""

_ASIDE = re.compile(r"\(.*?\)|,.*")
"""What stands behind a number: the quarter, the building, the floor."""

_PROVINCE = re.compile(
    r"^\s*(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|제주|(?:충청|전라|경상)[남북]|[충전경][남북])"
    r"(?:특별자치시|특별자치도|특별시|광역시|도|시)?\s"
)
"""The province before the city, which lists spell in different ways (경남, 경상남도) or leave out."""


@dataclass(frozen=True)
class Here:
    """A kiosk that is on our list, with its values."""

    token: str
    source_key: str | None
    values: Mapping[str, Any]


def surest_first(rows: Sequence[Listed], kiosks: Iterable[Here]) -> list[Listed]:
    """Rows with a number that we know come first, so that a namesake does not take their kiosk."""
    known = {kiosk.source_key for kiosk in kiosks if kiosk.source_key}
    return sorted(rows, key=lambda row: row.source_key not in known)


def same(row: Listed, kiosks: Sequence[Here]) -> Here | None:
    """The kiosk that a row is about: by its number, else by name and address, else by a name that only one has."""
    if row.source_key and (found := [one for one in kiosks if one.source_key == row.source_key]):
        return found[0]
    free = [one for one in kiosks if not (row.source_key and one.source_key)]
    namesakes = [one for one in free if squeezed(one.values["name"]) == squeezed(row.name)]
    near = [one for one in namesakes if squeezed(one.values["address"]) == squeezed(str(row.given.get("address", "")))]
    return near[0] if near else namesakes[0] if len(namesakes) == 1 else None


def may_be(row: Listed, kiosk: Here) -> bool:
    """Whether a kiosk stands at the address of a row, or has its number, with nothing that tells the two apart."""
    if row.source_key and kiosk.source_key:
        return row.source_key == kiosk.source_key
    ours, theirs = (_place(str(one.get("address", ""))) for one in (kiosk.values, row.given))
    short, long = sorted((ours, theirs), key=len)
    return _EXACT.search(short) is not None and long.endswith(short)  # a city's own list may leave the city out


def _place(address: str) -> str:
    return squeezed(_PROVINCE.sub("", _ASIDE.sub("", address)))


def first_twins(rows: Iterable[Listed]) -> dict[int, int]:
    """Of the rows of a list that an earlier one may repeat, the first of those, by their numbers in it.

    Numbers of machines tell two rows apart where both have one, else names and addresses do.
    """
    firsts: dict[object, int] = {}
    found = {}
    for row in sorted(rows, key=lambda one: one.row):
        named, number = _named(row), row.source_key
        earlier = [number, (*named, "without a number")] if number else [named]
        if twins := [firsts[key] for key in earlier if key in firsts]:
            found[row.row] = min(twins)
        for key in (named, number or (*named, "without a number")):
            firsts.setdefault(key, row.row)
    return found


def _named(row: Listed) -> tuple[str, str]:
    return squeezed(row.name), squeezed(str(row.given.get("address", "")))


def squeezed(text: str) -> str:
    """A text without blanks and capitals, by which names and addresses are compared."""
    return "".join(text.split()).casefold()
