"""From a booking to what arrives: real rooms, the commands of the timetable, the demo's console."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.db import db, transaction
from booking.notices import queries
from booking.notices import service as notices
from booking.notices.models import ConsoleMessage
from booking.notices.texts import Template
from booking.reservations import service
from booking.reservations.models import Reservation
from booking.reservations.rules.people import make_person
from booking.settings import service as settings
from tests.support.pages import Citizen

Command = Callable[..., Result]
CITIZEN = Actor(None, "", "citizen", "192.0.2.1")
NOW = clock.parse("2026-11-24T12:00")
DAY = date(2026, 12, 21)


@pytest.fixture
def book(app: Flask, city: Path, command: Command) -> Callable[..., Reservation]:
    """`book(phone, email, nth)`: a booking of the law desk on the next consultation day."""
    command("jobs", "run", "create_days", "--at", NOW.isoformat())

    def reserve(phone: str, email: str = "", nth: int = 0, **more: str) -> Reservation:
        office_day = calendar.find_office_day("consultation", DAY)
        assert office_day is not None
        slot = [slot for slot in office_day.slots if slot.desk == "law"][nth]
        with transaction():
            held = service.hold(slot.token, "browser", now=NOW)
        consent = {"holder": "browser", "consent_version": "2026-11", "actor": CITIZEN}
        with transaction():
            return service.reserve(held.token, make_person("홍길동", phone, email, ""), now=NOW, **consent, **more)

    return reserve


def arrived() -> list[tuple[str, str | None]]:
    """Channel and subject of what reached the console, in order."""
    db.session.rollback()
    return [(row.channel, row.subject) for row in db.session.query(ConsoleMessage).order_by(ConsoleMessage.id)]


def run(command: Command, *names: str, at: str) -> None:
    for name in names:
        command("jobs", "run", name, "--at", at)


def test_a_booking_is_confirmed_and_reminded_at_each_hour(book: Callable[..., Reservation], command: Command) -> None:
    reference = book("010-1234-5678", "hong@example.org").shown_reference
    run(command, "deliver", at="2026-11-24T12:00:01")
    assert arrived() == [
        ("sms", "[진주시] 예약 완료"),
        ("email", "[진주시] 생활법률 상담 예약이 완료되었습니다"),
    ]
    body = db.session.query(ConsoleMessage).first().body
    assert "2026. 12. 21.(월) 오전 10시" in body and reference in body
    run(command, "queue_reminders", "deliver", at="2026-12-16T09:59:59")
    assert len(arrived()) == 2
    for number, moment in enumerate(("2026-12-16T10:00", "2026-12-18T10:00", "2026-12-21T08:30"), 1):
        for _ in range(2):
            run(command, "queue_reminders", "deliver", at=moment)
        reminded = [channel for channel, subject in arrived() if subject and "안내" in subject]
        assert reminded == ["sms", "email"] * number


def test_messages_are_in_the_language_of_the_booking(book: Callable[..., Reservation], command: Command) -> None:
    book("010-1234-5678", "hong@example.org", language="en")
    book("010-8765-4321", nth=1)
    run(command, "deliver", at="2026-11-24T12:00:01")
    run(command, "queue_reminders", "deliver", at="2026-12-18T10:00")
    db.session.rollback()
    english = [row.body for row in db.session.query(ConsoleMessage) if "Monday, 21 December 2026" in row.body]
    assert len(english) == 4, "the confirmation and the reminder, as text and as mail"
    for body in english:
        assert "10:00 am" in body and "Everyday law" in body and "1345" in body
        assert "Jinju City Hall, 1st floor" in body and "오전" not in body and "진주시" not in body
    korean = [row.body for row in db.session.query(ConsoleMessage) if "2026. 12. 21.(월) 오전" in row.body]
    assert len(korean) == 2 and not any("1345" in body for body in korean)


def test_a_holiday_is_named_in_the_language_of_the_booking(
    book: Callable[..., Reservation], command: Command, at: Callable[..., object]
) -> None:
    book("010-1234-5678", language="en")
    at("2026-12-07T09:00")
    command("holidays", "add", "2026-12-21", "Day of rest")
    run(command, "rehouse", "deliver", at="2026-12-07T09:01")
    db.session.rollback()
    body = db.session.query(ConsoleMessage).order_by(ConsoleMessage.id.desc()).first().body
    assert "Day of rest" in body and "Monday, 21 December 2026" in body


def test_who_cancelled_is_not_reminded(book: Callable[..., Reservation], command: Command) -> None:
    booked = book("010-1234-5678")
    run(command, "deliver", at="2026-11-24T12:01")
    run(command, "queue_reminders", at="2026-12-18T10:00")
    with transaction():
        service.cancel(booked, actor=CITIZEN, now=clock.parse("2026-12-18T10:01"))
    run(command, "deliver", at="2026-12-18T10:02")
    assert [subject for _, subject in arrived()] == ["[진주시] 예약 완료", "[진주시] 예약 취소"]


def test_a_late_holiday_tells_everybody_or_puts_them_on_the_call_list(
    book: Callable[..., Reservation], command: Command, at: Callable[..., object]
) -> None:
    book("010-1234-5678")
    book("055-749-5114", nth=1)
    at("2026-12-07T09:00")
    command("holidays", "add", "2026-12-21", "임시공휴일")
    run(command, "create_days", "rehouse", "deliver", at="2026-12-07T09:01")
    assert [subject for _, subject in arrived()][-1] == "[진주시] 휴무 안내"
    calls = queries.list_calls(clock.parse("2026-12-07T09:02"))
    assert [call.kind for call in calls if call.kind == "displaced"] == ["displaced"]
    run(command, "create_days", "rehouse", "deliver", at="2026-12-07T09:05")
    assert [subject for _, subject in arrived()].count("[진주시] 휴무 안내") == 1


def test_the_page_says_by_which_channels_it_will_be_confirmed(
    book: Callable[..., Reservation], city: Path, app: Flask, citizen: Citizen, at: Callable[..., object]
) -> None:
    at(NOW)
    with transaction():
        settings.put("privacy.processors", "솔라피, 카카오", actor=CITIZEN, now=NOW)
        notices.put_template("confirmed", Template("KA01TP1"), actor=CITIZEN, now=NOW)
    booked = book("010-1234-5678", "hong@example.org")
    with citizen.client.session_transaction() as session:
        session["looked_up"], session["booked"] = [booked.reference], booked.reference
    text = citizen.get(f"/reservations/{booked.reference}").text
    assert "010-1234-5678 번호에 카카오톡 알림톡으로, 받으실 수 없으면 문자로" in text
    assert "hong@example.org 주소에 전자우편으로" in text
