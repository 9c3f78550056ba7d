"""The own data: corrected with everything that finds it, taken along, and deleted on wish."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask

from booking import clock
from booking.audit.models import AccessEntry
from booking.db import EncryptedText, db, transaction
from booking.errors import BookingError, IdentityNumber
from booking.notices import jobs
from booking.notices.models import ConsoleMessage, Notice
from booking.reservations import errors, service
from booking.reservations.models import Reservation
from booking.reservations.rules.people import make_person
from booking.reservations.service.own_data import Contact
from booking.reservations.service.upkeep import nobody
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, NOW, Desk, a_person
from tests.support.pages import Citizen

KEPT = Contact("010-1234-5678", "hong@example.org", "보증금")
NEW = Contact("010-9999-8888", "hong@example.org", "보증금")


@pytest.fixture
def booked(desk: Desk) -> Reservation:
    return desk.book(desk.slot(), a_person(email="hong@example.org", question="보증금"))


def correct(row: Reservation, typed: Contact, now=NOW) -> Reservation:  # type: ignore[no-untyped-def]
    with transaction():
        return service.correct_contact(row, typed, actor=CITIZEN, now=now)


def delete(row: Reservation, now=NOW) -> Reservation:  # type: ignore[no-untyped-def]
    with transaction():
        return service.delete_own_data(row, actor=CITIZEN, now=now)


def found(row: Reservation, phone: str) -> bool:
    with transaction():
        return service.look_up(str(row.reference), phone, actor=CITIZEN, now=NOW) is not None


def test_whatever_finds_the_booking_follows_the_telephone(desk: Desk, booked: Reservation) -> None:
    row = correct(booked, NEW)
    assert found(row, "010-9999-8888") and not found(row, "010-1234-5678")
    desk.book(desk.slot(nth=1), a_person())  # whoever is called so at the former telephone has no booking any more
    with pytest.raises(errors.AlreadyReserved):
        correct(row, KEPT)


def test_a_telephone_that_makes_it_somebody_with_a_booking_is_refused(desk: Desk, booked: Reservation) -> None:
    desk.book(desk.slot(nth=1), a_person(phone="010-9999-8888"))
    with pytest.raises(errors.AlreadyReserved) as refusal:
        correct(booked, NEW)
    assert refusal.value.field == "phone"
    db.session.rollback()
    assert found(booked, "010-1234-5678")


def test_the_former_telephone_is_told_too(sqlite_app: Flask, booked: Reservation) -> None:
    correct(booked, NEW)
    jobs.deliver(NOW + timedelta(minutes=1))
    told = {row.recipient for row in db.session.query(ConsoleMessage) if "연락처가 변경되었습니다" in row.body}
    assert {"+821012345678", "+821099998888"} <= told


def told(now: datetime) -> set[str]:
    """Who was told of a corrected telephone until `now`."""
    jobs.deliver(now)
    db.session.rollback()
    return {row.recipient for row in db.session.query(ConsoleMessage) if "연락처가 변경되었습니다" in row.body}


def test_two_corrections_in_a_row_do_not_hide_the_first_telephone(sqlite_app: Flask, booked: Reservation) -> None:
    correct(booked, NEW)
    row = correct(booked, Contact("010-7777-6666", "hong@example.org", "보증금"), now=NOW + timedelta(seconds=1))
    assert row.former_phone == "+821012345678"
    assert told(NOW + timedelta(minutes=1)) >= {"+821012345678", "+821077776666"}
    row = correct(booked, KEPT, now=NOW + timedelta(hours=1))  # the first has been told: now the next one counts
    assert row.former_phone == "+821077776666"


def test_a_telephone_that_waits_for_a_call_stays_until_it_was_called(desk: Desk) -> None:
    row = desk.book(desk.slot(), a_person(phone="055-749-5114"))
    for number, phone in enumerate(("010-9999-8888", "010-7777-6666")):
        row = correct(row, Contact(phone), now=NOW + timedelta(hours=number))
        jobs.deliver(NOW + timedelta(hours=number, minutes=1))
    assert row.former_phone == "+82557495114"


def test_both_former_telephones_are_told(sqlite_app: Flask, desk: Desk) -> None:
    both = make_person("김신청", "010-7777-8888", who="proxy", person_name="홍길동", person_phone="010-3333-4444")
    row = correct(desk.book(desk.slot(), both), Contact("010-5555-1111", proxy_phone="010-5555-2222"))
    assert told(NOW + timedelta(minutes=1)) == {"+821077778888", "+821033334444", "+821055551111", "+821055552222"}
    row = correct(row, Contact("010-5555-1111", proxy_phone="010-5555-3333"), now=NOW + timedelta(hours=1))
    assert (row.former_phone, row.former_proxy_phone) == (None, "+821055552222")


def test_cancelling_does_not_hide_that_a_telephone_was_corrected(sqlite_app: Flask, booked: Reservation) -> None:
    correct(booked, NEW)
    with transaction():
        service.cancel(booked, actor=CITIZEN, now=NOW)
    assert "+821012345678" in told(NOW + timedelta(minutes=1))


def test_what_stays_the_same_is_no_change_and_a_question_alone_tells_nobody(desk: Desk, booked: Reservation) -> None:
    correct(booked, KEPT)
    assert not db.session.query(AccessEntry).filter_by(action="reservation.corrected").count()
    row = correct(booked, Contact("010-1234-5678", "hong@example.org", "다른 질문"))
    assert (row.question, row.former_phone) == ("다른 질문", None)
    assert not db.session.query(Notice).filter_by(kind="corrected").count()
    [entry] = db.session.query(AccessEntry).filter_by(action="reservation.corrected")
    assert "question" in str(entry.after) and "질문" not in str(entry.after)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (Contact(""), errors.FieldMissing),
        (Contact("1"), errors.PhoneInvalid),
        (Contact("010-1234-5678", "x"), errors.EmailInvalid),
        (Contact("010-1234-5678", "", "900101-1234567"), IdentityNumber),
    ],
)
def test_the_usual_rules_hold(desk: Desk, booked: Reservation, typed: Contact, refusal: type[BookingError]) -> None:
    with pytest.raises(refusal):
        correct(booked, typed)


def test_nothing_is_corrected_after_the_start(desk: Desk, booked: Reservation) -> None:
    with pytest.raises(errors.NotAllowedNow):
        correct(booked, NEW, now=booked.slot.starts_at)


def test_a_proxy_is_corrected_beside_the_person(desk: Desk) -> None:
    proxied = make_person("김신청", "010-7777-8888", who="proxy", person_name="홍길동")
    row = desk.book(desk.slot(), proxied)
    row = correct(row, Contact(proxy_phone="010-6666-5555", proxy_email="a@b.kr"))
    assert (row.phone, row.proxy_phone, row.proxy_email) == (None, "+821066665555", "a@b.kr")
    assert (row.former_phone, row.former_proxy_phone) == (None, "+821077778888")
    assert found(row, "010-6666-5555")


def test_an_open_booking_is_cancelled_before_it_is_deleted(desk: Desk, booked: Reservation) -> None:
    with pytest.raises(errors.NotAllowedNow):
        delete(booked)
    db.session.rollback()
    with transaction():
        service.cancel(booked, actor=CITIZEN, now=NOW)
    jobs.deliver(NOW)
    row = delete(booked)
    kept = [row.name, row.phone, row.email, row.question, row.phone_index, row.person_key, row.former_phone]
    assert kept == [None] * 7
    assert (row.destroyed_at, row.state, row.slot_id) == (NOW, "cancelled", booked.slot_id)
    assert delete(row).destroyed_at == NOW
    assert db.session.query(AccessEntry).filter_by(action="reservation.deleted").count() == 1


def test_a_visit_that_is_over_can_be_deleted(desk: Desk, booked: Reservation) -> None:
    with pytest.raises(errors.NotAllowedNow):
        delete(booked, now=booked.slot.ends_at - timedelta(seconds=1))
    db.session.rollback()
    assert delete(booked, now=booked.slot.ends_at).name is None


def test_no_message_is_sent_about_deleted_people(sqlite_app: Flask, booked: Reservation) -> None:
    delete(booked, now=booked.slot.ends_at)
    jobs.deliver(NOW + timedelta(minutes=1))
    assert {row.state for row in db.session.query(Notice)} == {"dropped"}


@pytest.fixture
def mine(booked: Reservation, citizen: Citizen, at: Callable[..., object]) -> str:
    at(NOW)
    with citizen.client.session_transaction() as session:
        session["looked_up"] = [booked.reference]
    return f"/reservations/{booked.reference}"


def test_correcting_on_the_page_keeps_what_was_typed(sqlite_app: Flask, mine: str, citizen: Citizen) -> None:
    page = citizen.get(f"{mine}/edit")
    assert page.filled("")["phone"] == "010-1234-5678"
    page = citizen.submit("", {"phone": "12", "question": "새 질문"})
    assert page.status == 400 and page.filled("")["question"] == "새 질문"
    assert page.soup.select_one("[name=phone][aria-invalid=true]") is not None
    page = citizen.submit("", {"phone": "010-9999-8888"})
    assert page.redirects == [303] and "010-9999-8888" in page.text and "새 질문" in page.text


def test_everything_that_is_stored_can_be_taken_along(sqlite_app: Flask, mine: str, citizen: Citizen) -> None:
    page = citizen.get(f"{mine}/data")
    assert "홍길동" in page.text and "보증금" in page.text
    answer = citizen.client.get(f"{mine}/data.json")
    file = json.loads(answer.text)
    assert (file["name"], file["phone"], file["starts_at"]) == ("홍길동", "+821012345678", "2026-12-21T10:00:00+09:00")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_deleting_on_the_page(sqlite_app: Flask, mine: str, citizen: Citizen) -> None:
    page = citizen.get(f"{mine}/delete")
    assert "먼저 예약을 취소" in page.text and not page.soup.select("main form")
    citizen.get(f"{mine}/cancel")
    citizen.submit("/cancel")
    page = citizen.get(f"{mine}/delete")
    assert "안내를 드린 뒤에" in page.text and not page.soup.select("main form")
    jobs.deliver(NOW + timedelta(minutes=1))
    citizen.get(f"{mine}/delete")
    page = citizen.submit("")
    assert "정보를 모두 지웠습니다" in page.text
    assert citizen.get(mine).status == 403


def test_nobody_empties_every_column_about_people() -> None:
    """A new column about people must be emptied too: whatever is encrypted, finds somebody, or names who acted."""
    columns = Reservation.__table__.columns
    about = {one.name for one in columns if isinstance(one.type, EncryptedText)}
    about |= {one.name for one in columns if one.name.endswith(("_index", "_key", "_by")) and one.name != "answered_by"}
    about |= {"holder"}
    assert {"name", "answers", "proxy_phone_index", "person_key", "open_key", "consent_by"} <= about
    values = nobody(NOW)
    assert {name for name in about if name not in values or values[name] is not None} == set()


def miss(row: Reservation) -> Reservation:
    with transaction():
        settings.put("reservations.no_show_limit", "2", actor=CLERK, now=NOW)
        return service.answer_state(row, "no_show", actor=CLERK, now=row.slot.starts_at)


def test_a_missed_visit_is_kept_while_it_counts(desk: Desk, booked: Reservation) -> None:
    row, counts = miss(booked), clock.at_office(date(2027, 9, 21), time(10))  # six months, and three of a pause
    with pytest.raises(errors.VisitCounts) as refusal:
        delete(row, now=counts - timedelta(seconds=1))
    assert refusal.value.parameters["until"] == counts
    db.session.rollback()
    assert delete(row, now=counts).name is None


def test_it_is_kept_no_longer_than_the_notice_says(desk: Desk, booked: Reservation) -> None:
    row = miss(booked)
    with transaction():
        settings.put("privacy.person_months", "2", actor=CLERK, now=NOW)
    assert delete(row, now=clock.at_office(date(2027, 2, 21), time())).name is None


def test_nothing_is_kept_where_missed_visits_are_not_counted(desk: Desk, booked: Reservation) -> None:
    row = miss(booked)
    with transaction():
        settings.put("reservations.no_show_limit", "0", actor=CLERK, now=NOW)
    assert delete(row, now=row.slot.ends_at).name is None


def test_the_page_says_until_when_it_is_kept(
    sqlite_app: Flask, mine: str, booked: Reservation, citizen: Citizen, at: Callable[..., object]
) -> None:
    miss(booked)
    at("2027-01-04T12:00")
    page = citizen.get(f"{mine}/delete")
    assert "2027. 9. 21.(화) 오전 10시까지 보관" in page.text and not page.soup.select("main form")
    token = citizen.get("/lookup").filled("/lookup")["csrf_token"]
    answer = citizen.client.post(f"{mine}/delete", data={"csrf_token": token})
    assert answer.status_code == 409 and "2027. 9. 21.(화)" in answer.text
