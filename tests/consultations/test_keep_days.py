"""The coming consultation days follow the calendar: made, closed, reopened, never against staff, never in the past."""

import threading
from datetime import date, datetime, time

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.calendar.models import OfficeDay, Slot
from booking.calendar.service import SlotPlan
from booking.consultations import jobs, service
from booking.consultations.service import Kept
from booking.db import db, transaction
from booking.settings import registry
from booking.settings import service as settings

NOW = clock.parse("2026-11-23T12:00")
DEC, JAN, FEB = date(2026, 12, 21), date(2027, 1, 20), date(2027, 2, 22)


def keep(actor: Actor, now: datetime = NOW) -> Kept:
    with transaction():
        return service.keep_days(now, actor)


def put(name: str, text: str, actor: Actor) -> None:
    with transaction():
        settings.put(name, text, actor=actor, now=NOW)


def holiday(day: date, actor: Actor) -> None:
    with transaction():
        calendar_service.add_holiday(day, "임시공휴일", reason="의결", actor=actor, now=NOW)


def withdraw(day: date, actor: Actor) -> None:
    with transaction():
        calendar_service.remove_override(day, reason="정정", actor=actor, now=NOW)


def staff_close(day: date, actor: Actor) -> None:
    with transaction():
        found = calendar.find_office_day("consultation", day)
        assert found
        calendar_service.close_day(found, closed_by="staff", reason="staff", text="선거", actor=actor, now=NOW)


def states() -> dict[date, str]:
    days = calendar.list_office_days("consultation", date.min, date.max)
    return {day.date: (day.closed_by and f"{day.closed_by}:{day.closed_reason}") or "open" for day in days}


def test_the_days_of_three_months_ahead_are_made(app: Flask, city: object, actor: Actor) -> None:
    assert keep(actor) == Kept(created=3)
    assert states() == {DEC: "open", JAN: "open", FEB: "open"}
    assert keep(actor).count == 0


def test_a_day_is_filled_by_the_fields(sqlite_app: Flask, city: object, actor: Actor) -> None:
    keep(actor)
    day = calendar.find_office_day("consultation", DEC)
    assert day
    filled = [
        (f"{clock.to_office(slot.starts_at):%H:%M}", slot.desk, slot.capacity) for slot in calendar.list_slots(day)
    ]
    assert len(filled) == 12
    assert filled[:2] == [("10:00", "law", 1), ("10:30", "law", 1)]
    assert [start for start, desk, _ in filled if desk == "national-tax"] == ["14:00", "14:30", "15:00", "15:30"]
    assert [start for start, desk, _ in filled if desk == "survey"] == ["16:00", "16:30"]


def test_booking_opens_on_the_21st_of_the_month_before(sqlite_app: Flask, city: object, actor: Actor) -> None:
    keep(actor)
    opens = [day.opens_at for day in calendar.list_office_days("consultation", DEC, FEB)]
    assert opens == [clock.parse(text) for text in ("2026-11-21T09:00", "2026-12-21T09:00", "2027-01-21T09:00")]


def test_booking_can_open_at_once(sqlite_app: Flask, city: object, actor: Actor) -> None:
    put("consultations.opens_at_once", "yes", actor)
    keep(actor)
    assert {day.opens_at for day in calendar.list_office_days("consultation", DEC, FEB)} == {None}


def test_another_opening_counts_for_days_not_open_yet(sqlite_app: Flask, city: object, actor: Actor) -> None:
    keep(actor)
    put("consultations.opens_day", "10", actor)
    assert keep(actor) == Kept(shifted=2)
    opens = [day.opens_at for day in calendar.list_office_days("consultation", DEC, FEB)]
    assert opens == [clock.parse(text) for text in ("2026-11-21T09:00", "2026-12-10T09:00", "2027-01-10T09:00")]
    put("consultations.opens_at_once", "yes", actor)
    keep(actor)
    put("consultations.opens_at_once", "no", actor)
    assert keep(actor).count == 0
    opens = [day.opens_at for day in calendar.list_office_days("consultation", DEC, FEB)]
    assert opens == [clock.parse("2026-11-21T09:00"), None, None]


@pytest.mark.parametrize("name", ["opens_day", "opens_time", "opens_at_once"])
def test_the_settings_page_says_for_which_days_an_opening_counts(name: str) -> None:
    meaning = registry.get(f"consultations.{name}").meaning
    assert "아직 예약을 받지 않는 상담일" in meaning and "이미 받고 있는 상담일은 그대로 둡니다." in meaning


def test_this_month_counts_until_its_day_is_over(app: Flask, city: object, actor: Actor) -> None:
    assert keep(actor, clock.parse("2026-11-20T23:59")).created == 4
    assert date(2026, 11, 20) in states()
    assert keep(actor, clock.parse("2026-11-21T00:01")).count == 0


def test_days_are_made_once_more_when_months_pass(sqlite_app: Flask, city: object, actor: Actor) -> None:
    keep(actor)
    assert keep(actor, clock.parse("2026-12-01T00:05")) == Kept(created=1)
    assert keep(actor, clock.parse("2027-06-01T00:05")) == Kept(created=4)  # an outage of months is caught up with


def test_a_new_holiday_closes_the_day_and_makes_another(app: Flask, city: object, actor: Actor) -> None:
    keep(actor)
    holiday(JAN, actor)
    assert keep(actor) == Kept(created=1, closed=1)
    assert states() == {DEC: "open", JAN: "rule:holiday", date(2027, 1, 21): "open", FEB: "open"}
    moved = calendar.find_office_day("consultation", date(2027, 1, 21))
    assert moved and moved.opens_at == clock.parse("2026-12-21T09:00") and len(calendar.list_slots(moved)) == 12
    assert keep(actor).count == 0


def test_a_holiday_taken_back_puts_everything_back(app: Flask, city: object, actor: Actor) -> None:
    keep(actor)
    holiday(JAN, actor)
    keep(actor)
    withdraw(JAN, actor)
    assert keep(actor) == Kept(closed=1, reopened=1)
    assert states() == {DEC: "open", JAN: "open", date(2027, 1, 21): "rule:moved", FEB: "open"}
    holiday(JAN, actor)
    assert keep(actor) == Kept(closed=1, reopened=1)


def test_what_staff_closed_stays_closed_and_is_not_replaced(app: Flask, city: object, actor: Actor) -> None:
    keep(actor)
    staff_close(JAN, actor)
    assert keep(actor).count == 0
    holiday(JAN, actor)
    assert keep(actor).count == 0
    withdraw(JAN, actor)
    assert keep(actor).count == 0
    assert states()[JAN] == "staff:staff"
    found = calendar.list_days(JAN, JAN)[0]
    assert (found.date, found.reason, found.text) == (None, "staff", "선거")


def test_a_closing_by_staff_stands_for_its_month_when_the_rule_would_go_elsewhere(
    app: Flask, city: object, actor: Actor
) -> None:
    keep(actor)
    holiday(JAN, actor)
    keep(actor)
    staff_close(date(2027, 1, 21), actor)
    withdraw(JAN, actor)
    assert keep(actor).count == 0
    assert states()[JAN] == "rule:holiday"


@pytest.mark.parametrize(
    ("policy", "changed", "expected"),
    [
        ("previous", Kept(created=2, closed=2), {date(2026, 12, 18), JAN, date(2027, 2, 19)}),
        ("none", Kept(closed=2), {JAN}),
    ],
)
def test_another_policy_moves_the_coming_days(
    app: Flask, city: object, actor: Actor, policy: str, changed: Kept, expected: set[date]
) -> None:
    keep(actor)
    put("calendar.session_policy", policy, actor)
    assert keep(actor) == changed
    assert {day for day, state in states().items() if state == "open"} == expected
    put("calendar.session_policy", "next", actor)
    keep(actor)
    assert {day for day, state in states().items() if state == "open"} == {DEC, JAN, FEB}


def test_days_beyond_a_shorter_horizon_are_kept_in_order_too(sqlite_app: Flask, city: object, actor: Actor) -> None:
    keep(actor)
    put("consultations.months_ahead", "1", actor)
    holiday(FEB, actor)
    assert keep(actor) == Kept(closed=1)
    assert states() == {DEC: "open", JAN: "open", FEB: "rule:holiday"}


def test_past_days_are_left_alone(app: Flask, city: object, actor: Actor) -> None:
    keep(actor)
    later = clock.parse("2026-12-22T09:00")
    holiday(DEC, actor)
    assert keep(actor, later) == Kept(created=1)  # March
    assert states()[DEC] == "open"
    assert date(2026, 12, 22) not in states()


def test_a_month_whose_session_was_held_gets_no_second_one(app: Flask, city: object, actor: Actor) -> None:
    put("calendar.session_policy", "previous", actor)
    keep(actor)
    later = clock.parse("2026-12-19T09:00")
    assert states()[date(2026, 12, 18)] == "open"
    put("calendar.session_policy", "next", actor)
    keep(actor, later)
    assert DEC not in states()


def test_two_schedulers_at_once_make_each_day_once(app: Flask, city: object, actor: Actor) -> None:
    barrier = threading.Barrier(3)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            with app.app_context():
                barrier.wait(10)
                jobs.create_days(NOW)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not failures
    assert db.session.scalar(select(func.count(OfficeDay.id))) == 3
    assert db.session.scalar(select(func.count(Slot.id))) == 36


def test_the_job_counts_what_it_changed(app: Flask, city: object) -> None:
    assert jobs.create_days(NOW) == 3
    assert jobs.create_days(NOW) == 0


def test_a_session_set_by_staff_goes_before_the_rule(app: Flask, city: object, actor: Actor) -> None:
    keep(actor)
    with transaction():
        service.set_session(date(2027, 1, 27), text="청사 공사", document_number="민원-5", actor=actor, now=NOW)
    assert states() == {DEC: "open", JAN: "staff:staff", date(2027, 1, 27): "open", FEB: "open"}
    assert keep(actor).count == 0
    found = calendar.list_days(JAN, JAN)[0]
    assert (found.date, found.reason, found.text) == (date(2027, 1, 27), "staff", "청사 공사")
    holiday(date(2027, 1, 27), actor)
    assert keep(actor) == Kept(closed=1)
    assert calendar.list_days(JAN, JAN)[0].date is None
    withdraw(date(2027, 1, 27), actor)
    assert keep(actor) == Kept(reopened=1)
    with transaction():
        service.set_session(JAN, text="공사 끝남", actor=actor, now=NOW)
    assert keep(actor).count == 0
    assert states() == {DEC: "open", JAN: "open", date(2027, 1, 27): "staff:staff", FEB: "open"}


def test_staff_may_hold_a_second_session_in_a_month_that_had_one(app: Flask, city: object, actor: Actor) -> None:
    keep(actor)
    later = clock.parse("2026-12-22T09:00")
    with transaction():
        service.set_session(date(2026, 12, 29), text="추가", actor=actor, now=later)
    keep(actor, later)
    assert states()[DEC] == states()[date(2026, 12, 29)] == "open"


def test_a_second_date_that_staff_set_counts_after_the_first_was_held(
    sqlite_app: Flask, city: object, actor: Actor
) -> None:
    for day, now in ((date(2026, 12, 10), NOW), (date(2026, 12, 29), clock.parse("2026-12-11T09:00"))):
        with transaction():
            service.set_session(day, text="추가", actor=actor, now=now)
        keep(actor, now)
        assert states()[day] == "open"
    assert states()[date(2026, 12, 10)] == "open"


def test_who_advises_depends_on_the_seat_and_who_is_busy(sqlite_app: Flask, city: object, actor: Actor) -> None:
    values = service.ExpertValues("둘째(예시)", "마을세무사", "national-tax", position=2, term_to=date(2027, 1, 31))
    with transaction():
        second = service.add_expert(values, actor=actor, now=NOW)
        plans = [SlotPlan("national-tax", time(14), time(14, 30), 3)]
        slots = [
            calendar.list_slots(calendar_service.ensure_day("consultation", day, plans, None, NOW))[0]
            for day in (JAN, FEB)
        ]
    first = service.expert_for(slots[0], 1, {})
    assert first and first.organisation == "마을세무사" and first.id != second.id
    assert [service.expert_for(slots[0], seat, {}) for seat in (1, 2, 3)] == [first, second, first]
    assert [service.expert_for(slots[1], seat, {}) for seat in (1, 2)] == [first, first]  # the second's term is over
    assert service.expert_for(slots[0], 1, {first.id: 1}) == second
    assert service.expert_for(slots[0], 2, {first.id: 1, second.id: 1}) == second


def test_before_a_citys_fields_are_loaded_no_day_is_made(app: Flask, actor: Actor) -> None:
    with transaction():
        assert service.keep_days(clock.parse("2026-11-23T12:00"), actor).created == 0
