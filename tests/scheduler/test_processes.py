"""`booking scheduler` and `booking web` as real processes."""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from flask import Flask

from booking.db import db, writing
from booking.scheduler import queries, timetable
from booking.scheduler.models import JobRun, SchedulerLease
from tests.support import processes

pytestmark = pytest.mark.race


@pytest.fixture
def house(empty_url: str, make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """An application on empty tables of a database of its own."""
    app = make_app(empty_url)
    with app.app_context():
        with writing():
            db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def test_two_schedulers_plan_each_job_once_and_end_on_sigterm(house: Flask, empty_url: str, tmp_path: Path) -> None:
    command("seed", empty_url, tmp_path)
    first, second = (processes.Process(tmp_path, ["scheduler"], empty_url).start() for _ in range(2))
    try:
        _until(lambda: set(queries.list_seen()) == {job.name for job in timetable.JOBS}, first)
        for scheduler in (first, second):
            _until(lambda: "has begun" in scheduler.log(), scheduler)  # noqa: B023 (called at once)
        runs = Counter(run.name for run in db.session.query(JobRun) if run.name != "deliver")
        assert runs["create_days"] == runs["keep_nights"] == 1
        assert not db.session.query(JobRun).filter(JobRun.error != "").all()
        for scheduler in (first, second):
            assert scheduler.process is not None
            scheduler.process.send_signal(signal.SIGTERM)
        assert first.wait() == second.wait() == 0, first.log() + second.log()
        assert "has ended" in first.log() and "Traceback" not in first.log()
        db.session.rollback()
        assert not db.session.query(SchedulerLease).filter(SchedulerLease.runner.is_not(None)).all()
    finally:
        first.stop()
        second.stop()


def test_a_signal_that_comes_before_the_first_tick_is_not_lost() -> None:
    code = """
import signal, threading, time
from apscheduler.schedulers.blocking import BlockingScheduler
from booking.scheduler import process
scheduler = BlockingScheduler()
process._end_on_signals(scheduler, threading.Event())
signal.raise_signal(signal.SIGTERM)
time.sleep(0.2)
scheduler.start()
"""
    subprocess.run([sys.executable, "-c", code], cwd=processes.ROOT, check=True, timeout=60)


def test_web_answers_under_the_configured_address_and_ends_on_sigterm(
    house: Flask, empty_url: str, tmp_path: Path
) -> None:
    port = str(processes.free_port())
    server = processes.Process(tmp_path, ["web"], empty_url, PORT=port, WEB_WORKERS="2", WEB_THREADS="2").start()
    try:
        _until(lambda: _answers(f"http://127.0.0.1:{port}/"), server)
        answer = requests.get(f"http://127.0.0.1:{port}/", headers={"X-Forwarded-Proto": "https"}, timeout=10)
        assert answer.status_code == 200
        assert "Strict-Transport-Security" not in answer.headers, "the word of an untrusted proxy was believed"
        assert server.process is not None
        server.process.terminate()
        assert server.wait() == 0, server.log()
    finally:
        server.stop()


def command(name: str, url: str, folder: Path) -> None:
    process = processes.Process(folder, [name, "booking/data/jinju.toml"], url).start()
    assert process.wait(60) == 0, process.log()


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).status_code == 200
    except requests.RequestException:  # not listening yet, or slow on a busy machine
        return False


def _until(condition: Callable[[], bool], process: processes.Process) -> None:
    """Wait, at most a minute, for a condition; a process that ended meanwhile will not bring it about."""
    for _ in range(600):
        db.session.rollback()
        if condition():
            return
        assert process.process is not None and process.process.poll() is None, process.log()
        time.sleep(0.1)
    raise AssertionError(process.log())
