"""Two who change the days of one month at once: the one waits for the other, and both get through."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event
from typing import Any

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.consultations import service
from booking.db import transaction

NOW = clock.parse("2026-11-23T12:00")
FIRST, SECOND = date(2026, 12, 21), date(2026, 12, 22)

pytestmark = pytest.mark.race


@pytest.mark.postgresql
def test_the_days_of_a_month_are_locked_by_date(
    pg_url: str, make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, actor: Actor
) -> None:
    """A holiday is taken back: the rule reopens the 21st and closes the 22nd, on which staff set the session meanwhile.

    SQLite has one writer at a time, so there the two cannot overlap.
    """
    app = make_app(url=pg_url, tables=True)
    with app.app_context(), transaction():
        calendar_service.add_holiday(FIRST, "임시공휴일", reason="의결", actor=actor, now=NOW)
        service.ensure_session(FIRST, FIRST.replace(day=1), NOW)
        service.keep_days(NOW, actor)
    first_is_locked, staff_are_through = Event(), Event()
    reopen = calendar_service.reopen_day

    def slow(*arguments: Any, **more: Any) -> bool:
        done = reopen(*arguments, **more)
        first_is_locked.set()
        staff_are_through.wait(0.5)
        return done

    monkeypatch.setattr(calendar_service, "reopen_day", slow)

    def take_back() -> None:
        with app.app_context(), transaction():
            calendar_service.remove_override(FIRST, reason="정정", actor=actor, now=NOW)
            service.keep_days(NOW, actor)

    def set_session() -> None:
        first_is_locked.wait(20)
        with app.app_context(), transaction():
            service.set_session(SECOND, text="강사 사정", actor=actor, now=NOW)
        staff_are_through.set()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(take_back), pool.submit(set_session)]:
            done.result(timeout=30)
    with app.app_context():
        days = calendar.list_office_days("consultation", FIRST, SECOND)
        assert [(day.state, day.closed_by, day.planned_by) for day in days] == [
            ("closed", "staff", "rule"),
            ("open", None, "staff"),
        ]
