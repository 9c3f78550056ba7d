"""A day closed by mistake and opened again: whom the office turned out has the own time back, before everybody."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.audit.models import AccessEntry
from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import queries, service
from booking.reservations.messages import bookings as messages
from booking.reservations.models import Reservation
from booking.reservations.queries.answers import answers
from booking.reservations.service.upkeep import nobody
from tests.reservations.conftest import CITIZEN, CLERK, NOW, Desk, a_person, wall
from tests.reservations.line import cancel, join, sound, states
from tests.reservations.turned_out import hear


def close(desk: Desk) -> None:
    with transaction():
        day = db.session.get_one(OfficeDay, desk.day.id)
        calendar.close_day(day, closed_by="staff", reason="staff", text="강사 사정", actor=CLERK, now=NOW)
        service.rehouse(NOW, CLERK)


def reopen(desk: Desk, now=NOW, meanwhile: Callable[[], object] = lambda: None) -> None:  # type: ignore[no-untyped-def]
    with transaction():
        calendar.reopen_day(db.session.get_one(OfficeDay, desk.day.id), reason="착오", actor=CLERK, now=now)
        meanwhile()
        assert service.rehouse(now, CLERK) == 0
    with transaction():
        service.rehouse(now, CLERK)  # twice does no harm


def now_is(row: Reservation) -> tuple[str, int | None]:
    db.session.rollback()
    row = db.session.get_one(Reservation, row.id, populate_existing=True)
    return row.state, row.seat


def told(kind: str = "taken_back") -> int:
    return len(db.session.scalars(select(Notice).where(Notice.kind == kind)).all())


def test_who_was_displaced_has_the_own_time_back_before_the_line(desk: Desk, full: list[Reservation]) -> None:
    join(1)
    close(desk)
    assert now_is(full[0]) == ("displaced", None)
    hear()
    reopen(desk)
    assert [now_is(row) for row in full] == [("reserved", 1)] * 4
    assert states() == ["waiting"] and sound()
    row = db.session.get_one(Reservation, full[0].id)
    assert row.slot_id == desk.slot("law", 0).id and row.open_key and row.expert is not None
    assert told() == 2
    message = messages.load("taken_back", f"reservation:{row.reference}", NOW)
    assert message is not None and message.values["time"] == "오전 10시"
    entries = db.session.scalars(select(AccessEntry).where(AccessEntry.action == "reservation.taken_back")).all()
    assert [entry.account_name for entry in entries] == [CLERK.name] * 2


def test_who_has_not_heard_of_the_closing_hears_nothing_of_its_end(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(desk)
    reopen(desk)
    assert (now_is(row), told()) == (("reserved", 1), 0)


def test_who_chose_otherwise_keeps_that_and_the_line_is_served(desk: Desk, full: list[Reservation]) -> None:
    cancel(full[2])
    close(desk)
    with transaction():
        service.move(full[0], desk.slot("law", 0, desk.next_day).token, actor=CITIZEN, now=NOW)
    cancel(full[1])
    join(1)
    join(2)
    reopen(desk)
    assert now_is(full[0])[0] == "reserved" and now_is(full[1]) == ("cancelled", None)
    assert db.session.get_one(Reservation, full[0].id).slot_id == desk.slot("law", 0, desk.next_day).id
    assert (states(), told()) == (["offered", "offered"], 0)


def test_who_booked_another_day_anew_has_chosen_otherwise(desk: Desk) -> None:
    first = desk.book(desk.slot("law", 0))
    close(desk)
    again = desk.book(desk.slot("law", 1, desk.next_day), now=NOW)
    reopen(desk)
    assert now_is(first) == ("displaced", None) and now_is(again) == ("reserved", 1)


def test_whose_time_somebody_has_meanwhile_stays_displaced(desk: Desk) -> None:
    first = desk.book(desk.slot("law", 0))
    close(desk)

    def somebody_books() -> None:
        more = {"via": "telephone", "consent_version": "2026-11", "actor": CLERK, "now": NOW, "override": "부탁"}
        service.book_for_caller(desk.slot("law", 0).token, a_person("이순신", "010-1111-2222"), **more)

    reopen(desk, meanwhile=somebody_books)
    assert (now_is(first), told()) == (("displaced", None), 0)


@pytest.mark.parametrize("seconds", [-1, 0])
def test_nobody_is_put_back_who_could_not_be_told_in_good_time(desk: Desk, seconds: int) -> None:
    first = desk.book(desk.slot("law", 0))
    close(desk)
    reopen(desk, now=queries.cutoff(desk.slot()) + timedelta(seconds=seconds))
    assert now_is(first)[0] == ("reserved" if seconds < 0 else "displaced")


def test_whose_people_are_destroyed_stays_displaced(desk: Desk) -> None:
    first = desk.book(desk.slot("law", 0))
    close(desk)
    with transaction():
        row = db.session.get_one(Reservation, first.id)
        for name, value in nobody(NOW).items():
            setattr(row, name, value)
    reopen(desk)
    assert now_is(first) == ("displaced", None)


@pytest.mark.parametrize(("hour", "reminded"), [(9, 1), (11, 0)])
def test_who_has_just_been_told_of_the_time_again_is_not_reminded_of_it_too(
    desk: Desk, full: list[Reservation], hour: int, reminded: int
) -> None:
    close(desk)
    if hour == 9:
        hear()
    back = wall(date(2026, 12, 16), hour)  # three working days before, where a reminder is due at ten
    reopen(desk, back)
    count = len([row for row in full if now_is(row)[0] == "reserved" and row.slot.day.date == desk.day.date])
    with transaction():
        planned = service.queue_reminders(back + timedelta(hours=2))
    assert (told() > 0, planned) == (True, count * reminded)


def test_who_was_told_of_the_time_again_after_the_reminder_was_not_asked_by_it(sqlite_app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(desk)
    reopen(desk, wall(date(2026, 12, 18), 11))
    assert answers(desk.day).fresh == [row]
