"""The pages of retention: what is past due, approving it, keeping a booking, and the register on paper."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.reservations import jobs
from booking.reservations.models import Destruction, Reservation
from booking.settings import service as settings
from tests.reservations.conftest import DAY, NOW, Desk, a_person, desk, open_day, wall
from tests.support.work import Worker, entries

__all__ = ["desk", "open_day"]

LATER = wall(date(2027, 3, 22), 9)
PAGE = "/staff/privacy/retention"
GIVEN = {"until": DAY.isoformat(), "reason": "결재 제2027-3호"}


@pytest.fixture
def row(desk: Desk) -> Reservation:
    return desk.book(desk.slot(), a_person(question="상속 포기"))


@pytest.fixture
def admin(sqlite_app: Flask, row: Reservation, at: Callable[..., datetime]) -> Worker:
    at(LATER)
    return Worker(sqlite_app, "admin@city.example", "admin")


@pytest.fixture
def by_hand(row: Reservation) -> None:
    with transaction():
        settings.put("privacy.destroy_automatically", "no", actor=Actor.command("tests"), now=NOW)


def stored() -> list[Destruction]:
    return list(db.session.scalars(select(Destruction)))


def test_what_is_past_due_is_listed_without_anybody(admin: Worker, row: Reservation) -> None:
    page = admin.get(PAGE)
    assert "예약의 상담 요지와 답변 상담일부터 3개월 1건 2026-12-21 ~ 2026-12-21" in page.text
    assert "밤마다 저절로" in page.text
    listed = admin.get(f"{PAGE}/question")
    assert row.shown_reference in listed.text
    for shown in (page, listed):
        assert "홍길동" not in shown.html and "상속" not in shown.html and "1234" not in shown.html
    assert not listed.soup.select("form.form"), "nothing to approve where all goes by itself"
    admin.get(f"{PAGE}/notes", 404)


def test_an_admin_approves_and_takes_back(admin: Worker, by_hand: None) -> None:
    assert admin.post(f"{PAGE}/question", **GIVEN).url == PAGE
    assert "승인하고 아직 파기하지 않은 것" in admin.get(PAGE).text
    admin.post(f"{PAGE}/question/withdraw", until=DAY.isoformat())
    assert stored() == []
    page = admin.post(f"{PAGE}/question/withdraw", 409, until=DAY.isoformat())
    assert "거둔 승인입니다" in page.text
    admin.post(f"{PAGE}/question/withdraw", 404, until="tomorrow")


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"until": ""}, 400, "날짜를 골라 주세요"),
        ({"until": "2026-13-40"}, 400, "날짜를 다시 골라 주세요"),
        ({"until": "0001-01-01"}, 400, "보관 기간이 지난 것만"),
        ({"until": "9999-12-31"}, 400, "보관 기간이 지난 것만"),
        ({"reason": " "}, 400, "승인 근거를 적어 주세요"),
        ({"reason": "900101-1234567"}, 400, "번호를 지워 주세요"),
        ({"reason": "가" * 201}, 400, "200자까지"),
    ],
)
def test_a_bad_approval_is_refused_at_its_field(
    admin: Worker, by_hand: None, typed: dict[str, str], status: int, said: str
) -> None:
    sent = {**GIVEN, **typed}
    page = admin.post(f"{PAGE}/question", status, **sent)
    assert said in " ".join(one.text for one in page.soup.select(f"#{next(iter(typed))}-error"))
    if typed != {"reason": " "}:
        assert page.soup.select(f"#reason[value='{sent['reason']}']"), "nothing typed is lost"
    assert stored() == []


def test_approving_twice_says_so(admin: Worker, by_hand: None) -> None:
    admin.post(f"{PAGE}/question", **GIVEN)
    page = admin.post(f"{PAGE}/question", 409, **GIVEN)
    assert "이미 승인했습니다" in page.text


def test_the_register_tells_what_when_why_and_by_whom(admin: Worker, by_hand: None) -> None:
    admin.post(f"{PAGE}/question", **GIVEN)
    jobs.destroy_past_due(LATER)
    page = admin.get("/staff/privacy/register")
    for said in (
        "담당 팀장 과장",
        "예약의 상담 요지와 답변",
        "1건",
        "2026-12-21",
        "보관 기간 3개월 지남",
        "결재 제2027-3호",
    ):
        assert said in page.text, said
    assert "admin@city.example" in page.text and "홍길동" not in page.html
    for year in ("2026", "x", "99999", "02027"):
        admin.get(f"/staff/privacy/register?year={year}", 404)


def test_a_booking_is_kept_and_let_go_on_its_page(admin: Worker, row: Reservation) -> None:
    here = f"/staff/reservations/{row.reference}"
    assert "감사·소송을 위해 보존" in admin.get(here).text
    given = {"until": "2027-06-30", "document": "감사담당관-12", "reason": "자체 감사", "back": "booking"}
    assert admin.post(f"{here}/keep", **given).url == here
    page = admin.get(here)
    assert "2027-06-30까지 보존" in page.text and "감사담당관-12" in page.text
    assert row.shown_reference in admin.get(PAGE).text
    assert "없음" in admin.get(PAGE).text, "it is not past due while it is kept"
    admin.post(f"{here}/release", back="booking")
    assert "없습니다. 예약 화면" in admin.get(PAGE).text
    assert not any("자체 감사" in str(entry.changes) for entry in entries("reservation.kept"))


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("until", "", "날짜를 골라"),
        ("until", "2027-03-21", "지난 날"),
        ("document", "", "문서의 번호"),
        ("document", "900101-1234567", "번호를 지워 주세요"),
        ("reason", "", "사유를 적어"),
        ("reason", "010-1234-5678 김 님", "전화번호를 적지 말아"),
    ],
)
def test_a_booking_is_not_kept_without_ground(
    admin: Worker, row: Reservation, name: str, typed: str, said: str
) -> None:
    given = {"until": "2027-06-30", "document": "감사담당관-12", "reason": "자체 감사", name: typed}
    page = admin.post(f"/staff/reservations/{row.reference}/keep", 400, **given)
    assert said in " ".join(one.text for one in page.soup.select(f"#{name}-error"))
    db.session.refresh(row)
    assert row.kept_at is None


def test_staff_neither_see_nor_keep(sqlite_app: Flask, row: Reservation, at: Callable[..., datetime]) -> None:
    at(LATER)
    clerk = Worker(sqlite_app)
    assert "보존" not in clerk.get(f"/staff/reservations/{row.reference}").text
    clerk.get(PAGE, 403)
