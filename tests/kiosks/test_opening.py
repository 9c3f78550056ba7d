"""When a kiosk, and a document at a kiosk, can be had: the truth table, and what holds for any hours."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking import clock
from booking.kiosks.errors import HoursBroken
from booking.kiosks.rules import ALWAYS, Opening, Watch, Week, read_hours, tidy_hours, week_of, write_hours
from booking.kiosks.rules.opening import AHEAD

HOLIDAYS = {date(2026, 12, 25): "기독탄신일", date(2027, 1, 1): "신정", date(2027, 5, 5): "어린이날"}

LIBRARY = week_of("09:00-18:00", "09:00-13:00", "closed")
NIGHTLY = week_of("18:00-02:00", "closed", "closed")  # over midnight
UNTIL_MIDNIGHT = week_of("06:00-24:00", "06:00-24:00", "00:00-24:00")
TWICE = week_of("09:00-12:00, 13:00-18:00", "closed", "closed")
UNKNOWN_SATURDAY = week_of("09:00-18:00", "", "closed")
DOCUMENT = week_of("07:00-22:00", "07:00-22:00", "09:00-17:00")  # the ministry's server closes at night


@pytest.mark.parametrize(
    ("weeks", "now", "expected"),
    [
        # weekday noon
        ([ALWAYS], "2026-11-23T12:00", "open"),
        ([LIBRARY], "2026-11-23T12:00", "open until 2026-11-23T18:00"),
        ([TWICE], "2026-11-23T12:00", "closed until 2026-11-23T13:00"),
        ([LIBRARY], "2026-11-23T08:59", "closed until 2026-11-23T09:00"),
        ([LIBRARY], "2026-11-23T18:00", "closed until 2026-11-24T09:00"),
        # Saturday
        ([LIBRARY], "2026-11-28T12:00", "open until 2026-11-28T13:00"),
        ([LIBRARY], "2026-11-28T13:00", "closed until 2026-11-30T09:00"),
        ([UNKNOWN_SATURDAY], "2026-11-28T12:00", "unknown until 2026-11-30T09:00"),
        # Wednesday 19:00, an ordinary one and a holiday
        ([UNTIL_MIDNIGHT], "2026-11-25T19:00", "open until 2026-11-26T00:00"),
        ([LIBRARY], "2027-05-05T19:00", "closed until 2027-05-06T09:00"),
        ([LIBRARY], "2027-05-05T12:00", "closed until 2027-05-06T09:00"),
        ([UNTIL_MIDNIGHT], "2027-05-05T03:00", "open until 2027-05-06T00:00"),
        # New Year's night
        ([NIGHTLY], "2026-12-31T23:30", "open until 2027-01-01T02:00"),
        ([NIGHTLY], "2027-01-01T01:59", "open until 2027-01-01T02:00"),
        ([NIGHTLY], "2027-01-01T02:00", "closed until 2027-01-04T18:00"),
        ([UNTIL_MIDNIGHT], "2026-12-31T23:59", "open until 2027-01-02T00:00"),  # on into the holiday, all of it
        # a document whose own hours are shorter than its machine's
        ([ALWAYS, DOCUMENT], "2026-11-23T23:00", "closed until 2026-11-24T07:00"),
        ([ALWAYS, DOCUMENT], "2026-11-23T21:00", "open until 2026-11-23T22:00"),
        ([LIBRARY, DOCUMENT], "2026-11-23T12:00", "open until 2026-11-23T18:00"),
        ([NIGHTLY, DOCUMENT], "2026-11-23T23:00", "closed until 2026-11-24T18:00"),
        ([ALWAYS, ALWAYS], "2026-11-23T03:00", "open"),
        # nothing on record
        ([week_of("", "", "")], "2026-11-23T12:00", "unknown"),
        ([week_of("closed", "closed", "closed")], "2026-11-23T12:00", "closed"),
    ],
)  # fmt: skip
def test_open_or_not_and_until_when(weeks: list[Week], now: str, expected: str) -> None:
    found = Watch(clock.parse(now), HOLIDAYS).opening(*weeks)
    state, *then = expected.split(" until ")
    moment = clock.parse(then[0]) if then else None
    assert found == (Opening(state, until=moment) if state == "open" else Opening(state, opens_at=moment))


@pytest.mark.parametrize(
    ("back_on", "opens"),
    [
        (None, None),
        (date(2026, 11, 23), None),  # today has come and staff have not pressed: no promise
        (date(2026, 11, 25), "2026-11-25T09:00"),
        (date(2026, 11, 28), "2026-11-28T09:00"),
        (date(2026, 11, 29), "2026-11-30T09:00"),
    ],
)
def test_out_of_order(back_on: date | None, opens: str | None) -> None:
    found = Watch(clock.parse("2026-11-23T12:00"), HOLIDAYS).broken(back_on, LIBRARY)
    assert found == Opening("broken", opens_at=clock.parse(opens) if opens else None) and not found.is_open


def test_what_is_open_comes_first_and_then_what_opens_soonest() -> None:
    soon, late = clock.parse("2026-11-23T18:00"), clock.parse("2026-11-24T09:00")
    ordered = [
        Opening("open"),
        Opening("open", until=soon),
        Opening("closed", opens_at=soon),
        Opening("broken", opens_at=late),
        Opening("unknown"),
    ]
    mixed = [ordered[place] for place in (3, 1, 4, 0, 2)]
    assert sorted(mixed, key=lambda one: one.rank) == ordered


SPANS = st.one_of(
    st.none(),
    st.lists(st.integers(0, 47), max_size=8, unique=True).map(
        lambda halves: tuple(
            (start * 30, end * 30) for start, end in zip(sorted(halves)[::2], sorted(halves)[1::2], strict=False)
        )
    ),
    st.tuples(st.integers(720, 1410), st.integers(0, 690)).map(lambda pair: ((pair[0], pair[1] + 1440),)),
)
WEEKS = st.builds(Week, SPANS, SPANS, SPANS)
MOMENTS = st.integers(0, 60 * 24 * 45).map(lambda minutes: clock.parse("2026-12-01T00:00") + timedelta(minutes=minutes))


def is_open(week: Week, moment: datetime) -> bool:
    """The same by looking at today's and yesterday's spans: slowly, and in another way than the rule."""
    wall = clock.to_office(moment)
    minute = wall.hour * 60 + wall.minute
    today, before = (week.on(wall.date() - timedelta(days=back), HOLIDAYS) or () for back in (0, 1))
    return any(start <= minute < end for start, end in today) or any(minute + 1440 < end for _, end in before)


@given(WEEKS, WEEKS, MOMENTS)
def test_the_next_opening_is_one_and_nothing_between_is(machine: Week, document: Week, now: datetime) -> None:
    found = Watch(now, HOLIDAYS).opening(machine, document)
    assert found.is_open == (is_open(machine, now) and is_open(document, now))
    change = found.until if found.is_open else found.opens_at
    last = change or now + AHEAD - timedelta(days=2)
    for moment in (now + timedelta(minutes=30 * step) for step in range(int((last - now).total_seconds() // 1800))):
        assert (is_open(machine, moment) and is_open(document, moment)) == found.is_open
    if change:
        assert (is_open(machine, change) and is_open(document, change)) != found.is_open


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0900-1800", "09:00-18:00"), ("9:00~18:00", "09:00-18:00"), ("09:00 ∼ 24:00", "09:00-24:00"),
        ("9시부터 18시 30분까지", "09:00-18:30"), ("0000-2400", "00:00-24:00"), ("24시간", "00:00-24:00"),
        ("22:00-06:00", "22:00-06:00"), ("18:00-00:00", "18:00-24:00"), ("13:00-18:00, 09:00-12:00",
        "09:00-12:00, 13:00-18:00"), ("휴무", "closed"), ("  ", ""), ("closed", "closed"),
    ],
)  # fmt: skip
def test_hours_as_people_write_them(written: str, kept: str) -> None:
    assert tidy_hours(written) == kept == tidy_hours(kept)


@pytest.mark.parametrize(
    "broken", ["9-6", "25:00-26:00", "09:60-10:00", "09:00", "09:00-09:00", "09:00-18:00, 12:00-19:00", "24:00-06:00",
               "22:00-06:00, 01:00-02:00", "아침부터", "09:00-10:00,"],
)  # fmt: skip
def test_hours_that_nobody_can_read(broken: str) -> None:
    with pytest.raises(HoursBroken):
        read_hours(broken)


@given(SPANS.filter(lambda spans: spans is None or all(end != 1440 * 2 for _, end in spans)))
def test_what_is_kept_is_read_again(spans: tuple[tuple[int, int], ...] | None) -> None:
    assert read_hours(write_hours(spans)) == spans
