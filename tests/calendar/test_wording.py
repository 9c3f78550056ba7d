"""The sentences of the reasons."""

from datetime import date

import pytest
from flask import Flask
from flask_babel import force_locale

from booking.audit.rules import Actor
from booking.calendar import rules, service
from booking.calendar.queries import official_holidays
from booking.calendar.rules import DayDecision, NightDecision
from booking.calendar.wording import name_of, reason_text
from booking.clock import parse
from booking.db import transaction

REAL = official_holidays(date(2019, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize(
    ("month", "policy", "sentence"),
    [
        ("2027-01", "next", "20일이 근무일이어서 20일에 엽니다."),
        ("2026-12", "next", "20일이 일요일이어서 다음 근무일인 21일에 엽니다."),
        ("2027-02", "next", "20일이 토요일이어서 다음 근무일인 22일에 엽니다."),
        ("2027-02", "previous", "20일이 토요일이어서 앞 근무일인 19일에 엽니다."),
        ("2027-02", "none", "20일이 토요일이어서 열지 않습니다."),
        (
            "2021-09",
            "next",
            "20일이 공휴일(추석 전날)이고 21일·22일이 공휴일(추석, 추석 다음날)이어서 다음 근무일인 23일에 엽니다.",
        ),
        (
            "2029-05",
            "next",
            "20일이 일요일(부처님오신날)이고 21일이 공휴일(부처님오신날 대체 휴일)이어서 다음 근무일인 22일에 엽니다.",
        ),
        ("2021-09", "none", "20일이 공휴일(추석 전날)이어서 열지 않습니다."),
    ],
)
def test_a_day_in_words(sqlite_app: Flask, month: str, policy: str, sentence: str) -> None:
    year, number = map(int, month.split("-"))
    assert reason_text(rules.consultation_day(year, number, policy, REAL)) == sentence


def test_a_day_in_another_month_says_which(sqlite_app: Flask) -> None:
    holidays = {date(2027, 1, 20 + count): "연휴" for count in range(12)}
    assert reason_text(rules.consultation_day(2027, 1, "next", holidays)).endswith("다음 근무일인 2월 1일에 엽니다.")


def test_nights_and_staff_in_words(sqlite_app: Flask) -> None:
    day = date(2027, 5, 5)
    assert reason_text(rules.night_office(day, REAL)) == "공휴일(어린이날)이어서 열지 않습니다."
    assert reason_text(NightDecision(day, True, "open")) == "공휴일이 아닌 수요일이어서 엽니다."
    closed = "담당 부서의 사정으로 열지 않습니다. (청사 정전)"
    assert reason_text(NightDecision(day, False, "staff", text="청사 정전")) == closed
    nominal = date(2027, 5, 20)
    assert reason_text(DayDecision("2027-05", None, nominal, "staff", text="청사 정전")) == closed
    moved = DayDecision("2027-05", date(2027, 5, 27), nominal, "staff")
    assert reason_text(moved) == "담당 부서의 사정으로 27일에 엽니다."


@pytest.mark.parametrize(
    ("month", "policy", "sentence"),
    [
        ("2027-01", "next", "The 20th is a working day, so consultations are on the 20th."),
        ("2026-12", "next", "The 20th is a Sunday, so consultations are on the next working day, 21 December."),
        (
            "2027-02",
            "previous",
            "The 20th is a Saturday, so consultations are on the working day before, 19 February.",
        ),
        ("2027-02", "none", "The 20th is a Saturday, so there are no consultations this month."),
        (
            "2021-09",
            "next",
            (
                "The 20th is a public holiday (the day preceding Chuseok) and 21 September and 22 September are public "
                "holidays (Chuseok and the second day of Chuseok), so consultations are on the next working day, "
                "23 September."
            ),
        ),
        (
            "2029-05",
            "next",
            (
                "The 20th is a Sunday (Buddha's Birthday) and 21 May is a public holiday (Alternative holiday for "
                "Buddha's Birthday), so consultations are on the next working day, 22 May."
            ),
        ),
    ],
)
def test_a_day_in_english(sqlite_app: Flask, month: str, policy: str, sentence: str) -> None:
    year, number = map(int, month.split("-"))
    with force_locale("en"):
        assert reason_text(rules.consultation_day(year, number, policy, REAL)) == sentence


def test_nights_and_staff_in_english(sqlite_app: Flask) -> None:
    day = date(2027, 5, 5)
    with force_locale("en"):
        assert reason_text(rules.night_office(day, REAL)) == "Closed for a public holiday (Children's Day)."
        closed = "Closed for reasons of the office. (청사 정전)"
        assert reason_text(NightDecision(day, False, "staff", text="청사 정전")) == closed


def test_a_holiday_of_staff_has_the_english_name_they_gave(sqlite_app: Flask, actor: Actor) -> None:
    may = date(2027, 5, 12)

    def named(name: str, name_en: str) -> str:
        with transaction():
            service.add_holiday(may, name, name_en=name_en, reason="의결", actor=actor, now=parse("2027-01-04"))
        with force_locale("en"):
            return name_of(may, name)

    assert named("임시공휴일", "") == "temporary public holiday", "a common name is in the catalogue"
    assert named("시민의 날", "") == "시민의 날", "nobody has told its English name"
    assert named("시민의 날", "Citizens' Day") == "Citizens' Day"
    assert name_of(may, "시민의 날") == "시민의 날"
    with force_locale("vi"):
        assert name_of(may, "시민의 날") == "시민의 날"
