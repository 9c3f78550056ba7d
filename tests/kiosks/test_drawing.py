"""The map: places where they are to each other, none beside it, and marks that do not cover each other."""

from hypothesis import given
from hypothesis import strategies as st

from booking.kiosks.rules.drawing import HIGH, NEAR, WIDE, draw

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
