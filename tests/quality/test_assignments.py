"""What monitors are to score: so many contacts and no more, in their term, and as staff change it."""

from datetime import datetime

from flask import Flask

from booking.db import transaction
from booking.quality import queries, service
from booking.quality.models.sheets import ScoreSheet
from booking.quality.rules.halves import Half
from booking.quality.service import TermValues
from tests.quality.test_monitors import typed
from tests.support import kindness
from tests.support.kindness import EMAIL
from tests.support.work import Worker, entries

TYPED = {"do": "submit"}


def test_no_more_contacts_than_were_asked_for(
    sqlite_app: Flask, monitor: Worker, sheet: ScoreSheet, now: datetime
) -> None:
    token = kindness.make_assignment(EMAIL, sheet, now=now, due=1).token
    path = f"/monitor/assignments/{token}/new"
    for _ in range(2):  # the same form again is the same contact, and refused by nothing
        monitor.post(path, **typed(sheet, 4, 4, 4, **TYPED))
    assert "모두 제출하셨습니다" in monitor.get("/monitor/").text
    assert "새로 채점하기" not in monitor.get("/monitor/").text
    assert "배정받은 1건을 모두 제출하셨습니다. 저장할 수는 있지만" in monitor.get(path).text
    more = typed(sheet, 5, 5, 5, form_key="another-key-of-a-form2", place="초장동 창구", **TYPED)
    page = monitor.post(path, 409, **more)
    assert "배정받은 1건을 모두 제출하셨습니다. 더 채점하시려면" in page.soup.select("#errors")[0].get_text()
    assert page.soup.select("#place")[0]["value"] == "초장동 창구"
    clerk = Worker(sqlite_app)
    changing = f"/staff/monitors/{queries.list_monitors()[0].token}/assignments/{token}"
    for _ in range(2):
        clerk.post(changing, due_count="2", due_on="2026-12-20")
    assert ("due_count", 1, 2) in entries("monitor.reassigned")[0].changes and len(entries("monitor.reassigned")) == 1
    monitor.post(path, **more)
    assert "이미 제출한 2건보다 적게" in clerk.post(changing, 409, due_count="1", due_on="2026-12-20").text
    clerk.get(changing.replace(token, "nosuch"), 404)


def test_nobody_scores_before_the_term(monitor: Worker, sheet: ScoreSheet, now: datetime) -> None:
    token = kindness.make_assignment(EMAIL, sheet, now=now).token
    path = f"/monitor/assignments/{token}/new"
    for do in ("save", "submit"):
        page = monitor.post(path, 400, do=do, **typed(sheet, 4, 4, 4, contacted_on="2026-11-22"))
        assert "날짜: 위촉 기간(2026. 11. 23.(월)~2028. 11. 22.(수))의 날을" in page.text
    later = TermValues(kindness.DUE, kindness.DUE)
    with transaction():
        service.change_term(queries.list_monitors()[0].token, later, actor=kindness.ACTOR, now=now)
    page = monitor.get("/monitor/")
    assert "위촉 기간이 시작되면" in page.text and "새로 채점하기" not in page.text
    monitor.post(path, 400, do="submit", **typed(sheet, 4, 4, 4))


def test_the_half_year_is_said_once(sqlite_app: Flask, now: datetime) -> None:
    half = Half(2026, 2)
    assert half.titled("방문") == half.titled("2026년 하반기 방문") == "2026년 하반기 방문"
    sheet = kindness.make_sheet(now, kind="visit", name="2026년 하반기 방문")
    Worker(sqlite_app, EMAIL, "monitor")
    kindness.make_assignment(EMAIL, sheet, now=now)
    page = Worker(sqlite_app).get(f"/staff/monitors/{queries.list_monitors()[0].token}")
    assert page.text.count("2026년 하반기 방문") == 2 and "하반기 2026년" not in page.text
