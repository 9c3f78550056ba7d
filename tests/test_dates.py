"""Dates and times as each language writes them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from flask import Flask
from flask_babel import force_locale

from booking import dates

MONDAY = date(2026, 12, 21)
TEN = datetime(2026, 12, 21, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "korean", "english"),
    [
        (lambda: dates.day(MONDAY), "2026. 12. 21.(월)", "Monday, 21 December 2026"),
        (lambda: dates.day(datetime(2026, 12, 31, 15, tzinfo=UTC)), "2027. 1. 1.(금)", "Friday, 1 January 2027"),
        (lambda: dates.short_day(MONDAY), "12. 21.(월)", "Mon 21 Dec"),
        (lambda: dates.month(MONDAY), "2026년 12월", "December 2026"),
        (lambda: dates.near_day(MONDAY, MONDAY), "21일", "21 December"),
        (lambda: dates.near_day(date(2027, 2, 1), date(2027, 1, 20)), "2월 1일", "1 February"),
        (lambda: dates.hour(TEN), "오전 10시", "10:00 am"),
        (lambda: dates.wall(time(14, 30)), "오후 2시 30분", "2:30 pm"),
        (lambda: dates.wall(time(12)), "낮 12시", "12 noon"),
        (lambda: dates.wall(time(12, 30)), "낮 12시 30분", "12:30 pm"),
        (lambda: dates.wall(time(0)), "밤 12시", "12 midnight"),
        (lambda: dates.span(time(14), time(16)), "오후 2시~4시", "2:00 pm to 4:00 pm"),
        (lambda: dates.span(time(10), time(13)), "오전 10시~오후 1시", "10:00 am to 1:00 pm"),
        (lambda: dates.moment(TEN), "2026. 12. 21.(월) 오전 10시", "Monday, 21 December 2026 at 10:00 am"),
        (lambda: dates.listed(["a", "b", "c"]), "a, b, c", "a, b and c"),
    ],
)
def test_in_korean_and_english(sqlite_app: Flask, written: Callable[[], str], korean: str, english: str) -> None:
    assert written() == korean
    with force_locale("en"):
        assert written() == english


@pytest.mark.parametrize("language", ["vi", "zh_Hans", "ja", "th", "uz", "ru"])
def test_any_other_language_writes_as_cldr_says(sqlite_app: Flask, language: str) -> None:
    with force_locale(language):
        moment = dates.moment(TEN)
        others = (dates.short_day(MONDAY), dates.month(MONDAY), dates.near_day(MONDAY, MONDAY))
        assert "21" in moment and "10" in moment and "{" not in moment
        assert not any("월" in text or "{" in text for text in (moment, *others))
        assert dates.span(time(14), time(16)).count(":") == 2
