"""For a suspected leak: whose data an account saw, and who saw one person's; and the history of rights."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from booking import clock
from booking.accounts import queries as accounts
from booking.accounts import service as accounts_service
from booking.audit import service
from booking.audit.models import AccessEntry
from booking.audit.queries.rights import list_rights
from booking.audit.queries.seen import list_seen_by, list_who_saw
from booking.audit.rules import Actor
from booking.db import db, transaction
from tests.support.people import make_account
from tests.support.work import Worker, entries

NOW = "2026-11-23T10:00"
CLERK = Actor(70, "clerk@city.example", "staff", "192.0.2.9")
TAX = Actor(71, "tax@city.example", "expert", "198.51.100.4")
CITIZEN = Actor(None, "", "citizen", "203.0.113.5")
ONE, TWO, THREE = "aa" * 32, "bb" * 32, "cc" * 32
SEEN = "/staff/audit/seen?account=clerk@city.example&first=2026-11-20&last=2026-11-22"


@pytest.fixture
def told(app: Flask, at: Callable[[str], datetime]) -> datetime:
    """A log in which a clerk and an expert saw what three people booked."""
    now = at(NOW)
    for reference, person in (("R7K39MXW", ONE), ("ABCD2345", TWO), ("WXYZ6789", TWO)):
        note("reservation.reserved", CITIZEN, now - timedelta(days=9), person, subject=f"reservation:{reference}")
    list_of_the_day = {"action": "roster.viewed", "subject": "roster:2026-12-21"}
    for days in (3, 1):
        service.seen_each(actor=CLERK, now=now - timedelta(days=days), people=[ONE, TWO], **list_of_the_day)
    note("reservation.revealed", CLERK, now - timedelta(days=2), ONE, subject="reservation:R7K39MXW")
    note("card.viewed", TAX, now - timedelta(days=2), THREE, subject="walk_in:12")
    note("setting.changed", CLERK, now - timedelta(days=2), "", subject="setting:office.name")
    return now


def note(action: str, who: Actor, at: datetime, person: str, **more: str) -> None:
    service.seen(action, actor=who, now=at, person=person, **more)


def test_whose_data_an_account_saw(app: Flask, told: datetime) -> None:
    first, second = list_seen_by("clerk@city.example", told - timedelta(days=4), told)
    assert [(one.who, one.times, one.known_by) for one in (first, second)] == [
        (TWO, 2, ["reservation:ABCD2345", "reservation:WXYZ6789"]),
        (ONE, 3, ["reservation:R7K39MXW"]),
    ]
    assert (second.first, second.last) == (told - timedelta(days=3), told - timedelta(days=1))
    assert sorted(second.actions) == ["reservation.revealed", "roster.viewed"]
    [only] = list_seen_by("clerk@city.example", told - timedelta(days=2), told - timedelta(days=1))
    assert (only.who, only.times) == (ONE, 1), "the end of the span does not belong to it"
    assert list_seen_by("", told - timedelta(days=30), told) == [], "what people do with their own data is no sight"


def test_who_saw_a_persons_data(app: Flask, told: datetime) -> None:
    [by_clerk] = list_who_saw(["reservation:R7K39MXW"])
    assert (by_clerk.who, by_clerk.role, by_clerk.times) == ("clerk@city.example", "staff", 3)
    assert by_clerk.addresses == ["192.0.2.9"]
    [other] = list_who_saw(["reservation:ABCD2345", "waiting:ABCD2345"])
    assert other.times == 2, "seen in a list of the day, which names no booking"
    assert list_who_saw(["reservation:NOSUCH22"]) == []


def test_a_corrected_name_hides_nobody_who_saw_the_former_one(app: Flask, told: datetime) -> None:
    note("reservation.corrected", CITIZEN, told, THREE, subject="reservation:R7K39MXW")
    assert {one.who for one in list_who_saw(["reservation:R7K39MXW"])} == {"clerk@city.example", "tax@city.example"}


def test_the_pages_name_nobody_and_are_logged(sqlite_app: Flask, told: datetime) -> None:
    boss = Worker(sqlite_app, "boss@city.example", "admin")
    make_account("clerk@city.example")
    page = boss.get(SEEN)
    assert "본 분: 2명" in page.text
    assert "예약 ABCD-2345, 예약 WXYZ-6789" in page.rows[0] and "2026-11-22 10:00:00" in page.rows[0]
    by = boss.get("/staff/audit/seen-by?reference=r7k3-9mxw")
    assert by.rows[0].startswith("담당자 clerk@city.example 2026-11-20 10:00:00") and "192.0.2.9" in by.rows[0]
    [listed], [asked] = entries("log.people_listed"), entries("log.accounts_listed")
    assert (listed.subject, listed.reason) == ("account:clerk@city.example", "2026-11-20 ~ 2026-11-22")
    assert asked.subject == "reservation:R7K39MXW"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("account=nobody@city.example&first=2026-11-20&last=2026-11-22", "접속 기록에도 없습니다"),
        ("account=clerk@city.example&first=2026-11-22&last=2026-11-20", "첫날보다 앞섭니다"),
        ("account=clerk@city.example&first=2006-11-22&last=2026-11-20", "1100일까지"),
        ("account=clerk@city.example&first=0001-01-01&last=오늘", "날짜를 다시"),
        ("account=&first=2026-11-20&last=2026-11-20", "계정을 적어 주세요"),
    ],
)
def test_a_question_that_makes_no_sense_is_told(sqlite_app: Flask, told: datetime, query: str, words: str) -> None:
    page = Worker(sqlite_app, "boss@city.example", "admin").get(f"/staff/audit/seen?{query}", 400)
    assert words in page.text
    assert entries("log.people_listed") == []


def test_the_last_thirty_days_stand_there_at_first(sqlite_app: Flask, told: datetime) -> None:
    page = Worker(sqlite_app, "boss@city.example", "admin").get("/staff/audit/seen")
    days = [date.fromisoformat(str(page.soup.select(f"[name={name}]")[0]["value"])) for name in ("first", "last")]
    assert days == [clock.today() - timedelta(days=30), clock.today()]


def test_the_history_of_rights(app: Flask, at: Callable[[str], datetime]) -> None:
    at("2025-12-31T23:59")
    boss, clerk = Actor(99, "boss@city.example", "admin"), make_account("clerk@city.example")
    now = at("2026-01-01T00:00")
    with transaction():
        user = accounts.get_user(clerk.id)
        accounts_service.change_role(user, "admin", actor=boss, now=now)
        accounts_service.log_out_everywhere(user, actor=boss, now=now)
        service.changed("expert.changed", actor=boss, now=now, subject="expert:3", after={"term_to": "2026-12-31"})
        service.changed("expert.changed", actor=boss, now=now, subject="expert:3", after={"organisation": "LX"})
    found = {year: [entry.action for entry in list_rights(year)[0]] for year in (2025, 2026, 2027)}
    assert found == {2025: ["account.created"], 2026: ["expert.changed", "account.role_changed"], 2027: []}
    assert [len(list_rights(2026, text)[0]) for text in ("CLERK", "boss", "nobody")] == [1, 2, 0]
    assert [list_rights(2026, page=page, size=1)[1] for page in (1, 2)] == [True, False]


def test_the_page_of_rights_prints_with_a_place_to_sign(sqlite_app: Flask, at: Callable[[str], datetime]) -> None:
    at(NOW)
    boss = Worker(sqlite_app, "boss@city.example", "admin")
    page = boss.get("/staff/audit/rights?year=2026&account=boss")
    assert "계정 만들기" in page.rows[1] and "권한: 관리자" in page.rows[1], page.rows
    assert page.soup.select(".sign-boxes")
    boss.get("/staff/audit/rights?year=1999", 400)
    assert db.session.query(AccessEntry).filter_by(action="log.viewed", subject="log:rights").count() == 1
