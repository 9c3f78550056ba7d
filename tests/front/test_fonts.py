"""The fonts in two parts: nothing is lost, and what the product says is in the first."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped,unused-ignore]
from hypothesis import given
from hypothesis import strategies as st

from booking import fonts, krds
from booking.assets import PACKAGE, ROOT

needs_krds = pytest.mark.skipif(not PACKAGE.exists(), reason="KRDS is not here (make setup)")


def points_of(listed: str) -> set[int]:
    """The code points of a `unicode-range`."""
    pairs = (part.removeprefix("U+").split("-") for part in listed.split(",") if part)
    return {point for ends in pairs for point in range(int(ends[0], 16), int(ends[-1], 16) + 1)}


def characters_of(font: Path) -> set[int]:
    """The code points that a font has a picture of."""
    with TTFont(font) as loaded:
        return set(loaded.getBestCmap())


@given(st.sets(st.integers(0, 0x3FF)))
def test_ranges_list_each_character_and_no_other(points: set[int]) -> None:
    assert points_of(fonts.ranges(points)) == points


def test_neighbours_are_one_range() -> None:
    assert fonts.ranges([0x20, 0x22, 0x21, 0xAC00]) == "U+20-22,U+AC00"


def test_what_templates_say_is_spoken(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>예약</p>", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert fonts.spoken([tmp_path]) == {*range(0x250), ord("예"), ord("약")}


@needs_krds
def test_two_parts_hold_every_character_once(tmp_path: Path) -> None:
    font = krds.fonts(PACKAGE)[0]
    parts = fonts.split(font, fonts.spoken([ROOT / "templates"]))
    held = []
    for name in ("common", "rest"):
        (tmp_path / name).write_bytes(getattr(parts, name))
        held.append(characters_of(tmp_path / name))
    assert held[0] | held[1] == characters_of(font) and not held[0] & held[1]
    assert held[0] == points_of(parts.characters) and {ord(one) for one in "예약하기 09:00"} <= held[0]
    assert len(parts.common) < 90_000
