"""Deliverers that work at once send each notice once. What becomes of those that are killed: test_enduring.py."""

import multiprocessing
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask

from booking.db import db, transaction, writing
from booking.notices import jobs, queries, service
from booking.notices.channels import Letter, Receipt
from booking.notices.models import Notice
from booking.notices.rules import Recipient
from tests.notices.conftest import NOW, VISIT, Desk, Provider
from tests.notices.deliverer import main as deliverer_main


@pytest.fixture
def house(empty_url: str, make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """An application on tables of a database of its own."""
    app = make_app(empty_url)
    with app.app_context():
        with writing():
            db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def plan(count: int) -> None:
    with transaction():
        for number in range(count):
            phone = f"+8210{number:08d}"
            service.plan(
                "reminder",
                f"reservation:{number:08d}",
                [Recipient("person", phone, None)],
                due=NOW,
                useful_until=VISIT,
                now=NOW - timedelta(hours=1),
            )


@pytest.fixture
def deliverer(empty_url: str, tmp_path: Path) -> Iterator[Callable[[datetime], BaseProcess]]:
    """Start deliverers in processes of their own, all with the same provider; whatever is left is ended.

    They are forked, for otherwise most of the time would go into reading modules; so no connection may be open then.
    """
    started: list[BaseProcess] = []
    forks = multiprocessing.get_context("fork")

    def start(now: datetime) -> BaseProcess:
        db.session.remove()
        db.engine.dispose()
        process = forks.Process(target=deliverer_main, args=(empty_url, str(tmp_path / "taken"), now.isoformat()))
        process.start()
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.join()
        process.close()


def taken(folder: Path) -> list[tuple[str, str]]:
    """What the provider has: number and key of each message it took."""
    file = folder / "taken"
    lines = file.read_text().splitlines() if file.exists() else []
    return [(number, key) for number, _, key in (line.partition(" ") for line in lines)]


@pytest.mark.race
def test_two_deliverers_at_once_send_each_notice_once(
    house: Flask, deliverer: Callable[[datetime], BaseProcess], tmp_path: Path
) -> None:
    plan(80)
    for process in [deliverer(NOW), deliverer(NOW)]:
        process.join(100)
        assert process.exitcode == 0
    sent = taken(tmp_path)
    assert len(sent) == len(set(sent)) == 80
    assert {notice.state for notice in db.session.query(Notice)} == {"sent"}
    assert {notice.attempts for notice in db.session.query(Notice)} == {1}


class Meanwhile(Provider):
    """A provider during whose answer another deliverer comes along."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app, self.other = app, Provider()

    def send(self, letter: Letter, now: datetime) -> Receipt:
        rival = Thread(target=self._deliver)
        rival.start()
        rival.join(60)
        return super().send(letter, now)

    def _deliver(self) -> None:
        with self.app.app_context():
            jobs.deliver(NOW + timedelta(seconds=60), {"sms": self.other, "email": self.other})


def test_while_one_is_sending_another_finds_nothing_to_send(app: Flask, desk: Desk) -> None:
    desk.plan(Recipient("person", "+821012345678", None))
    way = Meanwhile(app)
    jobs.deliver(NOW, {"sms": way, "email": way})
    assert (len(way.letters), way.other.tries) == (1, 0)


def test_without_the_lease_it_would_be_sent_twice(app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "is_due", lambda *_instants: Notice.state.in_(("planned", "sending")))
    desk.plan(Recipient("person", "+821012345678", None))
    way = Meanwhile(app)
    jobs.deliver(NOW, {"sms": way, "email": way})
    assert (len(way.letters), len(way.other.letters)) == (1, 1)
    assert way.letters[0].key == way.other.letters[0].key


def test_two_channels_that_fail_at_the_same_moment_do_not_rely_on_each_other(postgres_app: Flask, desk: Desk) -> None:
    desk.plan()
    with transaction():
        leased = [(notice_id, service.lease(notice_id, NOW, 120)) for notice_id, _ in queries.list_due(NOW)]

    def fail(number: int) -> None:
        notice_id, token = leased[number]
        assert token is not None
        service.fail(notice_id, token, "550", NOW)

    def fail_elsewhere() -> None:
        with postgres_app.app_context(), transaction():
            fail(1)

    other = Thread(target=fail_elsewhere)
    with transaction():
        fail(0)
        other.start()
        other.join(1)  # it waits for us; without the lock it would be through by now
    other.join(60)
    db.session.rollback()
    assert [notice.channel for notice in queries.list_calls(NOW)] == ["call"]
