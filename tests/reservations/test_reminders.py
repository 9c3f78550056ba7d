"""Reminders by the rules that staff set: each once, whatever becomes of rules, bookings and the calendar meanwhile.

The consultation day is Monday, 21 December: three working days before is Wednesday the 16th, one is Friday the 18th.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from booking.calendar import service as calendar
from booking.db import db, transaction
from booking.notices import queries as notices
from booking.notices.jobs import deliver
from booking.notices.models import Notice
from booking.reservations import jobs, queries, service
from booking.reservations.models import Reservation
from booking.reservations.service import telling
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NEXT, NOW, Desk, a_person, wall
from tests.reservations.test_proxy import a_father

WEDNESDAY, FRIDAY, MONDAY = wall(date(2026, 12, 16), 10), wall(date(2026, 12, 18), 10), wall(DAY, 8, 30)
MINUTE = timedelta(minutes=1)


def tick(*moments: datetime) -> int:
    """The scheduler at these instants: how many rows it planned."""
    count = 0
    for moment in moments:
        count += jobs.queue_reminders(moment)
        deliver(moment)
    return count


def reminders() -> list[tuple[datetime, str]]:
    db.session.rollback()
    query = select(Notice.due_at, Notice.state).where(Notice.kind == "reminder").order_by(Notice.due_at, Notice.id)
    return [(row.due_at, row.state) for row in db.session.execute(query)]


def rule(text: str, now: datetime = NOW) -> None:
    with transaction():
        settings.put("notices.reminders", text, actor=CLERK, now=now)


@pytest.mark.parametrize(
    ("now", "states"),
    [
        (WEDNESDAY - MINUTE, []),
        (WEDNESDAY, ["sent"]),
        (FRIDAY - MINUTE, ["sent"]),  # the scheduler was down for two days
        (FRIDAY, ["missed", "sent"]),
        (MONDAY, ["missed", "missed", "sent"]),
        (wall(DAY, 9, 59), ["missed", "missed", "sent"]),
        (wall(DAY, 10), []),  # too late to be of use
    ],
)
def test_of_the_reminders_that_are_due_the_last_one_goes_out(
    sqlite_app: Flask, desk: Desk, now: datetime, states: list[str]
) -> None:
    desk.book(desk.slot())
    assert tick(now) == len(states)
    assert tick(now + timedelta(milliseconds=1)) == 0
    assert [state for _, state in reminders()] == states
    assert [notice for notice in notices.list_unheard() if notice.kind == "reminder"] == []


def test_each_reminder_goes_out_once_at_its_hour(desk: Desk) -> None:
    desk.book(desk.slot())
    start = wall(date(2026, 12, 14), 0)
    tick(*[start + timedelta(minutes=30) * nth for nth in range(48 * 8)])
    assert reminders() == [(WEDNESDAY, "sent"), (FRIDAY, "sent"), (MONDAY, "sent")]


def test_a_reminder_that_was_not_sent_in_time_makes_way_for_the_next(desk: Desk) -> None:
    desk.book(desk.slot())
    jobs.queue_reminders(WEDNESDAY)
    tick(FRIDAY)
    assert reminders() == [(WEDNESDAY, "missed"), (FRIDAY, "sent")]


def test_who_is_told_by_nothing_is_seen_once(desk: Desk) -> None:
    desk.book(desk.slot())
    jobs.queue_reminders(WEDNESDAY)
    jobs.queue_reminders(FRIDAY)
    deliver(wall(DAY, 10))
    assert reminders() == [(WEDNESDAY, "missed"), (FRIDAY, "missed")]
    assert [notice.due_at for notice in notices.list_unheard() if notice.kind == "reminder"] == [FRIDAY]


@pytest.mark.parametrize(("told", "planned"), [(WEDNESDAY, 1), (FRIDAY - MINUTE, 1), (FRIDAY, 0)])
def test_who_booked_or_moved_after_a_reminders_hour_does_not_get_it(desk: Desk, told: datetime, planned: int) -> None:
    desk.book(desk.slot(), now=told)
    moved = desk.book(desk.slot("national-tax"), a_person(name="김영희"))
    with transaction():
        service.move(moved, desk.slot("national-tax", 1).token, actor=CITIZEN, now=told)
    assert tick(FRIDAY) == planned * 2
    assert [due for due, _ in reminders()] == [FRIDAY] * planned * 2


def test_who_comes_before_the_hour_on_the_day_is_reminded_the_day_before(desk: Desk) -> None:
    rule("1 10:00, 당일 10:00")
    desk.book(desk.slot())
    assert tick(FRIDAY + timedelta(days=2)) == 1
    assert tick(wall(DAY, 10)) == 0
    assert reminders() == [(FRIDAY, "sent")]


@pytest.mark.parametrize(
    ("now", "read"), [(WEDNESDAY - MINUTE, []), (WEDNESDAY, [DAY]), (wall(NEXT, 7), [NEXT]), (wall(NEXT, 18), [])]
)
def test_only_bookings_of_days_whose_reminders_have_begun_are_read(desk: Desk, now: datetime, read: list[date]) -> None:
    for day in (desk.day, desk.next_day):
        desk.book(desk.slot("law", 0, day))
    loaded: list[str] = []

    def note(row: Reservation, _context: object) -> None:
        loaded.append(row.reference or "")

    db.session.expunge_all()
    event.listen(Reservation, "load", note)
    try:
        jobs.queue_reminders(now)
    finally:
        event.remove(Reservation, "load", note)
    days = [queries.get_by_reference(reference).slot.day.date for reference in loaded]
    assert days == read


def test_a_cancelled_booking_is_not_reminded(desk: Desk) -> None:
    booked = desk.book(desk.slot())
    with transaction():
        service.cancel(booked, actor=CITIZEN, now=NOW)
    assert tick(FRIDAY) == 0


def test_after_a_move_the_reminders_follow_the_new_day(desk: Desk) -> None:
    booked = desk.book(desk.slot("law", 0))
    jobs.queue_reminders(WEDNESDAY)
    with transaction():
        service.move(booked, desk.slot("law", 0, desk.next_day).token, actor=CITIZEN, now=WEDNESDAY + MINUTE)
    tick(WEDNESDAY + 2 * MINUTE, FRIDAY, MONDAY)
    assert reminders() == [(WEDNESDAY, "dropped")]
    assert queries.reminder_due(desk.next_day.date) == wall(date(2027, 1, 19), 10)
    assert tick(wall(date(2027, 1, 15), 10), wall(date(2027, 1, 19), 10), wall(date(2027, 1, 20), 8, 30)) == 3


@pytest.mark.parametrize(
    ("text", "dues"),
    [
        ("3 10:00, 1 11:00", [FRIDAY]),  # its hour is moved after it was sent
        ("3 10:00, 1 09:00", [FRIDAY]),
        ("3 10:00, 1 10:00, 당일 09:00", [FRIDAY, wall(DAY, 9)]),  # one is added
        ("3 10:00", [FRIDAY]),  # one is taken away
        ("", [FRIDAY]),
    ],
)
def test_rules_that_change_later_repeat_nothing(sqlite_app: Flask, desk: Desk, text: str, dues: list[datetime]) -> None:
    rule("3 10:00, 1 10:00")
    desk.book(desk.slot())
    tick(WEDNESDAY, FRIDAY)
    rule(text, FRIDAY + MINUTE)
    start = FRIDAY + 2 * MINUTE
    tick(*[start + timedelta(minutes=30) * nth for nth in range(48 * 3)])
    assert reminders() == [(WEDNESDAY, "sent"), *[(due, "sent") for due in dues]]


def test_one_that_is_taken_away_and_set_again_is_not_repeated(desk: Desk) -> None:
    desk.book(desk.slot())
    tick(WEDNESDAY)
    rule("1 10:00", WEDNESDAY + MINUTE)
    tick(WEDNESDAY + 2 * MINUTE)
    rule("3 10:00, 1 10:00", WEDNESDAY + 3 * MINUTE)
    assert tick(WEDNESDAY + 4 * MINUTE) == 0


@pytest.mark.parametrize(("text", "planned_at"), [("1 09:30", FRIDAY - 10 * MINUTE), ("1 11:00", FRIDAY + 60 * MINUTE)])
def test_rules_that_change_before_the_hour_lose_nothing(desk: Desk, text: str, planned_at: datetime) -> None:
    rule("1 10:00")
    desk.book(desk.slot())
    rule(text, FRIDAY - 15 * MINUTE)
    start = FRIDAY - 10 * MINUTE
    tick(*[start + 10 * MINUTE * nth for nth in range(12)])
    ((due, state),) = reminders()
    assert (state, due) == ("sent", wall(date(2026, 12, 18), int(text[2:4]), int(text[5:])))
    db.session.rollback()
    assert db.session.scalar(select(Notice.planned_at).where(Notice.kind == "reminder")) == planned_at


def test_what_is_on_its_way_when_its_hour_changes_arrives_once(desk: Desk) -> None:
    rule("1 10:00")
    desk.book(desk.slot())
    jobs.queue_reminders(FRIDAY)
    rule("1 11:00", FRIDAY + MINUTE)
    tick(FRIDAY + 2 * MINUTE, FRIDAY + 60 * MINUTE)
    assert reminders() == [(FRIDAY, "sent")]


def test_a_holiday_between_that_is_declared_late_repeats_nothing(desk: Desk) -> None:
    desk.book(desk.slot())
    tick(WEDNESDAY)
    with transaction():
        more = {"reason": "국무회의", "document_number": "", "actor": CLERK, "now": WEDNESDAY + MINUTE}
        calendar.add_holiday(date(2026, 12, 18), "임시공휴일", **more)
    tick(WEDNESDAY + 2 * MINUTE, FRIDAY - timedelta(days=1), FRIDAY, MONDAY)
    thursday = FRIDAY - timedelta(days=1)
    assert reminders() == [(WEDNESDAY, "sent"), (thursday, "sent"), (MONDAY, "sent")]
    assert queries.reminder_due(DAY) == thursday


def test_person_and_proxy_are_both_reminded_each_time(desk: Desk) -> None:
    desk.book(desk.slot(), a_father("010-8765-4321"))
    tick(WEDNESDAY, FRIDAY, MONDAY)
    query = select(Notice.role, Notice.due_at).where(Notice.kind == "reminder", Notice.state == "sent")
    told = {(row.role, row.due_at) for row in db.session.execute(query)}
    assert told == {(role, due) for role in ("person", "proxy") for due in (WEDNESDAY, FRIDAY, MONDAY)}


def test_who_has_only_a_landline_is_called_once(desk: Desk) -> None:
    """The working day before, until the consultation begins; the ledger says why the others were not made."""
    desk.book(desk.slot(), a_person(phone="055-749-5114"))
    assert [tick(moment, moment + MINUTE) for moment in (WEDNESDAY, FRIDAY, MONDAY)] == [1, 1, 1]
    assert reminders() == [(WEDNESDAY, "dropped"), (FRIDAY, "planned"), (MONDAY, "dropped")]
    assert [call.due_at for call in notices.list_calls(MONDAY) if call.kind == "reminder"] == [FRIDAY]
    query = select(Notice.last_answer).where(Notice.kind == "reminder", Notice.state == "dropped")
    assert set(db.session.scalars(query)) == {"전화로는 방문 전 마지막 안내만 합니다."}
    deliver(wall(DAY, 10))
    assert reminders()[1] == (FRIDAY, "missed")


def test_a_call_that_was_forgone_is_made_when_it_becomes_the_last_one(desk: Desk) -> None:
    desk.book(desk.slot(), a_person(phone="055-749-5114"))
    tick(WEDNESDAY)
    rule("3 10:00, 당일 08:30", WEDNESDAY + MINUTE)
    tick(WEDNESDAY + 2 * MINUTE, MONDAY)
    assert reminders() == [(WEDNESDAY, "planned"), (MONDAY, "dropped")]


def test_in_the_quiet_hours_a_reminder_waits_and_then_makes_way(desk: Desk) -> None:
    with transaction():
        settings.put("notices.quiet_from", "20:00", actor=CLERK, now=NOW)
        settings.put("notices.quiet_to", "09:00", actor=CLERK, now=NOW)
        settings.put("notices.reminders", "1 20:30, 당일 08:30", actor=CLERK, now=NOW)
    desk.book(desk.slot())
    evening = wall(date(2026, 12, 18), 20, 30)
    tick(evening)
    assert reminders() == [(evening, "planned")]
    tick(wall(DAY, 8, 30))
    assert reminders() == [(evening, "planned"), (MONDAY, "planned")]
    tick(wall(DAY, 9))
    assert reminders() == [(evening, "missed"), (MONDAY, "sent")]


def test_a_reminder_of_an_older_version_counts(desk: Desk) -> None:
    """It was known by its due instant."""
    booked = desk.book(desk.slot())
    with transaction():
        telling.tell(booked, "reminder", due=FRIDAY, now=FRIDAY)
    assert [state for _, state in reminders()] == ["planned"]
    tick(FRIDAY + MINUTE)
    assert reminders() == [(WEDNESDAY, "missed"), (FRIDAY, "sent")]


@pytest.mark.parametrize(
    ("text", "due", "calls"),
    [
        ("3 10:00, 1 10:00, 당일 08:30", FRIDAY, wall(date(2026, 12, 18), 14)),
        ("3 09:00, 2 10:00", wall(date(2026, 12, 17), 10), wall(date(2026, 12, 17), 14)),
        ("당일 08:30", MONDAY, wall(date(2026, 12, 18), 14)),
        ("", None, wall(date(2026, 12, 18), 14)),
    ],
)
def test_the_last_reminder_before_the_day_is_the_one_that_staff_follow_up(
    desk: Desk, text: str, due: datetime | None, calls: datetime
) -> None:
    rule(text)
    early = desk.book(desk.slot())
    late = desk.book(desk.slot(nth=1), a_person(name="김영희"), now=due if due and due < MONDAY else NOW)
    assert (queries.reminder_due(DAY), queries.answers_due(DAY)) == (due, calls)
    found = queries.answers(desk.day)
    silent = {None: [], MONDAY: [early.id, late.id]}.get(due, [early.id])
    assert [row.id for row in found.silent] == silent
    assert {row.id for row in found.fresh} == {early.id, late.id} - set(silent)


@pytest.mark.parametrize(("text", "first"), [("3 10:00, 1 10:00", WEDNESDAY), ("당일 08:30", MONDAY), ("", None)])
def test_the_page_asks_from_the_first_reminder_on(desk: Desk, text: str, first: datetime | None) -> None:
    rule(text)
    row: Reservation = desk.book(desk.slot())
    asked: Callable[[datetime], bool] = lambda now: queries.is_asked(row, now)  # noqa: E731
    if first is None:
        assert not asked(MONDAY)
    else:
        assert [asked(first - MINUTE), asked(first), asked(row.slot.starts_at)] == [False, True, False]
