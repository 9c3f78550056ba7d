"""The commands: right for every row, clear about bad input."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from booking import clock
from booking.calendar import queries, rules
from tests.calendar import regulation

Command = Callable[..., Result]


@pytest.fixture
def ask(app: Flask, command: Command) -> Callable[..., Any]:
    return lambda *arguments: json.loads(command(*arguments, "--json").output)


def test_days_are_right_for_every_month(ask: Callable[..., Any]) -> None:
    rows = ask("days", "--from", "2019-09", "--to", "2030-12")
    assert len(rows) == 136
    assert (rows[0]["month"], rows[-1]["month"]) == ("2019-09", "2030-12")
    for row in rows:
        day = date.fromisoformat(row["nominal"])
        assert f"{day:%Y-%m-20}" == row["nominal"] and row["nominal"].startswith(row["month"])
        weekday = day.weekday()
        while not regulation.is_working(day):
            day = date.fromordinal(day.toordinal() + 1)
        assert row["date"] == day.isoformat()
        moved = {5: "moved_saturday", 6: "moved_sunday"}.get(weekday, "moved_holiday")
        assert row["reason"] == ("nominal" if row["date"] == row["nominal"] else moved)
        assert set(row) == {"month", "date", "nominal", "reason", "reason_text"}
    assert [row["date"] for row in rows[-49:-46]] == ["2026-12-21", "2027-01-20", "2027-02-22"]
    assert rows[-49]["reason_text"] == "20일이 일요일이어서 다음 근무일인 21일에 엽니다."


def test_nights_are_right_for_every_wednesday(ask: Callable[..., Any]) -> None:
    rows = ask("nights", "--from", "2019-09-01", "--to", "2030-12-31")
    assert len(rows) == 591
    for row in rows:
        day = date.fromisoformat(row["date"])
        assert day.weekday() == 2 and row["open"] == regulation.is_working(day)
        assert row["reason"] == ("open" if row["open"] else "holiday")
        assert set(row) == {"date", "open", "reason", "reason_text"}
    found = {row["date"]: row for row in rows}
    assert found["2024-05-01"]["open"] and found["2024-07-17"]["open"]
    assert found["2026-06-03"]["reason_text"] == "공휴일(지방선거일)이어서 열지 않습니다."


def test_the_policy_counts(ask: Callable[..., Any], command: Command) -> None:
    command("settings", "set", "calendar.session_policy", "none")
    assert ask("days", "--from", "2026-12", "--to", "2026-12")[0]["date"] is None


def test_without_a_range_the_coming_year_is_shown(
    sqlite_app: Flask, command: Command, at: Callable[[str], datetime]
) -> None:
    at("2026-11-23T12:00")
    lines = command("days").output.splitlines()
    assert len(lines) == 12 and lines[0].startswith("2026-11  2026-11-20  20일이 근무일")
    lines = command("nights").output.splitlines()
    assert len(lines) == 12 and lines[0].startswith("2026-11-25  open  ")
    assert len(command("days", "--from", "2027-01-31", "--to", "2027-02-01").output.splitlines()) == 2


def test_corrections_are_made_listed_and_taken_back(
    app: Flask, city: object, ask: Callable[..., Any], command: Command, at: Callable[[str], datetime]
) -> None:
    at("2026-11-23T12:00")
    said = command("holidays", "add", "2027-01-20", "임시공휴일", "--reason", "의결", "--document", "민원-1").output
    assert "2027-01-20 is a public holiday now" in said and "consultation days: 3 made" in said
    assert ask("days", "--from", "2027-01", "--to", "2027-01")[0]["date"] == "2027-01-21"
    assert ask("holidays", "list") == [
        {
            "date": "2027-01-20",
            "effect": "holiday",
            "name": "임시공휴일",
            "reason": "의결",
            "document_number": "민원-1",
            "entered_by": "holidays add",
            "entered_at": "2026-11-23T03:00:00+00:00",
        }
    ]
    assert "임시공휴일" in command("holidays", "list").output
    assert "consultation days: 1 made, 1 closed" in command("holidays", "withdraw", "2027-01-20").output
    assert queries.is_working_day(date(2027, 1, 20))
    command("holidays", "remove", "2027-01-20")
    assert ask("holidays", "list") == []


def test_an_override_of_a_wednesday_closes_its_night(app: Flask, ask: Callable[..., Any], command: Command) -> None:
    wednesday = next(rules.wednesdays(clock.today(), date.max))
    while wednesday in queries.holidays(wednesday, wednesday):
        wednesday = next(rules.wednesdays(date.fromordinal(wednesday.toordinal() + 1), date.max))
    command("holidays", "add", wednesday.isoformat(), "임시공휴일")
    assert ask("nights", "--from", wednesday.isoformat(), "--to", wednesday.isoformat())[0]["open"] is False
    night = queries.find_office_day("night", wednesday)
    assert night and night.closed_by == "rule"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["days", "--from", "soon"], "'soon' is not a month like 2027-01"),
        (["days", "--from", "2027-13"], "is not a month"),
        (["days", "--from", "2027-02", "--to", "2027-01"], "is after --to 2027-01-01"),
        (["days", "--from", "1900-01", "--to", "1900-02"], "1948년부터 2100년까지"),
        (["days", "--from", "2100-01", "--to", "2101-01"], "1948년부터 2100년까지"),
        (["days", "--from", "9999-12", "--to", "9999-12"], "1948년부터 2100년까지"),
        (["days", "--from", "0001-01", "--to", "0001-01"], "1948년부터 2100년까지"),
        (["days", "--from", "9999-12"], "1948년부터 2100년까지"),
        (["nights", "--from", "9999-12-31"], "1948년부터 2100년까지"),
        (["nights", "--from", "2027-02"], "'2027-02' is not a date like 2027-01-20"),
        (["nights", "--from", "2027-02-30"], "is not a date"),
        (["nights", "--from", "2027-02-02", "--to", "2027-02-01"], "is after"),
        (["holidays", "add", "2027-01-20"], "Missing argument 'NAME'"),
        (["holidays", "add", "20.1.2027", "x"], "is not a date"),
        (["holidays", "add", "2027-01-20", "  "], "공휴일 이름을 적어 주세요."),
        (["holidays", "add", "2027-01-20", "가" * 61], "60자까지 적어 주세요."),
        (["holidays", "add", "2027-01-20", "x", "--reason", ""], "사유를 적어 주세요."),
        (["holidays", "add", "2200-01-20", "x"], "1948년부터 2100년까지"),
        (["holidays", "withdraw", "2027-01-20"], "공휴일이 아니어서"),
        (["holidays", "remove", "2027-01-20"], "변경이 없습니다"),
    ],
)
def test_bad_input_is_named(sqlite_app: Flask, command: Command, arguments: list[str], said: str) -> None:
    assert said in command(*arguments, exit_code=2).output
    assert queries.list_overrides() == []
