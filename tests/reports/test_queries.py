"""The figures of a period, from the database: what they count, how often they ask, and what outlives the people."""

from datetime import date, timedelta

from flask import Flask

from booking.db import db, transaction
from booking.notices import service as notices
from booking.notices.service import Recipient
from booking.reports import queries
from booking.reports.queries import Report
from booking.reports.rules import Period
from booking.reservations import jobs, service
from booking.reservations.models import Reservation
from booking.reservations.queries import walk_ins
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NEXT, NOW, Desk, a_person, wall
from tests.support.measure import statements

PERIOD = Period(date(2026, 12, 1), date(2027, 1, 31))
DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)


def report(today: date = NEXT) -> Report:
    return queries.report(PERIOD, today)


def live_through(desk: Desk) -> None:
    """December: one advised, one did not come, one cancelled; January: one to come. Four found no place."""
    advised = desk.book(desk.slot("law"), a_person("홍길동"))
    absent = desk.book(desk.slot("national-tax"), a_person("남궁민", "010-2222-3333"))
    gone = desk.book(desk.slot("law", 1), a_person("선우진", "010-3333-4444"))
    desk.book(desk.slot("law", 0, desk.next_day), a_person("황보영", "010-4444-5555"))
    with transaction() as session:
        service.cancel(gone, actor=CITIZEN, now=NOW)
        service.record_outcome(advised, "again", actor=CLERK, now=wall(DAY, 10, 5))
        service.answer_state(absent, "no_show", actor=CLERK, now=wall(DAY, 10, 20))
        for desk_key, via in (("law", "web"), ("law", "telephone"), ("", "web"), ("national-tax", "web")):
            service.count_unmet(session, date(2026, 11, 30), DAY, desk_key, via)


def test_a_month_tells_what_became_of_its_bookings(desk: Desk) -> None:
    live_through(desk)
    found = report()
    december, january = found.months[DECEMBER], found.months[JANUARY]
    assert (december.held, december.no_show, december.cancelled, december.coming) == (1, 1, 1, 0)
    assert (december.seats, december.taken, found.days) == (6, 2, {DECEMBER: 1, JANUARY: 1})
    assert december.wait == (DAY - date(2026, 11, 23)).days and december.ways == {"web": 2}
    assert (december.outcomes, december.unmet) == ({"again": 1}, 4)
    assert (january.coming, january.held, january.unmet) == (1, 0, 0)
    assert found.cells[DECEMBER, "law"].unmet == 2 and found.by_field["national-tax"].no_show == 1
    assert (found.years[2026], found.years[2027]) == (december, january)
    assert (found.total.kept, found.total.cancelled, found.total.seats) == (3, 1, 12)


def test_a_closed_day_and_a_desk_at_rest_have_no_seats(desk: Desk) -> None:
    with transaction():
        db.session.get_one(type(desk.next_day), desk.next_day.id).state = "closed"
        desk.next_day.closed_by = "staff"
        desk.slot("law").closed_reason = "absence"
    assert (report().total.seats, report().days) == (5, {DECEMBER: 1})


def test_who_took_a_number_and_got_no_place_is_unmet_demand(desk: Desk) -> None:
    with transaction():
        one = service.arrive(
            desk.day, "law", a_person(), token="a" * 43, consent_version="2026-11", override="시험", actor=CLERK,
            now=wall(DAY, 9),
        )  # fmt: skip
    assert report(DAY).total.unmet == 0, "who still waits may get a place"
    assert report(DAY + timedelta(days=1)).total.unmet_ways == {"walk_in": 1}
    with transaction():
        service.leave_walk_in(walk_ins.get_walk_in(one.token), actor=CLERK, now=wall(DAY, 11))
    assert report(DAY).cells[DECEMBER, "law"].unmet == 1


def test_notices_count_in_the_office_month_they_were_due_in(desk: Desk) -> None:
    last_minute, first_minute = wall(date(2026, 12, 31), 23, 59), wall(date(2027, 1, 1), 0)
    with transaction():
        for number, due in enumerate((last_minute, first_minute, wall(date(2027, 2, 1), 0))):
            notices.plan(
                "reminder",
                f"booking:{number}",
                [Recipient("person", "+821012345678", None)],
                due=due,
                useful_until=None,
                now=NOW,
            )
        notices.plan(
            "alarm",
            "scheduler",
            [Recipient("operator", None, "ops@city.example")],
            due=last_minute,
            useful_until=None,
            now=NOW,
        )
    found = report().notices
    assert [sum(found[month].values()) for month in (DECEMBER, JANUARY)] == [1, 1]
    assert {state for _channel, state in report().all_notices} == {"planned"}


def test_figures_outlive_the_people(desk: Desk) -> None:
    live_through(desk)
    before = report()
    with transaction():
        settings.put("privacy.destroy_automatically", "yes", actor=CLERK, now=NOW)
    jobs.destroy_past_due(wall(date(2037, 1, 1), 3))
    db.session.expire_all()
    rows = db.session.query(Reservation).where(Reservation.reserved_at.is_not(None)).all()
    assert rows and all(row.name is None and row.destroyed_at for row in rows)
    assert report() == before


def test_many_bookings_ask_no_more_than_none(app: Flask, desk: Desk) -> None:
    def asked(period: Period) -> int:
        db.session.rollback()
        with statements(db.engine) as sent:
            queries.report(period, NEXT)
        return len(sent)

    few = asked(Period(date(2026, 12, 1), date(2026, 12, 31)))
    live_through(desk)
    assert asked(Period(date(2022, 2, 1), date(2027, 1, 31))) == few <= 8
