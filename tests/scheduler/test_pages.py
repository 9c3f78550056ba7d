"""The page of the timetable."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.notices import service as notices
from booking.notices.rules import Recipient
from booking.scheduler import runner, service, timetable
from booking.scheduler.models import JobRun
from booking.settings import service as settings
from tests.support.pages import Citizen
from tests.support.people import log_in, make_account

At = Callable[[datetime | str], datetime]


@pytest.fixture
def now(at: At) -> datetime:
    return at("2026-12-18T10:00")


@pytest.fixture
def clerk(sqlite_app: Flask, now: datetime) -> Citizen:
    make_account("clerk@city.example")
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    clerk = Citizen(sqlite_app)
    assert log_in(clerk.client, "clerk@city.example").status_code == 303
    return clerk


def test_before_the_first_run(clerk: Citizen) -> None:
    page = clerk.get("/staff/jobs")
    assert page.heading == "자동 작업" and "한 번도 실행되지 않았습니다" in page.text
    assert f"자동 작업 {len(timetable.JOBS)}가지" in page.text
    assert all(job.title in page.text for job in timetable.JOBS)


def test_a_run_by_hand_is_done_shown_and_logged(clerk: Citizen) -> None:
    clerk.get("/staff/jobs")
    page = clerk.submit("/staff/jobs/keep_nights/run")
    assert page.redirects == [303] and "‘야간민원실 날짜 정하기’ 작업을 실행했습니다. 처리한 것:" in page.text
    assert "자동 작업이 움직이고 있습니다" in page.text and "clerk@city.example" in page.text
    (run,) = db.session.query(JobRun).filter_by(name="keep_nights")
    assert run.count > 0 and run.by == "clerk@city.example"
    (entry,) = db.session.query(AccessEntry).filter_by(action="job.run")
    assert entry.subject == "job:keep_nights"


def test_nothing_is_sent_inside_a_request(clerk: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [job.name for job in timetable.JOBS if job.is_sending] == ["ask_holidays", "deliver"]
    monkeypatch.setattr(timetable, "JOBS", (replace(timetable.get("deliver"), run=_fail),))
    page = clerk.get("/staff/jobs")
    assert "15초마다 저절로 보냅니다" in page.text
    assert not page.soup.select("main form")
    answer = clerk.client.post("/staff/jobs/deliver/run")
    assert answer.status_code == 303 and not db.session.query(JobRun).all()
    assert not db.session.query(AccessEntry).filter_by(action="job.run").all()
    assert "여기에서 실행할 수 없습니다" in clerk.get("/staff/jobs").text


@pytest.mark.parametrize("name", [job.name for job in timetable.JOBS if not job.is_sending])
def test_each_job_can_be_run_by_hand(clerk: Citizen, name: str) -> None:
    clerk.get("/staff/jobs")
    assert "실행했습니다" in clerk.submit(f"/staff/jobs/{name}/run").text


def test_a_job_that_is_running_is_left_alone(clerk: Citizen, now: datetime) -> None:
    with transaction():
        assert service.may_run("rehouse", "elsewhere:1:x", now)
    clerk.get("/staff/jobs")
    assert "지금 실행 중입니다" in clerk.submit("/staff/jobs/rehouse/run").text


def test_a_failure_is_shown_without_its_text(clerk: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    job = timetable.Job("rehouse", "고장 난 작업", _fail, timetable.JOBS[0].trigger, "w", "m")
    monkeypatch.setattr(timetable, "JOBS", (job,))
    clerk.get("/staff/jobs")
    page = clerk.submit("/staff/jobs/rehouse/run")
    assert "실패했습니다" in page.text and "ValueError" in page.text and "홍길동" not in page.html


def test_a_silent_scheduler_is_an_alarm(clerk: Citizen, at: At, now: datetime) -> None:
    runner.tick(timetable.get("forget_runs"), "elsewhere:1:x")
    at(now + timedelta(minutes=5) - timedelta(seconds=1))
    assert "움직이고 있습니다" in clerk.get("/staff/jobs").text
    at(now + timedelta(minutes=5))
    assert "이후로 멈춰 있습니다" in clerk.get("/staff/jobs").text


def test_an_unknown_job_is_not_found(clerk: Citizen) -> None:
    assert clerk.client.post("/staff/jobs/make_coffee/run").status_code == 404


def _fail(_now: datetime) -> int:
    raise ValueError("홍길동")


def test_the_page_says_what_has_not_gone_out_and_that_nobody_would_be_told(clerk: Citizen, now: datetime) -> None:
    text = clerk.get("/staff/jobs").text
    assert "알릴 곳이 정해져 있지 않습니다" in text and "아직 나가지 않은 안내" not in text
    with transaction():
        settings.put("notices.alarm_email", "it@city.example", actor=Actor.job("test"), now=now)
        whom = [Recipient("person", "+821012345678", None)]
        notices.plan("confirmed", "reservation:AAAAAAAA", whom, due=now, useful_until=None, now=now)
    text = clerk.get("/staff/jobs").text
    assert "아직 나가지 않은 안내가 1건 있습니다" in text and "알릴 곳이" not in text
