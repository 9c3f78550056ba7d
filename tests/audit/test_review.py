"""The monthly review: what stands out first, who noted that it was looked at, and who is reminded until then."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask

from booking import clock
from booking.audit import jobs, messages, service
from booking.audit.queries.review import due_reminder, list_late, list_months, list_open, read_month, span
from booking.audit.rules import Actor
from booking.db import transaction
from booking.notices.queries import list_about
from booking.settings import service as settings
from tests.support.work import Worker, entries

At = Callable[[str], datetime]
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
CLERK = Actor(70, "clerk@city.example", "staff", "192.0.2.9")
ADDRESS = "/staff/audit/review?month=2026-10"


def see(at: str, *people: str, action: str = "roster.viewed", who: Actor = CLERK, reason: str = "") -> None:
    service.seen_each(action, actor=who, now=clock.parse(at), subject="roster:2026-10-20", people=people, reason=reason)


def test_what_stands_out_in_a_month(app: Flask) -> None:
    see("2026-09-30T23:59:59", "a")
    see("2026-10-01T00:00", "a", "b")
    see("2026-10-20T10:00", "a", "b", "c")
    see("2026-10-20T11:00", "c", action="roster.downloaded", reason="검사·감사")
    see("2026-10-31T23:59", "d", who=Actor(None, "", "citizen"))
    see("2026-11-01T00:00", "a", "b", "c", "d")
    for _ in range(2):
        service.seen(
            "login.failed", actor=Actor(None, "", "citizen"), now=clock.parse("2026-10-03T10:00"), subject="account:?"
        )
    found = read_month(OCTOBER, is_odd=lambda at: at < clock.parse("2026-10-01T07:00"), many=2)
    [download] = found.downloads
    assert (download.account_name, download.reason, download.people) == ("clerk@city.example", "검사·감사", 1)
    [odd] = found.odd
    assert (odd.day, odd.acts, odd.people) == (date(2026, 10, 1), 2, {"a", "b"})
    [many] = found.many
    assert (many.day, many.people, many.last) == (date(2026, 10, 20), {"a", "b", "c"}, clock.parse("2026-10-20T11:00"))
    assert found.refused == [("account:?", "login.failed", 2)]
    assert [(one.account_name, one.acts, len(one.people)) for one in found.totals] == [("clerk@city.example", 6, 3)]


def test_a_month_ends_where_the_next_begins() -> None:
    assert span(date(2026, 12, 1)) == (clock.parse("2026-12-01T00:00"), clock.parse("2027-01-01T00:00"))


def test_an_empty_log_has_only_the_running_month(sqlite_app: Flask) -> None:
    now = clock.parse("2026-12-05T08:59")
    assert list_months(now) == [date(2026, 12, 1)] and list_open(now) == []


def test_a_month_is_open_until_somebody_reviews_it(app: Flask, at: At) -> None:
    now = at("2026-12-05T08:59")
    see("2026-10-20T10:00", "a")
    assert list_open(now) == [NOVEMBER, OCTOBER] and list_late(now, 5) == [OCTOBER]
    with transaction():
        service.changed("log.reviewed", actor=CLERK, now=now, subject="log:2026-10")
    assert list_open(now) == [NOVEMBER] and list_late(at("2026-12-05T09:00"), 5) == [NOVEMBER]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-12-05T08:59", "2026-12-03T09:00"),
        ("2026-12-05T09:00", "2026-12-05T09:00"),
        ("2026-12-19T10:00", "2026-12-19T09:00"),
        ("2027-01-04T10:00", "2027-01-02T09:00"),
    ],
)
def test_reminders_are_due_weekly_from_the_day_on(now: str, due: str) -> None:
    assert due_reminder(clock.parse(now), 5) == clock.parse(due)


def test_staff_are_reminded_by_mail_once_a_week_until_it_is_done(sqlite_app: Flask, at: At, actor: Actor) -> None:
    now = at("2026-11-05T09:00")
    see("2026-10-20T10:00", "a")
    assert jobs.plan_reviews(now) == 0, "nobody has said whom to tell"
    with transaction():
        settings.put("audit.review_email", "team@city.example", actor=actor, now=now)
    assert [jobs.plan_reviews(at(when)) for when in ("2026-11-05T08:59", "2026-11-05T09:00", "2026-11-06T09:00")] == [
        0,
        1,
        0,
    ]
    [notice] = list_about("review:2026-11-05")
    message = messages.load(notice.subject, now)
    assert message and message.values["months"] == "2026년 10월"
    with transaction():
        service.changed("log.reviewed", actor=CLERK, now=now, subject="log:2026-10")
    assert messages.load(notice.subject, now) is None
    assert jobs.plan_reviews(at("2026-11-12T09:00")) == 0


def test_the_page_shows_a_month_and_notes_its_review(sqlite_app: Flask, at: At) -> None:
    at("2026-11-05T10:00")
    see("2026-10-24T10:00", *(f"{number:064}" for number in range(51)))
    see("2026-10-20T11:00", "c", action="roster.downloaded", reason="회의·보고 (1건)")
    boss = Worker(sqlite_app, "boss@city.example", "admin")
    assert "2026년 10월 접속 기록을 점검해 주세요" in boss.get("/staff/accounts").text
    page = boss.get("/staff/audit/review")
    assert page.heading == "접속 기록 월별 점검 (2026년 10월)"
    assert [heading.get_text() for heading in page.soup.select("h2")][:3] == [
        "파일로 받은 개인정보: 1건",
        "업무 시간 밖에 한 일: 1건",
        "여러 분의 정보를 본 날: 1건",
    ]
    assert "회의·보고 (1건)" in page.rows[1] and "10. 24.(토)" in page.rows[2] and "51명" in page.rows[2]
    assert page.soup.select(".sign-boxes")
    assert "확인한 것이 무엇인지" in boss.post(ADDRESS, 400, finding="noted").text
    boss.post(ADDRESS, 400, finding="noted", note="010-1234-5678 확인")
    boss.post(ADDRESS, finding="noted", note="토요일 조회는 당직 때의 일")
    assert "관리자 boss@city.example" in boss.get(ADDRESS).text
    [entry] = entries("log.reviewed")
    assert (entry.subject, entry.reason) == ("log:2026-10", "토요일 조회는 당직 때의 일")
    assert "점검해 주세요" not in boss.get("/staff/accounts").text


def test_a_month_that_is_not_over_is_not_reviewed(sqlite_app: Flask, at: At) -> None:
    at("2026-11-05T10:00")
    boss = Worker(sqlite_app, "boss@city.example", "admin")
    running = "/staff/audit/review?month=2026-11"
    assert not boss.get(running).soup.select("main form")
    boss.post(running, 404, finding="clean")
    for month in ("2026-09", "2026-12", "2026-13", "1", "", "2026-1１"):
        boss.get(f"/staff/audit/review?month={month}", 404)
