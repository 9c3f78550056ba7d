"""The regulation a second time, written from its text and not from the package: the oracle of the calendar's tests.

Sources: 관공서의 공휴일에 관한 규정 제2조·제3조 with the dates of its amendments, 공직선거법 제34조 (elections at the
end of a term), and the dates in the solar calendar that 한국천문연구원 publishes for 설날, 부처님오신날 and 추석.
"""

from datetime import date, timedelta

LUNAR = {
    2019: ("02-05", "05-12", "09-13"),
    2020: ("01-25", "04-30", "10-01"),
    2021: ("02-12", "05-19", "09-21"),
    2022: ("02-01", "05-08", "09-10"),
    2023: ("01-22", "05-27", "09-29"),
    2024: ("02-10", "05-15", "09-17"),
    2025: ("01-29", "05-05", "10-06"),
    2026: ("02-17", "05-24", "09-25"),
    2027: ("02-07", "05-13", "09-15"),
    2028: ("01-27", "05-02", "10-03"),
    2029: ("02-13", "05-20", "09-22"),
    2030: ("02-03", "05-09", "09-12"),
}
"""설날 (음력 1월 1일), 부처님오신날 (4월 8일), 추석 (8월 15일)."""

DESIGNATED = ["2020-08-17", "2023-10-02", "2024-10-01", "2025-01-27", "2025-06-03"]
"""임시공휴일 and the by-election of a president (궐위로 인한 선거), as the government designated them."""

TERMS_END = {
    50: ["2020-05-29", "2024-05-29", "2028-05-29"],  # 국회의원
    30: ["2022-06-30", "2026-06-30", "2030-06-30"],  # 지방의회의원과 지방자치단체의 장
    70: ["2022-05-09", "2030-06-03"],  # 대통령; the term that began on 2025-06-04 ends five years later
}
"""Days before the end of a term from which the first Wednesday is the election day."""

SUNDAY_OR_MEETING = {"설", "추석"}
WITH_SATURDAY_SINCE = {  # the first date on which a substitute was possible for a Saturday, a Sunday or a meeting
    "어린이날": date(2013, 11, 5),
    "국경일": date(2021, 8, 4),
    "부처님오신날": date(2023, 5, 4),
    "기독탄신일": date(2023, 5, 4),
    "2026": date(2026, 1, 1),
}


def public_holidays(year: int) -> set[date]:
    """Every public holiday of a year but the Sundays themselves."""
    named = _named(year)
    fixed = {day for day, _kind in named}
    elections = _elections(year, fixed)
    designated = {date.fromisoformat(text) for text in DESIGNATED if text.startswith(str(year))}
    taken = fixed | elections | designated
    for day in sorted(fixed):
        kinds = [kind for other, kind in named if other == day]
        if any(_is_replaced(kind, day, len(kinds) > 1) for kind in kinds):
            taken.add(_first_free(day, taken))
    return taken


def is_working(day: date) -> bool:
    """Monday to Friday and no public holiday."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def _named(year: int) -> list[tuple[date, str]]:
    new_year, buddha, harvest = (date.fromisoformat(f"{year}-{text}") for text in LUNAR[year])
    one = timedelta(days=1)
    days = [
        (date(year, 1, 1), "1월 1일"),
        (date(year, 3, 1), "국경일"),
        (date(year, 5, 5), "어린이날"),
        (date(year, 6, 6), "현충일"),
        (date(year, 8, 15), "국경일"),
        (date(year, 10, 3), "국경일"),
        (date(year, 10, 9), "국경일"),
        (date(year, 12, 25), "기독탄신일"),
        (buddha, "부처님오신날"),
        *((day, "설") for day in (new_year - one, new_year, new_year + one)),
        *((day, "추석") for day in (harvest - one, harvest, harvest + one)),
    ]
    if year >= 2026:
        days += [(date(year, 5, 1), "2026"), (date(year, 7, 17), "2026")]
    return days


def _is_replaced(kind: str, day: date, meets_another: bool) -> bool:
    meets = meets_another and day.weekday() < 5
    if kind in SUNDAY_OR_MEETING:
        return day.weekday() == 6 or meets
    since = WITH_SATURDAY_SINCE.get(kind)
    return since is not None and day >= since and (day.weekday() >= 5 or meets)


def _first_free(day: date, taken: set[date]) -> date:
    while day in taken or day.weekday() >= 5:
        day += timedelta(days=1)
    return day


def _elections(year: int, fixed: set[date]) -> set[date]:
    found = set()
    for before, ends in TERMS_END.items():
        for end in map(date.fromisoformat, ends):
            if end.year == year:
                day = end - timedelta(days=before)
                while day.weekday() != 2:
                    day += timedelta(days=1)
                near = {day - timedelta(days=1), day, day + timedelta(days=1)}
                found.add(day + timedelta(days=7) if near & fixed else day)
    return found
