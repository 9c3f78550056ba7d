"""Which way in is best, moment by moment."""

from booking import clock
from booking.guide import rules
from booking.guide.rules import Way


def test_what_is_open_goes_before_what_opens_soon_before_what_is_not_known() -> None:
    soon, later = clock.parse("2026-11-23T18:00"), clock.parse("2026-12-21T10:00")
    ways = [
        Way("consultation", False, later),
        Way("night", False, soon),
        Way("counter", False, None),
        Way("kiosk", True, later),
    ]
    assert [way.kind for way in rules.best_first(ways)] == ["kiosk", "night", "consultation", "counter"]


def test_of_two_that_are_open_people_go_before_machines() -> None:
    early, late = clock.parse("2026-11-23T09:00"), clock.parse("2026-11-23T12:00")
    ways = [Way("kiosk", True, early), Way("night", True, late), Way("counter", True, late)]
    assert [way.kind for way in rules.best_first(ways)] == ["counter", "night", "kiosk"]
    never_shut = [Way("consultation", False, early), Way("kiosk", True, None)]
    assert [way.kind for way in rules.best_first(never_shut)] == ["kiosk", "consultation"]
