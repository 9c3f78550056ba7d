"""Hours that lists write as a sentence: read where they are plain, else shown, and never beside a sample's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from booking.db import db
from booking.kiosks import queries
from booking.kiosks.rules import tidy_hours
from booking.kiosks.rules.columns import DAYLESS, DIFFERS, UNREAD, Listed
from booking.kiosks.rules.differing import compare
from booking.kiosks.rules.hours import HOURS
from booking.kiosks.rules.matching import Here
from booking.kiosks.rules.reading import read_list
from booking.kiosks.rules.weeks import read_week
from tests.kiosks.test_importing import confirmed, upload
from tests.support.work import Worker

ALL = "00:00-24:00"


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("24시간", (ALL, ALL, ALL)),
        ("연중무휴 24시간", (ALL, ALL, ALL)),
        ("24시간(연중무휴)", (ALL, ALL, ALL)),
        ("365일 24시간", (ALL, ALL, ALL)),
        ("24시간(공휴일 휴무)", (ALL, ALL, "closed")),
        ("평일 09:00~18:00", ("09:00-18:00", None, None)),
        ("0900~2400", ("09:00-24:00", None, None)),
        ("09:00-18:00(주말 휴무)", ("09:00-18:00", "closed", "closed")),
        ("월~금 09:00~18:00 / 토·일·공휴일 휴무", ("09:00-18:00", "closed", "closed")),
        ("평일: 오전 9시 ~ 오후 6시, 토요일: 9시~12시 30분", ("09:00-18:00", "09:00-12:30", None)),
        ("평일 09:00~12:00, 13:00~18:00", ("09:00-12:00, 13:00-18:00", None, None)),
        ("월~토 06:00~23:00", ("06:00-23:00", "06:00-23:00", None)),
        ("매일 05:30-24:00", ("05:30-24:00", "05:30-24:00", "05:30-24:00")),
    ],
)
def test_plain_hours_are_read(text: str, week: tuple[str | None, ...]) -> None:
    found = read_week(text)
    assert found is not None and tuple(found.lines.get(name) for name in HOURS) == week


@pytest.mark.parametrize(
    "text",
    [
        "", "연중무휴", "휴무", "연중무휴(명절 제외)", "평일 아침부터", "평일 09:00~18:00 (점심시간 12:00~13:00)",
        "휴무: 주말, 평일 09:00~18:00", "09:00~18:00(평일), 10:00~17:00(주말)", "평일 25:00~26:00",
        "평일 9시~18시, 평일 휴무",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_not_read(text: str) -> None:
    assert read_week(text) is None


def spelled(opens: int, closes: int) -> tuple[str, ...]:
    """A line of hours as it is kept, and as lists spell it."""
    return f"{opens:02}:00-{closes:02}:30", f"{opens:02}:00~{closes:02}:30", f"{opens}시~{closes}시30분"


SPANS = st.builds(spelled, st.integers(0, 11), st.integers(12, 23))
LINES = st.one_of(
    SPANS.flatmap(lambda one: st.tuples(st.just(one[0]), st.sampled_from(one[1:]))),
    st.sampled_from([(ALL, "24시간"), (ALL, "00:00~24:00"), ("closed", "휴무")]),
)
DAYS = st.sampled_from(
    [
        (("평일", HOURS[:1]), ("주말", HOURS[1:])),
        (("월~토", HOURS[:2]), ("공휴일", HOURS[2:])),
        (("평일", HOURS[:1]), ("토요일", HOURS[1:2]), ("일·공휴일", HOURS[2:])),
        (("매일", HOURS),),
    ]
)
PIECES = st.sampled_from(
    [
        "평일",
        "주말",
        "매일",
        "월~금",
        "09:00~18:00",
        "0900~2400",
        "휴무",
        "24시간",
        "(",
        ")",
        ",",
        "오후 6시",
        "명절",
        "~",
        "x",
    ]
)


@given(DAYS, st.lists(LINES, min_size=3, max_size=3), st.sampled_from([" ", ": "]), st.sampled_from([", ", " / ", " "]))
def test_however_it_is_spelled(
    days: tuple[tuple[str, tuple[str, ...]], ...], lines: list[tuple[str, str]], colon: str, comma: str
) -> None:
    parts = list(zip(days, lines, strict=False))
    found = read_week(comma.join(f"{name}{colon}{words}" for (name, _), (_, words) in parts))
    assert found is not None and not found.is_dayless
    assert found.lines == {kind: line for (_, kinds), (line, _) in parts for kind in kinds}


def row_of(text: str, more: str = "") -> Listed:
    heads = "설치장소,운영시간,평일운영시작시각,평일운영종료시각"
    [row] = read_list(f'{heads}\n시장,"{text}",{more or ","}\n'.encode(), "진주시", "").rows
    return row


@given(st.lists(PIECES, max_size=6).map(" ".join), st.booleans())
def test_a_text_of_hours_never_stands_beside_a_samples_hours(text: str, is_sample: bool) -> None:
    row = row_of(text)
    sample: dict[str, Any] = dict.fromkeys(HOURS, "05:30-24:00") | {"is_24h": False}
    values = {
        "name": "시장",
        "address": "",
        "hours": "",
        "unsure": "" if is_sample else "hours phone",
        "is_sample": is_sample,
    }
    changes = compare([row], [Here("t", None, values | sample)])
    if text.strip() == "":
        assert not any(change.after.keys() & {*HOURS, "hours", "is_24h"} for change in changes)
        return
    [change] = changes
    after = values | sample | change.after
    week = read_week(text)
    lines = week.lines if week else {}
    assert {name: after[name] for name in HOURS} == dict.fromkeys(HOURS, "") | lines
    assert after["hours"] == ("" if week else text.strip()) and (row.doubt == UNREAD) is (week is None)
    assert all(line == tidy_hours(line) for line in lines.values())
    assert ("hours" in after["unsure"].split()) is (week is None), "the mark goes where hours come from the file"
    assert not after["is_sample"]


def test_what_a_person_has_to_look_at() -> None:
    assert (row_of("0900~2400").doubt, row_of("평일 09:00~18:00").doubt, row_of("24시간").doubt) == (DAYLESS, "", "")
    assert row_of("평일 09:00~18:00, 토 휴무", "0900,1800").given["saturday_hours"] == "closed"
    found = row_of("24시간", "0900,1800")
    assert (found.doubt, found.told, found.given) == (
        DIFFERS, "24시간", {"name": "시장", "weekday_hours": "09:00-18:00", "is_24h": False}
    )  # fmt: skip


def test_hours_that_staff_confirmed_stay_where_a_list_does_not_speak_of_them() -> None:
    values = {
        "name": "시장",
        "address": "",
        "unsure": "",
        "is_sample": False,
        "is_24h": False,
        "hours": "연중무휴 24시간",
    }
    here = Here("t", None, values | dict.fromkeys(HOURS, "09:00-13:00"))
    [change] = compare([row_of("평일 09:00~18:00")], [here])
    assert change.after == {"weekday_hours": "09:00-18:00", "hours": ""}, "an old note that is but hours goes with them"
    [change] = compare([row_of("아침부터")], [here])
    assert change.after == {"hours": "아침부터"}


def test_the_preview_says_what_was_not_understood(sqlite_app: Flask, city: Path, at: Callable[[str], object]) -> None:
    at("2026-11-23T12:00")
    clerk = Worker(sqlite_app)
    place = next(one for one in queries.list_kiosks() if one.is_sample)
    assert place.weekday_hours
    page = upload(clerk, f"설치장소,운영시간\n{place.name},새벽부터\n새 시장,연중무휴 24시간\n".encode())
    assert f"2번째 줄(항목) {place.name} ‘새벽부터’: 시간으로 읽지 못해" in page.text
    token = place.token
    clerk.post("/staff/kiosks/import/apply", **confirmed(page))
    db.session.rollback()
    new = queries.list_kiosks()[-1]
    assert (new.is_24h, new.hours) == (True, "")
    found = queries.get_kiosk(token)
    assert not found.is_sample and {"hours", "coordinates"} <= set(found.unsure.split())
    public = sqlite_app.test_client().get(f"/kiosks/{token}").text
    assert "새벽부터" in public and "오전" not in public and "확인되지 않은 값" in public
