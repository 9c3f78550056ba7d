"""Schedulers that are killed, and a provider that fails now and then: each in processes of its own.

The provider is the one of `tests/support/solapi.py`, reached over HTTP by the product's own channel. It writes down
each message that it takes, which outlives whoever sent it.
"""

import multiprocessing
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, insert, select

from booking import clock
from booking.calendar import service as calendar
from booking.calendar.service import SlotPlan
from booking.db import db, new_token, transaction
from booking.notices import jobs, queries
from booking.notices.models import Notice, NoticeAttempt
from booking.reservations import service as reservations
from booking.reservations.models import Reservation
from booking.reservations.rules.people import make_person
from booking.scheduler import runner, timetable
from tests.notices.conftest import Provider
from tests.reservations.conftest import CITIZEN, DAY, NOW
from tests.support import solapi

FORKS = multiprocessing.get_context("fork")
"""Processes are forked, for otherwise most of the time would go into reading modules; so no connection and no thread
may be open then."""

SENDINGS = 20
"""How often the timetable sends until it looks for reminders again."""

PLAYED = timedelta(minutes=90)
"""How far the clock goes on while schedulers are killed: less than the patience after which staff have to call."""


class Odds:
    """What becomes of each request to send: 5 % are answered with 500, of 3 % the line breaks once they are taken."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def popleft(self) -> int | str:
        drawn = self._chance.random()
        return 500 if drawn < 0.05 else "break" if drawn < 0.08 else ""


class Vendor(solapi.Vendor):
    """Writes `number key` of each message that it takes to a file, and never forgets to fail.

    What it took arrives, or schedulers would go on asking for it: thousands of questions after each leap of the clock.
    """

    def __init__(self, file: Path, seed: int) -> None:
        super().__init__()
        self.plan = Odds(seed)  # type: ignore[assignment]
        self.final = dict.fromkeys(("SMS", "LMS"), solapi.ARRIVED)
        self._handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def take(self, body: dict[str, Any], refused: str) -> dict[str, Any]:
        (message,) = body["messages"]
        os.write(self._handle, f"{message['to']} {message['customFields']['key']}\n".encode())
        return super().take(body, refused)


class Stage:
    """The provider, the clock of everybody, and schedulers that come and go."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.file = folder / "taken"
        self.file.touch()
        self._clock = FORKS.Value("d", NOW.timestamp())
        self._port = FORKS.Value("i", 0)
        self._vendor = FORKS.Process(target=self._serve, args=(seed,), daemon=True)
        self._vendor.start()
        self.schedulers: list[BaseProcess] = []
        until(lambda: self._port.value > 0)

    @property
    def url(self) -> str:
        vendor = solapi.Vendor()
        vendor.port = self._port.value
        return vendor.url

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._clock.value, UTC)

    def go_on(self, to: datetime) -> None:
        self._clock.value = to.timestamp()

    def start_scheduler(self, app: Flask) -> BaseProcess:
        """A scheduler in a process of its own, which plans and sends without a pause until it is killed."""
        db.session.remove()
        db.engine.dispose()
        process = FORKS.Process(target=self._schedule, args=(app,))
        process.start()
        self.schedulers.append(process)
        return process

    def kill(self) -> None:
        """End all schedulers at once, as a power cut would."""
        for process in self.schedulers:
            process.kill()
        for process in self.schedulers:
            process.join()
            assert process.exitcode == -9, "a scheduler ended by itself"
            process.close()
        self.schedulers.clear()

    def close(self) -> None:
        self.kill()
        self._vendor.kill()
        self._vendor.join()

    def taken(self) -> list[tuple[str, str]]:
        """Number and key of each message that the provider took, in order."""
        return [
            (number, key) for number, _, key in (line.partition(" ") for line in self.file.read_text().splitlines())
        ]

    def count(self) -> int:
        return self.file.read_bytes().count(b"\n")

    def _serve(self, seed: int) -> None:
        clock.now = self.now
        with solapi.serve(Vendor(self.file, seed)) as vendor:
            self._port.value = vendor.port
            time.sleep(7200)

    def _schedule(self, app: Flask) -> None:
        start, since = self.now(), time.monotonic()
        clock.now = lambda: start + timedelta(seconds=time.monotonic() - since)
        with app.app_context():
            runner.tick(timetable.get("deliver"), "")  # what is planned goes out while the rest is looked for
            work(10**9)


@contextmanager
def stage(folder: Path, seed: int) -> Iterator[Stage]:
    """A stage, whose processes end with it."""
    found = Stage(folder, seed)
    try:
        yield found
    finally:
        found.close()


def work(times: int) -> None:
    """What the scheduler's process does with reminders, so many times over: it sends more often than it looks."""
    holder = runner.new_holder()
    for _ in range(times):
        runner.tick(timetable.get("queue_reminders"), holder)
        for _ in range(SENDINGS):
            runner.tick(timetable.get("deliver"), holder)


def crowd(count: int, day: date = DAY, now: datetime = NOW) -> None:
    """Book `count` people, each with a telephone of their own, on a day; nothing is left to be told.

    The first confirmation is sent, so that processes forked later know the statements, which took them most of a short
    life.
    """
    with transaction():
        plan = [SlotPlan("law", time_of_day(10), time_of_day(10, 30), count)]
        slot = calendar.ensure_day("consultation", day, plan, None, now).slots[0]
        held = reservations.hold(slot.token, "browser", now=now)
        person = make_person("홍길동", "010-0000-0000", "", "")
        more: dict[str, Any] = {"holder": "browser", "consent_version": "2026-11", "actor": CITIZEN}
        first = reservations.reserve(held.token, person, now=now, **more)
        db.session.flush()
        columns = {one.key: getattr(first, one.key) for one in Reservation.__mapper__.column_attrs if one.key != "id"}
        rows = [columns | _own(number) for number in range(1, count)]
        if rows:
            db.session.execute(insert(Reservation), rows)
    jobs.deliver(now, {"sms": Provider()})
    with transaction():
        db.session.query(NoticeAttempt).delete()
        db.session.query(Notice).delete()


def _own(number: int) -> dict[str, Any]:
    """What differs from the first booking's row."""
    person = make_person("홍길동", f"010-{number // 10000 + 1:04}-{number % 10000:04}", "", "")
    return {
        "seat": number + 1,
        "reference": _reference(number),
        "phone": person.phone,
        **{name: new_token() for name in ("token", "phone_index", "person_key", "open_key")},
    }


def _reference(number: int) -> str:
    letters = "ABCDEFGHJKMNPQRSTVWXYZ"
    return "".join(letters[number // len(letters) ** place % len(letters)] for place in range(8))


def open_notices() -> int:
    """How many notices are still on their way."""
    db.session.rollback()
    on_their_way = select(func.count()).select_from(Notice).where(Notice.state.in_(("planned", "sending")))
    return db.session.scalar(on_their_way) or 0


def is_resting(now: datetime) -> bool:
    """Whether all notices that are still on their way wait: for another try, or for the lease of a dead scheduler."""
    db.session.rollback()
    return not queries.list_due(now, limit=1) and open_notices() > 0


def until(condition: Any, seconds: float = 120) -> None:
    """Wait for a condition, looking again and again."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)
