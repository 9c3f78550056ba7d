"""The end of an expert's term: the account is shut out from the next day on, and staff hear of it before."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.accounts import queries as accounts
from booking.accounts import service as account_service
from booking.advising import jobs
from booking.consultations.models import Expert
from booking.db import db, transaction
from booking.notices.jobs import deliver
from booking.notices.models import Notice
from booking.settings import service as settings
from tests.reservations.conftest import CLERK, DAY, NOW, Desk, wall
from tests.support.experts import as_expert
from tests.support.people import code, is_in, log_in, registered, send
from tests.support.work import Worker, entries

LAST = date(2026, 11, 23)
"""The last day of the term: the day of NOW."""


def set_term(ends: date | None, name: str = "김법률") -> None:
    with transaction():
        db.session.query(Expert).filter_by(name=name).one().term_to = ends


def linked(email: str) -> None:
    """Make the first expert that of an account that exists."""
    with transaction():
        db.session.query(Expert).filter_by(name="김법률").one().account_id = accounts.get_user_by_email(email).id


def test_a_session_ends_with_the_term_and_lives_again_with_a_new_one(
    sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]
) -> None:
    at(NOW)
    expert = as_expert(sqlite_app, "김법률")
    set_term(LAST)
    at(wall(LAST, 23, 50))
    assert log_in(expert.client, "expert@city.example").status_code == 303
    expert.get("/expert/")
    at(wall(LAST + timedelta(days=1), 0, 0))
    assert "/login" in expert.get("/expert/", 303).url
    answer = log_in(expert.client, "expert@city.example")
    assert answer.status_code == 401 and "위촉 기간이 끝나" in answer.text
    assert "위촉" not in log_in(expert.client, "expert@city.example", "a wrong password").text, "known to no guesser"
    assert [one.reason for one in entries("login.refused")] == ["term"]
    set_term(DAY)
    assert log_in(expert.client, "expert@city.example").status_code == 303 and is_in(expert.client)


def test_the_second_step_of_a_log_in_is_shut_too(
    sqlite_app: Flask, desk: Desk, client: FlaskClient, at: Callable[..., datetime]
) -> None:
    at(wall(LAST, 23, 55))
    phone = registered(client, at)
    with transaction():
        account_service.change_role(accounts.get_user_by_email("clerk@city.example"), "expert", actor=CLERK, now=NOW)
    linked("clerk@city.example")
    set_term(LAST)
    assert log_in(client).status_code in (200, 303)
    at(wall(LAST + timedelta(days=1), 0, 1))
    assert send(client, code(phone)) == 401 and not is_in(client)


def test_staff_have_no_term(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> None:
    at(NOW)
    clerk = Worker(sqlite_app)
    linked("clerk@city.example")
    set_term(LAST - timedelta(days=1))
    clerk.get("/staff/consultations")


@pytest.mark.parametrize(("now", "count"), [("2026-11-20T08:59", 0), ("2026-11-20T09:00", 1), ("2026-12-20T23:59", 1)])
def test_staff_are_told_once_thirty_days_before(
    sqlite_app: Flask, desk: Desk, at: Callable[..., datetime], now: str, count: int
) -> None:
    set_term(date(2026, 12, 20))
    assert jobs.plan_terms(at(now)) == 0, "nobody has said whom to tell"
    with transaction():
        settings.put("advising.email", "minwon@city.example", actor=CLERK, now=NOW)
    assert [jobs.plan_terms(at(now)) for _ in range(2)] == [count, 0]
    deliver(at(now))
    assert [row.state for row in db.session.query(Notice).filter_by(kind="experts")] == ["sent"] * count


def test_a_term_that_was_prolonged_is_no_news(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> None:
    set_term(date(2026, 12, 20))
    with transaction():
        settings.put("advising.email", "minwon@city.example", actor=CLERK, now=NOW)
    now = at("2026-12-01T10:00")
    jobs.plan_terms(now)
    set_term(date(2027, 12, 20))
    deliver(now)
    assert [row.state for row in db.session.query(Notice)] == ["dropped"]


def test_the_page_of_experts_names_terms_that_end_and_pledges_that_are_missing(
    sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]
) -> None:
    at(NOW)
    clerk, path = Worker(sqlite_app), "/staff/consultations"
    linked("clerk@city.example")
    assert not clerk.get(path).soup.select(".notice--warning")
    set_term(LAST + timedelta(days=30))
    with transaction():
        db.session.query(Expert).filter_by(name="김법률").one().pledged_on = None
    first, second = clerk.get(path).soup.select("main .notice--warning")
    assert "김법률 (생활법률) · 2026. 12. 23.(수)까지" in first.text and "김법률" in second.text
