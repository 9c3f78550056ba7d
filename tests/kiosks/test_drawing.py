"""The map: places where they are to each other, none beside it, and marks that do not cover each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.kiosks.rules.drawing import HIGH, NEAR, WIDE, draw, draw_centre

CITY = (35.18, 128.11)
POINTS = st.lists(st.none() | st.tuples(st.floats(33, 39), st.floats(124, 132)), max_size=40)


def test_north_is_up_and_east_is_right() -> None:
    drawing = draw([(35.1, 128.0), None, (35.2, 128.2)])
    assert drawing is not None
    south_west, north_east = drawing.marks
    assert (south_west.numbers, north_east.numbers) == ([1], [3])
    assert south_west.x < north_east.x and south_west.y > north_east.y
    metres = (south_west.y - north_east.y) / drawing.scale * drawing.scale_metres
    assert drawing.scale_metres == 2000 and 11_090 < metres < 11_170  # a tenth of a degree


def test_one_place_and_none() -> None:
    drawing = draw([(35.1, 128.0)])
    assert drawing is not None and (drawing.marks[0].x, drawing.marks[0].y) == (WIDE / 2, HIGH / 2)
    assert draw([None, None]) is None is draw([])


@given(POINTS)
def test_every_place_is_on_the_map_once(points: list[tuple[float, float] | None]) -> None:
    drawing = draw(points)
    marks = drawing.marks if drawing else []
    shown = sorted(number for mark in marks for number in mark.numbers)
    assert shown == [number for number, point in enumerate(points, 1) if point]
    assert all(0 <= mark.x <= WIDE and 0 <= mark.y <= HIGH for mark in marks)
    pairs = [(one, other) for one in marks for other in marks if one is not other]
    assert all(abs(one.x - other.x) >= NEAR or abs(one.y - other.y) >= NEAR for one, other in pairs)


def test_towns_are_named_where_their_names_cover_nothing() -> None:
    places = [(35.1, 128.0), (35.2, 128.2)]
    towns = [("가면", (35.15, 128.1)), ("나면", (35.1501, 128.1001)), ("다면", (35.2, 128.2)), ("라면", (36.0, 128.1))]
    drawing = draw(places, towns)
    assert drawing is not None
    assert [(sign.name, sign.x, sign.y) for sign in drawing.signs] == [("가면", WIDE / 2, HIGH / 2)]


@pytest.mark.parametrize(
    ("near", "far", "shown"),
    [
        (4, 2, [1, 2, 3, 4]),  # those 20 km away are on the whole map only
        (3, 2, None),  # too few for a map of their own
        (6, 0, None),  # the whole map shows the same
    ],
)
def test_a_closer_map_of_the_centre(near: int, far: int, shown: list[int] | None) -> None:
    points = [(CITY[0] + n * 0.004, CITY[1]) for n in range(near)] + [(CITY[0], CITY[1] + 0.22)] * far
    drawing = draw_centre(points)
    assert (drawing and [number for mark in drawing.marks for number in mark.numbers]) == shown
    assert draw_centre([None]) is None
