"""Who notices that the scheduler is dead, or that its messages pile up: the web workers, and one of them tells."""

import re
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking import clock, server
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.notices import jobs, service
from booking.notices import queries as outbox
from booking.notices.models import ConsoleMessage, Notice, NoticeAttempt
from booking.notices.rules import Message, Recipient
from booking.scheduler import watch
from booking.scheduler.models import JobHeartbeat
from booking.settings import service as settings
from tests.notices.conftest import HONG, VALUES

At = Callable[[datetime | str], datetime]

BEAT = clock.parse("2026-12-18T10:00")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def told(app: Flask) -> Flask:
    """An office that says whom to tell."""
    put("notices.alarm_email", "it@city.example")
    put("notices.alarm_phone", "010-2222-3333")
    return app


def put(name: str, value: str) -> None:
    with transaction():
        settings.put(name, value, actor=Actor.job("test"), now=BEAT)


def beat(when: datetime) -> None:
    with transaction() as session:
        session.merge(JobHeartbeat(name="deliver", ran_at=when, ok_at=when))


def plan(due: datetime, count: int = 1, *, kind: str = "confirmed", attempts: int = 0) -> None:
    with transaction():
        for number in range(count):
            whom = [Recipient("person", HONG.phone, None)]
            subject = f"reservation:{due:%H%M}{number:04d}"
            (notice,) = service.plan(kind, subject, whom, due=due, useful_until=None, now=due)
            notice.attempts, notice.next_attempt_at = attempts, due + attempts * timedelta(hours=9)


def alarms() -> list[tuple[str, str]]:
    db.session.rollback()
    rows = db.session.query(Notice).filter_by(kind="alarm").order_by(Notice.id)
    return [(row.channel, row.state) for row in rows]


def look(at: At, when: datetime) -> int:
    return watch.look(at(when))


def test_a_scheduler_that_beats_alarms_nobody(told: Flask, at: At) -> None:
    beat(BEAT)
    assert look(at, BEAT + 5 * MINUTE - timedelta(seconds=1)) == 0
    assert alarms() == []


def test_a_silent_scheduler_is_told_once_and_again_the_next_day(told: Flask, at: At) -> None:
    beat(BEAT)
    assert look(at, BEAT + 5 * MINUTE) == 2
    assert alarms() == [("sms", "sent"), ("email", "sent")]
    mail, text = db.session.query(ConsoleMessage).order_by(ConsoleMessage.channel)
    assert mail.recipient == "it@city.example" and "2026. 12. 18.(금) 오전 10시 이후로 멈춰" in mail.body
    assert text.recipient == "+821022223333" and text.body.startswith("[진주시] 자동 작업이")
    for hours in (1, 23):
        assert look(at, BEAT + timedelta(hours=hours)) == 0
    assert look(at, BEAT + timedelta(hours=25)) == 2
    assert len(alarms()) == 4


def test_another_silence_is_another_alarm(told: Flask, at: At) -> None:
    beat(BEAT)
    look(at, BEAT + 6 * MINUTE)
    beat(BEAT + 30 * MINUTE)
    assert look(at, BEAT + 31 * MINUTE) == 0
    assert look(at, BEAT + 36 * MINUTE) == 2


def test_the_setting_says_how_long_is_silent(told: Flask, at: At) -> None:
    put("notices.alarm_minutes", "60")
    beat(BEAT)
    assert look(at, BEAT + 59 * MINUTE) == 0
    assert look(at, BEAT + 60 * MINUTE) == 2


def test_what_holds_no_more_is_not_sent(told: Flask, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    beat(BEAT)
    monkeypatch.setattr(jobs, "deliver", lambda *_a, **_k: 0)
    look(at, BEAT + 6 * MINUTE)
    monkeypatch.undo()
    beat(BEAT + 7 * MINUTE)
    assert look(at, BEAT + 8 * MINUTE) == 2
    assert alarms() == [("sms", "dropped"), ("email", "dropped")] and not db.session.query(ConsoleMessage).all()


def test_without_an_address_nobody_is_told_and_nobody_is_called(app: Flask, at: At) -> None:
    put("notices.alarm_phone", "055-749-5114")
    beat(BEAT)
    assert watch.recipient() is None
    assert look(at, BEAT + 60 * MINUTE) == 0 and alarms() == []


def test_a_backlog_that_does_not_drain_is_told_once_a_day(told: Flask, at: At) -> None:
    beat(BEAT + 29 * MINUTE)
    plan(BEAT, 3)
    assert look(at, BEAT + 29 * MINUTE) == 0
    beat(BEAT + 31 * MINUTE)
    assert look(at, BEAT + 31 * MINUTE) == 2
    (mail, _text) = db.session.query(ConsoleMessage).order_by(ConsoleMessage.channel)
    assert "보내지 못한 안내가 3건 쌓여 있습니다." in mail.body and "오전 10시에 보낼" in mail.body
    plan(BEAT + MINUTE, 3)
    beat(BEAT + 50 * MINUTE)
    assert look(at, BEAT + 50 * MINUTE) == 0


def test_an_alarm_is_no_backlog_itself_and_leaves_the_others_to_the_scheduler(told: Flask, at: At) -> None:
    beat(BEAT)
    plan(BEAT + MINUTE)
    look(at, BEAT + 10 * MINUTE)
    assert outbox.count_backlog(BEAT + 10 * MINUTE) == (1, BEAT + MINUTE)
    with transaction() as session:
        session.query(Notice).filter_by(kind="alarm").update({"state": "planned", "sent_at": None})
    assert outbox.count_backlog(BEAT + 10 * MINUTE) == (1, BEAT + MINUTE)


@pytest.mark.parametrize(("count", "sent"), [(1, 0), (9, 0), (10, 2)])
def test_one_slow_mailbox_is_no_backlog_but_many_are(told: Flask, at: At, count: int, sent: int) -> None:
    plan(BEAT, count, attempts=2)
    beat(BEAT + 60 * MINUTE)
    assert look(at, BEAT + 60 * MINUTE) == sent


def test_what_was_kept_over_night_is_no_backlog_in_the_morning(told: Flask, at: At) -> None:
    evening, morning = clock.parse("2026-12-18T21:05"), clock.parse("2026-12-19T08:00")
    plan(evening, kind="displaced")
    for when, sent in ((evening + 60 * MINUTE, 0), (morning + MINUTE, 0), (morning + 31 * MINUTE, 2)):
        beat(when)
        assert look(at, when) == sent, when


def test_of_many_workers_one_sends(told: Flask, at: At) -> None:
    beat(BEAT)
    at(BEAT + 6 * MINUTE)
    barrier = threading.Barrier(4)

    def worker() -> None:
        with told.app_context():
            barrier.wait(30)
            watch.look(BEAT + 6 * MINUTE)

    workers = [threading.Thread(target=worker) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(60)
    assert alarms() == [("sms", "sent"), ("email", "sent")]
    assert db.session.query(NoticeAttempt).count() == 2


def test_a_worker_looks_by_itself_until_its_process_ends(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    looks, seen = 0, threading.Event()

    def look(_now: datetime) -> int:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise RuntimeError  # a look that fails is not the last one
        seen.set()
        return 0

    monkeypatch.setattr(watch, "EVERY", 0.01)
    monkeypatch.setattr(watch, "look", look)
    stopping = threading.Event()
    thread = watch.start(app, stopping)
    assert seen.wait(30) and thread.daemon
    stopping.set()
    thread.join(30)
    assert not thread.is_alive(), "it would look at other tests' houses"


def test_every_web_worker_is_told_to_look(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Flask] = []
    monkeypatch.setattr(watch, "start", started.append)
    server.options(dict(sqlite_app.config))["post_worker_init"](SimpleNamespace(wsgi=sqlite_app))
    assert started == [sqlite_app]


def test_metrics_tell_of_the_scheduler_and_the_outbox(sqlite_app: Flask, client: FlaskClient, at: At) -> None:
    at(BEAT + 10 * MINUTE)
    assert "booking_scheduler_heartbeat_age_seconds" not in client.get("/metrics").text
    beat(BEAT)
    plan(BEAT + 4 * MINUTE, 2)
    plan_call()
    text = client.get("/metrics").text
    values = dict(re.findall(r"^(booking_(?:notices|scheduler)\w+) (\S+)$", text, re.MULTILINE))
    assert {name: float(value) for name, value in values.items()} == {
        "booking_scheduler_heartbeat_age_seconds": 600.0,
        "booking_notices_backlog": 2.0,
        "booking_notices_oldest_due_seconds": 360.0,
        "booking_notices_calls": 1.0,
    }
    assert "booking_requests_total" in text


def plan_call() -> None:
    with transaction():
        whom = [Recipient("person", None, None)]
        service.plan("confirmed", "reservation:CALLCALL", whom, due=BEAT, useful_until=None, now=BEAT)


def test_only_alarms_leave_the_web_process(told: Flask, at: At) -> None:
    service.register("confirmed", lambda _subject, _now: Message({"person": HONG}, VALUES))
    beat(BEAT)
    plan(BEAT)
    look(at, BEAT + 10 * MINUTE)
    assert db.session.query(Notice).filter_by(kind="confirmed").one().state == "planned"
