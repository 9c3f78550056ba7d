"""Closed days: what the scheduler does with bookings, and that twice does no harm."""

from datetime import date

import pytest
from sqlalchemy import select

from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay
from booking.calendar.service import close_day
from booking.consultations.models import Expert
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import jobs, service
from booking.reservations.messages import bookings as messages
from booking.reservations.models import Reservation
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NOW, Desk, a_person, wall


def close(desk: Desk) -> None:
    with transaction():
        day = db.session.get_one(OfficeDay, desk.day.id)
        close_day(day, closed_by="staff", reason="staff", text="강사 사정", actor=CLERK, now=NOW)


def kinds() -> list[str]:
    return sorted(db.session.scalars(select(Notice.kind)))


def test_everybody_on_a_closed_day_is_displaced_and_told_once(desk: Desk) -> None:
    booked = [desk.book(desk.slot("law", 0)), desk.book(desk.slot("law", 1), a_person("이순신", "055-749-5114"))]
    other = desk.book(desk.slot("law", 0, desk.next_day))
    held = desk.hold(desk.slot("national-tax"))
    close(desk)
    assert jobs.rehouse(NOW) == 2
    assert jobs.rehouse(NOW) == 0
    states = {row.id: (row.state, row.seat) for row in db.session.scalars(select(Reservation))}
    assert [states[row.id] for row in booked] == [("displaced", None)] * 2
    assert states[other.id] == ("reserved", 1)
    assert states[held.id] == ("expired", None)
    told = db.session.execute(select(Notice.channel).where(Notice.kind == "displaced")).scalars().all()
    assert sorted(told) == ["call", "sms"]


def test_a_visit_that_began_is_left_as_it_is(desk: Desk) -> None:
    booked = desk.book(desk.slot("law", 0))
    close(desk)
    assert jobs.rehouse(wall(DAY, 10)) == 0
    assert db.session.get_one(Reservation, booked.id).state == "reserved"


def test_an_open_day_loses_nobody(desk: Desk) -> None:
    desk.book(desk.slot())
    assert jobs.rehouse(NOW) == 0
    assert kinds() == ["confirmed"]


@pytest.mark.parametrize("kind", ["confirmed", "reminder", "moved"])
def test_a_message_is_read_again_when_it_is_sent(desk: Desk, kind: str) -> None:
    booked = desk.book(desk.slot())
    subject = f"reservation:{booked.reference}"
    message = messages.load(kind, subject, NOW)
    assert message is not None
    assert message.values["date"] == "2026. 12. 21.(월)"
    assert message.values["time"] == "오전 10시"
    assert message.values["field"] == "생활법률"
    assert message.values["reference"] == booked.shown_reference
    assert message.recipients["person"].phone == "+821012345678"
    with transaction():
        service.cancel(booked, actor=CITIZEN, now=NOW)
    assert messages.load(kind, subject, NOW) is None
    assert messages.load("cancelled", subject, NOW) is not None


def test_a_message_about_nothing_is_not_wanted(desk: Desk) -> None:
    assert messages.load("confirmed", "reservation:4711", NOW) is None


@pytest.mark.parametrize(
    ("now", "question", "name"),
    [
        (wall(date(2027, 3, 21), 12), "임대차", "홍길동"),  # three months after 2026-12-21 to the day
        (wall(date(2027, 3, 22), 3), None, "홍길동"),
        (wall(date(2027, 12, 21), 12), None, "홍길동"),
        (wall(date(2027, 12, 22), 3), None, None),
    ],
)
def test_what_the_notice_promises_to_destroy_is_destroyed(desk: Desk, now, question, name) -> None:  # type: ignore[no-untyped-def]
    booked = desk.book(desk.slot(), a_person(email="hong@example.com", question="임대차"))
    jobs.destroy_past_due(now)
    row = db.session.get_one(Reservation, booked.id)
    assert (row.question, row.name) == (question, name)
    if name is None:
        gone = (row.phone, row.email, row.phone_index, row.person_key, row.open_key, row.holder)
        assert set(gone) == {None}
        assert (row.state, row.seat, row.reference) == ("reserved", 1, booked.reference)
    assert jobs.destroy_past_due(now) == 0
    assert messages.load("confirmed", f"reservation:{booked.id}", now) is None or name is not None


@pytest.mark.parametrize(
    ("closing", "reason"),
    [
        ({"closed_by": "staff", "reason": "staff", "text": "강사 사정"}, "강사 사정"),
        ({"closed_by": "rule", "reason": "moved"}, "상담일이 다른 날로 정해졌습니다."),
        ({"closed_by": "rule", "reason": "holiday"}, "공휴일(임시공휴일)이어서 쉽니다."),
    ],
)
def test_who_is_displaced_reads_why(desk: Desk, closing: dict[str, str], reason: str) -> None:
    booked = desk.book(desk.slot())
    with transaction():
        if closing["reason"] == "holiday":
            more = {"reason": "국무회의", "document_number": "", "actor": CLERK, "now": NOW}
            calendar.add_holiday(DAY, "임시공휴일", **more)
        day = db.session.get_one(OfficeDay, desk.day.id)
        calendar.close_day(day, **closing, actor=CLERK, now=NOW)
        service.rehouse(NOW)
    message = messages.load("displaced", f"reservation:{booked.reference}", NOW)
    assert message is not None
    assert message.values["reason"] == reason


def test_bookings_follow_from_an_expert_who_leaves_to_the_one_who_comes(desk: Desk) -> None:
    booked, other = desk.book(desk.slot("law", 0)), desk.book(desk.slot("national-tax", 0))
    assert booked.expert is not None
    with transaction():
        db.session.get_one(Expert, booked.expert_id).is_active = False
        db.session.add(Expert(name="후임", organisation="표본", field_key="law"))
        keeps = other.expert_id
    assert jobs.rehouse(NOW) == 1
    assert jobs.rehouse(NOW) == 0
    row = db.session.get_one(Reservation, booked.id)
    assert row.expert is not None
    assert row.expert.name == "후임"
    assert db.session.get_one(Reservation, other.id).expert_id == keeps
