"""The machine's clock is set under a running scheduler: every reminder that is still of use once, past ones never."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

import pytest
from flask import Flask

from booking import clock
from booking.calendar import queries as calendar
from booking.calendar.service.days import plan_by_staff
from booking.consultations.models import Expert, Field
from booking.db import db, transaction
from booking.notices.models import Notice
from tests.notices.clockwork import LIBRARIES, Clock, Scheduler
from tests.notices.enduring import crowd
from tests.reservations.conftest import CLERK, NOW
from tests.support.solapi import ARRIVED, Vendor, serve

NEW_YEAR = date(2027, 1, 4)
"""The Monday after, for which staff have set a session: three working days before are 29 December, one is the 31st, for
1 January is a holiday."""

DOWN = "down "
"""Before a moment: no scheduler runs until then."""

SOME = (
    ("2026-12-16 09:30:00", ""),
    ("2026-12-16 10:30:00", "12-16"),  # an hour ahead, over the hour of the first reminder
    ("2026-12-16 08:30:00", ""),  # two hours back
    ("2026-12-18 00:00:10", ""),  # over midnights
    ("down 2026-12-19 09:30:00", "12-18"),  # a day without a scheduler: late, and still of use
    ("2026-12-21 10:30:00", ""),  # the consultation has begun
    ("2027-01-04 09:00:00", "01-04"),  # over New Year: in the place of two that are of no use any more
)
"""What the clock is set to, and the reminder that then goes out, by the day on which it was due."""

ALL = (
    ("2026-12-15 09:30:00", ""),
    ("2026-12-16 09:30:00", ""),
    ("2026-12-16 10:30:00", "12-16"),
    ("2026-12-16 08:30:00", ""),
    ("2026-12-16 10:30:00", ""),  # the same hour once more
    ("2026-12-14 10:30:00", ""),  # two days back
    ("2026-12-17 23:59:50", ""),
    ("2026-12-18 00:00:10", ""),
    ("2026-12-18 09:59:50", ""),
    ("2026-12-18 11:00:00", "12-18"),
    ("2026-12-18 09:00:00", ""),
    ("down 2026-12-19 09:00:00", ""),
    ("2026-12-21 09:59:30", "12-21"),  # the last moment
    ("2026-12-21 10:30:00", ""),
    ("2026-12-28 12:00:00", ""),
    ("down 2026-12-30 10:00:00", "12-29"),
    ("2026-12-30 08:00:00", ""),
    ("2026-12-31 23:59:50", ""),  # nothing ran by day, and at night nobody is written to
    ("2027-01-01 00:00:10", ""),
    ("2026-12-31 22:00:10", ""),
    ("2027-01-01 08:00:00", "12-31"),  # over New Year
    ("2027-01-04 10:30:00", ""),
)


@dataclass
class Stage:
    """Two bookings, before and after the turn of the year; a provider; and a scheduler, all by one clock."""

    shown: Clock
    scheduler: Scheduler
    vendor: Vendor
    sent: set[str] = field(default_factory=set)

    def play(self, steps: tuple[tuple[str, str], ...]) -> None:
        for step, due in steps:
            if step.startswith(DOWN):
                self.scheduler.kill()
            moment = clock.parse(step.removeprefix(DOWN))
            self.shown.put(moment)
            if step.startswith(DOWN) or step == steps[0][0]:
                self.scheduler.start()
            self.scheduler.wait_for_all_jobs(moment)
            sent = self.states("sent")
            assert sent - self.sent == ({due} if due else set()), step
            self.sent = sent
        keys = self.vendor.keys()
        assert len(keys) == len(set(keys)) == len(self.sent), "a reminder went out twice"

    def states(self, state: str) -> set[str]:
        """The days for which the reminders in a state were due."""
        db.session.rollback()
        rows = db.session.query(Notice).filter_by(state=state, kind="reminder").all()
        days = {f"{clock.to_office(row.due_at):%m-%d}" for row in rows}
        assert len(days) == len(rows), "a reminder has two rows"
        return days


@pytest.fixture
def stage(
    empty_url: str, make_app: Callable[..., Flask], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    if not LIBRARIES:
        pytest.skip("the Debian package faketime is not installed")
    app, shown = make_app(empty_url, tables=True), Clock(tmp_path / "clock")
    with app.app_context(), serve() as vendor:
        vendor.final = dict.fromkeys(("SMS", "LMS"), ARRIVED)
        with transaction():
            db.session.add(Field(key="law", name="생활법률", starts=time(10), ends=time(11)))
            db.session.flush()
            db.session.add(Expert(name="김법률", organisation="표본", field_key="law"))
        crowd(1)
        crowd(1, NEW_YEAR)
        with transaction():
            day = calendar.find_office_day("consultation", NEW_YEAR)
            assert day is not None
            plan_by_staff(day, reason="연말 일정", actor=CLERK, now=NOW)
        db.session.remove()
        monkeypatch.setattr(clock, "now", shown.now)
        scheduler = Scheduler(tmp_path, empty_url, shown, SMS_URL=vendor.url)
        yield Stage(shown, scheduler, vendor)
        scheduler.stop()
        db.session.remove()


@pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
def test_a_clock_that_is_set_repeats_and_loses_nothing(stage: Stage) -> None:
    stage.play(SOME)
    assert stage.states("missed") == {"12-29", "12-31"}


@pytest.mark.endure
def test_a_clock_that_is_set_again_and_again_repeats_and_loses_nothing(stage: Stage) -> None:
    stage.play(ALL)
    assert not stage.states("missed")
