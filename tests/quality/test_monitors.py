"""Monitors score: drafts that wait, contacts that are final, and nobody sees what is another one's."""

import json
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.accounts import queries as accounts
from booking.accounts import service as accounts_service
from booking.db import db, transaction
from booking.quality import queries, service
from booking.quality.errors import PointsInvalid
from booking.quality.models.scoring import Assignment, Contact, ContactScore
from booking.quality.models.sheets import ScoreSheet
from booking.quality.rules import contacts as rules
from booking.quality.rules.contacts import ContactValues
from booking.quality.rules.halves import Half
from booking.reservations.models import Destruction
from booking.reservations.service import destruction
from tests.support import kindness
from tests.support.kindness import EMAIL
from tests.support.people import log_in, make_account
from tests.support.work import Worker, entries

OTHER = "other@city.example"
KEY = "a-key-of-a-form-000001"


@pytest.fixture
def assignment(monitor: Worker, sheet: ScoreSheet, now: datetime) -> Assignment:
    return kindness.make_assignment(EMAIL, sheet, now=now, due=2)


@pytest.fixture
def path(assignment: Assignment) -> str:
    return f"/monitor/assignments/{assignment.token}/new"


def typed(sheet: ScoreSheet, *points: int, **more: str) -> dict[str, str]:
    """What a monitor's form sends, with these points for the first items."""
    given = {f"item-{item.token}": str(value) for item, value in zip(sheet.items, points, strict=False)}
    known = {"form_key": KEY, "contacted_on": "2026-11-23", "contacted_at": "10:30", "place": "055-749-5114"}
    return {**known, **given, **more}


def count(*where: object) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Contact).where(*where)) or 0


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (None, None),
        (date(2026, 7, 1), None),
        (date(2026, 11, 23), None),
        (date(2026, 11, 24), "ahead"),
        (date(2026, 6, 30), "outside"),
    ],
)
def test_the_day_of_a_contact(day: date | None, problem: str | None) -> None:
    assert rules.day_problem(day, Half(2026, 2), date(2026, 11, 23)) == problem


def test_what_is_missing() -> None:
    whole = ContactValues(date(2026, 11, 23), time(0), "곳", "", {"a": 0, "b": 3})
    assert rules.missing(whole, {"a": 5, "b": 5}) == []
    assert rules.missing(ContactValues(points={"a": 1}), {"a": 5, "b": 5}) == [
        "contacted_on", "contacted_at", "place", "b",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2030, 2, 28)),
        (date(2026, 1, 1), date(2027, 12, 31)),
    ],
)
def test_a_term_of_two_years(start: date, end: date) -> None:
    assert rules.term_of(start) == end


def test_a_draft_waits_and_is_submitted_later(monitor: Worker, sheet: ScoreSheet, path: str) -> None:
    page = monitor.get(path)
    assert "초장동 채점" in page.text and len(page.soup.select("fieldset")) == 3
    assert page.soup.select("fieldset")[0].select("label")[0].get_text() == "5점 아주 훌륭하다"
    sent = monitor.post(path, do="save", **typed(sheet, 4, remark="친절했습니다"))
    draft = sent.url.partition("#")[0]
    assert sent.url.endswith(f"#saved-{KEY}") and count(Contact.submitted_at.is_(None)) == 1
    page = monitor.get(draft)
    assert page.soup.select(f"#item-{sheet.items[0].token} input[checked]")[0]["value"] == "4"
    assert "친절했습니다" in page.text and "이어서 채점하기: 055-749-5114" in monitor.get("/monitor/").text
    page = monitor.post(draft, 400, do="submit", **typed(sheet, 4))
    assert "응대 항목: 점수를 골라 주세요." in page.text and "종료 항목: 점수를 골라 주세요." in page.text
    assert monitor.post(draft, do="submit", **typed(sheet, 4, 3, 0)).url == f"/monitor/#saved-{KEY}"
    page = monitor.get(draft)
    assert "제출한 점수는 고칠 수 없습니다" in page.text and not page.soup.select("main form")
    assert "2건 가운데 1건 제출" in monitor.get("/monitor/").text
    assert queries.get_sheet(sheet.token).frozen_at is not None and len(entries("contact.submitted")) == 1


def test_the_same_form_again_is_no_second_contact(monitor: Worker, sheet: ScoreSheet, path: str) -> None:
    """Without the key each of these would be another contact."""
    for do in ("save", "submit", "submit", "save"):
        monitor.post(path, do=do, **typed(sheet, 5, 4, 3))
    assert count() == 1 and len(entries("contact.submitted")) == 1
    monitor.post(path, do="submit", **typed(sheet, 1, 1, 1))
    assert "이미 제출한 점수라 바꿀 수 없습니다" in monitor.get("/monitor/").text
    assert count() == 1 and queries.list_monitors()
    [contact] = db.session.scalars(select(Contact))
    assert sorted(score.points for score in contact.scores) == [3, 4, 5]
    monitor.post(path, do="submit", **typed(sheet, 5, 4, 3, form_key="another-key-of-a-form2"))
    assert count() == 2


@pytest.mark.parametrize("key", [f"{KEY}\n", "가" * 22, ""])
def test_a_key_that_no_page_of_ours_has_is_replaced(monitor: Worker, sheet: ScoreSheet, path: str, key: str) -> None:
    monitor.post(path, do="save", **{**typed(sheet, 5), "form_key": key})
    kept = db.session.scalar(select(Contact.form_key)) or ""
    assert len(kept) == 22 and kept.isascii() and not kept.startswith(KEY)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"contacted_on": "2026-11-24"}, "날짜: 오늘까지의 날 가운데 2026년 하반기의 날을"),
        ({"contacted_on": "2026-02-30"}, "날짜: 날짜를 다시 골라 주세요"),
        ({"contacted_at": "25:00"}, "시각: 시각을 시:분으로"),
        ({"place": "900101-1234567"}, "주민등록번호"),
        ({"remark": "900101-1234567"}, "주민등록번호"),
        ({"remark": "가" * 501}, "500자까지"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(
    monitor: Worker, sheet: ScoreSheet, path: str, wrong: dict[str, str], said: str
) -> None:
    page = monitor.post(path, 400, do="save", **typed(sheet, 4, **wrong))
    assert said in page.text and count() == 0
    assert page.soup.select(f"#item-{sheet.items[0].token} input[checked]")


def test_points_off_the_scale_are_refused(sheet: ScoreSheet, assignment: Assignment, now: datetime) -> None:
    for points in ({sheet.items[0].token: 6}, {sheet.items[0].token: -1}, {"nosuch": 1}):
        with pytest.raises(PointsInvalid), transaction():
            service.save(assignment, KEY, ContactValues(points=points), now=now)


def test_a_draft_can_be_thrown_away(monitor: Worker, sheet: ScoreSheet, path: str) -> None:
    draft = monitor.post(path, do="save", **typed(sheet, 4)).url.partition("#")[0]
    monitor.post(f"{draft}/discard")
    assert count() == 0
    draft = monitor.post(path, do="submit", **typed(sheet, 4, 4, 4)).url
    [contact] = db.session.scalars(select(Contact))
    monitor.post(f"/monitor/contacts/{contact.token}/discard", 409)
    assert count() == 1


def test_a_monitor_sees_only_what_is_theirs(
    sqlite_app: Flask, monitor: Worker, sheet: ScoreSheet, path: str, now: datetime
) -> None:
    draft = monitor.post(path, do="save", **typed(sheet, 4)).url.partition("#")[0]
    other = Worker(sqlite_app, OTHER, "monitor")
    assert "아직 위촉 기간이 적혀 있지 않습니다" in other.get("/monitor/").text
    mine = kindness.make_assignment(OTHER, queries.get_sheet(sheet.token), now=now).token
    for foreign in (path, draft):
        other.get(foreign, 404)
        other.post(foreign, 404, do="save", **typed(sheet, 1))
    other.post(f"{draft}/discard", 404)
    assert "이어서 채점하기" not in other.get("/monitor/").text
    other.post(f"/monitor/assignments/{mine}/new", 404, do="save", **typed(sheet, 1))  # the key of another's form
    assert count() == 1 and "4점" in monitor.get(draft).text


def test_an_account_is_locked_when_its_term_ends(
    sqlite_app: Flask, monitor: Worker, assignment: Assignment, at: Callable[[str], datetime]
) -> None:
    at("2028-11-22T23:50")
    assert log_in(sqlite_app.test_client(), EMAIL).status_code == 303
    at("2028-11-23T00:01")
    answer = log_in(sqlite_app.test_client(), EMAIL)
    assert answer.status_code == 401 and "위촉 기간이 끝나" in answer.text
    assert monitor.client.get("/monitor/").status_code == 303


def test_staff_appoint_and_assign(sqlite_app: Flask, sheet: ScoreSheet, now: datetime) -> None:
    clerk, account = Worker(sqlite_app), make_account(EMAIL, "monitor", display_name="최모니터").id
    kindness.make_department()
    page = clerk.get("/staff/monitors/new")
    assert [field["value"] for field in page.soup.select("#term_to")] == ["2028-11-22"]
    term = {"account": str(account), "term_from": "2026-11-23", "term_to": "2028-11-22"}
    assert "시작일과 같거나 그 뒤" in clerk.post("/staff/monitors/new", 400, **term | {"term_to": "2026-11-22"}).text
    clerk.post("/staff/monitors/new", **term)
    [monitor] = queries.list_monitors()
    path = f"/staff/monitors/{monitor.token}"
    due = {"sheet": sheet.token, "department": "chojang", "due_count": "2", "due_on": "2026-12-15"}
    clerk.post(f"{path}/assign", **due)
    assert "이미 배정한 부서" in clerk.post(f"{path}/assign", 409, **due).text
    assert "초장동 2026년 하반기 전화 친절도 0/2건" in clerk.get(path).text
    assert "최모니터" in clerk.get("/staff/monitors").text
    clerk.post(path, term_from="2026-11-23", term_to="2027-11-22", pledged_on="2026-11-23")
    assert ("term_to", "2028-11-22", "2027-11-22") in entries("monitor.changed")[0].changes
    clerk.post(f"/staff/kindness/sheets/{sheet.token}/remove", 409)
    token = queries.list_tasks(queries.get_monitor(monitor.token))[0].assignment.token
    clerk.post(f"{path}/assignments/{token}/withdraw")
    assert queries.list_tasks(queries.get_monitor(monitor.token)) == []


def test_an_admin_corrects_with_a_reason_and_the_old_scores_stay(
    sqlite_app: Flask, sheet: ScoreSheet, assignment: Assignment, now: datetime
) -> None:
    token = kindness.score(assignment, kindness.points(sheet, 5, 3, 2), now).token
    path = f"/staff/monitors/contacts/{token}"
    Worker(sqlite_app).get(path, 403)
    admin = Worker(sqlite_app, "admin@city.example", "admin")
    items = [item.token for item in queries.get_sheet(sheet.token).items]
    fixed = {f"item-{items[0]}": "1", f"item-{items[1]}": "3", f"item-{items[2]}": "2"}
    assert "고치는 사유: 적어 주세요." in admin.post(path, 400, **fixed).text
    admin.post(path, reason="다른 부서의 전화였음", **fixed)
    contact = queries.get_contact(token)
    assert sorted(score.points for score in contact.scores) == [1, 2, 3]
    [correction], [entry] = queries.list_corrections(contact), entries("contact.corrected")
    assert list(json.loads(correction.before).values()) == [5]
    assert entry.reason == "다른 부서의 전화였음" and entry.changes == [("맞이 항목", 5, 1)]
    admin.post(path, reason="같은 점수", **fixed)
    assert len(queries.list_corrections(queries.get_contact(token))) == 1
    assert "다른 부서의 전화였음" in admin.get(path).text


def test_remarks_are_destroyed_in_their_time_and_registered(
    monitor: Worker, sheet: ScoreSheet, path: str, at: Callable[[str], datetime]
) -> None:
    monitor.post(path, do="submit", **typed(sheet, 4, 4, 4, remark="친절했습니다"))
    at("2026-12-10T09:00")
    assert log_in(monitor.client, EMAIL).status_code == 303
    monitor.post(path, do="save", form_key="another-key-of-a-form2", remark="날을 적지 않은 초안")
    for moment, destroyed in (("2028-11-22T03:00", 0), ("2028-11-30T03:00", 1), ("2028-12-20T03:00", 1)):
        with transaction():
            assert destruction.destroy_past_due("monitor_remark", at(moment)) == destroyed, moment
    assert [one.remark for one in db.session.scalars(select(Contact))] == [None, None]
    assert db.session.scalar(select(func.count()).select_from(ContactScore)) == 3
    kinds = db.session.scalars(select(Destruction.kind)).all()
    assert kinds == ["monitor_remark"] * 2 and len(entries("contact.remarks_destroyed")) == 2


def test_what_was_typed_waits_for_the_next_log_in(
    monitor: Worker, sheet: ScoreSheet, path: str, at: Callable[[str], datetime]
) -> None:
    """Without scripts, where the log-in ended by itself while the monitor was on the telephone."""
    at("2026-11-23T12:20")
    assert monitor.post(path, do="submit", **typed(sheet, 4, 3, 2, remark="오래 걸렸습니다")).url.startswith("/login")
    assert count() == 0
    assert log_in(monitor.client, EMAIL, next=path).status_code == 303
    page = monitor.get(path)
    assert "로그인이 끝나기 전에 적으신 내용입니다" in page.text and "오래 걸렸습니다" in page.text
    assert [box["value"] for box in page.soup.select("fieldset input[checked]")] == ["4", "3", "2"]


def test_a_successor_takes_over_what_was_not_begun(
    sqlite_app: Flask, monitor: Worker, sheet: ScoreSheet, path: str, now: datetime
) -> None:
    """And no scores: a monitor sees only what is their own."""
    monitor.post(path, do="submit", **typed(sheet, 4, 4, 4))
    kindness.make_assignment(EMAIL, queries.get_sheet(sheet.token), "gaho", now=now)
    user = accounts.get_user_by_email(EMAIL)
    assert "배정 1건을 이어받습니다" in " ".join(accounts_service.tell_duties(user))
    with transaction():
        user = accounts.get_user_by_email(EMAIL)
        accounts_service.hand_over(user, OTHER, "이후임", reason="이사", actor=kindness.ACTOR, now=now)
    heir = queries.find_monitor_of_account(accounts.get_user_by_email(OTHER).id)
    first = queries.find_monitor_of_account(accounts.get_user_by_email(EMAIL).id)
    assert heir and first and (heir.term_to, heir.pledged_on) == (first.term_to, None)
    assert [(task.done, task.assignment.due_count) for task in queries.list_tasks(heir)] == [(0, 9)]
    assert [task.done for task in queries.list_tasks(first)] == [1] and queries.count_submitted(heir) == 0
    assert len(entries("monitor.handed_over")) == 1
