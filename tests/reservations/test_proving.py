"""A telephone is proved by a code, where the office wants it."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking.accounts.errors import Locked
from booking.db import db, transaction
from booking.notices import jobs
from booking.notices.models import ConsoleMessage, Notice
from booking.reservations import errors, service
from booking.reservations.models import PhoneProof, Reservation
from booking.reservations.service import proving
from booking.settings import service as settings
from tests.api.conftest import Program
from tests.reservations.conftest import CLERK, NOW, Desk, a_person
from tests.reservations.racing import at_once, furnish
from tests.reservations.walking import TYPED, bookings, fill_in
from tests.support.pages import Citizen

PHONE, OTHER = "+821012345678", "+821099998888"


def switch_on() -> None:
    with transaction():
        settings.put("reservations.phone_proof", "yes", actor=CLERK, now=NOW)


def send(hold: Reservation, phone: str = PHONE, *, now: datetime = NOW, again: bool = False, texts: bool = True) -> str:
    """Send a code, and what it says."""
    with transaction():
        service.send_code(
            hold.token, phone, network="192.0.2.1", has_texts=texts, language="ko", now=now, again=again
        )  # fmt: skip
    row = db.session.query(PhoneProof).filter_by(reservation_id=hold.id).order_by(PhoneProof.id.desc()).first()
    return proving.code_of(row.token, row.phone) if row else ""


def prove(hold: Reservation, code: str, phone: str = PHONE, now: datetime = NOW) -> bool:
    with transaction():
        return service.prove(hold.token, phone, code, now=now)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_it_is_off_until_the_office_switches_it_on(desk: Desk) -> None:
    held = desk.hold(desk.slot())
    assert send(held) == "" and not db.session.query(Notice).count()
    assert desk.reserve(held).is_booked


def test_without_the_code_nothing_is_booked_and_with_it_once_and_for_all(desk: Desk) -> None:
    switch_on()
    held = desk.hold(desk.slot())
    with pytest.raises(errors.PhoneUnproven) as refusal:
        desk.reserve(held)
    assert (refusal.value.field, refusal.value.status) == ("code", 409)
    code = send(held)
    assert not prove(held, wrong(code)) and not prove(held, "")
    with pytest.raises(errors.PhoneUnproven):
        desk.reserve(held)
    assert prove(held, f" {code[:3]}-{code[3:]} ")
    assert prove(held, "")  # proved for this hold
    assert desk.reserve(held).is_booked
    assert not db.session.query(PhoneProof).count()


def test_a_code_proves_no_other_telephone_and_no_other_hold(desk: Desk) -> None:
    switch_on()
    held, another = desk.hold(desk.slot()), desk.hold(desk.slot(nth=1))
    code = send(held)
    assert not prove(held, code, OTHER) and not prove(another, code)
    send(another)
    assert not prove(another, code)
    assert prove(held, code)
    with pytest.raises(errors.PhoneUnproven):
        desk.reserve(held, a_person(phone="010-9999-8888"))


def test_a_code_lasts_ten_minutes_and_five_tries(desk: Desk) -> None:
    switch_on()
    held = desk.hold(desk.slot())
    code = send(held)
    assert not prove(held, code, now=NOW + timedelta(minutes=10))
    for _ in range(5):
        assert not prove(held, wrong(code))
    assert not prove(held, code)
    fresh = send(held)  # what was tried too often is replaced without a word
    assert fresh != code and prove(held, fresh)


def test_only_the_newest_code_counts_and_few_are_sent(desk: Desk) -> None:
    switch_on()
    held = desk.hold(desk.slot())
    first = send(held)
    assert send(held) == first
    second = send(held, again=True)
    assert not prove(held, first) or first == second
    for _ in range(3):
        send(held, again=True)
    with pytest.raises(Locked):
        send(held, again=True)
    assert db.session.query(Notice).filter_by(kind="code").count() == 5


@pytest.mark.parametrize(("phone", "texts"), [("+82557495114", True), (PHONE, False)])
def test_a_landline_or_a_house_without_texts_leads_to_the_office(desk: Desk, phone: str, texts: bool) -> None:
    switch_on()
    with pytest.raises(errors.PhoneUnprovable):
        send(desk.hold(desk.slot()), phone, texts=texts)


def test_staff_need_none(desk: Desk) -> None:
    switch_on()
    with transaction():
        row = service.book_for_caller(
            desk.slot().token, a_person(), via="telephone", consent_version="x", actor=CLERK, now=NOW
        )
    assert row.is_booked


def test_the_message_carries_the_code_and_nothing_else_keeps_it(sqlite_app: Flask, desk: Desk, at: object) -> None:
    at(NOW)  # type: ignore[operator]
    switch_on()
    code = send(desk.hold(desk.slot()))
    jobs.deliver(NOW)
    [sent] = db.session.query(ConsoleMessage)
    assert code in sent.body and sent.recipient.endswith("12345678")
    [row] = db.session.query(PhoneProof)
    assert code not in {str(getattr(row, column.name)) for column in PhoneProof.__table__.columns}
    [notice] = db.session.query(Notice)
    assert code not in {str(getattr(notice, column.name)) for column in Notice.__table__.columns}


@pytest.mark.race
def test_many_tries_at_once_are_five(raced: Flask) -> None:
    (token,) = furnish(raced)
    with raced.app_context():
        switch_on()
        with transaction():
            held = service.hold(token, "browser", now=NOW)
        code, name = send(held), held.token

    def guess(typed: str) -> bool:
        with transaction():
            return service.prove(name, PHONE, typed, now=NOW)

    assert not any(at_once(raced, [lambda: guess(wrong(code))] * 12))
    with raced.app_context():
        assert db.session.query(PhoneProof).one().tries == 5
    assert at_once(raced, [lambda: guess(code)]) == [False]


def running_code() -> str:
    db.session.rollback()
    row = db.session.query(PhoneProof).one()
    return proving.code_of(row.token, row.phone)


def test_the_summary_sends_the_code_and_asks_for_it(
    sqlite_app: Flask, desk: Desk, citizen: Citizen, at: object
) -> None:
    at(NOW)  # type: ignore[operator]
    switch_on()
    token = fill_in(citizen, desk)
    page = citizen.submit("/check", TYPED)
    field = page.soup.select_one("input[name=code]")
    assert page.status == 200 and field and "010-1234-5678" in page.text
    assert (field["autocomplete"], field["inputmode"]) == ("one-time-code", "numeric")
    code = running_code()
    for typed, sentence in (("", "여섯 자리를 입력"), (wrong(code), "맞지 않거나")):
        page = citizen.submit(f"/holds/{token}", {"code": typed})
        assert page.status == 400 and sentence in page.text
        assert page.soup.select_one("input[name=code][aria-invalid=true]")
        assert page.filled(f"/holds/{token}")["question"] == TYPED["question"]
    page = citizen.submit(f"/holds/{token}", {"code": code})
    assert page.redirects == [303] and [row.name for row in bookings()] == ["홍길동"]


def test_a_landline_is_told_on_the_form(sqlite_app: Flask, desk: Desk, citizen: Citizen, at: object) -> None:
    at(NOW)  # type: ignore[operator]
    switch_on()
    fill_in(citizen, desk)
    page = citizen.submit("/check", {**TYPED, "phone": "055-749-5114"})
    assert page.status == 409 and "휴대전화 번호로만" in page.text
    assert page.filled("/check")["question"] == TYPED["question"]


def test_programs_ask_for_a_code_and_send_it_along(sqlite_app: Flask, desk: Desk, at: object) -> None:
    at(NOW)  # type: ignore[operator]
    switch_on()
    slot = desk.slot().token
    program = Program(sqlite_app.test_client())
    db.session.rollback()
    hold, secret = program.hold(slot)
    version = program.get("/consent?field=law").json["version"]
    body = {"hold": hold, "name": "홍길동", "phone": "010-1234-5678", "consent": version}
    answer = program.call("POST", "/reservations", body, bearer=secret)
    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (409, "phone_unproven", "code")
    sent = program.call("POST", f"/holds/{hold}/code", {"phone": "010-1234-5678"}, bearer=secret)
    assert sent.status_code == 204
    code = running_code()
    answer = program.call("POST", "/reservations", {**body, "code": wrong(code)}, bearer=secret)
    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (400, "code_wrong", "code")
    assert program.call("POST", "/reservations", {**body, "code": code}, bearer=secret).status_code == 201
