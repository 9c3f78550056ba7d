"""What scores come to: truth tables, a property of weights, and small groups that stay hidden."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from booking import clock
from booking.db import transaction
from booking.quality import queries, service
from booking.quality.queries import results as reading
from booking.quality.rules.results import Figure, Score, figure, results, share
from booking.quality.rules.small_groups import told_of
from booking.quality.service import ItemValues
from tests.support import kindness
from tests.support.people import make_account
from tests.support.work import Worker

ITEMS = (("맞이", 1), ("응대", 2), ("종료", 1))


def contact(nth: int, *points: int, department: int = 1) -> list[Score]:
    """A contact on a sheet of three items of 5 points, weights 1, 2, 1: its score is a multiple of 5."""
    pairs = zip(ITEMS, points, strict=True)
    return [Score(nth, department, stage, f"{stage} 항목", value, 5, weight) for (stage, weight), value in pairs]


def contacts(*groups: tuple[int, tuple[int, int, int]], department: int = 1, first: int = 0) -> list[Score]:
    """So many contacts of the same points, group by group."""
    found = [points for count, points in groups for _ in range(count)]
    return [one for nth, points in enumerate(found) for one in contact(first + nth, *points, department=department)]


@pytest.mark.parametrize(
    ("points", "score"),
    [
        ((5, 5, 5), 100),
        ((0, 0, 0), 0),
        ((5, 0, 0), 25),
        ((0, 5, 0), 50),
        ((4, 4, 5), 85),
        ((5, 4, 5), 90),
        ((3, 4, 4), 75),
    ],
)
def test_the_score_of_a_contact(points: tuple[int, int, int], score: float) -> None:
    assert share(contact(1, *points)) == pytest.approx(score)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (contacts((15, (4, 4, 5)), (4, (3, 4, 4))), Figure(19, 82.89, 4.19)),  # as a city on record had by telephone
        (contacts((13, (5, 4, 5)), (5, (5, 5, 4))), Figure(18, 91.39, 2.3)),  # and another one
        (contacts((1, (5, 5, 5))), Figure(1, 100, None)),
        ([], None),
    ],
)
def test_the_figure_of_a_group(scores: list[Score], expected: Figure | None) -> None:
    assert figure(scores) == expected


def test_the_change_is_against_the_half_before() -> None:
    now, before = contacts((3, (5, 5, 5))), contacts((3, (4, 4, 4)))
    assert figure(now, before) == Figure(3, 100, 0, 20)
    assert figure(before, now) == Figure(3, 80, 0, -20)


scales = st.lists(
    st.tuples(st.integers(1, 10), st.integers(1, 100), st.floats(0, 1)), min_size=1, max_size=60
)  # most points, weight, how much of them


@given(scales)
def test_weights_in_any_proportion_give_0_to_100(drawn: list[tuple[int, int, float]]) -> None:
    scores = [
        Score(1, 1, "", str(nth), round(part * most), most, weight) for nth, (most, weight, part) in enumerate(drawn)
    ]
    full = [Score(1, 1, "", str(nth), most, most, weight) for nth, (most, weight, _part) in enumerate(drawn)]
    none = [Score(1, 1, "", str(nth), 0, most, weight) for nth, (most, weight, _part) in enumerate(drawn)]
    heavier = [Score(1, 1, "", one.item, one.points, one.most, one.weight * 7) for one in scores]
    assert -1e-9 <= share(scores) <= 100 + 1e-9
    assert share(full) == pytest.approx(100) and share(none) == 0
    assert share(heavier) == pytest.approx(share(scores))


entries = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 12)), max_size=60)  # department, month


@given(entries, st.integers(3, 6))
def test_what_is_told_of_a_department_is_no_small_group_nor_grows_by_one(
    drawn: list[tuple[int, int]], least: int
) -> None:
    came = [(contact, of, date(2026, month, 1)) for contact, (of, month) in enumerate(drawn)]
    before: set[int] = set()
    for month in range(1, 13):
        told = told_of([one for one in came if one[2].month <= month], least)
        more = Counter(drawn[contact][0] for contact in told - before)
        assert before <= told and all(count >= least for count in more.values())
        before = told


def test_items_of_all_departments_leave_no_few_of_one_over() -> None:
    """Another sheet was used once in one department, and often in the other, whose items its own page tells."""
    other = [Score(one.contact, one.department, one.stage, "새 항목", one.points, 5, 1) for one in contact(90, 1, 1, 1)]
    often = contacts((3, (5, 5, 5)), department=2, first=50)
    both = [Score(one.contact, 2, one.stage, "새 항목", one.points, 5, 1) for one in often]
    found = results([*contacts((3, (4, 4, 4))), *other, *both], [], 3)
    assert found.items == [] and found.total is not None
    assert len(results([*contacts((3, (4, 4, 4))), *both], [], 3, 2).items) == 3


def test_a_sheet_of_few_contacts_gives_nothing_away_beside_another() -> None:
    """Version 1 was scored once and changed, as happens in the first week of a half-year."""
    old = [Score(99, 1, one.stage, f"{one.item}(옛)", one.points, one.most, one.weight) for one in contact(0, 0, 1, 2)]
    kept = [Score(98, 1, one.stage, one.item, one.points, one.most, one.weight) for one in contact(0, 0, 1, 2)[:2]]
    new = contacts((9, (4, 4, 4)))
    for few, stages in ((old, 3), (kept, 0)):
        found = results(new + few, [], 3)
        assert found.total is not None and found.total.count == 10 and found.items == []
        assert len(found.stages) == stages
    assert len(results(new + contacts((3, (0, 1, 2)), first=90), [], 3).items) == 3
    assert {line.figure.change for line in results(new, new + old, 3).items} == {None}


def test_the_weakest_item_comes_first() -> None:
    found = results(contacts((3, (5, 4, 1))), [], 3)
    assert [line.names for line in found.weakest] == [
        ("종료", "종료 항목"),
        ("응대", "응대 항목"),
        ("맞이", "맞이 항목"),
    ]
    assert [line.figure.mean for line in found.stages] == [100, 80, 20]


def test_the_page_and_the_workbook(sqlite_app: Flask, city: object, at: Callable[[str], datetime]) -> None:
    now = at("2026-11-23T12:00")
    clerk = Worker(sqlite_app)
    assert "보여 드릴 만큼 제출한 점수가 아직 없습니다" in clerk.get("/staff/kindness").text
    make_account("monitor@city.example", "monitor")
    sheet = kindness.make_sheet(now)
    for department, values in (("chojang", (5, 4, 3)), ("gaho", (5, 5, 5)), ("sinan", (1, 1, 1))):
        assignment = kindness.make_assignment(
            "monitor@city.example", queries.get_sheet(sheet.token), department, now=now
        )
        for _ in range(1 if department == "sinan" else 5):
            kindness.score(assignment, kindness.points(queries.get_sheet(sheet.token), *values), now)
    with transaction():
        other = service.copy_sheet(sheet.token, kindness.THIS_HALF, "둘째 판", actor=kindness.ACTOR, now=now).token
        service.add_item(other, ItemValues(0, "새 항목"), actor=kindness.ACTOR, now=now)
    assert "보여 드릴 만큼 제출한 점수가 아직 없습니다" in clerk.get("/staff/kindness").text  # the month is not over
    at("2026-12-01T09:00")
    clerk = Worker(sqlite_app, "second@city.example")
    page = clerk.get("/staff/kindness")
    assert "가호동 100.0 5 0.0 –" in page.text and "초장동 80.0 5" in page.text
    assert "신안동 – –" in page.text and "전체 90.0 10" in page.text  # or the sum would tell
    assert page.soup.select("svg.chart") and "종료: 종료 항목" in page.text
    page = clerk.get("/staff/kindness?half=2026-2&kind=phone&department=gaho")
    assert "단계별 점수(가호동)" in page.text
    assert "신안동의 점수는 건수가 적어" in clerk.get("/staff/kindness?half=2026-2&kind=phone&department=sinan").text
    clerk.get("/staff/kindness?half=2031-1", 404)
    answer = clerk.client.get("/staff/kindness/results.xlsx?half=2026-2&kind=phone")
    book = load_workbook(BytesIO(answer.data))
    rows = {row[0]: row[1:] for row in book["부서별 점수"].values}
    assert rows["가호동"][:2] == (100, 5) and rows["신안동"] == (None,) * 4 and rows["전체"][1] == 10
    assignment = kindness.make_assignment("monitor@city.example", queries.get_sheet(other), "gaho", now=now)
    kindness.score(assignment, kindness.points(queries.get_sheet(other), 5, 5, 5, 5), now)
    page = clerk.get("/staff/kindness?half=2026-2&kind=phone&department=gaho")
    assert "항목별 점수는 가렸습니다" in page.text and "단계별 점수(가호동)" in page.text and "새 항목" not in page.text


def test_totals_are_those_of_the_pages_and_read_no_single_score(
    app: Flask, at: Callable[[str], datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = at("2026-11-23T12:00")
    make_account("monitor@city.example", "monitor")
    for kind, groups in (("phone", {"chojang": 5, "gaho": 6}), ("visit", {"chojang": 5, "gaho": 2})):
        token = kindness.make_sheet(now, kind=kind).token
        for department, count in groups.items():
            sheet = queries.get_sheet(token)
            assignment = kindness.make_assignment("monitor@city.example", sheet, department, now=now)
            for nth in range(count):
                points = kindness.points(queries.get_sheet(token), nth, 5 - nth, 2)
                kindness.score(assignment, points, now)
    half, today = kindness.THIS_HALF, date(2027, 1, 4)
    pages = {kind: reading.results(half, kind, today).total for kind in ("phone", "visit")}
    expected = {(half, kind): total.mean if total else None for kind, total in pages.items()}
    assert reading.list_totals(today) == expected and list(expected.values()).count(None) == 0
    assert set(reading.list_totals(clock.office_date(now)).values()) == {None}
    monkeypatch.setattr(reading, "least_answers", lambda: 6)
    phone = reading.results(half, "phone", today).departments
    alone = [figure.mean for figure in phone.values() if figure]
    assert len(phone) == 2 and reading.list_totals(today) == {(half, "phone"): alone[0], (half, "visit"): None}
    monkeypatch.setattr(reading, "list_scores", None)
    at("2027-01-04T12:00")
    assert app.test_client().get("/year/2026").status_code == 200
