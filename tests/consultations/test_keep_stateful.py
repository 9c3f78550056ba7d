"""Any order of holidays, policies, closings by staff and passing time leaves the coming days as the calendar decides.

Hypothesis chooses the orders; after each step the scheduler runs, and the tables are held against the decision.
"""

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import ClassVar

import pytest
from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import delete

from booking import clock
from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.calendar.errors import ClosedByRule, DayNotWorking, DayOver
from booking.calendar.models import HolidayOverride, OfficeDay, Slot
from booking.consultations import service
from booking.db import db, transaction
from booking.nightoffice import service as nightoffice
from booking.settings import service as settings_service
from booking.settings.models import StoredSetting
from tests.support.stateful import bounded

ACTOR = Actor.job("tests")
NOW = clock.parse("2026-11-23T12:00")
OFFSETS = st.integers(min_value=-2, max_value=120)
KINDS = st.sampled_from(["consultation", "night"])

States = dict[tuple[str, date], tuple[str, str | None]]


class Calendar(RuleBasedStateMachine):
    """Staff and the government at the calendar, and the scheduler after each of them."""

    app: ClassVar[Flask]

    @initialize()
    def empty(self) -> None:
        self.now: datetime = NOW
        with transaction():
            for table in (Slot, OfficeDay, HolidayOverride, StoredSetting, AccessEntry):
                db.session.execute(delete(table))
        self.keep()

    def day(self, offset: int) -> date:
        return clock.office_date(self.now) + timedelta(days=offset)

    def states(self) -> States:
        kinds = ("consultation", "night")
        rows = [row for kind in kinds for row in calendar.list_office_days(kind, date.min, date.max)]
        return {(row.kind, row.date): (row.state, row.closed_by) for row in rows}

    def keep(self) -> None:
        before, today = self.states(), clock.office_date(self.now)
        with transaction():
            service.keep_days(self.now, ACTOR)
            nightoffice.keep_nights(self.now, ACTOR)
        after = self.states()
        with transaction():
            assert service.keep_days(self.now, ACTOR).count == 0
            assert nightoffice.keep_nights(self.now, ACTOR).count == 0
        assert self.states() == after
        for key, state in before.items():
            assert state == after[key] or (key[1] >= today and state[1] != "staff"), (key, state, after[key])
        self.agree(after, today)

    def agree(self, states: States, today: date) -> None:
        """Open is what the calendar decides, and nothing else; and what it decides is open, up to the horizon."""
        first, last = today.replace(day=1), max(day for _kind, day in states)
        sessions = {decision.date for decision in calendar.list_days(first, last)} - {None}
        nights = {night.date: night.open for night in calendar.list_nights(today, last)}
        was_held = any(kind == "consultation" and first <= day < today for kind, day in states)
        for (kind, day), (state, _by) in states.items():
            if day >= today:
                expected = nights[day] if kind == "night" else day in sessions
                assert (state == "open") == expected or (was_held and day.month == today.month), (kind, day, state)
        ahead = calendar.month_after(today, 3)
        for decision in calendar.list_days(calendar.month_after(today, 1), ahead):
            assert decision.date is None or states[("consultation", decision.date)][0] == "open"

    @rule(offset=OFFSETS)
    def a_holiday_is_added(self, offset: int) -> None:
        with transaction():
            calendar_service.add_holiday(self.day(offset), "임시공휴일", reason="의결", actor=ACTOR, now=self.now)
        self.keep()

    @rule(offset=OFFSETS)
    def a_twentieth_becomes_a_holiday(self, offset: int) -> None:
        with transaction():
            day = self.day(offset).replace(day=20)
            calendar_service.add_holiday(day, "임시공휴일", reason="의결", actor=ACTOR, now=self.now)
        self.keep()

    @rule(number=st.integers(0, 30))
    def a_correction_is_taken_back(self, number: int) -> None:
        overrides = calendar.list_overrides()
        if overrides:
            with transaction():
                day = overrides[number % len(overrides)].date
                calendar_service.remove_override(day, reason="정정", actor=ACTOR, now=self.now)
            self.keep()

    @rule(kind=KINDS, number=st.integers(0, 30), closes=st.booleans())
    def staff_close_or_reopen(self, kind: str, number: int, closes: bool) -> None:
        days = calendar.list_office_days(kind, clock.office_date(self.now), date.max)
        if not days:
            return
        day = days[number % len(days)]
        with suppress(ClosedByRule), transaction():
            if closes:
                told = {"reason": "staff", "text": "정전"}
                calendar_service.close_day(day, closed_by="staff", **told, actor=ACTOR, now=self.now)
            else:
                calendar_service.reopen_day(day, reason="복구", actor=ACTOR, now=self.now)
        self.keep()

    @rule(offset=OFFSETS)
    def staff_set_a_session(self, offset: int) -> None:
        with suppress(DayOver, DayNotWorking), transaction():
            service.set_session(self.day(offset), text="공사", actor=ACTOR, now=self.now)
        self.keep()

    @rule(policy=st.sampled_from(["next", "previous", "none"]))
    def the_policy_changes(self, policy: str) -> None:
        with transaction():
            settings_service.put("calendar.session_policy", policy, actor=ACTOR, now=self.now)
        self.keep()

    @rule(days=st.sampled_from([1, 2, 9, 31, 70]))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.keep()


@pytest.mark.property
def test_the_coming_days_are_always_as_the_calendar_decides(sqlite_app: Flask, city: object) -> None:
    Calendar.app = sqlite_app
    run_state_machine_as_test(Calendar, settings=bounded(20, steps=12))
