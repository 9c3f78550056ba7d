"""The notice of the waiting list: made from the settings, kept, and what a booking that came of it was made under."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from booking import clock
from booking.audit.rules import Actor
from booking.consultations import service as consultations
from booking.db import db, transaction
from booking.reservations import service
from booking.reservations.models import ConsentWording, WaitingEntry
from booking.reservations.queries import consent
from booking.reservations.queries import waiting as line
from booking.reservations.rules.consent import Terms
from booking.reservations.rules.waiting_consent import WaitingTerms, make_waiting_notice
from booking.reservations.service import waiting
from booking.settings import service as settings
from tests.support.pages import Citizen
from tests.support.work import Worker

NOW = "2026-11-23T12:00"
CLERK = Actor.command("tests")
TYPED = {"desks": "law", "name": "홍길동", "phone": "010-1234-5678", "email": "hong@example.com", "first": "2026-12-01"}


@pytest.fixture
def citizen(sqlite_app: Flask, city: Path, at) -> Citizen:  # type: ignore[no-untyped-def]
    now = at(NOW)
    with transaction():
        consultations.keep_days(now, CLERK)
    return Citizen(sqlite_app)


def put(name: str, value: str) -> None:
    with transaction():
        settings.put(name, value, actor=CLERK, now=clock.now())


def join(citizen: Citizen, status: int = 303, **more: str) -> str:
    answer = citizen.client.post("/waiting", data={**TYPED, **more})
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def entry() -> WaitingEntry:
    db.session.rollback()
    return db.session.scalars(select(WaitingEntry)).one()


def test_joining_keeps_the_wording_and_the_booking_is_made_under_it(citizen: Citizen) -> None:
    join(citizen, consent="y")
    made, wording = entry(), db.session.scalars(select(ConsentWording)).one()
    assert wording.about == "waiting" and wording.text == consent.waiting_notice_in_force().text
    assert (made.consent_version, made.consent_basis, made.consent_optional) == (wording.version, "consent", "filled")
    offer, version = line.find_offer(made), wording.version
    assert offer is not None
    with transaction():
        booked = waiting.accept(made, offer.token, holder=None, actor=CLERK, now=clock.now())
        assert (booked.consent_version, booked.consent_basis) == (version, "consent")
        assert booked.consent_optional == "filled"


def test_who_refuses_the_optional_part_joins_without_the_address(citizen: Citizen) -> None:
    join(citizen, consent="y", optional="n")
    assert (entry().email, entry().consent_optional) == (None, "no")


def test_without_consent_nobody_joins(citizen: Citizen) -> None:
    assert "동의해 주셔야 인터넷으로 신청하실 수 있습니다" in join(citizen, 400)
    assert db.session.query(WaitingEntry).count() == 0


def test_on_duty_the_clerk_claims_no_consent_of_a_caller(citizen: Citizen, sqlite_app: Flask) -> None:
    clerk = Worker(sqlite_app)
    asked = clerk.get("/staff/waiting/new").soup.select_one("label[for=consent]").get_text()
    assert asked.startswith("안내문을 읽어 드리고 동의를 받았습니다.")
    put("privacy.legal_basis", "duty")
    page = clerk.get("/staff/waiting/new")
    assert page.soup.select_one("label[for=consent]").get_text().startswith("안내문을 읽어 드렸습니다.")
    assert "괜찮다고 하실 때만 적습니다" in page.text


def test_on_duty_nobody_is_asked(citizen: Citizen) -> None:
    put("privacy.legal_basis", "duty")
    page = citizen.get("/waiting")
    assert page.soup.select_one("[name=consent]") is None and "따로 동의를 받지 않습니다" in page.text
    join(citizen)
    assert entry().consent_basis == "duty"


def test_who_read_an_old_notice_reads_the_new_one_first(citizen: Citizen) -> None:
    old = citizen.get("/waiting").filled("/waiting")["notice"]
    put("waiting.keep_days", "45")
    assert "45일" in join(citizen, 400, consent="y", notice=old)
    assert db.session.query(WaitingEntry).count() == 0
    join(citizen, consent="y", notice=consent.waiting_notice_in_force().version)


def test_page_policy_and_script_follow_the_settings(citizen: Citizen, sqlite_app: Flask) -> None:
    for name, value in (("waiting.keep_days", "45"), ("waiting.months", "7"), ("privacy.processors", "문자나라")):
        put(name, value)
    clerk = Worker(sqlite_app)
    for page in (citizen.get("/waiting"), citizen.get("/privacy"), clerk.get("/staff/waiting/new")):
        for said in ("45일", "7개월", "문자나라", "법률홈닥터"):
            assert said in page.text, (page.url, said)


def test_a_callers_entry_keeps_what_was_read_out(citizen: Citizen, sqlite_app: Flask) -> None:
    clerk = Worker(sqlite_app)
    filled = clerk.get("/staff/waiting/new").filled("/staff/waiting/new")
    typed = {**TYPED, "via": "telephone", "language": "ko", "consent": "y", "token": filled["token"]}
    put("waiting.keep_days", "45")
    page = clerk.post("/staff/waiting/new", status=400, notice=filled["notice"], **typed)
    assert page.filled("/staff/waiting/new")["name"] == "홍길동"
    clerk.post("/staff/waiting/new", notice=page.filled("/staff/waiting/new")["notice"], **typed)
    assert (entry().consent_version, entry().consent_basis) == (consent.waiting_notice_in_force().version, "consent")


def test_staff_compare_each_notice_with_its_own_former_wording(citizen: Citizen, sqlite_app: Flask) -> None:
    join(citizen, consent="y")
    with transaction():
        service.put_in_force(clock.now())
    put("waiting.keep_days", "45")
    with transaction():
        service.put_in_force(clock.now(), find=consent.waiting_notice_in_force)
    page = Worker(sqlite_app).get("/staff/privacy/wordings")
    assert "이 판으로 받은 빈자리 알림 신청 1건" in page.text
    changed = [one.text for one in page.soup.select("ins")]
    assert changed and all("45일" in one for one in changed)


def test_names_may_hold_anything() -> None:
    booking = Terms("consent", 3, 12, (("생활법률", ("100% (공단)",)),), "문자 {나라} %(x)s")
    notice = make_waiting_notice(WaitingTerms(booking, 30, 12))
    assert "100% (공단)" in notice.text and "문자 {나라} %(x)s" in notice.text
    assert [one.korean for one in notice.script]
