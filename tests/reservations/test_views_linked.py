"""The signed link of a message: four digits open the booking in a browser that has no cookie of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from booking import crypto, links
from booking.db import db, transaction
from booking.notices import jobs
from booking.notices.models import ConsoleMessage
from booking.reservations.models import Reservation
from booking.reservations.service.finding import A_DAY
from booking.settings import service as settings
from tests.reservations.conftest import CLERK, NOW, Desk, a_person
from tests.support.pages import Citizen, Page


@pytest.fixture(autouse=True)
def _now(at: Callable[..., object]) -> None:
    at(NOW)


@pytest.fixture
def booked(desk: Desk) -> Reservation:
    return desk.book(desk.slot(), a_person(email="hong@example.org"))


def enter(citizen: Citizen, row: Reservation, digits: str) -> Page:
    citizen.get(links.path("booking", str(row.reference)))
    return citizen.submit("", {"digits": digits})


@pytest.mark.parametrize("digits", ["5678", " ５６７８ "])
def test_the_last_four_digits_open_the_booking(app: Flask, booked: Reservation, citizen: Citizen, digits: str) -> None:
    page = citizen.get(links.path("booking", str(booked.reference)))
    assert "홍길동" not in page.text and "생활법률" not in page.text
    assert citizen.get(f"/reservations/{booked.reference}").status == 403
    page = enter(citizen, booked, digits.strip())
    assert (page.redirects, page.heading) == ([303], "예약 내용")


def test_either_telephone_opens_it(sqlite_app: Flask, booked: Reservation, citizen: Citizen) -> None:
    with transaction():
        row = db.session.get_one(Reservation, booked.id)
        row.proxy_name, row.proxy_phone = "김신청", "+821077778888"
        row.proxy_phone_index = crypto.vault().index("+821077778888")
    assert enter(citizen, booked, "8888").heading == "예약 내용"


@pytest.mark.parametrize(("digits", "status"), [("", 400), ("123", 400), ("12a4", 400), ("0000", 403)])
def test_other_digits_open_nothing(
    sqlite_app: Flask, booked: Reservation, citizen: Citizen, digits: str, status: int
) -> None:
    page = enter(citizen, booked, digits)
    assert page.status == status
    assert page.soup.select_one("[name=digits][aria-invalid=true]") is not None
    assert citizen.get(f"/reservations/{booked.reference}").status == 403


def test_guessing_is_locked_out_for_the_link(app: Flask, booked: Reservation, citizen: Citizen) -> None:
    for number in range(5):
        assert enter(citizen, booked, f"000{number}").status == 403
    assert enter(citizen, booked, "5678").status == 429
    citizen.get("/lookup")
    found = citizen.submit("/lookup", {"reference": str(booked.reference), "phone": "010-1234-5678"})
    assert found.heading == "예약 내용"


def test_weeks_of_patience_are_not_ten_thousand_tries(
    app: Flask, booked: Reservation, citizen: Citizen, at: Callable[..., object]
) -> None:
    """A lock-out of some minutes begins anew, and a link lives for weeks: of 24 hours each link allows 20 tries."""
    statuses = []
    for number in range(60):
        at(NOW + number * timedelta(minutes=16))
        statuses.append(enter(citizen, booked, f"{number:04}").status)
    assert statuses == [403] * A_DAY + [429] * (60 - A_DAY)
    told = enter(citizen, booked, "5678")
    assert "예약 확인·취소" in str(told.soup.select_one("[id$=error]") or told.text)
    citizen.get("/lookup")
    found = citizen.submit("/lookup", {"reference": str(booked.reference), "phone": "010-1234-5678"})
    assert found.heading == "예약 내용"
    at(NOW + timedelta(hours=24, minutes=1))
    assert enter(citizen, booked, "5678").heading == "예약 내용"


def test_right_digits_are_no_tries(app: Flask, booked: Reservation, citizen: Citizen) -> None:
    for _ in range(A_DAY + 2):
        assert enter(citizen, booked, "5678").status == 200


@pytest.mark.parametrize("text", ["nonsense", "booking.AAAA2222.x", "<b>", "x" * 2000])
def test_what_is_no_link_says_so_and_where_to_go(sqlite_app: Flask, citizen: Citizen, text: str) -> None:
    page = citizen.get(f"/r/{text}")
    assert (page.status, page.heading) == (410, "열 수 없는 링크입니다")
    assert page.soup.select_one("main a[href='/lookup']") is not None
    assert page.soup.select_one("main a[href^='tel:']") is not None


def test_a_signed_name_of_nothing_tells_nothing(sqlite_app: Flask, citizen: Citizen) -> None:
    for kind, name in (("booking", "AAAA2222"), ("other", "AAAA2222")):
        assert citizen.get(links.path(kind, name)).status == 410


def test_a_link_is_good_until_some_days_after_the_visit(
    sqlite_app: Flask, booked: Reservation, citizen: Citizen, at: Callable[..., object]
) -> None:
    path = links.path("booking", str(booked.reference))
    end = booked.slot.ends_at + timedelta(days=7)
    at(end - timedelta(seconds=1))
    page = citizen.get(path)
    assert page.status == 200
    at(end)
    assert citizen.get(path).status == 410
    assert citizen.client.post(path, data={**page.filled(""), "digits": "5678"}).status_code == 410


def test_opening_the_page_counts_and_changes_nothing(sqlite_app: Flask, booked: Reservation, citizen: Citizen) -> None:
    for _ in range(8):
        assert citizen.get(links.path("booking", str(booked.reference))).status == 200
    assert enter(citizen, booked, "5678").heading == "예약 내용"


def deliver() -> dict[str, str]:
    jobs.deliver(NOW + timedelta(minutes=1))
    return {row.channel: row.body for row in db.session.query(ConsoleMessage)}


def test_mail_carries_the_link_and_a_text_message_only_where_the_city_wants_it(
    sqlite_app: Flask, booked: Reservation
) -> None:
    path = links.path("booking", str(booked.reference))
    bodies = deliver()
    assert f"{sqlite_app.config['BASE_URL']}{path}\n" in bodies["email"]
    assert "http" not in bodies["sms"]


def test_a_text_message_with_a_link(sqlite_app: Flask, booked: Reservation) -> None:
    with transaction():
        settings.put("notices.sms_links", "yes", actor=CLERK, now=NOW)
    assert links.path("booking", str(booked.reference)) in deliver()["sms"]


@pytest.mark.parametrize(("name", "status"), [("홍길동", 200), ("없는이", 200), ("", 400)])
def test_asking_for_the_reference_has_one_answer(
    sqlite_app: Flask, booked: Reservation, citizen: Citizen, name: str, status: int
) -> None:
    citizen.get("/lookup/forgotten")
    page = citizen.submit("/lookup/forgotten", {"name": name, "phone": "010-1234-5678"})
    assert page.status == status
    assert ("있으면 예약번호를 보내 드립니다" in page.text) == (status == 200)
    assert "전화해 주세요" in page.text and str(booked.shown_reference) not in page.text
