"""The expert's list: the own appointments, nobody else's, and no telephone."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask

from booking.consultations.models import Expert
from booking.db import db, transaction
from booking.reservations import service
from tests.reservations.conftest import CLERK, DAY, NOW, Desk, a_person, wall
from tests.support.experts import as_expert
from tests.support.work import Worker, entries


@pytest.fixture(autouse=True)
def _now(at: Callable[..., datetime]) -> None:
    at(NOW)


def lines(worker: Worker) -> list[str]:
    """The appointments of the page, without their references and buttons."""
    found = worker.get("/expert/").soup.select(".visit")
    for one in [part for visit in found for part in visit.select(".visit__do, .soft, .no-print")]:
        one.decompose()
    return [" ".join(one.get_text(" ").split()) for one in found]


def test_experts_see_their_own_appointments_with_the_whole_question(sqlite_app: Flask, desk: Desk) -> None:
    question = "전세 보증금을 돌려받지 못하고 있습니다.\n계약서와 등기부를 가지고 가면 됩니까? 기한도 알고 싶습니다."
    desk.book(desk.slot("law", 1), a_person(question=question))
    desk.book(desk.slot(day=desk.next_day), a_person("남궁민", "010-9876-5432"))
    desk.book(desk.slot("national-tax"), a_person("황보영", "010-1111-2222", question="양도소득세"))
    lawyer, taxer = as_expert(sqlite_app, "김법률"), as_expert(sqlite_app, "이세무", "tax@city.example")
    other = as_expert(sqlite_app, "박세무", "other@city.example")
    shown = " ".join(question.split())
    assert lines(lawyer) == [f"오전 10시 30분 홍길동 예약 완료 {shown}", "오전 10시 남궁민 예약 완료 적지 않음"]
    assert lines(taxer) == ["오전 10시 황보영 예약 완료 양도소득세"]
    assert lines(other) == []


def test_no_telephone_and_no_way_to_one(sqlite_app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot())
    expert = as_expert(sqlite_app, "김법률")
    page = expert.get("/expert/")
    assert "5678" not in page.html
    ways = [str(one.get("action") or one.get("href")) for one in page.soup.select("main form, main a")]
    assert ways and all(way.startswith("/expert/") for way in ways)
    for path in (f"/staff/reservations/{row.reference}", f"/staff/roster/{DAY}", "/staff/"):
        expert.get(path, 403)
    expert.post(f"/staff/reservations/{row.reference}/reveal", 403)


def test_what_became_of_a_booking_is_seen_and_cancelled_ones_are_not(sqlite_app: Flask, desk: Desk) -> None:
    came = desk.book(desk.slot("law", 0))
    stayed = desk.book(desk.slot("law", 1), a_person("남궁민", "010-9876-5432"))
    gone = desk.book(desk.slot(day=desk.next_day), a_person("황보영", "010-1111-2222"))
    with transaction():
        service.answer_state(came, "checked_in", actor=CLERK, now=wall(DAY, 10))
        service.answer_state(stayed, "no_show", actor=CLERK, now=wall(DAY, 10, 45))
        service.cancel(gone, actor=CLERK, now=NOW)
    assert [line.split(" ", 3)[3] for line in lines(as_expert(sqlite_app, "김법률"))] == [
        "도착 확인 적지 않음",
        "남궁민 미방문 적지 않음",
    ]


def test_days_without_bookings_are_named_and_past_ones_are_not(
    sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]
) -> None:
    desk.book(desk.slot())
    at(wall(date(2026, 12, 22), 9))
    page = as_expert(sqlite_app, "김법률").get("/expert/")
    assert "2027. 1. 20.(수) 0건" in page.text and "2026. 12. 21." not in page.text


def test_looking_is_logged_person_by_person(sqlite_app: Flask, desk: Desk) -> None:
    keys = [desk.book(desk.slot("law", n), a_person(name)).person_key for n, name in enumerate(("홍길동", "남궁민"))]
    as_expert(sqlite_app, "김법률").get("/expert/")
    noted = entries("appointments.viewed")
    assert [one.person for one in noted] == keys
    assert {(one.role, one.account_name) for one in noted} == {("expert", "expert@city.example")}


def test_an_account_without_expert_sees_why_it_sees_nothing(sqlite_app: Flask, desk: Desk) -> None:
    desk.book(desk.slot())
    assert "연결된 상담위원이 없습니다" in Worker(sqlite_app, "nobody@city.example", "expert").get("/expert/").text


def test_before_the_term_nothing_is_shown(sqlite_app: Flask, desk: Desk) -> None:
    desk.book(desk.slot())
    expert = as_expert(sqlite_app, "김법률")
    with transaction():
        db.session.query(Expert).filter_by(name="김법률").one().term_from = date(2026, 11, 24)
    page = expert.get("/expert/")
    assert "위촉 기간이 아니어서" in page.text and "홍길동" not in page.text and not entries("appointments.viewed")


def test_staff_have_no_expert_page(sqlite_app: Flask) -> None:
    Worker(sqlite_app).get("/expert/", 403)
    assert sqlite_app.test_client().get("/expert/").status_code == 303


def test_without_the_pledge_no_question_and_no_whole_name_is_shown(sqlite_app: Flask, desk: Desk) -> None:
    desk.book(desk.slot(), a_person(question="전세 보증금"))
    expert = as_expert(sqlite_app, "김법률")
    for pledged_on in (None, date(2026, 11, 24)):
        with transaction():
            db.session.query(Expert).filter_by(name="김법률").one().pledged_on = pledged_on
        page = expert.get("/expert/")
        assert "보안서약이 확인되지 않아" in page.text and "홍○동" in page.text
        assert "전세" not in page.html and "홍길동" not in page.html
