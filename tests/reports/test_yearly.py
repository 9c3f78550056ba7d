"""The picture of a year: what the city published, what staff entered, what is counted, and what is not told."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking import clock
from booking.business.models import BusinessCase
from booking.db import db, transaction
from booking.kiosks.models import Kiosk
from booking.quality.models.visit_survey import VisitAnswer
from booking.quality.queries import results as monitored
from booking.quality.queries.visit_survey import month_of
from booking.quality.rules.halves import Half
from booking.reports import jobs, service
from booking.reports.errors import FigureInvalid, FigureUnknown
from booking.reports.queries import yearly as queries
from booking.reports.queries.published import Line
from booking.reports.rules import yearly as rules
from booking.reports.rules.yearly import COUNTED, FIGURES, HIDDEN, MISSING, PUBLISHED, SAMPLE, Told
from tests.reservations.conftest import CLERK, NOW
from tests.support.pages import Citizen
from tests.support.work import Worker

TODAY = date(2026, 11, 23)
At = Callable[..., datetime]


@pytest.mark.parametrize(
    ("text", "figure", "value"),
    [
        ("2,400", "night_cases", 2400),
        ("0", "kiosks", 0),
        ("82.89", "phone_score", 82.89),
        ("100", "phone_score", 100),
    ],
)
def test_a_figure_is_read_as_it_is_typed(text: str, figure: str, value: float) -> None:
    assert rules.read_value(text, figure) == value


@pytest.mark.parametrize(
    ("text", "figure"),
    [("", "kiosks"), ("-1", "kiosks"), ("1.5", "kiosks"), ("100.01", "phone_score"), ("82.891", "phone_score")],
)
def test_what_is_no_figure_is_refused(text: str, figure: str) -> None:
    with pytest.raises(FigureInvalid):
        rules.read_value(text, figure)


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (Told(22, PUBLISHED), Told(30, PUBLISHED), Told(73, PUBLISHED)),
        (Told(22, SAMPLE), Told(30, PUBLISHED), Told(73, SAMPLE)),
        (Told(22, COUNTED), rules.UNKNOWN, rules.UNKNOWN),
        (Told(0, COUNTED), Told(0, COUNTED), rules.UNKNOWN),
        (Told(None, HIDDEN), Told(30, COUNTED), Told(None, HIDDEN)),
    ],
)
def test_a_share_is_as_sure_as_the_less_sure(part: Told, whole: Told, share: Told) -> None:
    assert rules.share(part, whole) == share


@pytest.mark.parametrize(("count", "status"), [(0, COUNTED), (1, HIDDEN), (2, HIDDEN), (3, COUNTED)])
def test_small_counts_are_hidden(count: int, status: str) -> None:
    assert rules.counted(count, 3).status == status


def test_what_the_city_published_is_there_with_its_source(sqlite_app: Flask, city: None, at: At) -> None:
    at("2026-11-23T12:00")
    told = queries.list_pictures(TODAY)[2023]
    values = {key: one.value for key, one in told.items() if one.status == PUBLISHED}
    assert values == {
        "night_cases": 2400, "consultations": 103, "night_kinds": 28, "one_stop_kinds": 70,
        "one_stop_departments": 11, "kiosks": 30, "kiosks_24h": 22, "kiosks_24h_share": 73,
    }  # fmt: skip
    assert told["night_cases"].source.startswith("진주시 2023년") and told["phone_score"].status == MISSING


def test_the_present_year_counts_what_there_is_and_says_what_is_sample(sqlite_app: Flask, city: None) -> None:
    told = queries.list_pictures(TODAY)[2026]
    assert (told["kiosks_24h"].value, told["night_kinds"].value) == (22, 28)
    assert {told[key].status for key in ("night_kinds", "kiosks", "kiosks_24h", "kiosks_24h_share")} == {SAMPLE}
    assert told["kiosks_24h_share"].value is not None
    assert told["visit_score"].status == told["phone_score"].status == MISSING


def test_the_last_count_of_a_year_stays(app: Flask, at: At) -> None:
    with transaction():
        db.session.add_all(Kiosk(name=f"자리 {number}", is_24h=number < 2) for number in range(3))
    first = clock.parse("2026-12-30T23:05")
    assert jobs.keep_stock(first) == 2 and jobs.keep_stock(first) == 0
    with transaction():
        db.session.add(Kiosk(name="새 자리"))
    assert jobs.keep_stock(clock.parse("2026-12-31T23:05")) == 1
    with transaction():
        db.session.add(Kiosk(name="이듬해의 자리"))
    jobs.keep_stock(clock.parse("2027-01-01T23:05"))
    kept = queries.list_pictures(date(2027, 2, 1))
    assert (kept[2026]["kiosks"], kept[2027]["kiosks"].value) == (Told(4, COUNTED), 5)


def test_what_somebody_entered_goes_before_what_is_counted(app: Flask) -> None:
    with transaction():
        db.session.add(Kiosk(name="자리"))
    enter(2026, "kiosks", "30")
    assert jobs.keep_stock(NOW) == 0
    assert queries.list_pictures(TODAY)[2026]["kiosks"] == Told(30, PUBLISHED, "시정백서")
    enter(2026, "kiosks", "31")
    assert queries.list_pictures(TODAY)[2026]["kiosks"].value == 31
    with transaction():
        service.remove_figure(2026, "kiosks", actor=CLERK, now=NOW)
    assert queries.list_pictures(TODAY)[2026]["kiosks"] == Told(1, COUNTED)
    with pytest.raises(FigureUnknown), transaction():
        service.remove_figure(2026, "kiosks", actor=CLERK, now=NOW)


def enter(year: int, figure: str, value: str) -> None:
    with transaction():
        service.put_figure(year, figure, value, "시정백서", actor=CLERK, now=NOW)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([("2025", 40), ("2025-01", 40), ("2026-01", 5), ("2026-02", 6)], (Told(40, COUNTED), Told(11, COUNTED))),
        ([("2025", None), ("2025-01", 40), ("2026-01", 5), ("2026-02", None)], (Told(None, HIDDEN),) * 2),
        ([], (rules.UNKNOWN,) * 2),
    ],
)
def test_consultations_are_told_as_the_open_data_tells_them(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, counts: list[tuple[str, int | None]], told: tuple[Told, Told]
) -> None:
    lines = [Line(span, "all", "", 9, {"held": count}) for span, count in counts]
    monkeypatch.setattr(queries, "published", lambda _today: lines)
    found = queries.list_pictures(TODAY)
    assert (found.get(2025, {}).get("consultations", rules.UNKNOWN), found[2026]["consultations"]) == told


def test_the_survey_of_a_few_is_not_told(sqlite_app: Flask) -> None:
    for count, status in ((4, HIDDEN), (1, COUNTED)):
        with transaction():
            for _ in range(count):
                taps = {"kindness": 5, "usefulness": 4, "waiting": 3}
                db.session.add(VisitAnswer(desk="law", month=month_of(date(2026, 10, 20)), **taps))
        assert queries.list_pictures(TODAY)[2026]["visit_score"].status == status
    assert queries.list_pictures(TODAY)[2026]["visit_score"].value == 75


def test_the_page_says_each_figure_and_where_it_comes_from(
    sqlite_app: Flask, citizen: Citizen, city: None, at: At
) -> None:
    at("2026-11-23T12:00")
    page = citizen.get("/year/2023")
    lines = page.soup.select("tbody tr")
    rows = {line.select("th")[0].get_text(): [cell.get_text(" ").split() for cell in line("td")] for line in lines}
    assert rows["수요 야간민원실 처리(건)"][:3] == [["2,400"], ["기록", "없음"], ["–"]]
    assert page.text.count("2023년: 시가 발표하거나 담당자가 적은 수 (진주시 2023년") == 3, "once a section"
    assert page.soup.select_one("svg.chart .chart__value").get_text() == "2,400"
    assert len(page.soup.select("svg.chart")) == 3, "nothing is drawn of kindness, which is not on record"
    page = citizen.get("/year")
    assert page.heading == "2026년 한눈에 보기" and "24시간 무인민원발급기(대) 22 예시 자료" in page.text
    assert "Not on record" in citizen.get("/year/2023?lang=en").text
    assert citizen.get("/year/2019").status == 404


def test_files_tell_what_the_page_tells(client: FlaskClient, sqlite_app: Flask, city: None, at: At) -> None:
    at("2026-11-23T12:00")
    book = openpyxl.load_workbook(BytesIO(client.get("/year/2023.xlsx").data))
    lines = {row[0]: row[1:] for row in book.active.iter_rows(values_only=True)}
    assert lines["수요 야간민원실 처리(건)"][:3] == (2400, None, None)
    book = openpyxl.load_workbook(BytesIO(client.get("/year/2026.xlsx").data))
    lines = {row[0]: row[1:] for row in book.active.iter_rows(values_only=True)}
    row = lines["24시간 무인민원발급기(대)"]
    assert (row[0], row[3], row[6]) == (22, "예시 자료가 들어 있는 수", "기록 없음")
    answer = client.get("/open-data/yearly.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*" and answer.json and answer.json["hidden_below"] == 3
    told = {(row["year"], row["figure"]): row for row in answer.json["rows"]}
    assert told[2023, "kiosks_24h_share"]["value"] == 73 and told[2023, "phone_score"]["value"] is None
    assert len(told) == 2 * len(FIGURES)
    read = list(csv.DictReader(io.StringIO(client.get("/open-data/yearly.csv").data.decode("utf-8-sig"))))
    assert len(read) == len(told) and read[0].keys() == answer.json["rows"][0].keys()
    assert client.get("/year/2019.xlsx").status_code == 404


def test_staff_enter_a_figure_and_take_it_off(sqlite_app: Flask, at: At) -> None:
    at("2026-11-23T12:00")
    worker = Worker(sqlite_app)
    assert (
        "통계를 골라 주세요." in worker.post("/staff/reports/yearly", 400, year="2024", value="1", source="백서").text
    )
    wrong = {"year": "2027", "figure": "phone_score", "value": "82.891", "source": "900101-1234567"}
    page = worker.post("/staff/reports/yearly", 400, **wrong)
    assert "아직 오지 않은 해입니다." in page.text and page.soup.select("#value[value='82.891']")
    page = worker.post("/staff/reports/yearly", 400, **wrong | {"year": "2024", "source": "백서"})
    assert "0부터 100까지의 수를 적어 주세요" in page.text
    worker.post("/staff/reports/yearly", year="2024", figure="phone_score", value="82.89", source="2024년 시정백서")
    assert "82.89" in worker.get("/staff/reports/yearly").text
    assert "82.89" in worker.get("/year/2024").text
    worker.post("/staff/reports/yearly/2024/phone_score/remove")
    worker.post("/staff/reports/yearly/2024/phone_score/remove", 404)
    worker.post(f"/staff/reports/yearly/{'9' * 30}/phone_score/remove", 404)  # more than a column holds


@pytest.mark.parametrize(
    ("totals", "told"),
    [
        ({1: 80.0, 2: 85.5}, Told(82.75, COUNTED)),
        ({1: 80.0, 2: None}, Told(80.0, COUNTED)),
        ({1: None, 2: None}, Told(None, HIDDEN)),
    ],
)
def test_scores_of_monitors_are_those_of_the_halves_that_are_over(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, totals: dict[int, float | None], told: Told
) -> None:
    """Each half-year as its own page tells it; the present one waits for its end."""
    known = {(Half(2025, half), "phone"): mean for half, mean in totals.items()} | {(Half(2026, 2), "phone"): 90.0}
    monkeypatch.setattr(monitored, "list_totals", lambda today: known)
    found = queries.list_pictures(TODAY)
    assert found[2025]["phone_score"] == told
    assert found[2025]["monitor_score"] == found[2026]["phone_score"] == rules.UNKNOWN


def test_cases_counted_at_the_desks_are_told_and_stand_beside_a_published_figure(
    app: Flask, city: None, at: At, client: FlaskClient
) -> None:
    at("2026-11-23T12:00")
    days = ((date(2026, 11, 18), 11), (date(2025, 12, 31), 2), (date(2023, 5, 3), 7), (date(2022, 1, 5), 5))
    with transaction():
        for day, number in days:
            for token in ("kept", "undone"):
                undone = NOW if token == "undone" else None
                case = {"service": "night", "business_key": "passport", "office_date": day, "number": number}
                db.session.add(
                    BusinessCase(**case, reason="적은 표", token=f"{token} {day}", counted_at=NOW, undone_at=undone)
                )
    found = queries.list_pictures(TODAY)
    told = {year: picture["night_cases"] for year, picture in found.items()}
    assert (told[2026], told[2025], told[2022]) == (Told(11, COUNTED), Told(None, HIDDEN), Told(5, COUNTED))
    assert (told[2023].value, told[2023].status, told[2023].counted) == (2400, PUBLISHED, 7)
    assert found[2026]["one_stop_cases"] == found[2023]["one_stop_cases"] == rules.UNKNOWN
    said = "발표하거나 적은 수(2,400)를 보여 드립니다. 이 시스템이 센 수는 7입니다."
    pages = [client.get(f"/year/{year}").get_data(as_text=True) for year in (2023, 2026)]
    assert said in pages[0] and "보여 드립니다. 이" not in pages[1]
    answer = client.get("/open-data/yearly.json")
    assert answer.json and [row["counted"] for row in answer.json["rows"] if row["counted"]] == [7]
