"""The expert's day list: one message on the evening before, true when it is sent, and without anybody's data.

The consultation day is Monday, 21 December 2026; the working day before it is Friday, the 18th.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from booking.calendar import service as calendar
from booking.consultations import queries as consultations
from booking.consultations import service as consulting
from booking.db import db, transaction
from booking.notices.jobs import deliver
from booking.notices.models import ConsoleMessage, Notice
from booking.reservations import jobs, service
from booking.reservations.models import Reservation
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NEXT, NOW, Desk, a_person, wall
from tests.support.people import make_account

EVENING = wall(date(2026, 12, 18), 17)
MINUTE = timedelta(minutes=1)
LAW, TAX = "law@experts.example", "tax@experts.example"


@pytest.fixture
def desk(sqlite_app: Flask, desk: Desk) -> Desk:
    """An expert of law and one of two of national tax have accounts."""
    for field, email in (("law", LAW), ("national-tax", TAX)):
        account = make_account(email, "expert").id
        with transaction():
            consultations.list_experts(field)[0].account_id = account
    return desk


def put(name: str, value: str) -> None:
    with transaction():
        settings.put(name, value, actor=CLERK, now=NOW)


def lists() -> list[tuple[str, datetime, str]]:
    """Channel, instant and state of each list."""
    db.session.rollback()
    rows = db.session.query(Notice).filter_by(kind="day_list").order_by(Notice.id)
    return [(row.channel, row.due_at, row.state) for row in rows]


def letters() -> dict[str, str]:
    db.session.rollback()
    return {row.recipient: row.body for row in db.session.query(ConsoleMessage) if "experts" in row.recipient}


def test_each_expert_with_bookings_is_told_times_and_references_and_nobody_s_data(desk: Desk) -> None:
    person = a_person("홍길동", "010-1234-5678", "hong@example.org", "보증금")
    second, first = desk.book(desk.slot(nth=1), person), desk.book(desk.slot(), a_person("김영희"))
    other = desk.book(desk.slot("national-tax"), person)
    assert jobs.queue_day_lists(EVENING - MINUTE) == 0
    assert [jobs.queue_day_lists(EVENING), jobs.queue_day_lists(EVENING + MINUTE)] == [2, 0]
    deliver(EVENING + MINUTE)
    assert lists() == [("email", EVENING, "sent")] * 2
    body = letters()[LAW]
    lines = [f"오전 10시 {first.shown_reference}", f"오전 10시 30분 {second.shown_reference}"]
    assert [line for line in body.splitlines() if line.startswith("오전")] == lines
    assert "2026. 12. 21.(월) 생활법률 상담 예약입니다." in body and body.rstrip().endswith("/expert/")
    assert f"오전 10시 {other.shown_reference}" in letters()[TAX] and first.shown_reference not in letters()[TAX]
    for secret in ("홍길동", "김영희", "1234", "5678", "hong", "보증금"):
        assert secret not in "".join(letters().values())


def test_who_has_no_bookings_or_no_account_is_told_nothing(desk: Desk) -> None:
    for nth in (0, 1):
        desk.book(desk.slot("national-tax", 0), a_person(f"나나{'가나'[nth]}", f"010-3333-000{nth}"))
    taken = {row.expert.name for row in db.session.query(Reservation)}
    assert taken == {"이세무", "박세무"}, "the second one has no account"
    assert jobs.queue_day_lists(EVENING) == 1
    deliver(EVENING)
    assert set(letters()) == {TAX}


Change = Callable[[Desk, Reservation], None]


def _cancel(desk: Desk, row: Reservation) -> None:
    service.cancel(row, actor=CITIZEN, now=EVENING)


def _close(desk: Desk, row: Reservation) -> None:
    calendar.close_day(row.slot.day, closed_by="staff", reason="staff", text="사정", actor=CLERK, now=EVENING)


def _stay_away(desk: Desk, row: Reservation) -> None:
    expert = consultations.list_experts("law")[0]
    consulting.add_absence(expert.id, DAY, DAY, reason="출장", actor=CLERK, now=EVENING)


def _switch_off(desk: Desk, row: Reservation) -> None:
    settings.put("notices.day_list", "no", actor=CLERK, now=EVENING)


def _lock_out(desk: Desk, row: Reservation) -> None:
    consultations.list_experts("law")[0].account_id = None


def _end_the_term(desk: Desk, row: Reservation) -> None:
    consultations.list_experts("law")[0].term_to = DAY - timedelta(days=1)


def _take_the_pledge_away(desk: Desk, row: Reservation) -> None:
    consultations.list_experts("law")[0].pledged_on = None


def _pledge_later(desk: Desk, row: Reservation) -> None:
    consultations.list_experts("law")[0].pledged_on = DAY


CHANGES = [
    _cancel, _close, _stay_away, _switch_off, _lock_out, _end_the_term, _take_the_pledge_away, _pledge_later,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("is_planned", [True, False])
def test_what_is_not_true_any_more_is_not_told(desk: Desk, change: Change, is_planned: bool) -> None:
    row = desk.book(desk.slot())
    if is_planned:
        assert jobs.queue_day_lists(EVENING) == 1
    with transaction():
        change(desk, row)
    assert jobs.queue_day_lists(EVENING + MINUTE) == 0
    deliver(EVENING + MINUTE)
    assert [state for _, _, state in lists()] == (["dropped"] if is_planned else []) and letters() == {}


def test_it_is_read_again_when_it_is_sent_and_planned_again_for_who_books_later(desk: Desk) -> None:
    put("notices.day_list_time", "16:00")
    row, hour = desk.book(desk.slot()), EVENING - 60 * MINUTE
    jobs.queue_day_lists(hour)
    with transaction():
        service.cancel(row, actor=CITIZEN, now=hour)
    deliver(hour)
    assert lists() == [("email", hour, "dropped")]
    late = desk.book(desk.slot(nth=1), a_person("이순신", "010-2222-3333"), now=hour + MINUTE)
    assert jobs.queue_day_lists(hour + 2 * MINUTE) == 1
    deliver(hour + 2 * MINUTE)
    assert lists() == [("email", hour, "sent")]
    assert late.shown_reference in letters()[LAW] and row.shown_reference not in letters()[LAW]


def test_an_hour_that_is_changed_later_repeats_nothing(desk: Desk) -> None:
    put("notices.day_list_time", "16:00")
    desk.book(desk.slot())
    early = EVENING - timedelta(hours=1)
    assert jobs.queue_day_lists(early) == 1
    deliver(early)
    put("notices.day_list_time", "17:00")
    assert jobs.queue_day_lists(EVENING) == 0
    assert lists() == [("email", early, "sent")]


@pytest.mark.parametrize(("now", "count"), [(wall(DAY, 9, 59), 1), (wall(DAY, 10), 0)])
def test_after_an_outage_it_catches_up_until_the_first_consultation(desk: Desk, now: datetime, count: int) -> None:
    desk.book(desk.slot())
    desk.book(desk.slot(day=desk.next_day), a_person("김영희"))
    assert jobs.queue_day_lists(now) == count
    assert jobs.queue_day_lists(wall(date(2027, 1, 19), 17)) == 1, f"the list of {NEXT}"
