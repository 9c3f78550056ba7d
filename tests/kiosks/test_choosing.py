"""What of a list only a person can say: whether it is the same place, and what becomes of rows that cannot be read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from click.testing import Result
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from booking.db import db
from booking.kiosks import queries
from booking.kiosks.rules import matching
from booking.kiosks.rules.columns import Listed
from booking.kiosks.rules.differing import Change, compare
from booking.kiosks.rules.matching import Here, first_twins
from booking.kiosks.rules.reading import read_list
from tests.kiosks.test_importing import confirmed, upload
from tests.support.pages import Page
from tests.support.work import Worker

APPLY = "/staff/kiosks/import/apply"
HALL = "경상남도 진주시 동진로 155"


def listing(*rows: str, head: str = "설치장소,소재지도로명주소,설치위치") -> bytes:
    return "\n".join([head, *rows]).encode()


def here(name: str, address: str, source_key: str | None = None) -> Here:
    values: dict[str, Any] = dict.fromkeys(("spot", "hours", "unsure", "weekday_hours"), "") | {"is_sample": False}
    return Here(name, source_key, values | {"name": name, "address": address})


def changes(kiosks: list[Here], data: bytes) -> list[Change]:
    found = read_list(data, "진주시", "")
    return compare(found.rows, kiosks, found.faults)


@pytest.mark.parametrize(
    ("address", "is_asked"),
    [
        (HALL, True),
        ("동진로 155", True),
        ("경남 진주시 동진로 155 (상대동)", True),
        ("경북 진주시 동진로 155", True),  # no list of one city's kiosks has another's, so the province says nothing
        ("경남 진주시 동진로 155-1", False),
        ("진주시 동진로 155 (상대동), 1층", True),
        ("경상남도 진주시 동진로 15", False),
        ("경상남도 진주시", False),
        ("", False),
    ],
)
def test_a_second_machine_at_a_known_address_is_asked_about(address: str, is_asked: bool) -> None:
    found = changes([here("진주시청", HALL)], listing(f'진주시청 1호기,"{address}",현관'))
    new = next(one for one in found if one.what == "new")
    assert (new.is_asked, new.near) == (is_asked, "진주시청" if is_asked else "")
    assert [one.token for one in found if one.what == "changed" and one.is_asked] == ["진주시청"] * is_asked
    assert not any(one.is_usual for one in found if one.is_asked)


def is_twin(row: Listed, other: Listed) -> bool:
    if row.source_key and other.source_key:
        return row.source_key == other.source_key
    return (row.name, row.given.get("address")) == (other.name, other.given.get("address"))


@given(st.lists(st.tuples(*map(st.sampled_from, (["가", "나"], ["", "로 1"], [None, "1", "2"]))), max_size=9))
def test_rows_that_may_be_one_place_are_found_as_by_comparing_each_with_each(told: list[tuple[str, str, Any]]) -> None:
    rows = [Listed(n, key, name, {"name": name, "address": address}) for n, (name, address, key) in enumerate(told, 1)]
    pairs = [(row.row, [one.row for one in rows if one.row < row.row and is_twin(row, one)]) for row in rows]
    assert first_twins(rows) == {row: min(twins) for row, twins in pairs if twins}


def test_a_long_list_costs_no_more_for_each_row(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Mock(side_effect=matching.squeezed)
    monkeypatch.setattr(matching, "squeezed", counted)
    rows = [Listed(n, None, f"곳{n}", {"name": f"곳{n}"}) for n in range(1, 201)]
    assert len(compare(rows, [])) == 200 and counted.call_count <= 4 * 200


def test_numbers_tell_two_machines_apart() -> None:
    head = "관리번호,설치장소,소재지도로명주소"
    [new, gone] = changes([here("진주시청", HALL, "-1")], listing(f"2,진주시청 1호기,{HALL}", head=head))
    assert (new.what, new.is_usual, gone.what) == ("new", True, "gone")
    two = changes([], listing(f"1,시장,{HALL}", f"2,시장,{HALL}", head=head))
    assert [one.is_usual for one in two] == [True, True]
    same = changes([], listing(f"1,시장,{HALL}", f"1,시장 앞,{HALL}", head=head))
    assert [(one.is_usual, one.twin) for one in same] == [(True, 0), (False, 2)]


def test_rows_about_one_place_are_asked_about() -> None:
    first, second = changes([], listing("시장,진양호로 1,앞문", "시장,진양호로 1,뒷문"))
    assert (first.is_usual, second.is_usual, second.twin) == (True, False, 2)
    found = changes([here("시장", "진양호로 1")], listing("시장,진양호로 1,앞문", "시장,진양호로 1,뒷문"))
    assert [(one.what, one.is_usual) for one in found] == [("changed", True), ("new", False), ("changed", False)]


@pytest.fixture
def clerk(sqlite_app: Flask, city: Path, at: Callable[[str], object]) -> Worker:
    at("2026-11-23T12:00")
    return Worker(sqlite_app)


def box(page: Page, words: str) -> str:
    [label] = [one for one in page.soup.select("#chosen label") if words in one.get_text()]
    [found] = page.soup.select(f"#{label['for']}")
    return str(found["value"])


def test_the_same_place_or_a_new_one(clerk: Worker) -> None:
    hall = queries.list_kiosks()[0]
    token, unsure = hall.token, hall.unsure
    page = upload(clerk, listing(f"진주시청 1호기,{HALL},현관"))
    assert "같은 곳인지 골라 주세요(2곳)" in page.text and not page.soup.select("[name=chosen][checked]")
    new, same = box(page, "같은 주소에 이미 ‘진주시청’이(가) 있습니다"), box(page, "같은 곳으로 보고 고칩니다")
    twice = clerk.post(APPLY, 409, **confirmed(page, chosen=[new, same]))
    assert "두 번 고르셨습니다" in twice.text and len(queries.list_kiosks()) == 30
    clerk.post(APPLY, **confirmed(page, chosen=[same]))
    db.session.rollback()
    found = queries.get_kiosk(token)
    assert (found.name, found.spot, len(queries.list_kiosks())) == ("진주시청 1호기", "현관", 30)
    assert "address" in unsure and "address" not in found.unsure
    page = upload(clerk, listing(f"진주시청 2호기,{HALL},뒷문"))
    clerk.post(APPLY, **confirmed(page, chosen=[box(page, "같은 주소에 이미")]))
    assert [one.name for one in queries.list_kiosks()][-1] == "진주시청 2호기"


def bad(count: int) -> list[str]:
    return [f"곳 {number},128.1,35.1" for number in range(count)]


def test_every_bad_row_is_named_and_left_aside_only_where_somebody_says_so(clerk: Worker) -> None:
    munsan = queries.list_kiosks()[1].name
    rows = [f"{munsan},1,2", "새 시장,35.18,128.1", *bad(60)]
    page = upload(clerk, listing(*rows, head="설치장소,위도,경도"))
    assert "읽을 수 없는 61줄" in page.text and "2번째 줄(항목)의 ‘위도’" in page.text and "그 밖에 11줄" in page.text
    assert munsan not in page.soup.select_one("#chosen").get_text(), "a place whose row is bad is not lacking"
    again = clerk.post(APPLY, 400, **confirmed(page))
    assert "읽을 수 없는 줄이 61개 있습니다" in again.text and len(queries.list_kiosks()) == 30
    said = clerk.post(APPLY, **confirmed(again, without_faults="y"))
    assert "1곳을 바꾸었습니다. 읽을 수 없는 61줄은 빼고 적용했습니다." in clerk.get(said.url).text
    assert [one.name for one in queries.list_kiosks()][-1] == "새 시장"


def test_nothing_is_offered_where_there_is_nothing_to_make(clerk: Worker) -> None:
    page = upload(clerk, listing(*bad(2), head="설치장소,위도,경도"), 400)
    assert "읽을 수 없는 2줄" in page.text and not page.soup.select(f"form[action='{APPLY}']")
    page = upload(clerk, listing("진주시청,,"))
    assert [one.get_text() for one in page.soup.select(f"form[action='{APPLY}'] button")] == ["고른 곳을 목록에서 빼기"]


def test_the_command_says_it_too(sqlite_app: Flask, city: Path, command: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "kiosks.csv"
    file.write_bytes(listing("새 시장,35.18,128.1", *bad(2), head="설치장소,위도,경도"))
    shown = command("kiosks", "import", file).output
    assert "3번째 줄(항목)" in shown and "4번째 줄(항목)" in shown
    code = shown.split("--apply ")[1].strip()
    assert "읽을 수 없는 줄이 2개" in command("kiosks", "import", file, "--apply", code, exit_code=2).output
    assert "1 changed" in command("kiosks", "import", file, "--skip-broken", "--apply", code).output


def test_many_places_are_folded_and_come_back(clerk: Worker) -> None:
    rows = [f"장소 {number},진양호로 {number},평일 09:00~18:00" for number in range(400)]
    page = upload(clerk, listing(*rows, head="설치장소,소재지도로명주소,운영시간"))
    parts = page.soup.select("#chosen details")
    assert [len(part.select("input")) for part in parts] == [50] * 8 + [30]
    assert [part.has_attr("open") for part in parts] == [True] + [False] * 8
    clerk.post(APPLY, **confirmed(page, chosen=["new-2", "new-401"]))
    assert [one.name for one in queries.list_kiosks()][30:] == ["장소 0", "장소 399"]
