"""A holiday that was entered by mistake and taken back: who moved for it is offered what they had."""

from collections.abc import Callable
from datetime import date, datetime

from flask import Flask

from booking.audit.rules import Actor
from booking.calendar import queries
from booking.calendar import service as calendar
from booking.consultations import jobs as consultation_jobs
from booking.db import transaction
from booking.recheck import recheck
from booking.reservations import service
from tests.reservations.conftest import CITIZEN, a_person
from tests.reservations.turned_out import accept, fresh, held, kept

DAY, MOVED = date(2026, 12, 21), date(2026, 12, 22)


def test_who_accepted_the_other_day_is_held_the_own_time_again(
    sqlite_app: Flask, city: object, at: Callable[[str], datetime], actor: Actor
) -> None:
    now = at("2026-11-23T12:00")
    consultation_jobs.create_days(now)
    day = queries.find_office_day("consultation", DAY)
    assert day
    own = queries.list_slots(day, "law")[1]
    with transaction():
        token = service.hold(own.token, "browser", now=now).token
        known = {"holder": "browser", "consent_version": "1", "actor": CITIZEN, "now": now}
        row = service.reserve(token, a_person(), **known)
    with transaction():
        calendar.add_holiday(DAY, name="임시공휴일", reason="착오", document_number="", actor=actor, now=now)
        recheck(now, actor)
    assert kept(row).slot.day.date == MOVED
    accept(row, kept(row).token, now)
    with transaction():
        calendar.remove_override(DAY, reason="착오", document_number="", actor=actor, now=now)
        recheck(now, actor)
    assert fresh(row).state == "displaced"
    found = held(row)
    assert found is not None and found.slot_id == own.id
