"""The machine's clock is moved under a running scheduler: every reminder that is still of use once, past ones never."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest
from flask import Flask

from booking import clock
from booking.consultations.models import Expert, Field
from booking.db import db, transaction
from booking.notices.models import Notice
from tests.notices.enduring import crowd
from tests.support.house import environment
from tests.support.processes import ROOT

LIBRARIES = sorted(Path("/usr/lib").glob("**/faketime/libfaketimeMT.so.1"))
NEW_YEAR = date(2027, 1, 4)
"""The Monday after: three working days before are 29 December, one is the 31st, for 1 January is a holiday."""

STEPS = (
    ("2026-12-16 09:30:00", ""),
    ("2026-12-16 10:30:00", "12-16"),  # an hour ahead, over the hour of the first reminder
    ("2026-12-16 08:30:00", ""),  # two hours back
    ("2026-12-16 10:30:00", ""),  # the same hour once more
    ("2026-12-17 23:59:50", ""),
    ("2026-12-18 00:00:10", ""),  # over midnight
    ("2026-12-19 09:30:00", "12-18"),  # a day later, as if nothing had run: late, and still of use
    ("2026-12-21 09:59:59", "12-21"),  # the last moment
    ("2026-12-21 10:30:00", ""),
    ("2026-12-28 12:00:00", ""),
    ("2026-12-29 10:00:00", "12-29"),
    ("2026-12-31 23:59:50", ""),  # nothing ran by day, and at night nobody is written to
    ("2027-01-01 00:00:10", ""),
    ("2027-01-01 08:00:00", "12-31"),  # over New Year
    ("2027-01-04 10:30:00", ""),  # the consultation has begun
)
"""What the clock is set to, and the reminder that then goes out, by the day on which it was due."""


@pytest.fixture
def house(sqlite_url: str, make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """One booking before and one after the turn of the year, with the reminders of the default."""
    app = make_app(sqlite_url, tables=True)
    with app.app_context():
        with transaction():
            db.session.add(Field(key="law", name="생활법률", starts=time(10), ends=time(11)))
            db.session.flush()
            db.session.add(Expert(name="김법률", organisation="표본", field_key="law"))
        crowd(1)
        crowd(1, NEW_YEAR)
        db.session.remove()
        yield app
        db.session.remove()


@pytest.fixture
def run_at(house: Flask, sqlite_url: str, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """`run_at("2026-12-16 09:30:00")`: set the clock of a process that lives on, and have it do its work once."""
    if not LIBRARIES:
        pytest.skip("the Debian package faketime is not installed")
    shown = tmp_path / "clock"
    moved = {
        "LD_PRELOAD": str(LIBRARIES[0]),
        "FAKETIME_TIMESTAMP_FILE": str(shown),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "TZ": "Asia/Seoul",
    }
    shown.write_text(STEPS[0][0])
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.notices.clockwork", sqlite_url], cwd=ROOT, text=True,
        env={"PATH": os.environ["PATH"], **environment(sqlite_url), **moved},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None

    def run(moment: str) -> str:
        shown.write_text(moment)
        process.stdin.write("\n")
        process.stdin.flush()
        return next(line for line in process.stdout if line.startswith("at ")).split()[
            1
        ]  # the demo prints messages too

    yield run
    process.stdin.close()
    process.stdout.close()
    process.wait(60)


def test_a_clock_that_is_moved_repeats_and_loses_nothing(run_at: Callable[[str], str]) -> None:
    sent: set[str] = set()
    for moment, due in STEPS:
        assert clock.parse(run_at(moment)) == clock.parse(moment.replace(" ", "T")), "the clock was not moved"
        db.session.rollback()
        now = {f"{clock.to_office(row.due_at):%m-%d}" for row in db.session.query(Notice).filter_by(state="sent")}
        assert now - sent == ({due} if due else set()), moment
        sent = now
    assert db.session.query(Notice).filter_by(state="sent").count() == len(sent)
