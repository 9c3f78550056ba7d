"""The survey's pages: nothing is lost, nothing is told, and the card bears the number."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from booking.audit.models import AccessEntry
from booking.db import db
from booking.quality.models.visit_survey import AnsweredVisit, VisitAnswer
from booking.quality.queries.visit_survey import code_of
from booking.quality.rules.visit_survey import show_code
from booking.reservations.models import Reservation
from tests.quality.visits import visited
from tests.reservations.conftest import DAY, Desk
from tests.support.pages import Citizen
from tests.support.work import Worker

TAPPED = {"kindness": "5", "usefulness": "4", "waiting": "2"}


@pytest.fixture
def visit(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> Reservation:
    row = visited(desk)
    at(f"{DAY}T11:30")
    return row


@pytest.fixture
def path(visit: Reservation) -> str:
    return f"/survey/{code_of(visit.reference or '')}"


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_from_the_number_to_the_thanks(citizen: Citizen, visit: Reservation, path: str) -> None:
    citizen.get("/survey")
    page = citizen.submit("/survey", {"code": show_code(code_of(visit.reference or "")).lower()})
    assert "생활법률" in page.text and "2026년 12월" in page.text and "홍길동" not in page.text
    before = count(AccessEntry)
    page = citizen.submit(path, {**TAPPED, "comment": "기다리는 곳에 의자가 더 있으면 좋겠습니다."})
    assert page.heading == "답해 주셔서 고맙습니다"
    kept = db.session.scalars(select(VisitAnswer)).one()
    assert (kept.kindness, kept.usefulness, kept.waiting) == (5, 4, 2) and kept.comment
    assert count(AccessEntry) == before, "the log would say who answered, and when"
    assert citizen.get(path).heading == "답해 주셔서 고맙습니다"


def test_pressing_twice_gives_the_same_thanks(client: FlaskClient, path: str) -> None:
    answers = [client.post(path, data={**TAPPED, "kindness": tap}) for tap in "515"]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, "/survey/thanks")}
    assert [row.kindness for row in db.session.scalars(select(VisitAnswer))] == [5]


def test_opening_it_changes_nothing(client: FlaskClient, path: str) -> None:
    assert [client.get(path).status_code for _ in range(3)] == [200] * 3
    assert count(AnsweredVisit) == count(VisitAnswer) == 0


def test_nothing_that_was_given_is_lost(citizen: Citizen, path: str) -> None:
    citizen.get(path)
    page = citizen.submit(path, {"kindness": "4", "comment": "제 번호는 900101-1234567입니다"})
    assert page.status == 400 and page.soup.select("#kindness [checked][value='4']")
    assert page.soup.select("#usefulness .field__error, #comment-error") and "900101" in page.soup.textarea.text
    assert "보기에서 하나를 골라 주세요." in page.text and "주민등록번호" in page.text


@pytest.mark.parametrize("change", [{"kindness": "9"}, {"waiting": "x"}, {"comment": "가" * 301}])
def test_what_no_page_sends_is_refused(client: FlaskClient, path: str, change: dict[str, str]) -> None:
    assert client.post(path, data={**TAPPED, **change}).status_code == 400
    assert count(VisitAnswer) == 0


def test_a_number_of_nobody_opens_nothing(citizen: Citizen, visit: Reservation) -> None:
    citizen.get("/survey")
    page = citizen.submit("/survey", {"code": visit.shown_reference})
    assert page.status == 404 and "그런 설문번호가 없거나" in page.text
    page = citizen.get("/survey/AAAAAAAAA")
    assert page.status == 404 and page.heading == "열 수 없는 설문입니다"


def test_in_english(citizen: Citizen, path: str) -> None:
    citizen.get("/?lang=en")
    page = citizen.get(path)
    assert page.heading == "How was your visit?" and "Strongly agree" in page.text


def test_the_card_bears_the_number(sqlite_app: Flask, visit: Reservation) -> None:
    page = Worker(sqlite_app).get(f"/staff/reservations/{visit.reference}/card")
    slip = page.soup.select_one(".paper__slip")
    assert slip and show_code(code_of(visit.reference or "")) in slip.text and "/survey" in slip.text
    assert slip.select("svg.qr")
