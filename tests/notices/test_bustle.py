"""Two schedulers and four web workers while people book and cancel and staff close days: everything is told once."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from booking.audit.models import AccessEntry
from booking.db import db
from booking.notices.models import AgentMessage, Notice
from booking.reservations.models import Displacement, Reservation
from booking.scheduler import runner, timetable
from booking.scheduler.models import JobRun
from tests.notices.bustle import REMINDED, Bustle, furnish
from tests.notices.enduring import FORKS, open_notices, until
from tests.support.processes import Process, WebServer

pytestmark = [pytest.mark.race, pytest.mark.alone]

LONG = 600
"""Seconds of the long form."""


@pytest.fixture
def house(empty_url: str, make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """An application on tables of a database of its own, whose text messages are rows for a sender."""
    app = make_app(empty_url, tables=True, SMS_URL="agent:")
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def restless(house: Flask) -> Iterator[Callable[[], None]]:
    """Start a scheduler that runs one job after the other without a pause."""
    started: list[BaseProcess] = []

    def start() -> None:
        db.session.remove()
        db.engine.dispose()
        started.append(FORKS.Process(target=_work, args=(house,)))
        started[-1].start()

    yield start
    for process in started:
        process.kill()
        process.join()


def _work(app: Flask) -> None:
    holder = runner.new_holder()
    with app.app_context():
        while True:
            for job in timetable.JOBS:
                if not job.is_upkeep:
                    runner.tick(job, holder)


@pytest.mark.parametrize("empty_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_everything_at_once_is_told_once(
    house: Flask, empty_url: str, serve: Callable[..., WebServer], restless: Callable[[], None]
) -> None:
    days = furnish()
    server = serve(empty_url, workers=4, threads=2, SMS_URL="agent:")
    for _ in range(2):
        restless()
    bustle = Bustle(house, server.address, days)
    bustle.run(4, lambda number: number < 4, pace=4)
    _check(bustle, server)


@pytest.mark.endure
def test_everything_at_once_for_ten_minutes(
    house: Flask, empty_url: str, serve: Callable[..., WebServer], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = furnish()
    schedulers = [Process(tmp_path, ["scheduler"], empty_url, SMS_URL="agent:") for _ in range(2)]
    for scheduler in schedulers:
        scheduler.start()
    server = serve(empty_url, workers=4, threads=2, SMS_URL="agent:")
    bustle, end = Bustle(house, server.address, days, cancelling=0.95), time.monotonic() + LONG
    try:
        bustle.run(6, lambda number: time.monotonic() < end or number % 4 > 0, pace=20)
        _check(bustle, server)
    finally:
        for scheduler in schedulers:
            scheduler.stop()
    assert not [one for one in schedulers if "Traceback" in one.log()]
    with capsys.disabled():
        print(f"\n{db.engine.name}: {_figures(bustle)}")


def _check(bustle: Bustle, server: WebServer) -> None:
    until(_told_everybody)
    assert "Traceback" not in server.log()
    assert set(bustle.answers) <= {200, 303, 409, 410}, bustle.answers
    assert bustle.answers[303], "nobody booked"
    assert not db.session.scalars(select(JobRun).where(JobRun.error != "")).all()
    _check_closings(bustle)
    _check_notices()


def _told_everybody() -> bool:
    db.session.rollback()
    return _count_reminders() >= REMINDED and _count_lists() >= 1 and not open_notices()


def _check_closings(bustle: Bustle) -> None:
    """Each closing is in the log once, and each day was closed and opened in turn."""
    rows = db.session.execute(
        select(AccessEntry.subject, AccessEntry.action)
        .where(AccessEntry.action.in_(("day.closed", "day.reopened")))
        .order_by(AccessEntry.id)
    ).all()
    closed = Counter(subject for subject, action in rows if action == "day.closed")
    assert closed == bustle.closed
    for subject in closed:
        steps = [action for name, action in rows if name == subject]
        assert steps == ["day.closed", "day.reopened"] * closed[subject], subject


def _check_notices() -> None:
    """What was planned: of each thing that happened to a booking one text message, and no other twice."""
    rows = db.session.scalars(select(Notice).where(Notice.channel == "sms")).all()
    told = Counter((row.kind, row.subject) for row in rows)
    bookings = db.session.scalars(select(Reservation).where(Reservation.reference.is_not(None))).all()
    lost = Counter(one.reservation_id for one in db.session.scalars(select(Displacement)))
    assert lost
    for row in bookings:
        subject = f"reservation:{row.reference}"
        assert told["displaced", subject] == lost[row.id], subject
        assert told["cancelled", subject] == (row.state == "cancelled"), subject
        assert told["confirmed", subject] <= 1, subject
    assert (_count_reminders(), _count_lists()) == (REMINDED, 1)
    assert len({(row.kind, row.subject, row.role, row.due_at) for row in rows}) == len(rows)
    sent = [row.provider_key for row in rows if row.state == "sent"]
    handed = db.session.scalars(select(AgentMessage.msg_key)).all()
    assert sorted(sent) == sorted(handed)


def _count_reminders() -> int:
    return len(db.session.scalars(select(Notice.id).where(Notice.kind == "reminder", Notice.channel == "sms")).all())


def _count_lists() -> int:
    return len(db.session.scalars(select(Notice.id).where(Notice.kind == "closures")).all())


def _figures(bustle: Bustle) -> str:
    rows = db.session.scalars(select(Notice.kind)).all()
    return (
        f"{bustle.visits} visits, {dict(bustle.answers)}, {sum(bustle.closed.values())} closings, {dict(Counter(rows))}"
    )
