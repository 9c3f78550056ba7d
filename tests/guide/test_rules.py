"""Which way in is best, moment by moment."""

import pytest

from booking import clock
from booking.guide import rules
from booking.guide.rules import Way
from booking.guide.rules.answering import week_of_line
from booking.kiosks.rules import Watch


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


@pytest.mark.parametrize(
    ("line", "now", "answers"),
    [
        ("평일 09:00~18:00", "2026-11-23T09:00", True),
        ("평일 09:00~18:00", "2026-11-23T18:00", False),
        ("평일 09:00~18:00", "2026-11-28T12:00", False),  # a Saturday
        ("평일 9시~18시", "2026-12-25T12:00", False),  # a holiday
        ("24시간", "2026-12-25T03:00", True),
        ("매일 09:00~21:00", "2026-11-29T20:59", True),
        ("평일 09:00~18:00 (점심시간 제외)", "2026-11-23T10:00", False),  # more than is understood
        ("상담사마다 다릅니다.", "2026-11-23T10:00", False),
        ("09:00~18:00", "2026-11-23T10:00", False),  # on which days?
        ("평일", "2026-11-23T10:00", False),
        ("평일 휴무", "2026-11-23T10:00", False),
        ("", "2026-11-23T10:00", False),
    ],
)
def test_who_answers_the_telephone_by_a_line_of_hours(line: str, now: str, answers: bool) -> None:
    at = Watch(clock.parse(now), {clock.office_date(clock.parse("2026-12-25T00:00")): "기독탄신일"})
    week = week_of_line(line)
    assert (week is not None and at.opening(week).is_open) is answers
