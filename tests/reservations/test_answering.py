"""The reminder asks; answers are noted, and cancel nothing."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from booking.audit.models import AccessEntry
from booking.db import db, transaction
from booking.reservations import errors, queries, service
from booking.reservations.models import Reservation
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NOW, Desk, a_person, wall
from tests.support.pages import Citizen
from tests.support.work import Worker

FRIDAY = wall(DAY - timedelta(days=3), 14)
"""The consultation day is a Monday: its working day before."""


def answer(row: Reservation, said: str | None, actor=CITIZEN, now=FRIDAY) -> Reservation:  # type: ignore[no-untyped-def]
    with transaction():
        return service.answer_reminder(row, said, actor=actor, now=now)


def fresh(row: Reservation) -> Reservation:
    db.session.rollback()
    return db.session.get_one(Reservation, row.id)


def test_a_later_answer_takes_the_place_of_an_earlier_one(desk: Desk) -> None:
    row = answer(desk.book(desk.slot()), "cannot")
    assert (row.answer, row.answered_at, row.answered_by, row.state) == ("cannot", FRIDAY, "citizen", "reserved")
    row = answer(row, "comes", CLERK, FRIDAY + timedelta(hours=1))
    assert (row.answer, row.answered_at, row.answered_by) == ("comes", FRIDAY + timedelta(hours=1), "staff")
    row = answer(row, None, CLERK)
    assert (row.answer, row.answered_at, row.answered_by) == (None, None, None)
    entries = db.session.query(AccessEntry).filter_by(action="reservation.answered").order_by(AccessEntry.id)
    assert [(entry.before, entry.after) for entry in entries] == [
        ('{"answer":null}', '{"answer":"cannot"}'),
        ('{"answer":"cannot"}', '{"answer":"comes"}'),
        ('{"answer":"comes"}', '{"answer":null}'),
    ]


def test_the_same_answer_again_changes_nothing(desk: Desk) -> None:
    row = answer(desk.book(desk.slot()), "comes")
    assert answer(row, "comes", now=FRIDAY + timedelta(hours=1)).answered_at == FRIDAY


def test_what_is_no_answer_is_refused(desk: Desk) -> None:
    with pytest.raises(errors.AnswerUnknown):
        answer(desk.book(desk.slot()), "maybe")


def test_nobody_answers_after_the_start_or_for_a_cancelled_booking(desk: Desk) -> None:
    row, gone = desk.book(desk.slot()), desk.book(desk.slot(nth=1), a_person(name="김영희"))
    with pytest.raises(errors.NotAllowedNow):
        answer(row, "comes", now=row.slot.starts_at)
    with transaction():
        service.cancel(gone, actor=CITIZEN, now=NOW)
    with pytest.raises(errors.NotAllowedNow):
        answer(gone, "comes")


def test_who_moved_is_asked_anew(desk: Desk) -> None:
    row = answer(desk.book(desk.slot()), "cannot")
    with transaction():
        row = service.move(row, desk.slot(nth=1).token, actor=CITIZEN, now=FRIDAY)
    assert (row.answer, row.answered_by) == (None, None)


def test_people_are_grouped_by_what_they_answered(desk: Desk) -> None:
    due = queries.reminder_due(DAY)
    assert due is not None
    silent = desk.book(desk.slot())
    comes = answer(desk.book(desk.slot(nth=1), a_person(name="김영희")), "comes")
    cannot = answer(desk.book(desk.slot("national-tax"), a_person(name="이철수")), "cannot")
    late = desk.book(desk.slot("national-tax"), a_person(name="박민수"), now=due)
    found = queries.answers(desk.day)
    ids = [[row.id for row in group] for group in (found.silent, found.comes, found.cannot, found.fresh)]
    assert ids == [[silent.id], [comes.id], [cannot.id], [late.id]]
    assert queries.answers_due(DAY) == FRIDAY


def open_in(citizen: Citizen, row: Reservation) -> str:
    with citizen.client.session_transaction() as session:
        session["looked_up"] = [row.reference]
    return f"/reservations/{row.reference}"


def test_a_citizen_answers_on_the_page(app: Flask, desk: Desk, citizen: Citizen, at: Callable[..., object]) -> None:
    row = desk.book(desk.slot())
    path = open_in(citizen, row)
    at(wall(date(2026, 12, 16), 10) - timedelta(seconds=1))  # the first reminder is due three working days before
    assert "오실 수 있으신가요?" not in citizen.get(path).text
    at(FRIDAY)
    citizen.get(path)
    assert fresh(row).answer is None
    page = citizen.submit("/answer", {"answer": "comes"})
    assert "방문하신다고 알려 주셨습니다" in page.text
    assert fresh(row).answer == "comes"
    page = citizen.submit("/answer", {"answer": "cannot"})
    assert (page.heading, fresh(row).answer, fresh(row).state) == ("방문이 어려우신가요?", "cannot", "reserved")
    assert page.soup.select_one(f"a[href='{path}/move']") is not None
    page = citizen.submit("/cancel")
    assert (page.heading, fresh(row).state) == ("취소한 예약입니다", "cancelled")


def test_another_browser_answers_nothing(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    row = desk.book(desk.slot())
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    assert citizen.client.post(f"/reservations/{row.reference}/answer", data={"answer": "comes"}).status_code == 403
    assert fresh(row).answer is None


@pytest.fixture
def clerk(app: Flask, at: Callable[..., object]) -> Worker:
    at(FRIDAY)
    return Worker(app)


def test_staff_see_who_has_not_answered_and_note_what_they_hear(clerk: Worker, desk: Desk) -> None:
    row = desk.book(desk.slot())
    assert "아직 답하지 않으신 분이 1명" in clerk.get(f"/staff/roster/{DAY}").text
    page = clerk.get(f"/staff/answers/{DAY}")
    assert "아직 답하지 않으신 분 1명" in page.text and "010-****-5678" in page.text
    page = clerk.post(f"/staff/reservations/{row.reference}/reveal", 200, back="answers")
    assert "010-1234-5678" in page.text
    assert db.session.query(AccessEntry).filter_by(action="reservation.revealed").count() == 1
    sent = clerk.post(f"/staff/reservations/{row.reference}/answer", answer="cannot", back="answers")
    page = clerk.get(sent.url.partition("#")[0])
    assert "방문이 어려우신 분 1명" in page.text
    assert (fresh(row).answer, fresh(row).answered_by) == ("cannot", "staff")
    assert "방문이 어렵습니다" in clerk.get(f"/staff/roster/{DAY}").text
