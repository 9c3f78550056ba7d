"""Who is asked for another time where there is none: the page says when the next ones come, and leads into the line."""

from collections.abc import Callable

import pytest
from flask import Flask

from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay
from booking.db import transaction
from booking.reservations import service
from tests.reservations.conftest import CLERK, DAY, NEXT, NOW, Desk, a_person, wall
from tests.reservations.walking import book
from tests.support.pages import Citizen

OPENS = "다음 상담일 2027. 1. 20.(수)은 2026. 12. 21.(월) 오전 9시부터 예약하실 수 있습니다."


@pytest.fixture
def desk(desk: Desk, at: Callable[..., object]) -> Desk:
    """The next day is planned, and booking for it has not begun."""
    at(NOW)
    with transaction() as session:
        session.get_one(OfficeDay, desk.next_day.id).opens_at = wall(DAY, 9)
    return desk


def test_who_was_displaced_is_led_into_the_line(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    done = book(citizen, desk)
    more = {"via": "telephone", "consent_version": "2026-11", "actor": CLERK, "now": NOW, "override": "부탁"}
    with transaction():
        for nth in (0, 1):
            person = a_person("이순신", f"010-1111-000{nth}")
            service.book_for_caller(desk.slot("law", nth, desk.next_day).token, person, **more)
        calendar.close_day(desk.day, closed_by="staff", reason="staff", text="청사 공사", actor=CLERK, now=NOW)
        service.rehouse(NOW)
    page = citizen.get(f"{done.url}/move")
    assert page.status == 200
    assert "바꿀 수 있는 시간이 없습니다" in page.text and OPENS in page.text
    assert "처음 예약" in page.text and "지금 예약" not in page.text
    way = page.soup.select_one("main a[href^='/waiting']")
    assert way is not None
    form = citizen.get(str(way["href"])).filled("/waiting")
    assert (form["desks"], form["last"]) == ("law", str(NEXT))


def test_who_has_a_time_only_learns_when_others_come(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    done = book(citizen, desk)
    desk.hold(desk.slot(nth=1), holder="another")
    page = citizen.get(f"{done.url}/move")
    assert OPENS in page.text and "지금 예약" in page.text
    assert not page.soup.select("main a[href^='/waiting']")


def test_a_place_out_of_the_line_is_no_fourth_step(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    assert "4/4단계" in book(citizen, desk).text
    citizen.get(f"/waiting?field=national-tax&date={DAY}")
    citizen.submit("/waiting", {"name": "홍길동", "phone": "010 1234 5678", "email": "", "consent": "y"})
    page = citizen.get(citizen.page.url)
    assert "가족 등 다른 분이" in page.text or "본인" in page.text, "who may come is said before the answer"
    page = citizen.submit("/accept", {})
    assert page.heading == "예약이 완료되었습니다" and "4/4단계" not in page.text
