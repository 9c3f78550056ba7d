"""The open data: what it tells everybody, and what it hides."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.calendar import queries as calendar
from booking.db import transaction
from booking.reports import queries
from booking.reservations import service
from booking.settings import service as settings
from tests.reports.test_queries import live_through
from tests.reservations.conftest import CLERK, NEXT, NOW, Desk
from tests.support.pages import Citizen


@pytest.fixture
def lived(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> Callable[..., datetime]:
    live_through(desk)
    at("2027-02-01T00:00")
    return at


def rows(client: FlaskClient) -> dict[tuple[str, str], dict[str, Any]]:
    found = client.get("/open-data/monthly.json").json
    assert found
    return {(row["period"], row["field"]): row for row in found["rows"]}


def test_months_that_are_over_are_told_and_small_counts_are_not(
    client: FlaskClient, lived: Callable[..., datetime]
) -> None:
    found = rows(client)
    december = found["2026-12", "all"]
    assert (december["seats"], december["consultations"], december["unmet"]) == (6, None, 4)
    assert [found["2026-12", key]["unmet"] for key in ("law", "national-tax", "none")] == [None, None, None]
    assert found["2026-12", "law"]["seats"] == 2 and found["2027-01", "law"]["consultations"] == 0
    assert {period for period, _field in found} == {"2026-12", "2027-01", "2026"}
    lived("2027-01-31T23:59")
    assert {period for period, _field in rows(client)} == {"2026-12", "2026"}, "January is not over yet"


def test_a_field_of_one_seat_does_not_tell_whether_it_was_taken(
    client: FlaskClient, lived: Callable[..., datetime]
) -> None:
    with transaction():
        one, *others = calendar.list_open_slots("consultation", NEXT, NEXT, ["law"])
        for slot in others:
            slot.closed_reason = "absence"
    found = rows(client)
    for field in ("law", "all"):
        line = found["2027-01", field]
        assert (line["consultations"], line["no_shows"], line["cancellations"]) == (None, None, 0), field
    assert found["2027-01", "law"]["seats"] == one.capacity == 1
    assert found["2027-01", "national-tax"]["consultations"] == 0


def test_a_month_stays_as_it_was_when_the_next_ones_follow(client: FlaskClient, lived: Callable[..., datetime]) -> None:
    lived("2027-01-15T09:00")
    before = {key: row for key, row in rows(client).items() if key[0] == "2026-12"}
    with transaction() as session:
        for _time in range(9):
            service.count_unmet(session, NEXT, NEXT, "law")
    lived("2028-01-15T09:00")
    after = rows(client)
    assert all(after[key] == row for key, row in before.items()) and after["2027-01", "law"]["unmet"] == 9


def test_csv_tells_the_same(client: FlaskClient, lived: Callable[..., datetime]) -> None:
    answer = client.get("/open-data/monthly.csv")
    read = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    plain = [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in rows(client).values()
    ]
    assert read == plain and answer.mimetype == "text/csv"


def test_everybody_may_use_the_files(client: FlaskClient, lived: Callable[..., datetime]) -> None:
    for name in ("monthly.csv", "monthly.json"):
        answer = client.get(f"/open-data/{name}")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cache-Control"] == "public, max-age=3600" and "Set-Cookie" not in answer.headers
    client.get("/?lang=en")
    found = client.get("/open-data/monthly.json").json  # the same whatever the browser's cookie says: proxies keep it
    assert found and (found["licence"], found["as_of"]) == ("공공누리 제1유형(출처표시)", "2027-02-01")


def test_the_office_may_hide_more(client: FlaskClient, lived: Callable[..., datetime]) -> None:
    with transaction():
        settings.put("reports.small_cells", "5", actor=CLERK, now=NOW)
    assert rows(client)["2026-12", "all"]["unmet"] is None


def test_the_page_says_how_to_use_them(citizen: Citizen, lived: Callable[..., datetime]) -> None:
    page = citizen.get("/open-data")
    assert "공공누리 제1유형(출처표시)" in page.text and "가림" in page.text and "2026-12" in page.text
    assert [code.text for code in page.soup.select("code")][:3] == ["period", "field", "field_name"]


def test_before_the_first_month_is_over_there_is_nothing(
    sqlite_app: Flask, citizen: Citizen, at: Callable[..., datetime]
) -> None:
    at("2026-11-23T12:00")
    assert queries.published(date(2026, 11, 23)) == []
    assert "아직 공개할 통계가 없습니다" in citizen.get("/open-data").text
