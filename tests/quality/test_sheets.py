"""Score sheets: made, changed, copied, and frozen once somebody answered."""

from datetime import date, datetime

import pytest
from flask import Flask

from booking.db import transaction
from booking.quality import queries, service
from booking.quality.errors import SheetFrozen
from booking.quality.models.sheets import ScoreSheet
from booking.quality.rules import sheets as rules
from booking.quality.rules.halves import Half, read_half
from tests.support import kindness
from tests.support.work import Worker, entries

LIST = "/staff/kindness/sheets"
ITEM = {"stage": "1", "text": "끝까지 들어 주었습니까?", "weight": "3", "most": "2", "labels": "", "position": "9"}


@pytest.fixture
def clerk(sqlite_app: Flask, now: datetime) -> Worker:
    return Worker(sqlite_app)


@pytest.mark.parametrize(
    ("day", "half", "before", "after", "last"),
    [
        (date(2026, 1, 1), Half(2026, 1), Half(2025, 2), Half(2026, 2), date(2026, 6, 30)),
        (date(2026, 6, 30), Half(2026, 1), Half(2025, 2), Half(2026, 2), date(2026, 6, 30)),
        (date(2026, 7, 1), Half(2026, 2), Half(2026, 1), Half(2027, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), Half(2026, 2), Half(2026, 1), Half(2027, 1), date(2026, 12, 31)),
    ],
)
def test_halves(day: date, half: Half, before: Half, after: Half, last: date) -> None:
    assert (Half.of(day), half.before, half.after, half.last) == (half, before, after, last)
    assert read_half(str(half)) == half and half.before < half < half.after
    assert [read_half(text) for text in ("2026-3", "1999-1", "2026-1x", "", "２026-1")] == [None] * 5


@pytest.mark.parametrize(
    ("stages", "problem"),
    [
        (("맞이", "응대"), None),
        ((), "none"),
        (("맞이", "맞이"), "twice"),
        (("가" * 41,), "long"),
        (tuple(map(str, range(11))), "many"),
    ],
)
def test_what_stages_may_be(stages: tuple[str, ...], problem: str | None) -> None:
    assert rules.stages_problem(stages) == problem


def test_the_words_of_a_scale_name_each_point() -> None:
    assert rules.labels_fit((), 5) and rules.labels_fit(("아니다", "그렇다"), 1)
    assert not rules.labels_fit(("아니다", "그렇다"), 2) and not rules.labels_fit(("가" * 61, "나"), 1)
    assert rules.point_words(("아니다", "그렇다"), 1) == [(1, "1점 그렇다"), (0, "0점 아니다")]
    assert rules.point_words((), 1) == [(1, "1점"), (0, "0점")]


def test_a_clerk_makes_a_sheet_and_fills_it(clerk: Worker) -> None:
    to = clerk.post(f"{LIST}/new", name="2027년 상반기 전화", kind="phone", year="2027", half="1").url
    [made] = queries.list_sheets()
    assert to.endswith(f"{LIST}/{made.token}"), "where its items are put"
    assert [stage.name for stage in made.stages] == ["맞이", "응대", "종료"] and made.version == 1
    path = f"{LIST}/{made.token}"
    page = clerk.get(clerk.post(f"{path}/items/new", **ITEM, more="1").url)
    [chosen] = page.soup.select("[name=stage] option[selected]")
    assert chosen["value"] == ITEM["stage"], "the next of the stage"
    clerk.post(path, name="2027년 상반기", stages="첫인사\n응대\n종료\n사후 안내")
    page = clerk.get(path)
    assert "2027년 상반기 · 전화 친절도 조사" in page.text and "첫인사 항목 0개" in page.text
    assert "사후 안내" in page.text and "끝까지 들어 주었습니까? 2점 3" in page.text
    assert "2027년 상반기" in clerk.get(LIST).text
    [item] = queries.get_sheet(made.token).items
    clerk.post(f"{path}/items/{item.token}", **ITEM | {"stage": "0"})
    assert [len(stage.items) for stage in queries.get_sheet(made.token).stages] == [1, 0, 0, 0]
    assert ("stage", "응대", "첫인사") in entries("score_item.changed")[0].changes
    clerk.post(f"{path}/items/{item.token}/remove")
    assert queries.get_sheet(made.token).items == []
    clerk.post(f"{path}/remove")
    assert queries.list_sheets() == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": " "}, "항목: 적어 주세요."),
        ({"weight": "0"}, "가중치: 1부터 100까지 적어 주세요."),
        ({"most": "11"}, "만점: 1부터 10까지 적어 주세요."),
        ({"labels": "하나\n둘"}, "0점부터 만점까지 3줄을"),
        ({"text": "900101-1234567"}, "주민등록번호"),
        ({"stage": "7"}, "단계:"),
    ],
)
def test_a_wrong_item_is_refused_at_its_field(
    clerk: Worker, sheet: ScoreSheet, wrong: dict[str, str], said: str
) -> None:
    page = clerk.post(f"{LIST}/{sheet.token}/items/new", 400, **ITEM | wrong)
    assert said in page.text and len(queries.get_sheet(sheet.token).items) == 3


def test_a_stage_with_items_stays(clerk: Worker, sheet: ScoreSheet) -> None:
    page = clerk.post(f"{LIST}/{sheet.token}", 409, name="전화", stages="맞이\n응대")
    assert "항목이 있는 단계는 뺄 수 없습니다" in page.text
    assert "서로 다른 단계를" in clerk.post(f"{LIST}/{sheet.token}", 400, name="전화", stages="맞이\n맞이\n종료").text
    assert len(queries.get_sheet(sheet.token).stages) == 3


def test_a_copy_is_the_next_version_and_has_no_scores(clerk: Worker, sheet: ScoreSheet) -> None:
    path = f"{LIST}/{sheet.token}/copy"
    page = clerk.get(path)
    assert [field["value"] for field in page.soup.select("#year")] == ["2027"]
    clerk.post(path, name="다음 반기", year="2027", half="1")
    clerk.post(path, name="다시", year="2026", half="2")
    assert [(one.year, one.half, one.version, one.frozen_at) for one in queries.list_sheets()] == [
        (2027, 1, 1, None), (2026, 2, 2, None), (2026, 2, 1, None),
    ]  # fmt: skip
    copied = [[(one.text, one.weight, one.most, one.labels) for one in found.items] for found in queries.list_sheets()]
    assert copied[0] == copied[1] == copied[2] and len(copied[0]) == 3


def test_a_frozen_sheet_stays_as_it_is(clerk: Worker, sheet: ScoreSheet, now: datetime) -> None:
    with transaction():
        queries.get_sheet(sheet.token).frozen_at = now
    path, item = f"{LIST}/{sheet.token}", queries.get_sheet(sheet.token).items[0].token
    assert "고칠 수 없습니다" in clerk.get(path).text and not clerk.get(path).soup.select("main form")
    clerk.post(f"{path}/items/new", 400, **ITEM | {"weight": "0"})
    by = {"actor": kindness.ACTOR, "now": now}
    values = service.ItemValues(0, "새 항목")
    for change in (
        lambda: service.change_sheet(sheet.token, "새", ("가",), **by),
        lambda: service.remove_sheet(sheet.token, **by),
        lambda: service.add_item(sheet.token, values, **by),
        lambda: service.change_item(sheet.token, item, values, **by),
        lambda: service.remove_item(sheet.token, item, **by),
    ):
        with pytest.raises(SheetFrozen), transaction():
            change()
    clerk.post(f"{path}/copy", name="새 판", year="2026", half="2")
