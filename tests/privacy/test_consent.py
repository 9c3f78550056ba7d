"""What a citizen answers to the notice, and what the booking keeps of it."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.consultations import service as consultations
from booking.db import db, transaction
from booking.reservations import service
from booking.reservations.models import ConsentWording, Reservation
from booking.reservations.queries import consent
from booking.settings import service as settings
from tests.support import people
from tests.support.pages import Citizen

NOW = "2026-11-23T12:00"
CLERK = Actor.command("tests")
TYPED = {"name": "홍길동", "phone": "010-1234-5678", "email": "hong@example.com", "question": "상속 포기"}


@pytest.fixture
def citizen(sqlite_app: Flask) -> Citizen:
    """A citizen of whom no CSRF token is asked, so that a test may send what no page offers."""
    return Citizen(sqlite_app)


@pytest.fixture
def held(sqlite_app: Flask, city: Path, at, citizen: Citizen) -> str:  # type: ignore[no-untyped-def]
    """The address of a hold of this citizen."""
    now = at(NOW)
    with transaction():
        consultations.keep_days(now, CLERK)
    day = calendar.find_office_day("consultation", clock.office_date(clock.parse("2026-12-21")))
    assert day is not None
    slot = calendar.list_slots(day, "law")[0].token
    db.session.rollback()
    return citizen.client.post("/holds", data={"slot": slot}).headers["Location"]


def put(name: str, value: str) -> None:
    with transaction():
        settings.put(name, value, actor=CLERK, now=clock.now())


def booked() -> Reservation:
    return db.session.scalars(select(Reservation)).one()


def post(citizen: Citizen, path: str, **data: str) -> int:
    return int(citizen.client.post(path, data=data).status_code)


def test_the_contract_books_and_the_wording_is_kept(held: str, citizen: Citizen) -> None:
    assert post(citizen, held, **TYPED, consent="y") == 303
    row, wording = booked(), db.session.scalars(select(ConsentWording)).one()
    assert (row.consent_version, row.consent_basis, row.consent_optional) == (wording.version, "consent", "filled")
    assert wording.text == consent.notice_in_force().text
    assert (row.question, row.email) == ("상속 포기", "hong@example.com")


def test_nothing_is_ticked_before(held: str, citizen: Citizen) -> None:
    assert not citizen.get(held).soup.select(".consent [checked]")


def test_who_refuses_the_optional_part_books_without_it(held: str, citizen: Citizen) -> None:
    citizen.get(held)
    page = citizen.submit(f"{held}/check", {**TYPED, "consent": "y", "optional": "n"})
    assert "적으신 선택 정보는 저장하지 않습니다" in page.text
    assert post(citizen, held, **TYPED, consent="y", optional="n") == 303
    row = booked()
    assert (row.question, row.email, row.consent_optional) == (None, None, "no")


def test_without_consent_nobody_is_booked(held: str, citizen: Citizen) -> None:
    assert post(citizen, held, **TYPED) == 400
    assert booked().state == "held"


def test_on_duty_the_notice_is_enough(held: str, citizen: Citizen) -> None:
    put("privacy.legal_basis", "duty")
    assert not citizen.get(held).soup.select("[name=consent]")
    assert post(citizen, held, name="홍길동", phone="010-1234-5678") == 303
    assert (booked().consent_basis, booked().consent_optional) == ("duty", None)


def test_who_read_an_old_notice_reads_the_new_one_first(held: str, citizen: Citizen) -> None:
    shown = citizen.get(held).soup.select_one("[name=notice]")
    assert shown is not None
    put("privacy.question_months", "6")
    answer = citizen.client.post(held, data={**TYPED, "consent": "y", "notice": str(shown["value"])})
    assert answer.status_code == 400
    assert "안내를 다시 읽고" in answer.text and "6개월" in answer.text and "상속 포기" in answer.text
    assert 'name="consent" type="checkbox" value="y" checked' not in answer.text
    assert booked().state == "held"


def test_a_change_makes_a_new_version_and_leaves_the_old_one(app: Flask, city: Path, at) -> None:  # type: ignore[no-untyped-def]
    now = at(NOW)
    with transaction():
        first = service.put_in_force(now).version
    with transaction():
        assert service.put_in_force(now).version == first
    put("privacy.person_months", "24")
    with transaction():
        second = service.put_in_force(now).version
    texts = {one.version: one.text for one in consent.list_wordings()}
    assert set(texts) == {first, second}
    assert "12개월" in texts[first] and "24개월" in texts[second]


def test_staff_see_the_versions_and_what_changed(held: str, citizen: Citizen, sqlite_app: Flask) -> None:
    assert post(citizen, held, **TYPED, consent="y") == 303
    put("privacy.question_months", "6")
    with transaction():
        service.put_in_force(clock.now())
    clerk = Citizen(sqlite_app)
    people.enter(clerk.client)
    page = clerk.get("/staff/privacy/wordings")
    assert "이 판으로 받은 예약 1건" in page.text
    assert "더함: 보유 기간: 상담 요지는 상담일부터 6개월" in page.text
    assert "전문가 상담 신청서" in clerk.get("/staff/paper").heading


def test_the_policy_follows_the_settings(held: str, citizen: Citizen) -> None:
    put("privacy.processors", "문자나라")
    put("privacy.person_months", "18")
    page = citizen.get("/privacy")
    for said in ("초안", "문자나라", "18개월", "법률홈닥터", "118", "1833-6972", "파기 관리대장"):
        assert said in page.text, said
    assert "날마다 자동으로 찾아" in page.text and "승인하면" not in page.text
    put("privacy.destroy_automatically", "no")
    page = citizen.get("/privacy")
    assert "승인하면" in page.text and "날마다 자동으로 찾아" not in page.text
    put("office.privacy_policy_url", "https://www.jinju.go.kr/privacy")
    page = citizen.get("/privacy")
    assert "이 글은 초안입니다" not in page.text
    assert page.soup.select_one("a[href='https://www.jinju.go.kr/privacy']")
    assert page.soup.select_one("footer a[href='/privacy']")
