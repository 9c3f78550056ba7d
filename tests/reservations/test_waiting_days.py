"""Nobody waits in vain: for days on which no consultation takes place, and without knowing how they will be told."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.calendar import service as calendar
from booking.consultations import service as consultations
from booking.consultations.models import Expert
from booking.db import db, transaction
from booking.notices.jobs import deliver
from booking.notices.models import Notice
from booking.recheck import recheck
from booking.reservations import service
from booking.reservations.errors import BookedThen, NoDayThen
from booking.reservations.messages import waiting_closed as message
from booking.reservations.models import Reservation
from booking.reservations.rules.waiting import Wish
from booking.reservations.service import waiting
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NEXT, NOW, Desk, a_person
from tests.reservations.line import join, somebody, states
from tests.reservations.test_waiting_pages import TYPED, stand_in_line
from tests.support.pages import Citizen

VAIN = "여는 날이 없습니다"


@pytest.fixture(autouse=True)
def _now(at: Callable[..., object]) -> None:
    at(NOW)


def close(desk: Desk) -> None:
    with transaction():
        calendar.close_day(desk.day, closed_by="staff", reason="staff", text="청사 공사", actor=CLERK, now=NOW)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (DAY, DAY, "the one day is closed"),
        (date(2026, 12, 1), date(2027, 1, 19), "the only day of the span is closed"),
        (date(2026, 12, 22), date(2027, 1, 19), "no day lies in the span"),
    ],
)
def test_days_without_a_consultation_are_refused(
    sqlite_app: Flask, desk: Desk, first: date, last: date, why: str
) -> None:
    close(desk)
    with pytest.raises(NoDayThen):
        waiting.make_wish(["law"], first, last, NOW)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (DAY, NEXT, "the next day is open"),
        (DAY, None, "however late"),
        (date(2027, 1, 21), date(2027, 3, 31), "these days are not planned yet"),
    ],
)
def test_days_that_may_have_one_are_not(
    sqlite_app: Flask, desk: Desk, first: date, last: date | None, why: str
) -> None:
    close(desk)
    assert waiting.make_wish(["law"], first, last, NOW).last == last


def test_it_is_said_at_the_last_day(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    close(desk)
    page = stand_in_line(citizen)
    assert page.status == 400
    assert VAIN in str(page.soup.select("#last-error"))
    assert page.filled("/waiting")["name"] == TYPED["name"]


def test_whose_day_is_closed_is_not_said_to_be_next(
    sqlite_app: Flask, desk: Desk, full: list[Reservation], citizen: Citizen
) -> None:
    page = stand_in_line(citizen)
    assert "생활법률: 다음 차례입니다" in page.text
    assert "적으신 연락처로 알려 드립니다" in page.text
    assert f"{DAY:%Y. %m. %d}.(월)부터" not in page.text, "one day is one day"
    close(desk)
    page = citizen.get(page.url)
    assert "상담이 열리지 않습니다" in page.text
    assert "다음 차례" not in page.text and "알려 드립니다" not in page.text


def test_a_landline_is_called(sqlite_app: Flask, full: list[Reservation], citizen: Citizen) -> None:
    page = stand_in_line(citizen, phone="055-123-4567")
    assert "담당자가 055-123-4567 번호로 전화드립니다" in page.text


def test_who_has_left_is_not_asked_again(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    page = stand_in_line(citizen)
    citizen.get(f"{page.url}/leave")
    citizen.submit("/leave", {})
    assert citizen.get(f"{page.url}/leave").heading == "취소한 신청입니다"


ONLY = Wish(frozenset({"law"}), DAY, DAY)


def told() -> list[str]:
    db.session.rollback()
    return [one.subject for one in db.session.scalars(select(Notice).where(Notice.kind == "line_closed"))]


def rehouse(now: datetime = NOW) -> None:
    with transaction():
        service.rehouse(now)


def test_whose_only_day_is_closed_is_told_once_and_keeps_the_place(desk: Desk, full: list[Reservation]) -> None:
    rows = [join(1, ONLY), join(2, Wish(frozenset({"law"}), DAY, NEXT)), join(3), join(4, Wish(ONLY.desks, NEXT, NEXT))]
    close(desk)
    for _ in range(2):
        rehouse()
    assert told() == [f"waiting:{rows[0].reference}"] and states() == ["waiting"] * 4
    found = message.load("waiting:" + rows[0].reference, NOW)
    assert found is not None
    assert (found.values["date"], found.values["field"], found.values["reason"]) == (
        "2026. 12. 21.(월)", "생활법률", "청사 공사",
    )  # fmt: skip
    with transaction():
        calendar.reopen_day(desk.day, reason="착오", actor=CLERK, now=NOW)
    assert message.load("waiting:" + rows[0].reference, NOW) is None, "there is something to wait for again"


def test_who_was_not_told_before_the_day_was_opened_again_is_told_when_it_is_closed_again(
    sqlite_app: Flask, desk: Desk, full: list[Reservation]
) -> None:
    join(1, ONLY)
    for evening in (NOW.replace(hour=13), NOW.replace(hour=13) + timedelta(days=1)):  # 22:00 in 진주: told at 8:00
        close(desk)
        rehouse(evening)
        if evening.day == NOW.day:
            with transaction():
                calendar.reopen_day(desk.day, reason="착오", actor=CLERK, now=evening)
        deliver(evening + timedelta(hours=11))
    rehouse(evening + timedelta(days=1))
    db.session.rollback()
    states = db.session.scalars(select(Notice.state).where(Notice.kind == "line_closed").order_by(Notice.due_at)).all()
    assert states == ["dropped", "sent"]


def test_in_their_own_language(sqlite_app: Flask, desk: Desk, full: list[Reservation]) -> None:
    row = join(1, ONLY, language="en")
    close(desk)
    found = message.load("waiting:" + row.reference, NOW)
    assert found is not None and (found.language, found.values["date"]) == ("en", "Monday, 21 December 2026")


def test_whose_field_rests_that_day_is_told_too_and_nobody_joins_for_it(
    sqlite_app: Flask, desk: Desk, full: list[Reservation]
) -> None:
    row = join(1, ONLY)
    law = db.session.scalars(select(Expert).where(Expert.field_key == "law")).one()
    with transaction():
        consultations.add_absence(law.id, DAY, DAY, reason="학회", actor=CLERK, now=NOW)
        recheck(NOW, CLERK)
    assert told() == [f"waiting:{row.reference}"]
    with pytest.raises(NoDayThen):
        waiting.make_wish(["law"], DAY, DAY, NOW)
    assert waiting.make_wish(["law", "national-tax"], DAY, DAY, NOW).first == DAY


def test_who_lost_an_offer_of_that_day_is_told_of_that_alone(desk: Desk) -> None:
    join(1, ONLY)
    assert states() == ["offered"]
    close(desk)
    rehouse()
    assert (states(), told()) == (["waiting"], [])


def test_who_has_booked_all_they_wait_for_is_told_so(desk: Desk, full: list[Reservation]) -> None:
    with transaction():
        service.cancel(full[0], actor=CITIZEN, now=NOW)
    desk.book(desk.slot("law", 0), somebody(1))
    with pytest.raises(BookedThen):
        join(1, ONLY)
    with pytest.raises(BookedThen):
        join(1, Wish(ONLY.desks, date(2026, 12, 1), date(2027, 1, 19)))
    join(2, Wish(ONLY.desks, DAY, NEXT), person=somebody(1))
    assert states() == ["waiting"], "the other day would do"


def test_the_form_says_it_at_the_day(sqlite_app: Flask, desk: Desk, full: list[Reservation], citizen: Citizen) -> None:
    with transaction():
        service.cancel(full[0], actor=CITIZEN, now=NOW)
    desk.book(desk.slot("law", 0), a_person())
    page = stand_in_line(citizen)
    assert page.status == 409 and "이미 예약하셨습니다" in str(page.soup.select("#last-error"))
    assert page.filled("/waiting")["name"] == TYPED["name"]
