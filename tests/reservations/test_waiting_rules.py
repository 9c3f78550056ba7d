"""The waiting list's rules: quiet hours with real dates, what fits a wish, and a log that tells who was overtaken."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking import clock
from booking.notices.rules.quiet import Quiet
from booking.reservations.rules.waiting import InLine, Opening, Wish, share
from booking.reservations.rules.waiting_log import Event, replay

NIGHT = Quiet(time(21), time(8))
NOON = Quiet(time(12), time(13))
NONE = Quiet(time(0), time(0))


@pytest.mark.parametrize(
    ("quiet", "now", "minutes", "told", "until"),
    [
        (NIGHT, "2026-12-01T10:00", 120, "2026-12-01T10:00", "2026-12-01T12:00"),  # an ordinary morning
        (NIGHT, "2026-12-01T19:00", 120, "2026-12-01T19:00", "2026-12-01T21:00"),  # used up as the evening ends
        (NIGHT, "2026-12-01T20:00", 120, "2026-12-01T20:00", "2026-12-02T09:00"),  # an hour left, the rest next morning
        (NIGHT, "2026-12-01T20:59:59", 1, "2026-12-01T20:59:59", "2026-12-02T08:00:59"),
        (NIGHT, "2026-12-01T21:00", 120, "2026-12-02T08:00", "2026-12-02T10:00"),  # the first quiet instant
        (NIGHT, "2026-12-01T23:30", 120, "2026-12-02T08:00", "2026-12-02T10:00"),
        (NIGHT, "2026-12-02T07:59", 120, "2026-12-02T08:00", "2026-12-02T10:00"),
        (NIGHT, "2026-12-02T08:00", 120, "2026-12-02T08:00", "2026-12-02T10:00"),  # the first instant that is not
        (NIGHT, "2026-12-31T20:30", 60, "2026-12-31T20:30", "2027-01-01T08:30"),  # into another year
        (NIGHT, "2026-12-01T10:00", 13 * 60, "2026-12-01T10:00", "2026-12-02T10:00"),
        (NIGHT, "2026-12-01T10:00", 30 * 60, "2026-12-01T10:00", "2026-12-03T14:00"),  # two nights
        (NOON, "2026-12-01T11:30", 60, "2026-12-01T11:30", "2026-12-01T13:30"),  # hours within a day
        (NOON, "2026-12-01T12:30", 60, "2026-12-01T13:00", "2026-12-01T14:00"),
        (NONE, "2026-12-01T23:30", 120, "2026-12-01T23:30", "2026-12-02T01:30"),  # no quiet hours at all
    ],
)
def test_the_time_to_answer_stands_still_at_night(quiet: Quiet, now: str, minutes: int, told: str, until: str) -> None:
    moment = clock.parse(now)
    assert quiet.over(moment) == clock.parse(told)
    assert quiet.deadline(moment, minutes) == clock.parse(until)


WALLS = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))
MOMENTS = st.integers(0, 3 * 366 * 24 * 60).map(lambda count: clock.parse("2026-01-01T00:00") + clock.minutes(count))


@pytest.mark.property
@given(WALLS, WALLS, MOMENTS, st.integers(1, 600))
def test_exactly_so_many_minutes_outside_the_quiet_hours_pass(
    starts: time, ends: time, now: datetime, minutes: int
) -> None:
    quiet = Quiet(starts, ends)
    until = quiet.deadline(now, minutes)
    assert not quiet.covers(quiet.over(now))
    passed, at = 0, now
    while at < until:
        passed += not quiet.covers(at)
        at += timedelta(minutes=1)
    assert passed == minutes
    assert not quiet.covers(until - timedelta(minutes=1)), "the last minute was a quiet one"


TAX = Wish(frozenset({"national-tax", "local-tax"}), date(2026, 12, 1), date(2027, 2, 28))


@pytest.mark.parametrize(
    ("desk", "day", "fits"),
    [
        ("national-tax", date(2026, 12, 1), True),
        ("local-tax", date(2027, 2, 28), True),
        ("local-tax", date(2027, 3, 1), False),
        ("national-tax", date(2026, 11, 30), False),
        ("law", date(2027, 1, 20), False),
    ],
)
def test_any_field_of_the_wish_on_any_day_of_it(desk: str, day: date, fits: bool) -> None:
    assert TAX.fits(desk, day) is fits
    assert replace(TAX, last=None).fits(desk, day) is (fits or day == date(2027, 3, 1))


def somebody(number: int, *passed: int, wish: Wish = TAX) -> InLine:
    return InLine(number, wish, f"person {number}", set(passed))


def test_seats_are_shared_slot_by_slot_and_nobody_is_given_two() -> None:
    day = date(2026, 12, 21)
    slots = [Opening(7, "national-tax", day), Opening(8, "law", day), Opening(9, "local-tax", day)]
    line = [somebody(1, 7), somebody(2), somebody(3), somebody(4)]
    given = [(opening.slot, one.id) for opening, one in share(line, slots, {7: 2, 8: 1, 9: 1})]
    assert given == [(7, 2), (7, 3), (9, 1)]


@pytest.mark.property
@given(
    st.lists(st.tuples(st.sampled_from(["law", "national-tax", "local-tax"]), st.integers(0, 3)), max_size=6),
    st.lists(st.frozensets(st.integers(0, 5)), max_size=8),
)
def test_sharing_leaves_no_seat_that_somebody_left_over_wants(
    seats: list[tuple[str, int]], passed: list[frozenset[int]]
) -> None:
    slots = [Opening(key, desk, date(2026, 12, 21)) for key, (desk, _) in enumerate(seats)]
    line = [somebody(number, *one) for number, one in enumerate(passed)]
    free = {key: count for key, (_, count) in enumerate(seats)}
    given = list(share(line, slots, free))
    people = [one.id for _, one in given]
    assert len(people) == len(set(people))
    assert all(one.wants(opening) for opening, one in given)
    for opening in slots:
        had = [one.id for which, one in given if which == opening]
        assert len(had) <= free[opening.slot]
        assert len(had) == free[opening.slot] or not [
            one for one in line if one.id not in people and one.wants(opening)
        ], "a seat is left over though somebody waits for it"


def test_wishes_meet_where_a_place_could_fit_both() -> None:
    assert TAX.meets(Wish(frozenset({"local-tax", "law"}), date(2027, 2, 28), None))
    assert not TAX.meets(Wish(frozenset({"local-tax"}), date(2027, 3, 1), None))
    assert not TAX.meets(Wish(frozenset({"law"}), date(2026, 12, 1), None))


DAY = date(2026, 12, 21)
LAW = Wish(frozenset({"law"}), date(2026, 12, 1), None)


def log(*lines: tuple[object, ...]) -> list[Event]:
    """Events from (kind, entry, slot); everything is about law on one day."""
    made = []
    for number, (kind, *about) in enumerate(lines, start=1):
        entry, slot = [*about, 0, 0][:2]
        wish = LAW if kind == "joined" else None
        made.append(Event(number, str(kind), int(str(entry)), int(str(slot)), "law", DAY, wish))
    return made


GOOD = log(
    ("joined", 1), ("joined", 2), ("joined", 3), ("offered", 1, 7), ("offered", 2, 8), ("lapsed", 1, 7),
    ("offered", 3, 7), ("declined", 2, 8), ("offered", 1, 8), ("accepted", 1, 8), ("accepted", 3, 7), ("taken", 0, 8),
    ("left", 2),
)  # fmt: skip


def test_a_log_in_order_is_sound() -> None:
    found = replay(GOOD)
    assert found.findings == []
    assert (found.events, found.offers) == (13, 4)


@pytest.mark.parametrize(
    ("events", "number", "why", "entry"),
    [
        (log(("joined", 1), ("joined", 2), ("offered", 2, 7)), 3, "overtaken", 1),
        (log(("joined", 1), ("taken", 0, 7)), 2, "overtaken", 1),
        (log(("joined", 1), ("offered", 1, 7), ("declined", 1, 7), ("offered", 1, 7)), 4, "offered_again", 1),
        (log(("joined", 1), ("offered", 1, 7), ("offered", 1, 8)), 3, "unfit", 1),
        (log(("joined", 1), ("offered", 1, 7), ("lapsed", 1, 7), ("accepted", 1, 7)), 4, "unknown", 1),
        (log(("offered", 1, 7)), 1, "unknown", 1),
        (log(("joined", 1), ("left", 1), ("offered", 1, 7)), 3, "unknown", 1),
        (log(("joined", 1), ("joined", 1)), 2, "unknown", 1),
    ],
)
def test_what_is_out_of_order_is_found(events: list[Event], number: int, why: str, entry: int) -> None:
    found = replay(events)
    assert [(one.number, one.why, one.entry) for one in found.findings] == [(number, why, entry)]
    assert not found.is_sound


@pytest.mark.parametrize("gone", range(len(GOOD) - 1))
def test_an_event_that_was_taken_out_shows(gone: int) -> None:
    found = replay(GOOD[:gone] + GOOD[gone + 1 :])
    assert [one.number for one in found.findings if one.why == "missing"] == [gone + 2]


def test_staff_who_go_past_the_line_with_a_reason_are_listed_and_wrong_nobody() -> None:
    found = replay(log(("joined", 1), ("overridden", 0, 7)))
    assert (found.overrides, found.is_sound) == ([2], True)
