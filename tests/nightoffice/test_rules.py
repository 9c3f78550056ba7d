"""When a kind of business is received at the night office: a table of real moments, without a database."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import pytest

from booking import clock
from booking.calendar.rules import night_office, wednesdays
from booking.nightoffice import rules
from booking.nightoffice.rules import Hours, Night

NIGHT = (time(18), time(20))
PASSPORT = Hours(time(18), time(19, 30), time(20))
COPY = Hours(time(18), time(20), time(20))
HOLIDAYS = {
    date(2026, 6, 3): "지방선거일", date(2027, 5, 5): "어린이날", date(2025, 1, 1): "신정", date(2025, 1, 29): "설날",
}  # fmt: skip


def _nights(now: datetime, holidays: Mapping[date, str] = HOLIDAYS) -> list[Night]:
    """The coming nights as the room's queries give them: tonight's until it ends."""
    today = clock.office_date(now)
    found = []
    for day in wednesdays(today, today + timedelta(weeks=8)):
        one = night_office(day, holidays)
        at = (clock.at_office(day, wall) for wall in NIGHT)
        found.append(Night(day, one.open, one.reason, one.holiday_name, one.text, *at))
    return [night for night in found if now < night.ends_at]


@pytest.mark.parametrize(
    ("moment", "hours", "is_open", "opens_at", "until", "is_late", "closed"),
    [
        ("2026-12-02T17:59", PASSPORT, False, "2026-12-02T18:00", "19:30", False, []),
        ("2026-12-02T18:00", PASSPORT, True, "2026-12-02T18:00", "19:30", False, []),
        ("2026-12-02T19:00", PASSPORT, True, "2026-12-02T18:00", "19:30", False, []),
        ("2026-12-02T19:29", PASSPORT, True, "2026-12-02T18:00", "19:30", False, []),
        ("2026-12-02T19:30", PASSPORT, False, "2026-12-09T18:00", "19:30", True, []),
        ("2026-12-02T19:45", PASSPORT, False, "2026-12-09T18:00", "19:30", True, []),
        ("2026-12-02T19:45", COPY, True, "2026-12-02T18:00", "20:00", False, []),
        ("2026-12-02T20:00", COPY, False, "2026-12-09T18:00", "20:00", False, []),
        ("2026-12-03T19:00", COPY, False, "2026-12-09T18:00", "20:00", False, []),
        ("2026-06-03T19:00", COPY, False, "2026-06-10T18:00", "20:00", False, ["지방선거일"]),
        ("2027-05-05T19:00", PASSPORT, False, "2027-05-12T18:00", "19:30", False, ["어린이날"]),
        ("2027-05-05T20:00", PASSPORT, False, "2027-05-12T18:00", "19:30", False, []),
        # a Wednesday whose last acceptance is past, before one that is a holiday
        ("2027-04-28T19:45", PASSPORT, False, "2027-05-12T18:00", "19:30", True, ["어린이날"]),
        # New Year's Eve is no holiday, New Year's day after it is; neither Wednesday is like the other
        ("2025-12-31T19:00", COPY, True, "2025-12-31T18:00", "20:00", False, []),
        ("2024-12-31T23:59", COPY, False, "2025-01-08T18:00", "20:00", False, ["신정"]),
        ("2025-12-31T23:59", COPY, False, "2026-01-07T18:00", "20:00", False, []),
    ],
)
def test_when_it_is_received(
    moment: str, hours: Hours, is_open: bool, opens_at: str, until: str, is_late: bool, closed: list[str]
) -> None:
    now = clock.parse(moment)
    found = rules.when(hours, _nights(now), now)
    assert (found.is_open, found.opens_at, found.is_late) == (is_open, clock.parse(opens_at), is_late)
    assert found.until == clock.parse(f"{opens_at[:10]}T{until}")
    assert [night.holiday_name for night in found.closed] == closed


def test_no_night_is_known() -> None:
    now = clock.parse("2027-05-05T12:00")
    (only,) = _nights(now)[:1]
    assert rules.when(COPY, [only], now) == rules.When(False, None, None, (only,), False)
    assert rules.when(COPY, [], now) == rules.When(False, None, None, (), False)


@pytest.mark.parametrize(
    ("own", "night", "expected"),
    [
        ((None, None, None), NIGHT, Hours(time(18), time(20), time(20))),
        ((None, time(19, 30), None), NIGHT, Hours(time(18), time(19, 30), time(20))),
        ((time(18, 30), None, time(19)), NIGHT, Hours(time(18, 30), time(19), time(19))),
        # the night's hours were changed since
        ((None, time(19, 30), None), (time(17, 30), time(19)), Hours(time(17, 30), time(19), time(19))),
        ((time(18), time(18, 30), time(19)), (time(18, 10), time(21)), Hours(time(18, 10), time(18, 30), time(19))),
        ((time(18), None, time(19)), (time(19), time(21)), None),
        ((time(18), time(18, 30), time(20)), (time(18, 30), time(21)), None),
    ],
)
def test_a_kind_has_its_own_hours_within_those_of_the_night(
    own: tuple[time | None, time | None, time | None], night: tuple[time, time], expected: Hours | None
) -> None:
    assert rules.hours(*own, night) == expected
