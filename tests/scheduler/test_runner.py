"""One job, many processes: one plans, one runs, all failures are remembered without their text."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask

from booking import clock
from booking.audit import service as audit
from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.scheduler import jobs, queries, runner, service, timetable
from booking.scheduler.errors import JobBusy
from booking.scheduler.models import JobRun
from booking.scheduler.timetable import Job

At = Callable[[datetime | str], datetime]

FIRST, SECOND = "elsewhere:1:first", "elsewhere:2:second"


def job(run: Callable[[datetime], int], **more: object) -> Job:
    values = {"name": "a_job", "title": "t", "trigger": timetable.JOBS[0].trigger, "when": "w", "meaning": "m", **more}
    return Job(run=run, **values)


def test_the_second_scheduler_does_not_plan(app: Flask, at: At) -> None:
    at("2026-12-18T10:00")
    seen: list[datetime] = []
    work = job(_note_in(seen))
    assert runner.tick(work, FIRST) is not None
    assert runner.tick(work, SECOND) is None
    assert runner.tick(work, FIRST) is not None
    assert len(seen) == 2


def test_it_takes_over_when_the_first_is_silent(app: Flask, at: At) -> None:
    now = at("2026-12-18T10:00")
    work = job(lambda _now: 1)
    runner.tick(work, FIRST)
    at(now + service.LEAD - timedelta(seconds=1))
    assert runner.tick(work, SECOND) is None
    at(now + service.LEAD)
    assert runner.tick(work, SECOND) is not None
    assert runner.tick(work, FIRST) is None


def test_it_takes_over_at_once_when_the_first_has_ended_well(app: Flask, at: At) -> None:
    at("2026-12-18T10:00")
    work = job(lambda _now: 1)
    runner.tick(work, FIRST)
    runner.resign(FIRST)
    assert runner.tick(work, SECOND) is not None


def test_it_takes_over_at_once_from_a_dead_process_of_this_machine(app: Flask, at: At) -> None:
    at("2026-12-18T10:00")
    work, dead = job(lambda _now: 1), _dead_holder()
    with transaction():
        assert service.may_plan("a_job", dead, clock.now())
    assert runner.tick(work, SECOND) is not None


def test_a_living_process_keeps_its_job(app: Flask, at: At) -> None:
    at("2026-12-18T10:00")
    work, alive = job(lambda _now: 1), runner.new_holder()
    with transaction():
        assert service.may_plan("a_job", alive, clock.now())
    assert runner.tick(work, SECOND) is None
    with pytest.raises(JobBusy):
        runner.run_by_hand(work, None, by="command")


def test_a_run_by_hand_does_not_ask_who_plans(app: Flask, at: At) -> None:
    at("2026-12-18T10:00")
    work = job(lambda _now: 1)
    runner.tick(work, FIRST)
    run = runner.run_by_hand(work, clock.parse("2026-12-20T00:00"), by="command")
    assert (run.count, run.as_of, run.by) == (1, clock.parse("2026-12-20T00:00"), "command")
    assert runner.tick(work, FIRST) is not None


def test_a_job_is_run_for_the_instant_that_was_asked(app: Flask, at: At) -> None:
    now, seen = at("2026-12-18T10:00"), list[datetime]()
    work = job(_note_in(seen))
    runner.run_by_hand(work, None, by="command")
    runner.run_by_hand(work, clock.parse("2027-01-04T00:00"), by="command")
    assert seen == [now, clock.parse("2027-01-04T00:00")]


def test_a_run_that_is_never_ended_counts_as_dead(app: Flask, at: At) -> None:
    now = at("2026-12-18T10:00")
    with transaction():
        assert service.may_plan("a_job", FIRST, now)
    at(now + service.LONGEST_RUN - timedelta(seconds=1))
    with pytest.raises(JobBusy):
        runner.run_by_hand(job(lambda _now: 1), None, by="command")
    at(now + service.LONGEST_RUN)
    assert runner.run_by_hand(job(lambda _now: 1), None, by="command").count == 1


def test_only_one_of_many_at_once_runs(app: Flask, at: At) -> None:
    at("2026-12-18T10:00")
    ready, taken = Barrier(4), []

    def claim(number: int) -> None:
        with app.app_context():
            ready.wait(10)
            with transaction():
                taken.append(service.may_plan("a_job", f"elsewhere:{number}:x", clock.now()))

    threads = [Thread(target=claim, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(taken) == [False, False, False, True]


def test_a_run_that_did_something_leaves_a_row_and_another_only_a_heartbeat(app: Flask, at: At) -> None:
    first = at("2026-12-18T10:00")
    runner.tick(job(lambda _now: 3), FIRST)
    second = at("2026-12-18T10:01")
    runner.tick(job(lambda _now: 0), FIRST)
    (run,) = queries.list_runs()
    assert (run.name, run.count, run.error, run.started_at, run.by) == ("a_job", 3, "", first, "schedule")
    beat = queries.list_seen()["a_job"].heartbeat
    assert beat is not None and beat.ran_at == beat.ok_at == second == queries.last_beat()


def test_a_failure_is_remembered_without_its_text_and_ends_nothing(app: Flask, at: At) -> None:
    at("2026-12-18T10:00")
    runner.tick(job(lambda _now: 1), FIRST)
    at("2026-12-18T10:01")
    run = runner.tick(job(_fail_halfway), FIRST)
    assert run is not None and run.error.startswith("ValueError")
    assert "010" not in run.error
    assert [row.error != "" for row in queries.list_runs()] == [True, False]
    beat = queries.list_seen()["a_job"].heartbeat
    assert beat is not None and beat.ok_at is not None and beat.ok_at < beat.ran_at
    assert db.session.query(JobRun).filter_by(name="half done").count() == 0
    assert runner.tick(job(lambda _now: 1), FIRST) is not None


def test_what_a_job_records_while_it_writes_is_kept(app: Flask, at: At) -> None:
    now = at("2026-12-18T10:00")

    def work(_now: datetime) -> int:
        with transaction():
            audit.seen("log.viewed", actor=Actor.job("a_job"), now=now)
        return 1

    run = runner.tick(job(work), FIRST)
    assert run is not None and run.error == ""
    assert db.session.query(AccessEntry).filter_by(action="log.viewed").count() == 1


def test_a_shared_job_asks_nobody(app: Flask, at: At) -> None:
    at("2026-12-18T10:00")
    work = job(lambda _now: 1, is_shared=True)
    assert runner.tick(work, FIRST) and runner.tick(work, SECOND)


def test_old_runs_are_forgotten(app: Flask, at: At) -> None:
    now = at("2026-12-18T10:00")
    runner.tick(job(lambda _now: 1), FIRST)
    assert jobs.forget_runs(now + service.KEPT) == 0
    assert jobs.forget_runs(now + service.KEPT + timedelta(seconds=1)) == 1


def _note_in(seen: list[datetime]) -> Callable[[datetime], int]:
    def work(now: datetime) -> int:
        seen.append(now)
        return 1

    return work


def _fail_halfway(now: datetime) -> int:
    with transaction():
        db.session.add(JobRun(name="half done", started_at=now, ended_at=now, count=1, error="", by="x"))
        db.session.flush()
        raise ValueError("홍길동 010-1234-5678")


def _dead_holder() -> str:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    host, _, _ = runner.new_holder().rpartition(":")[0].rpartition(":")
    return f"{host}:{child}:x"
