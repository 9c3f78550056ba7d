"""A month as an hwpx document that opens and reads back, and a year on paper."""

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from hwpx import HwpxDocument
from hwpx.tools.package_validator import validate_editor_open_safety, validate_package

from booking.consultations import queries as consultations
from booking.db import transaction
from tests.reports.test_pages import clerk
from tests.reservations.conftest import Desk
from tests.support.work import Worker

__all__ = ["clerk"]


def test_a_month_reads_back_from_its_document(clerk: Worker) -> None:
    answer = clerk.client.get("/staff/reports/month.hwpx?month=2026-12")
    assert answer.mimetype == "application/hwp+zip" and "hwpx" in answer.headers["Content-Disposition"]
    assert validate_package(answer.data).ok and validate_editor_open_safety(answer.data).ok
    document = HwpxDocument.open(answer.data)
    assert document.validate().ok
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "풀리고 전문가 상담 운영 현황 (2026년 12월)" in texts
    overview, fields, *_rest = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for paragraph in document.paragraphs
        for table in paragraph.tables
    ]
    assert overview[:2] == [["구분", "이번 달", "올해 1월부터"], ["상담(건)", "1", "1"]]
    assert fields[0][:3] == ["분야", "상담(건)", "미방문(건)"] and fields[1][:3] == ["생활법률", "1", "0"]


def test_the_year_so_far_begins_in_january(clerk: Worker) -> None:
    answer = clerk.client.get("/staff/reports/month.hwpx?month=2027-02")
    [overview, *_rest] = [
        table for paragraph in HwpxDocument.open(answer.data).paragraphs for table in paragraph.tables
    ]
    lines = [[cell.text for cell in row.cells] for row in overview.rows]
    assert ["앞으로 올 예약(건)", "0", "1"] in lines and ["상담(건)", "0", "0"] in lines


def test_a_document_says_who_wrote_it_and_nothing_of_its_making(clerk: Worker) -> None:
    answer = clerk.client.get("/staff/reports/month.hwpx")
    assert HwpxDocument.open(answer.data).parts.metadata.creator == "진주시 민원여권과"
    with ZipFile(BytesIO(answer.data)) as file:
        everything = b" ".join(file.read(name) for name in file.namelist()).decode("utf-8", "ignore")
    everything = re.sub(r'\bid="[0-9]+"', "", everything)  # numbers by chance, in which 1234 may stand
    assert not any(word in everything for word in ("synthetic", "홍길동", "1234", "김법률", "2025-09"))


def test_a_sign_that_no_xml_may_hold_breaks_no_document(clerk: Worker) -> None:
    with transaction():
        consultations.list_fields()[0].name = "생활\ufffe법률"
    document = HwpxDocument.open(clerk.client.get("/staff/reports/month.hwpx?month=2026-12").data)
    fields = [table for paragraph in document.paragraphs for table in paragraph.tables][1]
    assert fields.rows[1].cells[0].text == "생활\ufffd법률"


@pytest.mark.parametrize("month", ["x", "2026-13", "1999-01"])
def test_what_is_no_month_is_no_document(clerk: Worker, month: str) -> None:
    clerk.get(f"/staff/reports/month.hwpx?month={month}", 400)


def test_a_year_stands_beside_the_one_before(sqlite_app: Flask, clerk: Worker, at: Callable[..., datetime]) -> None:
    page = clerk.get("/staff/reports/year?year=2027")
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in page.soup.select(".yearly tr")]
    assert ["구분", "2027년", "2026년", "늘거나 준 수"] in rows and ["상담(건)", "0", "1", "-1"] in rows
    assert "2027. 1. 20.(수)까지" in page.text
    for wrong in ("2028", "x", "0", "²", "9" * 5000):
        clerk.get(f"/staff/reports/year?year={wrong}", 404)


def test_nobody_needs_a_year_to_be_full(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> None:
    at("2030-01-01T09:00")
    assert Worker(sqlite_app).get("/staff/reports/year").soup.select(".yearly svg.chart")
