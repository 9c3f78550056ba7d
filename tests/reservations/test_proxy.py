"""Booking for somebody else (대리 예약): who is the person, who is told, who finds the booking again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking import crypto
from booking.db import db, transaction
from booking.errors import BookingError, IdentityNumber
from booking.notices.models import Notice
from booking.reservations import errors, jobs, queries, service
from booking.reservations.models import Reservation
from booking.reservations.rules import people
from booking.reservations.rules.people import Person, make_person
from booking.reservations.service.own_data import Contact
from booking.reservations.service.telling import is_written_to, recipients_of
from tests.reservations.conftest import CITIZEN, DAY, NOW, Desk, a_person
from tests.reservations.walking import TYPED, bookings, fill_in
from tests.support.experts import as_expert
from tests.support.pages import Citizen
from tests.support.work import Worker

DAUGHTER = {"name": "홍딸", "phone": "010-2222-3333", "email": "daughter@example.kr"}


def a_father(person_phone: str = "", question: str = "", **filling: str) -> Person:
    """A daughter books for her father."""
    return make_person(
        **{**DAUGHTER, **filling}, question=question, who="proxy", person_name="홍아버지", person_phone=person_phone
    )


@pytest.fixture(autouse=True)
def _now(at: Callable[..., object]) -> None:
    at(NOW)


def test_the_person_is_who_is_advised() -> None:
    person = a_father("055-123-4567")
    assert (person.name, person.phone, person.email) == ("홍아버지", "+82551234567", None)
    assert person.proxy == people.Proxy("홍딸", "+821022223333", "daughter@example.kr")
    assert a_father().phone is None
    assert make_person("홍딸", "010-2222-3333", who="").proxy is None


@pytest.mark.parametrize(
    ("changed", "field", "refusal"),
    [
        ({"who": "mother"}, "who", errors.WhoUnknown),
        ({"person_name": " "}, "person_name", errors.FieldMissing),
        ({"person_name": "900101-1234567"}, "person_name", IdentityNumber),
        ({"person_name": "😀"}, "person_name", errors.NameInvalid),
        ({"person_phone": "119"}, "person_phone", errors.PhoneInvalid),
        ({"phone": ""}, "phone", errors.FieldMissing),
        ({"name": ""}, "name", errors.FieldMissing),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changed: dict[str, str], field: str, refusal: type[BookingError]) -> None:
    with pytest.raises(refusal) as caught:
        make_person(**{**DAUGHTER, "who": "proxy", "person_name": "홍아버지", **changed})
    assert caught.value.field == field


def test_what_stands_in_the_other_block_counts_for_nothing_in_an_own_booking() -> None:
    assert make_person(**DAUGHTER, who="own", person_name="😀", person_phone="119").proxy is None


def test_the_person_has_one_key_whoever_books() -> None:
    own = a_person("홍아버지", "055-123-4567")
    assert a_father("055-123-4567").key_text == own.key_text
    assert a_father().key_text == a_person("홍아버지", DAUGHTER["phone"]).key_text != a_father("055-123-4567").key_text


def test_one_a_day_is_about_the_person(app: Flask, desk: Desk) -> None:
    desk.book(desk.slot(), a_father())
    desk.book(desk.slot("national-tax"), a_father())
    desk.book(desk.slot("law", nth=0, day=desk.next_day), a_person(DAUGHTER["name"], DAUGHTER["phone"]))
    held = desk.hold(desk.slot(nth=1))
    with pytest.raises(errors.AlreadyReserved) as caught:
        desk.reserve(held, a_father())
    assert caught.value.field == "person_name"
    desk.reserve(held, a_person(DAUGHTER["name"], DAUGHTER["phone"]))


def test_the_table_holds_both_and_the_database_wants_one_telephone(app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot(), a_father())
    assert (row.name, row.phone, row.email, row.phone_index) == ("홍아버지", None, None, None)
    assert (row.proxy_name, row.proxy_phone, row.proxy_email) == ("홍딸", "+821022223333", DAUGHTER["email"])
    stored = db.session.execute(db.text("SELECT proxy_name, proxy_phone, proxy_email FROM reservation")).one()
    assert not [text for text in stored if text in ("홍딸", "+821022223333", DAUGHTER["email"])]
    with pytest.raises(IntegrityError, match="person_when_booked"), transaction():
        row.proxy_phone = None


@pytest.mark.parametrize("phone", ["055-123-4567", DAUGHTER["phone"]])
def test_either_telephone_finds_it_again(app: Flask, desk: Desk, phone: str) -> None:
    row = desk.book(desk.slot(), a_father("055-123-4567"))
    with transaction():
        found = service.look_up(row.shown_reference, phone, actor=CITIZEN, now=NOW)
    assert found is row
    with transaction():
        assert service.look_up(row.shown_reference, "010-9999-9999", actor=CITIZEN, now=NOW) is None
    assert queries.list_by_phone(phone, DAY) == [row]


def test_a_booking_without_a_telephone_is_found_by_no_other(app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot(), a_father())
    assert row.phone_index is None
    with transaction():
        assert service.look_up(row.shown_reference, "010-1234-5678", actor=CITIZEN, now=NOW) is None


@pytest.mark.parametrize("text", ["홍딸", "아버지", "2222-3333", "4567", "010 2222 3333"])
def test_staff_find_it_by_either_name_and_telephone(app: Flask, desk: Desk, text: str) -> None:
    desk.book(desk.slot(nth=1), a_person("김다른", "010-7777-8888"))
    row = desk.book(desk.slot(), a_father("055-123-4567"))
    assert queries.search(text, desk.day) == [row]


@pytest.mark.parametrize(
    ("person_phone", "told"),
    [
        ("", [("proxy", "email"), ("proxy", "sms")]),
        (DAUGHTER["phone"], [("proxy", "email"), ("proxy", "sms")]),
        ("010-4444-5555", [("person", "sms"), ("proxy", "email"), ("proxy", "sms")]),
        ("055-123-4567", [("person", "call"), ("proxy", "email"), ("proxy", "sms")]),
    ],
)
def test_both_are_told_and_nobody_twice(app: Flask, desk: Desk, person_phone: str, told: list[tuple[str, str]]) -> None:
    row = desk.book(desk.slot(), a_father(person_phone))
    notices = db.session.scalars(select(Notice).where(Notice.subject == f"reservation:{row.reference}"))
    assert sorted((one.role, one.channel) for one in notices) == told
    addresses = [address for one in recipients_of(row) for address in (one.phone, one.email) if address]
    assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize("phone", ["", DAUGHTER["phone"]])
@pytest.mark.parametrize(("email", "roles"), [("", ["proxy"]), (DAUGHTER["email"], ["proxy"]),
                                              ("father@example.kr", ["person", "proxy"])])  # fmt: skip
def test_a_person_without_an_own_telephone_is_told_by_the_own_mail(
    sqlite_app: Flask, desk: Desk, phone: str, email: str, roles: list[str]
) -> None:
    row = desk.book(desk.slot(), a_father())
    typed = Contact(phone, email, proxy_phone=DAUGHTER["phone"], proxy_email=DAUGHTER["email"])
    with transaction():
        service.correct_contact(row, typed, actor=CITIZEN, now=NOW)
    assert [one.role for one in recipients_of(row)] == roles
    addresses = [address for one in recipients_of(row) for address in (one.phone, one.email) if address]
    assert len(addresses) == len(set(addresses))


def test_a_mail_of_the_own_behind_a_landline_is_no_telephone_only(sqlite_app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot(), a_father(phone="055-123-4567", email=""))
    assert not is_written_to(row)
    with transaction():
        service.correct_contact(
            row, Contact("", "father@example.kr", proxy_phone="055-123-4567"), actor=CITIZEN, now=NOW
        )
    assert is_written_to(row)


def test_the_proxy_is_destroyed_with_the_person(app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot(), a_father("055-123-4567"))
    jobs.destroy_past_due(NOW + timedelta(days=800))
    db.session.refresh(row)
    left = [column.key for column in Reservation.__table__.columns if "proxy" in column.key]
    assert len(left) == 6
    assert not any(getattr(row, name) for name in left)
    assert row.destroyed_at is not None


def test_index_of_the_proxy_is_the_one_of_look_ups(app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot(), a_father())
    assert row.proxy_phone_index == crypto.vault().index("+821022223333")


FOR_FATHER = {**TYPED, "name": "홍딸", "phone": "010-2222-3333", "who": "proxy", "person_name": "홍아버지"}


def test_a_daughter_books_for_her_father(app: Flask, desk: Desk, citizen: Citizen) -> None:
    token = fill_in(citizen, desk)
    check = citizen.submit("/check", {**FOR_FATHER, "person_phone": "055 123 4567"})
    assert check.status == 200
    for words in ("상담받으실 분 홍아버지", "055-123-4567", "신청인 홍딸", "010-2222-3333", "대리 예약"):
        assert words in check.text
    done = citizen.submit(f"/holds/{token}")
    assert (done.status, done.heading) == (200, "예약이 완료되었습니다")
    for words in ("상담받으실 분 홍아버지", "055-123-4567", "신청인 홍딸", "010-2222-3333"):
        assert words in done.text
    assert "예약 안내를 010-2222-3333 번호에 문자로" in done.text
    assert "담당자가 055-123-4567 번호로 안내 전화를" in done.text
    (row,) = bookings()
    assert (row.name, row.proxy_name, row.phone) == ("홍아버지", "홍딸", "+82551234567")


def test_the_name_of_the_person_is_asked_for(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    token = fill_in(citizen, desk)
    for action in ("/check", ""):
        data = {**citizen.page.filled("/check"), **FOR_FATHER, "person_name": "", "person_phone": "119"}
        page = citizen._read("/x", citizen.client.post(f"/holds/{token}{action}", data=data))
        assert page.status == 400
        assert "오실 분의 성함을 입력해 주세요" in page.soup.find(id="person_name-error").get_text()
        assert page.soup.select_one("#person_phone-error") is not None
        assert page.filled("/check") | {"who": "proxy", "person_phone": "119"} == page.filled("/check")


def test_switching_back_loses_nothing_and_blocks_nothing(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    token = fill_in(citizen, desk)
    odd = {"person_name": "<b>😀\x07", "person_phone": "119"}
    check = citizen.submit("/check", {**TYPED, "who": "own", **odd})
    assert (check.status, check.heading) == (200, "예약 내용 확인")
    assert "119" not in check.text
    back = citizen._read(
        "/x", citizen.client.post(f"/holds/{token}/check", data={**check.filled(f"/holds/{token}"), "edit": "1"})
    )
    assert back.filled("/check")["person_phone"] == "119"
    assert back.filled("/check")["person_name"].startswith("<b>😀")
    citizen.submit("/check")
    assert citizen.submit(f"/holds/{token}").heading == "예약이 완료되었습니다"
    (row,) = bookings()
    assert (row.name, row.proxy_name) == ("홍길동", None)


def test_who_is_one_of_two(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    token = fill_in(citizen, desk)
    data = {**citizen.page.filled("/check"), **TYPED, "who": "mother"}
    page = citizen._read("/x", citizen.client.post(f"/holds/{token}", data=data))
    assert page.status == 400
    assert "본인 예약인지 대리 예약인지 선택해 주세요" in page.soup.find(id="who-error").get_text()
    assert not bookings()


def test_a_booking_without_the_new_fields_is_an_own_one(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    token = fill_in(citizen, desk)
    data = {"csrf_token": citizen.page.filled("/check")["csrf_token"], **TYPED}
    assert citizen.client.post(f"/holds/{token}", data=data).status_code == 303
    assert [row.proxy_name for row in bookings()] == [None]


def test_the_form_says_who_may_come_and_who_books_for_children(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    fill_in(citizen, desk)
    for words in ("본인만 상담받을 수 있습니다", "그분이 직접 오셔서", "14세 미만", "보호자가 예약해 주세요"):
        assert words in citizen.page.text
    day = citizen.get(f"/consultations/{DAY}")
    for words in ("본인만 상담받을 수 있습니다", "그분이 직접 오셔서", "14세 미만"):
        assert words in day.text


def test_the_desk_books_for_a_proxy_and_sees_both(sqlite_app: Flask, desk: Desk) -> None:
    clerk, form = Worker(sqlite_app), f"/staff/book/{DAY}"
    values = {"name": "홍딸", "phone": "010-2222-3333", "who": "proxy", "slot": desk.slot().token, "consent": "y"}
    values |= {"via": "telephone"}
    missing = clerk.post(form, 400, **values)
    assert missing.soup.find(id="person_name-error") is not None
    done = clerk.get(clerk.post(form, **values, person_name="홍아버지").url)
    assert "신청인 홍딸" in done.text
    (row,) = bookings()
    roster = clerk.get(f"/staff/roster/{DAY}")
    for words in ("홍○○지", "신청인 홍○", "010-****-3333"):
        assert words in roster.text
    assert "010-2222-3333" not in roster.text
    page = clerk.get(f"/staff/reservations/{row.reference}")
    assert "홍딸" not in page.text
    assert "대리 예약" in page.text
    shown = clerk.post(f"/staff/reservations/{row.reference}/reveal", 200, back="booking")
    for words in ("신청인 홍딸", "신청인 전화번호 010-2222-3333"):
        assert words in shown.text


def test_the_expert_reads_who_booked(sqlite_app: Flask, desk: Desk) -> None:
    desk.book(desk.slot(), a_father("055-123-4567"))
    page = as_expert(sqlite_app, "김법률").get("/expert/")
    assert "홍아버지" in page.text and "신청인 홍딸" in page.text
    assert "2222" not in page.text
