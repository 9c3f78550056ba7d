"""Schedulers that are killed at any moment while a provider fails: nothing is lost, nobody is told under two keys."""

import os
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from datetime import time as hour
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from booking import clock
from booking.consultations.models import Expert, Field
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.scheduler import runner, timetable
from booking.settings import service as settings
from tests.notices.enduring import PLAYED, Stage, crowd, is_resting, open_notices, stage, until, work
from tests.reservations.conftest import CLERK, NOW, wall

MEMORY = Path("/dev/shm")  # noqa: S108 (a folder with a random name is made in it)

ONE = wall(date(2026, 12, 18), 10)
"""Friday: the hour of the reminder of the working day before."""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of its own. Only processes are killed, so a quick server, and a file in memory, will do."""
    if request.param == "sqlite":
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            yield f"sqlite:///{folder}/booking.sqlite3"
        return
    server = request.getfixturevalue("pg_server")
    made = server.create_database()
    yield made
    server.drop_database(made)


@pytest.fixture
def senders(url: str) -> int:
    """Two at once on PostgreSQL; SQLite has one."""
    return 2 if url.startswith("postgresql") else 1


@pytest.fixture
def played(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path, seed=7) as found:
        yield found


@pytest.fixture
def house(url: str, make_app: Callable[..., Flask], played: Stage) -> Iterator[Flask]:
    """An application with one reminder, on tables of a database of its own, that sends by the failing provider."""
    app = make_app(url, tables=True, SMS_URL=played.url)
    with app.app_context():
        with transaction():
            db.session.add(Field(key="law", name="생활법률", starts=hour(10), ends=hour(11)))
            db.session.flush()
            db.session.add(Expert(name="김법률", organisation="표본", field_key="law"))
            settings.put("notices.reminders", "1 10:00", actor=CLERK, now=NOW)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.mark.race
@pytest.mark.alone
def test_a_scheduler_killed_at_any_moment_loses_nothing_and_never_uses_a_second_key(
    house: Flask, played: Stage, senders: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _endure(house, played, senders, monkeypatch, kills=6, count=30)


@pytest.mark.endure
def test_two_hundred_kills(
    house: Flask, played: Stage, senders: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = _endure(house, played, senders, monkeypatch, kills=200, count=3000)
    with capsys.disabled():
        print(f"\n{db.engine.name}, {senders} senders: {figures}")


def _endure(
    house: Flask, played: Stage, senders: int, monkeypatch: pytest.MonkeyPatch, *, kills: int, count: int
) -> str:
    since, spent = time.monotonic(), sum(os.times()[:4])
    monkeypatch.setattr(clock, "now", played.now)
    crowd(count)
    _kill(house, played, senders, kills, count)
    taken_alive = played.count()
    _finish(played)
    _check(played, count)
    return (
        f"{count} reminders, {kills} kills, {taken_alive} taken before the last kill, "
        f"{played.count() - count} repeated under the same key, {time.monotonic() - since:.0f} s, "
        f"of which {sum(os.times()[:4]) - spent:.0f} s of a processor"
    )


def _kill(house: Flask, played: Stage, senders: int, kills: int, count: int) -> None:
    """Rounds of schedulers, each killed at a random moment: while they plan, or once so many messages are taken."""
    chance, rounds = random.Random(11), kills // senders
    for number in range(rounds):
        played.go_on(ONE + number * min(PLAYED / rounds, timedelta(minutes=3)))
        for _ in range(senders):
            played.start_scheduler(house)
        if number < rounds // 20 + 1:
            time.sleep(chance.uniform(0, 0.3))
        else:
            mean = 0.9 * (count - played.count()) / (rounds - number)
            goal = played.count() + min(int(chance.uniform(0, 2 * mean)), count - played.count())
            until(lambda goal=goal: played.count() >= goal or is_resting(played.now()))
            time.sleep(chance.uniform(0, 0.03))
        played.kill()


def _finish(played: Stage) -> None:
    """A scheduler that is left alone."""
    work(1)
    for _ in range(400):  # a line that breaks ends a run
        played.go_on(played.now() + timedelta(seconds=15))
        runner.tick(timetable.get("deliver"), "")
        if not open_notices():
            return
    raise AssertionError("it comes to no end")


def _check(played: Stage, count: int) -> None:
    keys = defaultdict(set)
    for number, key in played.taken():
        keys[number].add(key)
    assert len(keys) == count, "a reminder was lost"
    assert all(len(used) == 1 for used in keys.values()), "a reminder went out under two keys"
    rows = db.session.execute(select(Notice.subject, Notice.provider_key, Notice.state, Notice.due_at)).all()
    reminded = [row for row in rows if row.due_at == ONE]
    assert {row.provider_key for row in reminded} == {key for used in keys.values() for key in used}
    assert len({row.subject for row in reminded}) == len(reminded) == count, "one was planned twice"
    assert {row.state for row in reminded} == {"sent"}
