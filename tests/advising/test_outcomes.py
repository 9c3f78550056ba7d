"""What came of a consultation: two taps by codes, on the day, by the expert whose it is; and taken back."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking.advising import service as advising
from booking.advising.errors import OutcomeUnknown
from booking.db import db, transaction
from booking.errors import BookingError
from booking.reservations import jobs, service
from booking.reservations.errors import NotAllowedNow, NotesOff, NoteTooLong, OtherDay
from booking.reservations.models import Reservation
from booking.reservations.rules.outcomes import ABSENT
from booking.settings import service as settings
from tests.reservations.conftest import CLERK, DAY, NEXT, Desk, a_person, wall
from tests.support.experts import as_expert
from tests.support.pages import Citizen
from tests.support.work import Worker, entries

AT_TEN = wall(DAY, 10, 5)


def fresh(row: Reservation) -> Reservation:
    db.session.expire_all()
    return db.session.get_one(Reservation, row.id)


def allow_notes() -> None:
    with transaction():
        settings.put("advising.notes", "yes", actor=CLERK, now=AT_TEN)


def press(row: Reservation, code: str, now: datetime = AT_TEN, note: str = "") -> None:
    with transaction():
        advising.record_outcome(row, code, note=note, actor=CLERK, now=now)


@pytest.fixture
def expert(app: Flask, desk: Desk, at: Callable[..., datetime]) -> Worker:
    at(AT_TEN)
    return as_expert(app, "김법률")


def test_two_taps_end_a_consultation_and_one_takes_it_back(sqlite_app: Flask, desk: Desk, expert: Worker) -> None:
    first, second = desk.book(desk.slot("law", 0)), desk.book(desk.slot("law", 1), a_person("남궁민", "010-2222-3333"))
    page = expert.get("/expert/")
    assert [one.select_one("h3").text.split()[2] for one in page.soup.select(".visit--next")] == ["홍길동"]
    expert.post(f"/expert/appointments/{first.reference}/outcome", code="again")
    assert (fresh(first).state, fresh(first).outcome) == ("done", "again")
    page = expert.get("/expert/")
    assert "추가 상담 필요" in page.soup.select_one(f"#r-{first.reference}").text
    assert page.soup.select_one(".visit--next")["id"] == f"r-{second.reference}"  # type: ignore[index]
    expert.post(f"/expert/appointments/{first.reference}/undo", state="done")
    expert.post(f"/expert/appointments/{first.reference}/undo", state="done")
    assert (fresh(first).state, fresh(first).outcome) == ("checked_in", None), "pressed twice it goes back one step"
    assert [one.action for one in entries("reservation.outcome")] == ["reservation.outcome"]
    terms = Worker(sqlite_app).get(f"/staff/reservations/{first.reference}").soup.select("dt")
    assert "상담 결과" not in [one.text for one in terms]


def test_pressed_twice_is_once_and_another_code_takes_its_place(sqlite_app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot())
    for code in ("advised", "advised", "referred"):
        press(row, code)
    assert (fresh(row).outcome, len(entries("reservation.outcome"))) == ("referred", 2)
    assert len(entries("reservation.done")) == len(entries("reservation.checked_in")) == 1


def test_who_did_not_come_frees_the_seat(sqlite_app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot())
    press(row, ABSENT)
    assert (fresh(row).state, fresh(row).seat, fresh(row).outcome) == ("no_show", None, ABSENT)
    with transaction():
        service.take_back(row, actor=CLERK, now=AT_TEN, step="no_show")
    assert (fresh(row).state, fresh(row).outcome) == ("reserved", None)


@pytest.mark.parametrize(
    ("code", "note", "now", "refusal"),
    [
        ("합의됨", "", AT_TEN, OutcomeUnknown),
        ("advised", "", AT_TEN - timedelta(days=1), OtherDay),
        ("advised", "", AT_TEN + timedelta(days=1), OtherDay),
        (ABSENT, "", wall(DAY, 9, 59), NotAllowedNow),
        ("advised", "덧붙임", AT_TEN, NotesOff),
    ],
)
def test_what_is_refused_changes_nothing(
    sqlite_app: Flask, desk: Desk, code: str, note: str, now: datetime, refusal: type[BookingError]
) -> None:
    row = desk.book(desk.slot())
    with pytest.raises(refusal):
        press(row, code, now, note)
    assert (fresh(row).state, fresh(row).outcome) == ("reserved", None)


def test_only_the_own_bookings_of_today_and_later(sqlite_app: Flask, desk: Desk, expert: Worker) -> None:
    own, others = desk.book(desk.slot()), desk.book(desk.slot("national-tax"))
    later = desk.book(desk.slot(day=desk.next_day), a_person("남궁민", "010-2222-3333"))
    for reference in (others.reference, "AAAAAAAA"):
        expert.post(f"/expert/appointments/{reference}/outcome", 404, code="advised")
        expert.post(f"/expert/appointments/{reference}/undo", 404)
    assert "당일에만" in expert.post(f"/expert/appointments/{later.reference}/outcome", 409, code="advised").text
    page = expert.post(f"/expert/appointments/{own.reference}/outcome", 400, code="합의됨")
    assert "단추에서 골라 주세요" in page.text


def test_a_note_is_kept_encrypted_shown_to_its_person_and_goes_with_the_question(
    sqlite_app: Flask, desk: Desk, expert: Worker, at: Callable[..., datetime]
) -> None:
    allow_notes()
    row = desk.book(desk.slot())
    path = f"/expert/appointments/{row.reference}/outcome"
    wrong = expert.post(path, 400, code="advised", note="주민번호 900101-1234567")
    assert "900101-1234567" in wrong.html and wrong.soup.select("details[open]"), "nothing typed is lost"
    with pytest.raises(NoteTooLong):
        press(row, "advised", note="가" * 501)
    expert.post(path, code="advised", note="등기부를 떼어 다시 오기로 함")
    assert "등기부를 떼어" in expert.get("/expert/").text
    raw = db.session.connection().exec_driver_sql("SELECT outcome_note FROM reservation").scalar()
    assert "등기부" not in str(raw)
    assert not [one for one in entries("reservation.outcome") if "등기부" in (one.after or "")]
    later = at(wall(NEXT.replace(month=6), 4))
    jobs.destroy_past_due(later)
    assert (fresh(row).outcome, fresh(row).outcome_note) == ("advised", None)


def test_the_citizen_sees_it_with_the_own_data(
    sqlite_app: Flask, desk: Desk, citizen: Citizen, at: Callable[..., datetime]
) -> None:
    allow_notes()
    at(AT_TEN)
    row = desk.book(desk.slot())
    press(row, "referred", note="법률구조공단 안내함")
    citizen.get("/lookup")
    citizen.submit("/lookup", {"reference": row.reference or "", "phone": "010-1234-5678"})
    page = citizen.get(f"/reservations/{row.reference}/data")
    assert "타 기관 안내" in page.text and "법률구조공단 안내함" in page.text
    exported = citizen.client.get(f"/reservations/{row.reference}/data.json").json
    assert exported and (exported["outcome"], exported["outcome_note"]) == ("타 기관 안내", "법률구조공단 안내함")
