"""Staff's page of the figures, and the workbook."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from flask import Flask

from booking.reports import queries, wording
from booking.reports.rules import Period
from tests.reports.test_queries import PERIOD, live_through
from tests.reservations.conftest import NEXT, Desk
from tests.support.pages import Page
from tests.support.work import Worker

ASKED = "?from=2026-12&to=2027-01"


@pytest.fixture
def clerk(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> Worker:
    live_through(desk)
    at("2027-01-20T12:00")
    return Worker(sqlite_app)


def section(page: Page, key: str) -> list[list[str]]:
    """The lines of a table, the head's first."""
    rows = page.soup.select(f"#report-{key} tr")
    return [[cell.get_text() for cell in row.select("th, td")] for row in rows]


def test_tables_and_charts_tell_the_same(clerk: Worker) -> None:
    page = clerk.get(f"/staff/reports{ASKED}")
    assert section(page, "activity")[1:] == [
        ["2026. 12.", "1", "1", "1"], ["2027. 1.", "0", "0", "0"], ["전체", "1", "1", "1"]
    ]  # fmt: skip
    assert section(page, "seats")[1] == ["2026. 12.", "6", "2", "33"]
    assert section(page, "fields")[1] == ["생활법률", "1", "0", "1", "50", "43", "2"]
    assert ["분야를 고르지 않음", "–", "–", "–", "–", "–", "1"] in section(page, "fields")
    assert ["추가 상담 필요", "1"] in section(page, "outcomes")
    chart = page.soup.select("#report-activity svg.chart rect")
    assert [bar["width"] for bar in chart] == ["68.0"] * 3, "three of three, each a third"
    rate = page.soup.select_one("#report-seats svg.chart rect")
    assert rate and rate["width"] == "67.3", "a third of what a full house fills"
    assert [text.text for text in page.soup.select("svg.chart .chart__value")][:2] == ["3", "0"]


def test_long_spans_are_drawn_by_year(sqlite_app: Flask, desk: Desk) -> None:
    report = queries.report(Period(PERIOD.first.replace(year=2022), PERIOD.last), NEXT)
    [activity, *_rest] = wording.tables(report)
    assert [name for name, _values in activity.rows] == [f"{year}년" for year in range(2022, 2028)]


def test_what_is_no_month_is_said_where_it_was_typed(clerk: Worker) -> None:
    page = clerk.get("/staff/reports?from=2027-02&to=2027-01", 400)
    assert page.soup.select("#to[aria-invalid]") and page.soup.select("#from[value='2027-02']")
    assert "끝 달은 처음 달보다 앞설 수 없습니다." in page.text and not page.soup.select("svg.chart")
    clerk.get("/staff/reports/figures.xlsx?from=x", 400)


def test_the_workbook_has_every_figure_and_nobody(clerk: Worker) -> None:
    answer = clerk.client.get(f"/staff/reports/figures.xlsx{ASKED}")
    book = openpyxl.load_workbook(BytesIO(answer.data))
    months = [[cell.value for cell in row] for row in book["달별"].iter_rows()]
    assert months[0][:3] == ["달", "상담(건)", "미방문(건)"] and months[1][:4] == ["2026년 12월", 1, 1, 50]
    assert (
        months[-1][0] == "전체" and [row[0].value for row in book["달과 분야별"].iter_rows()].count("2026년 12월") == 2
    )
    everything = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert not any(name in everything for name in ("홍길동", "남궁민", "1234", "김법률"))


def test_the_usual_year_needs_no_typing(clerk: Worker) -> None:
    page = clerk.get("/staff/reports")
    assert page.soup.select("#from[value='2026-02']") and len(section(page, "wait")) == 14
