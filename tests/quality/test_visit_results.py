"""What is told of the answers, and to whom: never those of a few, nor of months that can still be answered."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from booking.db import db, transaction
from booking.quality.models.visit_survey import VisitAnswer
from booking.quality.queries import visit_survey as queries
from booking.quality.rules.halves import Half
from tests.reservations.conftest import Desk
from tests.support.experts import as_expert
from tests.support.work import Worker

FIRST, SECOND = Half(2026, 1), Half(2026, 2)


def say(desk: str, month: date, count: int, tap: int = 5, comment: str = "") -> None:
    with transaction():
        for number in range(count):
            words = f"{comment} {number}" if comment else None
            taps = dict.fromkeys(("kindness", "usefulness", "waiting"), tap)
            db.session.add(VisitAnswer(desk=desk, month=queries.month_of(month), comment=words, **taps))


@pytest.fixture
def told(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> None:
    """Law: five in each half; national tax: four; and in the present month one more of each."""
    say("law", date(2026, 3, 20), 5, tap=3)
    say("law", date(2026, 10, 20), 3, comment="설명이 쉬웠습니다")
    say("law", date(2026, 11, 20), 2)
    say("national-tax", date(2026, 11, 20), 4, tap=1, comment="너무 짧았습니다")
    for key in ("law", "national-tax"):
        say(key, date(2026, 12, 21), 1, tap=1, comment="오늘 온 사람")
    at("2026-12-22T09:00")


def rows(worker: Worker, path: str) -> list[list[str]]:
    return [[cell.get_text() for cell in row.select("th, td")] for row in worker.get(path).soup.select("tbody tr")]


def test_scores_beside_the_half_before_and_none_of_a_few(sqlite_app: Flask, told: None) -> None:
    worker = Worker(sqlite_app)
    assert rows(worker, "/staff/kindness/visits") == [
        ["생활법률", "5", "100", "100", "100", "100", "50"],
        ["국세", "4", "–", "–", "–", "–", "–"],
    ]
    page = worker.get("/staff/kindness/visits")
    assert len(page.soup.select("svg.chart rect")) == 1, "nothing is drawn of a few"
    assert "설명이 쉬웠습니다" in page.text and "너무 짧았습니다" not in page.text and "오늘 온" not in page.text


def test_another_half(sqlite_app: Flask, told: None) -> None:
    worker = Worker(sqlite_app)
    assert rows(worker, "/staff/kindness/visits?half=2026-1") == [["생활법률", "5", "50", "50", "50", "50", "–"]]
    links = worker.get("/staff/kindness/visits").soup.select("nav[aria-label='반기'] li")
    assert [one.get_text() for one in links] == ["2026년 하반기", "2026년 상반기"]
    for wrong in ("2026-3", "x", "99999-1"):
        worker.get(f"/staff/kindness/visits?half={wrong}", 404)


def test_a_month_is_added_when_nobody_can_answer_it_any_more(sqlite_app: Flask, told: None) -> None:
    last = date(2027, 1, 14)
    assert queries.list_results(SECOND, last, 5)["national-tax"].scores is None
    found = queries.list_results(SECOND, last + timedelta(days=1), 5)
    assert found["national-tax"].count == 5 and found["national-tax"].scores
    assert queries.list_comments(SECOND, last, 5).keys() == {"law"}
    assert queries.list_comments(SECOND, last + timedelta(days=1), 6).keys() == {"law"}


def test_nobody_subtracts_last_months_table_to_read_a_single_answer(sqlite_app: Flask, told: None) -> None:
    before, after = (queries.list_results(SECOND, day, 5)["law"] for day in (date(2027, 1, 14), date(2027, 1, 15)))
    assert before == after and before.count == 5
    assert queries.list_comments(SECOND, date(2027, 1, 15), 5)["law"] == [f"설명이 쉬웠습니다 {n}" for n in range(3)]
    say("law", date(2026, 12, 21), 4, tap=1)
    assert queries.list_results(SECOND, date(2027, 1, 15), 5)["law"].count == 10


def test_the_year_is_made_of_what_the_halves_tell(sqlite_app: Flask, told: None) -> None:
    found = queries.year_result(2026, date(2027, 1, 14), 5)
    assert found.count == 10 and found.scores and found.scores["total"] == 75, "four of national tax are not among them"


def test_an_expert_sees_the_scores_of_the_own_field_alone(
    sqlite_app: Flask, told: None, at: Callable[..., datetime]
) -> None:
    at("2027-01-15T09:00")
    worker = as_expert(sqlite_app, "김법률")
    assert rows(worker, "/expert/visits") == [
        ["2026년 하반기", "5", "100", "100", "100", "100"],
        ["2026년 상반기", "5", "50", "50", "50", "50"],
    ]
    page = worker.get("/expert/visits")
    assert "쉬웠습니다" not in page.text and "국세" not in page.text


def test_an_expert_sees_no_half_that_is_not_over(sqlite_app: Flask, told: None) -> None:
    assert rows(as_expert(sqlite_app, "김법률"), "/expert/visits") == [["2026년 상반기", "5", "50", "50", "50", "50"]]


def test_nothing_was_said_yet(sqlite_app: Flask, desk: Desk) -> None:
    assert "아직 셀 답이 없습니다" in Worker(sqlite_app).get("/staff/kindness/visits").text
