"""Many departments for many monitors at once: evenly, nothing twice, seen before, and taken back."""

from collections import Counter
from datetime import datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from booking.accounts import queries as accounts
from booking.quality import queries
from booking.quality.models.sheets import ScoreSheet
from booking.quality.queries import spreading as reading
from booking.quality.rules.spreading import spread
from booking.quality.staff_views import spreading
from tests.support import kindness
from tests.support.people import make_account
from tests.support.work import Worker, entries

SPREAD, TOWNS = "/staff/monitors/spread", ("chojang", "gaho", "sinan")


@given(st.integers(1, 60), st.integers(1, 30), st.integers(1, 5))
def test_nobody_gets_two_more_than_another(departments: int, monitors: int, per: int) -> None:
    found = spread(range(departments), range(monitors), per, ())
    assert len(found) == len(set(found)) == departments * min(per, monitors)
    load = Counter(monitor for monitor, _ in found)
    assert max(load.values()) - min(load[one] for one in range(monitors)) <= 1


pairs = st.sets(st.tuples(st.integers(0, 5), st.integers(0, 8)), max_size=20)


@given(pairs, st.integers(1, 4))
def test_who_scores_already_counts_and_gets_nothing_twice(taken: set[tuple[int, int]], per: int) -> None:
    found = spread(range(9), range(6), per, taken)
    assert not set(found) & taken and spread(range(9), range(6), per, taken | set(found)) == []
    of = Counter(department for _, department in taken | set(found))
    assert all(of[one] >= per for one in range(9))


@pytest.fixture
def sheet(now: datetime) -> ScoreSheet:
    """A sheet, and two monitors of whom one scores 초장동 by it already."""
    for nth in (1, 2):
        make_account(f"m{nth}@city.example", "monitor", display_name=f"모니터{nth}")
    for town, name in zip(TOWNS, ("초장동", "가호동", "신안동"), strict=True):
        kindness.make_department(town, name)
    made = kindness.make_sheet(now)
    kindness.make_assignment("m1@city.example", made, now=now)
    other = kindness.make_sheet(now, kind="visit", name="방문")
    kindness.make_assignment("m2@city.example", other, now=now)
    return queries.get_sheet(made.token)


def test_what_was_seen_is_assigned_and_taken_back(
    sqlite_app: Flask, sheet: ScoreSheet, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "PER_PAGE", 1)
    clerk = Worker(sqlite_app)
    page = clerk.get(SPREAD)
    assert len(page.soup.select("#departments input[checked]")) == 3 and "초장동" in page.text
    typed = {
        "token": str(page.soup.select("input[name=token]")[0]["value"]), "sheet": sheet.token, "per": "1",
        "due_count": "2", "due_on": "2026-12-15", "departments": list(TOWNS),
        "monitors": [one.token for one in queries.list_monitors()],
    }  # fmt: skip
    assert "고른 모니터가 2명뿐" in clerk.post(SPREAD, 400, **{**typed, "per": "3"}).text
    assert "위촉 기간이 채점 기한 뒤에" in clerk.post(SPREAD, 400, **{**typed, "due_on": "2026-11-22"}).text
    page = clerk.post(SPREAD, 200, do="preview", **typed)
    assert "모니터1 신안동 1곳" in page.text and "모니터2 가호동 1곳" in page.text
    typed["seen"] = str(page.soup.select("input[name=seen]")[0]["value"])
    changed = clerk.post(SPREAD, 409, do="assign", **{**typed, "departments": ["gaho"]})
    assert "보신 뒤에 달라졌습니다" in changed.text and len(reading.pairs_of(sheet)) == 1
    for _ in range(2):
        assert clerk.post(SPREAD, do="assign", **typed).url.endswith(f"{SPREAD}/{typed['token']}")
    assert len(reading.pairs_of(sheet)) == 3
    assert len(entries("monitor.assigned")) == 4
    assert "새로 배정할 것이 없습니다" in clerk.post(SPREAD, 200, do="preview", **typed).text
    assert "2026년 하반기 전화 친절도: 2건" in clerk.get(SPREAD).text
    second = queries.find_monitor_of_account(accounts.get_user_by_email("m2@city.example").id)
    assert second is not None
    task = next(one for one in queries.list_tasks(second) if one.department == "가호동")
    kindness.score(task.assignment, kindness.points(queries.get_sheet(sheet.token), 5, 4, 3), now)
    batch = f"{SPREAD}/{typed['token']}"
    first, last = clerk.get(batch), clerk.get(f"{batch}?page=2")
    assert "배정 2건" in first.text and "모니터1 신안동 2건 시작 전" in first.text and "모니터2" not in first.text
    assert "다음 쪽" in first.text and "다음 쪽" not in last.text
    assert "모니터2 가호동 2건 시작함" in last.text and "모두 거두기" in last.text
    clerk.get(f"{batch}?page=3", 404)
    clerk.post(f"{batch}/withdraw")
    assert "배정 1건을 거두었습니다. 시작한 1건은 그대로" in clerk.get(batch).text
    clerk.post(f"{batch}/withdraw")
    assert len(reading.pairs_of(sheet)) == 2 and len(entries("monitor.unassigned")) == 1
    clerk.get(f"{SPREAD}/nosuch", 404)
