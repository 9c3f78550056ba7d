"""Lists of kiosks: every oddity of the government's and of cities' own, and that a bad one takes nothing away."""

import base64
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from click.testing import Result
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from booking.db import db, transaction
from booking.errors import BookingError
from booking.kiosks import queries, service
from booking.kiosks.errors import HoursBroken
from booking.kiosks.rules.columns import Listed
from booking.kiosks.rules.reading import Reading, read_list
from booking.kiosks.service import values_of
from booking.kiosks.wording import aside_words, faults_words
from tests.support.pages import Page
from tests.support.work import Worker, entries

HALL = {
    "MNG_NO": "1", "OPN_ATMY_GRP_CD": "5310000", "ISSUMCHN_NM": "진주시청", "MNG_INST_NM": "진주시",
    "INSTL_PLC_ADDR": "경상남도 진주시 동진로 155", "INSTL_PLC_PSTN": "1층 민원실", "WKDY_OPER_BGNG_TM": "0000",
    "WKDY_OPER_END_TM": "2400", "LHLDY_OPER_BGNG_TM": "0000", "LHLDY_OPER_END_TM": "2400", "USE_YN_NM": "사용",
    "WHCHR_USER_MNPLT": "Y", "FRBLND_VOICE_GD": "Y", "BRL_LBL_ATCMNT": "N",
}  # fmt: skip
NEW = HALL | {"MNG_NO": "2", "ISSUMCHN_NM": "새 도서관", "WKDY_OPER_BGNG_TM": "09:00", "WKDY_OPER_END_TM": "1800",
              "LHLDY_OPER_BGNG_TM": "", "LHLDY_OPER_END_TM": ""}  # fmt: skip
BUSAN = HALL | {"MNG_NO": "3", "OPN_ATMY_GRP_CD": "3250000", "INSTL_PLC_ADDR": "부산광역시 중구 1"}


def answer(items: Any, code: str = "00") -> bytes:
    body = {"items": {"item": items}} if items != "" else {"items": ""}
    return json.dumps({"response": {"header": {"resultCode": code, "resultMsg": "MSG"}, "body": body}}).encode()


def read(data: bytes) -> list[Listed]:
    return read_list(data, "진주시", "").rows


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (answer([HALL, NEW]), ["진주시청", "새 도서관"]),
        (answer(HALL), ["진주시청"]),  # one item comes as an object
        (answer([HALL, HALL, NEW]), ["진주시청", "새 도서관"]),  # exact duplicates
        (answer([BUSAN, NEW]), ["새 도서관"]),  # other cities
        (answer([HALL | {"USE_YN_NM": "미사용"}, NEW]), ["새 도서관"]),
        (json.dumps([HALL]).encode(), ["진주시청"]),
        (json.dumps({"data": [NEW]}).encode("utf-8-sig"), ["새 도서관"]),
        ("설치장소,소재지도로명주소\n시장,진양호로 1\n".encode("cp949"), ["시장"]),
        (
            answer(NEW | {"ISSUMCHN_NM": "새\ud800 도\x00서\x1b관"}),
            ["새? 도서관"],
        ),  # what no database and no page can hold
        ("\ufeff설치장소;위도;경도\n시장;35.1;128.1\n".encode(), ["시장"]),
        ("설치장소,위도,경도\n시장,35.150999999999996,128.05020000000002\n".encode(), ["시장"]),
    ],
)
def test_the_kiosks_of_the_city_are_read(data: bytes, names: list[str]) -> None:
    assert [one.name for one in read(data)] == names


@pytest.mark.parametrize(
    ("data", "code", "parameters"),
    [
        (b"", "kiosk_list_empty", {}),
        (answer(""), "kiosk_list_empty", {}),  # none comes as ""
        (answer([BUSAN]), "kiosk_list_empty", {}),
        (answer([HALL], "30"), "kiosk_list_refused", {"reason": "30 MSG"}),
        (b'{"a":\n', "kiosk_list_unreadable", {"row": 2}),
        (b"\x81\xff\xff", "kiosk_list_unreadable", {"row": 1}),
        (answer([HALL, 3]), "kiosk_list_unreadable", {"row": 2}),
        ("이름,주소\n시장,1\n".encode(), "kiosk_list_headless", {"name": "설치장소"}),  # no column of names
    ],
)
def test_what_is_no_list_is_refused(data: bytes, code: str, parameters: dict[str, object]) -> None:
    with pytest.raises(BookingError) as found:
        read(data)
    assert found.value.code == code and found.value.field == "file"
    assert {name: found.value.parameters[name] for name in parameters} == parameters


@pytest.mark.parametrize(
    ("data", "code", "parameters"),
    [
        (answer([HALL, NEW | {"ISSUMCHN_NM": ""}]), "cell_empty", {"row": 2, "name": "설치장소(ISSUMCHN_NM)"}),
        (answer([NEW | {"WKDY_OPER_END_TM": "2500"}]), "cell_broken", {"row": 1, "value": "09:00~2500"}),
        (answer([NEW | {"WKDY_OPER_END_TM": ""}]), "cell_broken", {"row": 1}),
        (answer([HALL, NEW | {"WKDY_OPER_END_TM": "9시"}]), "cell_broken", {"row": 2, "value": "09:00~9시"}),
        (answer([NEW | {"USE_YN_NM": "글쎄"}]), "cell_broken", {"name": "사용여부(USE_YN_NM)"}),
        ("설치장소,위도,경도\n시장,35.1,128.1\n역,128.1,35.1\n".encode(), "cell_broken", {"row": 3}),
        (("설치장소\n" + "가" * 101).encode(), "cell_broken", {"row": 2}),
        (answer([HALL | {"INSTL_PLC_PSTN": "900101-1234567"}]), "cell_secret", {"name": "설치위치(INSTL_PLC_PSTN)"}),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_named(data: bytes, code: str, parameters: dict[str, object]) -> None:
    [fault] = read_list(data, "진주시", "").faults
    assert fault.code == f"kiosk_list_{code}" and {name: fault.parameters[name] for name in parameters} == parameters
    assert "1234567" not in str(fault)


def test_what_is_left_aside_is_said() -> None:
    found = read_list(answer([HALL, HALL, NEW, BUSAN, HALL | {"USE_YN_NM": "미사용"}]), "진주시", "")
    assert (len(found.rows), found.elsewhere, found.unused, found.twice) == (2, 1, 1, 1)
    told = "다른 시의 발급기 1곳, 쓰지 않는 발급기 1곳, 되풀이된 발급기 1곳은 빼고"
    assert told in aside_words(found) and not aside_words(read_list(answer(HALL), "진주시", ""))


def test_helps_as_the_government_says_them() -> None:
    """In its own list they are 제공, 부착 or 가능; what a list does not say is not on record."""
    said = {"FRBLND_KPD": "제공", "EPHN_SCKT": "미제공", "SCRN_EXPSN_FWK": "제공", "WHCHR_USER_MNPLT": "불가능",
            "FRBLND_VOICE_GD": "", "BRL_LBL_ATCMNT": "부착"}  # fmt: skip
    assert [one.given["features"] for one in read(answer(HALL | said))] == ["braille keypad screen"]


def test_hours_as_lists_write_them() -> None:
    hall, new = read(answer([HALL, NEW]))
    assert (hall.given["is_24h"], hall.given["weekday_hours"]) == (True, "00:00-24:00")
    assert (new.given["is_24h"], new.given["weekday_hours"]) == (False, "09:00-18:00")
    assert "holiday_hours" not in new.given and hall.given["features"] == "wheelchair voice"


TIMES = st.sampled_from(["0900", "09:00", "900", "2400", "24:00", "0000", "", "9시", "abc", "2500", "09:00:00"])
CELLS = st.fixed_dictionaries(
    {},
    optional={
        "ISSUMCHN_NM": st.sampled_from(["진주시청", "곳", ""]),
        "설치장소": st.text(max_size=5),
        "MNG_NO": st.sampled_from(["1", "2", ""]),
        "INSTL_PLC_ADDR": st.sampled_from(["경상남도 진주시 1", "부산광역시 중구 1", "동진로 1", ""]),
        "WKDY_OPER_BGNG_TM": TIMES,
        "WKDY_OPER_END_TM": TIMES,
        "LHLDY_OPER_BGNG_TM": TIMES,
        "LHLDY_OPER_END_TM": TIMES,
        "운영시간": TIMES,
        "USE_YN_NM": st.sampled_from(["사용", "미사용", "", "?"]),
        "위도": st.sampled_from(["35.1", "128", "x", ""]),
        "경도": st.sampled_from(["128.1", ""]),
    },
)


@given(st.one_of(st.lists(CELLS, max_size=4), CELLS, st.just("")), st.sampled_from(["json", "utf-8-sig", "cp949"]))
def test_any_mix_ends_in_a_list_or_a_clear_refusal(items: Any, form: str) -> None:
    rows = [items] if isinstance(items, dict) else list(items or [])
    heads = list(dict.fromkeys(name for row in rows for name in row))
    lines = [
        ",".join(heads),
        *(",".join('"' + row.get(name, "").replace('"', "") + '"' for name in heads) for row in rows),
    ]
    data = answer(items) if form == "json" else "\n".join(lines).encode(form, "replace")
    found = outcome(data)
    if isinstance(found, BookingError):
        assert found.field == "file" and found.code.startswith("kiosk_list_")
        assert found.code != "kiosk_list_unreadable" or found.parameters["row"]
        return
    assert found.rows or found.faults
    numbers = [one.row for one in found.rows] + [one.row for one in found.faults]
    assert len(set(numbers)) == len(numbers) and all(fault.parameters["row"] == fault.row for fault in found.faults)
    assert len(numbers) + found.elsewhere + found.unused + found.twice <= len(rows), "no row is told of twice"
    assert len(faults_words(found.faults)) == len(found.faults)


def outcome(data: bytes) -> BookingError | Reading:
    try:
        return read_list(data, "진주시", "")
    except BookingError as error:
        return error


@pytest.fixture
def clerk(sqlite_app: Flask, city: Path, at: Callable[[str], object]) -> Worker:
    at("2026-11-23T12:00")
    return Worker(sqlite_app)


def upload(clerk: Worker, data: bytes, status: int = 200) -> Page:
    found = clerk.client.post("/staff/kiosks/import", data={"file": (BytesIO(data), "list.json")})
    assert found.status_code == status, found.get_data(as_text=True)
    return Page("/staff/kiosks/import", found.status_code, found.get_data(as_text=True), [])


def confirmed(page: Page, **more: Any) -> dict[str, Any]:
    form = page.soup.select_one("form[action='/staff/kiosks/import/apply']")
    assert form is not None
    ticked = [box["value"] for box in form.select("[name=chosen][checked]")]
    hidden: dict[str, Any] = {str(box["name"]): box["value"] for box in form.select("[name=difference], [name=seen]")}
    return {"chosen": ticked, **hidden, **more}


def test_a_list_is_shown_then_made_and_logged(clerk: Worker) -> None:
    page = upload(clerk, answer([HALL, NEW, BUSAN]))
    assert "2곳을 읽었습니다. 새로운 곳 1, 바뀐 곳 1, 파일에 없는 곳 29." in page.text
    assert "건물 안 위치: 비어 있음 → 1층 민원실" in page.text and "새로 넣음: 새 도서관" in page.text
    assert len(queries.list_kiosks()) == 30 and entries("kiosk.imported") == []
    clerk.post("/staff/kiosks/import/apply", **confirmed(page))
    db.session.rollback()
    hall, *_others, new = queries.list_kiosks()
    assert (hall.source_key, hall.spot, hall.unsure) == ("5310000-1", "1층 민원실", "coordinates name_en")
    assert hall.coordinates == "35.18003, 128.10765"  # what the list does not know stays
    assert (new.name, new.weekday_hours, new.source_key, new.position) == ("새 도서관", "09:00-18:00", "5310000-2", 31)
    assert len(queries.list_kiosks()) == 31  # those that the list lacks stay unless somebody says otherwise
    [note] = entries("kiosk.imported")
    assert note.after == '{"kiosks_changed":1,"kiosks_gone":0,"kiosks_new":1}'
    assert "바뀐 곳 0, 파일에 없는 곳 29" in upload(clerk, answer([HALL, NEW])).text


def test_a_place_that_is_gone_is_taken_off_where_somebody_says_so(clerk: Worker) -> None:
    page = upload(clerk, answer([HALL]))
    munsan = queries.list_kiosks()[1].token
    clerk.post("/staff/kiosks/import/apply", **confirmed(page, chosen=[munsan]))
    assert "문산읍 사무소" not in [kiosk.name for kiosk in queries.list_kiosks()]
    assert queries.list_kiosks()[0].source_key is None


def test_what_was_not_seen_is_not_made(clerk: Worker) -> None:
    page = upload(clerk, answer([HALL, NEW]))
    clerk.post(f"/staff/kiosks/{queries.list_kiosks()[0].token}/working", working="no")
    clerk.post(f"/staff/kiosks/{queries.list_kiosks()[1].token}/remove")
    again = clerk.post("/staff/kiosks/import/apply", 409, **confirmed(page))
    assert "다시 확인하고 적용해 주세요" in again.text and len(queries.list_kiosks()) == 29
    clerk.post("/staff/kiosks/import/apply", 400, **confirmed(page, chosen=[]))
    clerk.post("/staff/kiosks/import/apply", 400, chosen="x", difference="zzz", seen="")
    clerk.post("/staff/kiosks/import/apply", **confirmed(again))
    assert not queries.list_kiosks()[0].is_working  # the list knows nothing of it


def test_only_a_list_that_was_shown_comes_back(clerk: Worker) -> None:
    page = upload(clerk, answer([NEW]))
    sent = confirmed(page)
    text = json.dumps([{"row": 1, "source_key": None, "name": "곳", "given": {"name": "곳" * 200, "position": "x"}}])
    forged = base64.urlsafe_b64encode(text.encode()).decode()
    for difference in (forged, f"{forged}.{sent['difference'].rpartition('.')[2]}", sent["difference"][:-1], ""):
        clerk.post("/staff/kiosks/import/apply", 400, **{**sent, "difference": difference})
    assert len(queries.list_kiosks()) == 30


@pytest.mark.parametrize("data", [b"", answer(""), answer("", "\ud800"), answer([HALL, 3])])
def test_an_empty_or_broken_list_changes_nothing(clerk: Worker, data: bytes) -> None:
    before = [values_of(kiosk) for kiosk in queries.list_kiosks()]
    page = upload(clerk, data, 400)
    assert page.soup.select_one("#errors")
    assert [values_of(kiosk) for kiosk in queries.list_kiosks()] == before


def test_one_value_that_cannot_be_kept_undoes_all(clerk: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    page = upload(clerk, answer([HALL, NEW]))
    refused = HoursBroken(field="chosen", value="x")
    monkeypatch.setattr("booking.kiosks.service.importing.add_kiosk", Mock(side_effect=refused))
    clerk.post("/staff/kiosks/import/apply", 400, **confirmed(page))
    db.session.rollback()
    assert queries.list_kiosks()[0].spot == "" and len(queries.list_kiosks()) == 30


def test_a_namesake_does_not_take_the_kiosk_of_a_known_number(clerk: Worker) -> None:
    with transaction():
        queries.list_kiosks()[0].source_key = "5310000-1"
    other = HALL | {"MNG_NO": "9", "INSTL_PLC_ADDR": "경상남도 진주시 다른 길 1"}
    changes = service.differences(Reading(read(answer([other, HALL]))))
    assert [(one.what, one.source_key) for one in changes[:2]] == [("new", "5310000-9"), ("changed", "5310000-1")]


def test_the_command_shows_and_then_makes(
    sqlite_app: Flask, city: Path, command: Callable[..., Result], tmp_path: Path
) -> None:
    file = tmp_path / "kiosks.json"
    file.write_bytes(answer([HALL, NEW]))
    shown = command("kiosks", "import", file).output
    assert "* 새로 넣음: 새 도서관" in shown and "  목록에 없음(고르면 뺍니다): 문산읍 사무소" in shown
    code = shown.split("--apply ")[1].strip()
    assert len(queries.list_kiosks()) == 30
    assert "달라졌습니다" in command("kiosks", "import", file, "--apply", "other", exit_code=2).output
    assert "31 changed" in command("kiosks", "import", file, "--remove-gone", "--apply", code).output
    db.session.rollback()
    assert [kiosk.name for kiosk in queries.list_kiosks()] == ["진주시청", "새 도서관"]
    file.write_bytes(answer(""))
    assert "아무것도 바꾸지 않았습니다" in command("kiosks", "import", file, exit_code=2).output
