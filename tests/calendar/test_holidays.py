"""The package's public holidays against the regulation, day by day; overrides are in test_overrides.py."""

import locale
from datetime import date

import pytest

from booking.calendar import queries
from booking.calendar.errors import OutsideCalendar
from booking.calendar.queries import official_holidays
from tests.calendar import regulation


@pytest.mark.parametrize("year", range(2019, 2031))
def test_every_day_of_a_year_agrees_with_the_regulation(year: int) -> None:
    package = set(official_holidays(date(year, 1, 1), date(year, 12, 31)))
    assert {f"{day:%F %a}" for day in package} == {f"{day:%F %a}" for day in regulation.public_holidays(year)}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        # only from 2026
        ("2024-05-01", None),
        ("2025-05-01", None),
        ("2024-07-17", None),
        ("2025-07-17", None),
        ("2026-05-01", "노동절"),
        ("2026-07-17", "제헌절"),
        # Saturday or Sunday is made up for
        ("2021-08-16", "광복절 대체 휴일"),
        ("2026-03-02", "삼일절 대체 휴일"),
        ("2027-05-03", "노동절 대체 휴일"),
        ("2027-07-19", "제헌절 대체 휴일"),
        ("2027-10-04", "개천절 대체 휴일"),
        ("2027-10-11", "한글날 대체 휴일"),
        ("2027-12-27", "기독탄신일 대체 휴일"),
        ("2029-05-07", "어린이날 대체 휴일"),
        ("2023-05-29", "부처님오신날 대체 휴일"),
        ("2029-05-21", "부처님오신날 대체 휴일"),
        # but not before the amendments, and never for 1월 1일 and 현충일
        ("2020-03-02", None),
        ("2021-03-02", None),
        ("2022-05-09", None),
        ("2021-12-27", None),
        ("2022-12-26", None),
        ("2022-01-03", None),
        ("2028-01-03", None),
        ("2021-06-07", None),
        ("2026-06-08", None),
        ("2027-06-07", None),
        # 설날 and 추석: only a Sunday or a meeting on a weekday
        ("2021-02-15", None),
        ("2026-09-28", None),
        ("2022-09-12", "추석 대체 휴일"),
        ("2025-10-08", "추석 대체 휴일"),
        ("2027-02-09", "설날 대체 휴일"),
        ("2029-09-24", "추석 대체 휴일"),
        ("2030-02-05", "설날 대체 휴일"),
        ("2028-10-05", "추석 대체 휴일"),
        # two on one weekday: one day is made up for both
        ("2025-05-05", "부처님오신날·어린이날"),
        ("2025-05-06", "부처님오신날 대체 휴일·어린이날 대체 휴일"),
        ("2025-05-07", None),
        ("2028-10-03", "개천절·추석"),
        ("2028-10-06", None),
        # elections on expiry of a term, moved by a week where a holiday is next to them; never made up for
        ("2020-04-15", "국회의원 선거일"),
        ("2022-03-02", None),
        ("2022-03-09", "대통령 선거일"),
        ("2022-06-01", "지방선거일"),
        ("2024-04-10", "국회의원 선거일"),
        ("2026-06-03", "지방선거일"),
        ("2028-04-12", "국회의원 선거일"),
        ("2030-03-27", "대통령 선거일"),
        ("2030-06-05", None),
        ("2030-06-12", "지방선거일"),
        # designated by the government
        ("2020-08-17", "임시공휴일"),
        ("2023-10-02", "임시공휴일"),
        ("2024-10-01", "국군의 날"),
        ("2025-01-27", "임시공휴일"),
        ("2025-06-03", "대통령 선거일"),
        # our own name where the package's is an old one
        ("2027-01-01", "신정"),
        # Saturday is not a public holiday
        ("2027-02-20", None),
    ],
)
def test_a_day_of_the_regulation(day: str, name: str | None) -> None:
    when = date.fromisoformat(day)
    assert official_holidays(when, when).get(when) == name


def test_names_are_korean_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LANG", "LC_ALL", "LANGUAGE"):
        monkeypatch.setenv(variable, "en_US")
    queries._official_year.cache_clear()
    assert locale.setlocale(locale.LC_MESSAGES)
    assert official_holidays(date(2027, 3, 1), date(2027, 3, 1)) == {date(2027, 3, 1): "삼일절"}


def test_a_range_over_years_asks_for_each_of_them() -> None:
    found = official_holidays(date(2019, 12, 1), date(2023, 1, 2))
    assert {day.year for day in found} == {2019, 2020, 2021, 2022, 2023}
    assert min(found) == date(2019, 12, 25)
    assert max(found) == date(2023, 1, 1)


@pytest.mark.parametrize(("first", "last"), [("1947-12-31", "1948-01-01"), ("2100-12-31", "2101-01-01")])
def test_years_without_data_are_refused_not_taken_for_free_of_holidays(first: str, last: str) -> None:
    with pytest.raises(OutsideCalendar):
        official_holidays(date.fromisoformat(first), date.fromisoformat(last))


def test_the_last_year_of_the_package_still_has_its_holidays() -> None:
    assert len(official_holidays(date(queries.LAST_YEAR, 1, 1), date(queries.LAST_YEAR, 12, 31))) >= 15
