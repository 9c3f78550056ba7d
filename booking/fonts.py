"""The pages' fonts in two parts: the characters in which the product itself speaks, and all others.

A weight of KRDS's font has some 260 kB for 3,700 characters, of which the product's own sentences use about 860. So a
browser first fetches a file of those alone, and the other one only where a page shows a character of it, as in a rare
name; `unicode-range` in the style sheet tells it which.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped,unused-ignore]

LATIN = frozenset(range(0x250))
"""What people type of themselves, whatever the sentences use: letters, digits and signs of Europe."""

SPEAKING = (".html", ".txt", ".xml", ".svg", ".py", ".toml", ".po", ".css")
"""Endings of the files from which the product's own sentences come."""


@dataclass(frozen=True)
class Parts:
    """One weight as two woff2 files; `characters`: those of the first, as CSS's `unicode-range` lists them."""

    common: bytes
    rest: bytes
    characters: str


def spoken(folders: Iterable[Path]) -> frozenset[int]:
    """The code points of all text in the product's own files below these folders, Latin always among them."""
    files = (path for folder in folders for path in folder.rglob("*") if path.suffix in SPEAKING)
    return LATIN.union(*({ord(one) for one in path.read_text("utf-8")} for path in files))


def split(font: Path, common: frozenset[int]) -> Parts:
    """One weight in two parts. OSError or TTLibError where the file is no font."""
    known = _known(font)
    first, second = known & common, known - common
    return Parts(_part(font, first), _part(font, second), ranges(first))


def ranges(points: Iterable[int]) -> str:
    """Code points as CSS's `unicode-range` lists them: `U+20-7E,U+AC00`."""
    return ",".join(f"U+{one:X}" if one == last else f"U+{one:X}-{last:X}" for one, last in _runs(sorted(points)))


def _runs(points: list[int]) -> Iterator[tuple[int, int]]:
    begins = [now for before, now in pairwise([-2, *points]) if now != before + 1]
    ends = [now for now, after in pairwise([*points, -2]) if after != now + 1]
    return zip(begins, ends, strict=True)


def _known(font: Path) -> frozenset[int]:
    with closing(subset.load_font(str(font), subset.Options())) as loaded:
        return frozenset(loaded.getBestCmap())


def _part(font: Path, points: frozenset[int]) -> bytes:
    options = subset.Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    subsetter, written = subset.Subsetter(options), BytesIO()
    subsetter.populate(unicodes=points)
    with closing(subset.load_font(str(font), options)) as loaded:
        subsetter.subset(loaded)
        subset.save_font(loaded, written, options)
    return written.getvalue()
