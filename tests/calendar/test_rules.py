"""The pure rules: truth tables with real dates, every month and Wednesday against the oracle, and properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.calendar import rules
from booking.calendar.queries import official_holidays
from tests.calendar import regulation

FIRST, LAST = date(2019, 9, 1), date(2030, 12, 31)
REAL = official_holidays(date(2019, 1, 1), date(2031, 12, 31))
MONTHS = list(rules.months(FIRST, LAST))
DAYS = st.dates(date(2019, 9, 1), date(2030, 12, 31))
SOME_HOLIDAYS = st.sets(st.dates(date(2027, 1, 20) - timedelta(days=25), date(2027, 1, 20) + timedelta(days=25)))


@pytest.mark.parametrize(
    ("month", "policy", "day", "reason"),
    [
        ("2019-09", "next", "2019-09-20", "nominal"),  # the first session of all
        ("2026-12", "next", "2026-12-21", "moved_sunday"),
        ("2026-12", "previous", "2026-12-18", "moved_sunday"),
        ("2026-12", "none", None, "none_sunday"),
        ("2027-02", "next", "2027-02-22", "moved_saturday"),
        ("2027-02", "previous", "2027-02-19", "moved_saturday"),
        ("2027-02", "none", None, "none_saturday"),
        ("2021-09", "next", "2021-09-23", "moved_holiday"),  # 추석 from Monday the 20th to Wednesday
        ("2021-09", "previous", "2021-09-17", "moved_holiday"),
        ("2021-09", "none", None, "none_holiday"),
        ("2029-05", "next", "2029-05-22", "moved_sunday"),  # Sunday, 부처님오신날, and made up for on Monday
        ("2029-05", "previous", "2029-05-18", "moved_sunday"),
        ("2029-05", "none", None, "none_sunday"),
        ("2026-07", "next", "2026-07-20", "nominal"),
        ("2024-05", "next", "2024-05-20", "nominal"),
    ],
)
def test_the_day_of_a_month(month: str, policy: str, day: str | None, reason: str) -> None:
    year, number = map(int, month.split("-"))
    found = rules.consultation_day(year, number, policy, REAL)
    assert (found.date and found.date.isoformat(), found.reason) == (day, reason)
    assert (found.month, found.nominal) == (month, date(year, number, 20))


@pytest.mark.parametrize(("policy", "step"), [("next", 1), ("previous", -1)])
def test_every_month_agrees_with_the_regulation(policy: str, step: int) -> None:
    for year, month in MONTHS:
        expected = date(year, month, 20)
        while not regulation.is_working(expected):
            expected += timedelta(days=step)
        assert rules.consultation_day(year, month, policy, REAL).date == expected


def test_without_a_session_on_another_day_only_working_twentieths_remain() -> None:
    for year, month in MONTHS:
        found = rules.consultation_day(year, month, "none", REAL).date
        assert (found is not None) == regulation.is_working(date(year, month, 20))


@pytest.mark.parametrize(
    ("day", "is_open", "name"),
    [
        ("2024-05-01", True, None),
        ("2024-07-17", True, None),
        ("2025-05-07", True, None),
        ("2026-06-03", False, "지방선거일"),
        ("2027-05-05", False, "어린이날"),
        ("2027-09-15", False, "추석"),
        ("2028-04-12", False, "국회의원 선거일"),
        ("2030-05-01", False, "노동절"),
        ("2030-07-17", False, "제헌절"),
        ("2025-10-08", False, "추석 대체 휴일"),
    ],
)
def test_the_night_of_a_wednesday(day: str, is_open: bool, name: str | None) -> None:
    found = rules.night_office(date.fromisoformat(day), REAL)
    assert (found.open, found.holiday_name, found.reason) == (is_open, name, "open" if is_open else "holiday")


def test_every_wednesday_agrees_with_the_regulation() -> None:
    nights = [rules.night_office(day, REAL) for day in rules.wednesdays(FIRST, LAST)]
    assert len(nights) == 591
    assert [night.date for night in nights if night.open != regulation.is_working(night.date)] == []


def test_the_named_holidays_that_were_passed_over_are_kept_for_the_sentence() -> None:
    found = rules.consultation_day(2029, 5, "next", REAL)
    assert found.passed == (
        (date(2029, 5, 20), "부처님오신날"),
        (date(2029, 5, 21), "부처님오신날 대체 휴일"),
    )
    assert rules.consultation_day(2026, 12, "next", REAL).passed == ()


@given(SOME_HOLIDAYS, st.sampled_from(["next", "previous"]))
def test_the_day_is_the_nearest_working_day_in_its_direction(holidays: set[date], policy: str) -> None:
    names = dict.fromkeys(holidays, "임시공휴일")
    found = rules.consultation_day(2027, 1, policy, names)
    assert found.date is not None and rules.is_working_day(found.date, names)
    first, last = sorted((found.nominal, found.date))
    assert (found.date >= found.nominal) == (policy == "next") or found.date == found.nominal
    between = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    assert [day for day in between if rules.is_working_day(day, names)] == [found.date]
    assert (found.reason == "nominal") == (found.date == found.nominal)


@given(DAYS, st.integers(0, 30))
def test_counting_working_days_back_counts_exactly_them(day: date, count: int) -> None:
    found = rules.working_days_before(day, count, REAL)
    span = [found + timedelta(days=offset) for offset in range((day - found).days)]
    assert sum(rules.is_working_day(each, REAL) for each in span) == count
    assert count == 0 or rules.is_working_day(found, REAL)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-12-21", 1, "2026-12-18"),  # a session on Monday: the Friday before
        ("2027-02-22", 1, "2027-02-19"),
        ("2027-02-10", 1, "2027-02-05"),  # over 설날 and the day made up for it
        ("2027-02-10", 2, "2027-02-04"),
        ("2026-12-21", 0, "2026-12-21"),
    ],
)
def test_working_days_before_a_day(day: str, count: int, expected: str) -> None:
    assert rules.working_days_before(date.fromisoformat(day), count, REAL) == date.fromisoformat(expected)


def test_a_month_of_holidays_has_no_session_instead_of_one_far_away() -> None:
    holidays = {date(2027, 1, 1) + timedelta(days=count): "휴일" for count in range(90)}
    assert rules.consultation_day(2027, 1, "next", holidays).date is None


@pytest.mark.parametrize(
    ("day", "election"),
    [
        ("2026-04-03", None),
        ("2026-04-04", "지방선거일"),  # 60 days before
        ("2026-06-03", "지방선거일"),
        ("2026-06-04", None),
        ("2028-03-20", "국회의원 선거일"),
        ("2030-05-20", "지방선거일"),
    ],
)
def test_the_restricted_time_before_an_election(day: str, election: str | None) -> None:
    found = rules.election_ahead(date.fromisoformat(day), REAL)
    assert (found and found[1]) == election


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="policy"):
        rules.consultation_day(2027, 1, "sometimes", {})
    with pytest.raises(ValueError, match="Wednesday"):
        rules.night_office(date(2027, 1, 21), {})
    with pytest.raises(ValueError, match="negative"):
        rules.working_days_before(date(2027, 1, 21), -1, {})


@given(DAYS, DAYS)
def test_wednesdays_of_a_range_are_all_and_only_its_wednesdays(first: date, last: date) -> None:
    found = list(rules.wednesdays(first, last))
    span = (first + timedelta(days=offset) for offset in range(max(0, (last - first).days + 1)))
    assert found == [day for day in span if day.weekday() == 2]


def test_months_and_their_neighbours() -> None:
    assert list(rules.months(date(2026, 11, 30), date(2027, 2, 1))) == [(2026, 11), (2026, 12), (2027, 1), (2027, 2)]
    assert rules.month_after(date(2026, 11, 30), 3) == date(2027, 2, 1)
    assert rules.month_after(date(2027, 1, 31), -1) == date(2026, 12, 1)
