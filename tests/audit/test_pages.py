"""The pages of the log, as an admin and as others meet them."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from booking import clock
from booking.accounts.models import User
from booking.audit import jobs, queries, service
from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.consultations.models import Expert, Field
from booking.db import db, transaction
from tests.support import people
from tests.support.pages import Citizen

CLERK = Actor(70, "clerk@city.example", "staff", "192.0.2.9")
START = "2026-11-23T10:00"


@pytest.fixture
def admin(sqlite_app: Flask, at: Callable[[str], datetime]) -> Citizen:
    """An admin at the browser, Monday at ten."""
    at(START)
    browser = Citizen(sqlite_app)
    people.enter(browser.client, "root@city.example", "admin")
    return browser


def note(action: str = "reservation.moved", *, actor: Actor = CLERK, now: datetime | None = None, **more: Any) -> None:
    with transaction():
        service.changed(action, actor=actor, now=now or clock.now(), **more)


def rows(admin: Citizen, query: str = "") -> list[str]:
    """The rows of the log's table as text."""
    page = admin.get(f"/staff/audit{query}")
    assert page.status == 200
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]


def test_the_newest_entries_come_first_with_all_that_is_known(admin: Citizen) -> None:
    note(subject="reservation:R7K39MXW", before={"state": "reserved"}, after={"state": "displaced"}, reason="휴무")
    found = rows(admin)
    assert found[0] == (
        "2026-11-23 10:00:00 담당자 clerk@city.example 192.0.2.9 예약 일정 변경 예약 R7K3-9MXW"
        " 상태: 예약 완료 → 일정 변경 필요 사유: 휴무 봉인 전"
    )
    jobs.seal_log(clock.now())
    assert "봉인 전" not in rows(admin)[1]


def test_accounts_and_experts_are_told_by_name_and_actions_in_the_order_of_theirs(admin: Citizen) -> None:
    with transaction():
        db.session.add(Field(key="law", name="생활법률", starts=time(10), ends=time(11)))
        db.session.flush()
        expert = Expert(name="김하늘", organisation="표본", field_key="law", pledged_on=date(2026, 11, 1))
        db.session.add(expert)
    root = db.session.scalars(select(User.id).where(User.email == "root@city.example")).one()
    note("expert.changed", subject=f"expert:{expert.id}", before={"account_id": None}, after={"account_id": root})
    note("reservation.reappointed", subject="reservation:R7K39MXW", after={"expert": expert.id})
    note("expert.changed", subject="expert:404", after={"account_id": 404})
    gone, given, linked, *_others = rows(admin)
    assert "상담위원 김하늘 연결한 계정: root@city.example" in linked and "상담위원: 김하늘" in given
    assert "상담위원 404 연결한 계정: 404" in gone, "what is gone keeps its number"
    offered = [one.get_text() for one in admin.get("/staff/audit").soup.select("[name=action] option")]
    assert offered[0] == "모두" and offered[1:] == sorted(offered[1:])


def test_looking_at_the_log_is_logged_with_the_filter(admin: Citizen) -> None:
    rows(admin, "?account=clerk&action=reservation.moved")
    entry = db.session.scalars(select(AccessEntry).where(AccessEntry.action == "log.viewed")).one()
    assert (entry.account_name, entry.role, entry.reason) == (
        "root@city.example",
        "admin",
        "account=clerk action=reservation.moved",
    )
    assert "접속 기록 열람" in rows(admin)[0]


def test_filters(admin: Citizen) -> None:
    now = clock.now()
    note(subject="reservation:R7K39MXW", person="aa" * 32, now=now - timedelta(days=2))
    note("reservation.cancelled", subject="reservation:ABCD2345", person="aa" * 32)
    note("reservation.reserved", subject="reservation:WXYZ6789", person="bb" * 32)
    note("setting.changed", actor=Actor(71, "other@city.example", "admin"), subject="setting:office.name")
    note("login.failed", actor=Actor(None, "", "citizen", "192.0.2.7"), subject="account:clerk@city.example")
    assert len(rows(admin, "?day=2026-11-21")) == 1
    assert len(rows(admin, "?account=OTHER")) == 1
    assert len(rows(admin, "?account=clerk")) == 4
    assert len(rows(admin, "?action=reservation.cancelled")) == 1
    by_person = rows(admin, "?reference=r7k3-9mxw")
    assert len(by_person) == 2
    assert "ABCD-2345" in by_person[0] and "R7K3-9MXW" in by_person[1]
    assert len(rows(admin, "?reference=WXYZ6789")) == 1
    assert len(rows(admin, "?reference=wxyz6789&day=2026-11-21")) == 0
    assert "찾으시는 기록이 없습니다" in admin.get("/staff/audit?account=%25").text


def test_a_day_is_the_offices(admin: Citizen) -> None:
    midnight = clock.parse("2026-11-10T00:00")
    for seconds in (-1, 0, 86399, 86400):
        note(now=midnight + timedelta(seconds=seconds))
    assert [row[:19] for row in rows(admin, "?day=2026-11-10")] == ["2026-11-10 23:59:59", "2026-11-10 00:00:00"]


def test_older_entries_are_on_further_pages(admin: Citizen) -> None:
    for number in range(101):
        note(subject=f"reservation:{number:08}", now=clock.now() - timedelta(hours=1, seconds=number))
    admin.get("/staff/audit?account=clerk")
    seen = []
    while True:
        assert admin.page is not None
        found = admin.page.soup.select("tbody tr")
        seen += [row.select("td")[2].get_text(strip=True) for row in found]
        older = [link for link in admin.page.soup.select("main nav a") if "더 오래된" in link.get_text()]
        if not older:
            break
        admin.get(str(older[0]["href"]))
    assert seen == [f"예약 {number:08}"[:7] + "-" + f"{number:08}"[4:] for number in range(101)]
    assert "더 새로운 기록" in admin.page.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?day=2026-99-99", "날짜"),
        ("?day=0001-01-01", "날짜"),
        ("?day=9999-12-31", "날짜"),
        ("?day=오늘", "날짜"),
        ("?account=" + "a" * 256, "255자"),
        ("?reference=" + "A" * 41, "예약번호"),
    ],
)
def test_a_filter_that_is_not_understood_is_an_error_and_what_was_typed_is_kept(
    admin: Citizen, query: str, words: str
) -> None:
    page = admin.get(f"/staff/audit{query}")
    assert page.status == 400
    errors = page.soup.select_one("#errors")
    assert errors is not None and words in errors.get_text()
    name, value = query[1:].split("=")
    control = page.soup.select_one(f"[name={name}]")
    assert control is not None and control["value"] == value


@pytest.mark.parametrize("page", ["0", "-1", "100000", "9" * 30])
def test_a_page_that_cannot_be_is_not_found(admin: Citizen, page: str) -> None:
    assert admin.get(f"/staff/audit?page={page}").status == 404


@pytest.mark.parametrize(
    "query", ["?account=%01", "?reference=%02%ff", "?action=nothing.such", "?account=%F0%9F%98%80"]
)
def test_wild_filters_find_nothing_and_break_nothing(admin: Citizen, query: str) -> None:
    assert admin.get(f"/staff/audit{query}").status == 200


def test_wild_filters_on_postgresql(postgres_app: Flask) -> None:
    browser = Citizen(postgres_app)
    people.enter(browser.client, "root@city.example", "admin")
    for query in ("?account=%01", "?reference=%02%ff", "?action=%03", "?page=99999", "?day=2199-12-31"):
        assert browser.get(f"/staff/audit{query}").status == 200


def test_html_in_an_entry_is_text(admin: Citizen) -> None:
    note(reason="<script>alert(1)</script>", subject="reservation:<b>", after={"<i>": "<u>"})
    page = admin.get("/staff/audit")
    assert "<script>alert" not in page.html and "<b>" not in page.html.split("<tbody>")[1]
    assert "<script>alert(1)</script>" in page.text


def test_verification_on_the_page(admin: Citizen) -> None:
    note(subject="reservation:R7K39MXW")
    note()
    jobs.seal_log(clock.now())
    page = admin.get("/staff/audit/verification")
    assert "기록이 처음 쓰인 그대로입니다" in page.text
    state = queries.find_state()
    assert state is not None and state.digest in page.text
    with transaction() as session:
        session.connection().execute(text("UPDATE access_entry SET reason = 'x' WHERE seq = 1"))
    assert "1번 기록에 문제가 있습니다" in admin.get("/staff/audit/verification").text
    actions = list(db.session.scalars(select(AccessEntry.action).where(AccessEntry.action == "log.verified")))
    assert len(actions) == 2


def test_verification_before_the_first_sealing(admin: Citizen) -> None:
    assert "0건" in admin.get("/staff/audit/verification").text


@pytest.mark.parametrize("path", ["/staff/audit", "/staff/audit/verification"])
def test_the_log_is_for_admins_only(sqlite_app: Flask, path: str) -> None:
    anonymous = sqlite_app.test_client().get(path)
    assert anonymous.status_code == 303 and "/login" in anonymous.headers["Location"]
    for role in ("staff", "expert"):
        browser = Citizen(sqlite_app)
        people.enter(browser.client, f"{role}@city.example", role)
        assert browser.get(path).status == 403
    assert db.session.scalar(select(AccessEntry.id).where(AccessEntry.action.startswith("log."))) is None
