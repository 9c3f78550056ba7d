"""Who gets which seat when a day was closed: the rule without the world."""

from datetime import date, datetime, timedelta

import pytest

from booking.clock import OFFICE_ZONE
from booking.reservations.rules.rehousing import Displaced, Place, share


def at(day: int, hour: int, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=OFFICE_ZONE)


def place(slot: int, starts: datetime, *, desk: str = "law", in_time: bool = True, notice: bool = True) -> Place:
    return Place(slot, desk, starts, in_time, notice)


def person(key: int, *, slot: int = 90, held: int | None = None, is_due: bool = True, who: str = "") -> Displaced:
    return Displaced(key, who or f"person {key}", "law", slot, at(21, 10), held, is_due)


def given(queue: list[Displaced], places: list[Place], free: dict[int, int], taken=None) -> list[tuple[int, int, bool]]:  # type: ignore[no-untyped-def]
    return [(one.whom.id, one.slot, one.is_own) for one in share(queue, places, free, taken or {})]


@pytest.mark.parametrize(
    ("places", "slot"),
    [
        ([(1, at(22, 10)), (2, at(23, 10))], 1),  # the nearest day
        ([(1, at(20, 10)), (2, at(30, 10))], 1),  # be it an earlier one
        ([(1, at(20, 10)), (2, at(22, 10))], 2),  # of two that are as near the later one
        ([(1, at(18, 10)), (2, at(20, 10))], 2),  # of earlier ones the latest
        ([(1, at(22, 15)), (2, at(22, 11))], 2),  # the nearest hour
        ([(1, at(22, 9)), (2, at(22, 11))], 1),  # as near: the first
        ([(1, at(21, 16)), (2, at(22, 10))], 1),  # the same day, where it takes place after all
    ],
)
def test_the_nearest_is_a_day_and_then_the_hour(places: list[tuple[int, datetime]], slot: int) -> None:
    found = given([person(1)], [place(key, starts) for key, starts in places], {1: 1, 2: 1})
    assert found == [(1, slot, False)]


def test_a_time_that_was_theirs_goes_before_a_nearer_one() -> None:
    places = [place(1, at(22, 10)), place(2, at(1, 15)), place(3, at(20, 10))]
    one = Displaced(1, "person 1", "law", 90, at(21, 10), None, True, former={2, 90})
    assert given([one], places, {1: 1, 2: 1, 3: 1}) == [(1, 2, False)]
    assert given([one], places, {1: 1, 2: 0, 3: 1}) == [(1, 1, False)], "somebody has it"


def test_the_order_of_the_queue_decides_and_seats_are_counted() -> None:
    places = [place(1, at(22, 10)), place(2, at(22, 11))]
    assert given([person(1), person(2), person(3)], places, {1: 1, 2: 1}) == [(1, 1, False), (2, 2, False)]
    assert given([person(1), person(2)], places, {1: 2}) == [(1, 1, False), (2, 1, False)]


@pytest.mark.parametrize(
    "one",
    [place(1, at(22, 10), desk="tax"), place(1, at(22, 10), notice=False)],
)
def test_another_field_or_a_day_too_near_is_nothing(one: Place) -> None:
    assert given([person(1)], [one], {1: 1}) == []


def test_own_times_come_first_for_everybody() -> None:
    """Else the first in the queue, whose time is gone, would be held the second one's."""
    places = [place(90, at(21, 10)), place(91, at(21, 11))]
    assert given([person(1, slot=90), person(2, slot=91)], places, {90: 0, 91: 1}) == [(2, 91, True)]


def test_an_own_time_frees_what_was_held_for_the_next() -> None:
    places = [place(90, at(21, 10)), place(5, at(22, 10))]
    queue = [person(1, slot=90, held=5, is_due=False), person(2, slot=77)]
    assert given(queue, places, {90: 1, 5: 0}) == [(1, 90, True), (2, 5, False)]


def test_an_own_time_that_is_held_for_its_owner_is_theirs() -> None:
    assert given([person(1, slot=90, held=90, is_due=False)], [place(90, at(21, 10))], {90: 0}) == [(1, 90, True)]


def test_too_late_for_the_own_time_and_asked_already() -> None:
    late = [place(90, at(21, 10), in_time=False, notice=False)]
    assert given([person(1)], late, {90: 1}) == []
    assert given([person(1, is_due=False)], [place(1, at(22, 10))], {1: 1}) == []


def test_nobody_has_two_times_of_a_field_on_one_day() -> None:
    places = [place(1, at(22, 10)), place(2, at(22, 11)), place(3, at(22, 10) + timedelta(days=1))]
    same = [person(1, who="a"), person(2, who="a")]
    assert given(same, places, {1: 1, 2: 1, 3: 1}) == [(1, 1, False), (2, 3, False)]
    had = {("a", "law"): [date(2026, 12, 22)]}
    assert given(same[:1], places, {1: 1, 2: 1, 3: 1}, had) == [(1, 3, False)]
