"""What the columns of lists of kiosks are called, and what stands in their cells. Pure.

The government's list (행정안전부_무인민원발급기정보) has short Latin names and times as `0900`, `09:00` or `2400`;
lists of cities are Korean, and each a little different.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from booking.calendar.rules import without_control
from booking.errors import BookingError
from booking.identity import find_identity_number
from booking.kiosks.errors import ListCellBroken, ListCellEmpty, ListCellSecret
from booking.kiosks.rules.hours import ALL_DAY, DAY, HOURS, read_time, write_hours
from booking.kiosks.rules.places import FEATURES, tidy_point
from booking.kiosks.rules.weeks import read_week

COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("mng_no", "관리번호", "발급기관리번호"),
    "group": ("opn_atmy_grp_cd", "개방자치단체코드"),
    "name": ("issumchn_nm", "설치장소", "발급기명", "무인민원발급기명", "설치장소명"),
    "name_en": ("영문명", "영어이름", "설치장소영문명"),
    "manager": ("mng_inst_nm", "관리기관명", "관리기관"),
    "address": ("instl_plc_addr", "소재지도로명주소", "도로명주소", "설치장소주소", "소재지지번주소", "주소"),
    "spot": ("instl_plc_pstn", "설치위치", "설치장소위치"),
    "spot_detail": ("instl_plc_dtl_pstn", "설치장소상세위치", "상세위치"),
    "phone": ("연락처", "전화번호", "관리기관전화번호", "telno"),
    "latitude": ("위도", "latitude", "lat"),
    "longitude": ("경도", "longitude", "lot", "lon"),
    "weekday_begins": ("wkdy_oper_bgng_tm", "평일운영시작시각", "평일운영시작시간"),
    "weekday_ends": ("wkdy_oper_end_tm", "평일운영종료시각", "평일운영종료시간"),
    "saturday_begins": ("sat_oper_bgng_tm", "토요일운영시작시각", "토요일운영시작시간"),
    "saturday_ends": ("sat_oper_end_tm", "토요일운영종료시각", "토요일운영종료시간"),
    "holiday_begins": ("lhldy_oper_bgng_tm", "공휴일운영시작시각", "공휴일운영시작시간"),
    "holiday_ends": ("lhldy_oper_end_tm", "공휴일운영종료시각", "공휴일운영종료시간"),
    "hours": ("oper_hr_ref_cn", "운영시간", "이용시간", "운영시간참고내용"),
    "in_use": ("use_yn_nm", "사용여부", "사용여부명"),
    "wheelchair": ("whchr_user_mnplt", "휠체어사용자조작"),
    "voice": ("frblnd_voice_gd", "시각장애인음성안내", "시각장애인용음성안내"),
    "braille": ("brl_lbl_atcmnt", "점자라벨부착"),
    "keypad": ("frblnd_kpd", "시각장애인용키패드"),
    "screen": ("scrn_expsn_fwk", "화면확대기능"),
    "earphone": ("ephn_sckt", "이어폰소켓"),
}
"""Names of columns in small letters and without spaces; of several that a list has, the first that is filled counts."""

KNOWN = {name: key for key, names in COLUMNS.items() for name in names}
LONGEST = {"name": 100, "name_en": 100, "manager": 100, "address": 200, "spot": 200, "phone": 20, "hours": 200}
YES = frozenset(
    {"y", "yes", "예", "사용", "사용중", "운영", "운영중", "정상", "가능", "있음", "o", "1", "설치", "부착", "제공"}
)
NO = frozenset(
    {
        "n",
        "no",
        "아니오",
        "아니요",
        "미사용",
        "미운영",
        "중지",
        "사용중지",
        "폐쇄",
        "철거",
        "불가",
        "없음",
        "x",
        "0",
        "미설치",
        "미부착",
        "미제공",
        "불가능",
    }
)
DAYLESS, DIFFERS, UNREAD = "dayless", "differs", "unread"
"""Of a text of hours: read as those of weekdays, for it names no days; not taken, for the columns of times say
otherwise; shown to citizens as it is, for it is not plain."""

OTHER_TOWN = re.compile(r"[가-힣]+[시군]")


@dataclass(frozen=True)
class Listed:
    """A kiosk as a list has it. row: the line of the file, or which item it is, from 1. source_key: None without one.

    given: the values (of `KioskValues`) that the list knows; what it leaves empty is not among them.
    doubt: what a person has to look at in the text of its hours, `told`: DAYLESS, DIFFERS, UNREAD, or nothing.
    """

    row: int
    source_key: str | None
    name: str
    given: dict[str, str | bool] = field(default_factory=dict)
    doubt: str = ""
    told: str = ""


def said(value: object) -> str:
    """A value of a list as a line, without what no database and no page can hold: JSON can spell all of it."""
    return " ".join(without_control(str(value or "")).encode("utf-8", "replace").decode().split())


def column_name(key: str) -> str:
    """What a column is called in lists, as people can look for it in theirs: `설치장소(ISSUMCHN_NM)`, `위도`."""
    latin = next((name.upper() for name in COLUMNS[key] if name.isascii()), "")
    korean = next((name for name in COLUMNS[key] if not name.isascii()), "")
    return f"{korean}({latin})" if korean and "_" in latin else korean or latin


@dataclass(frozen=True)
class Fault:
    """A row of a list that cannot be read: what is wrong, and which place it is about, as far as the row says so."""

    row: int
    code: str
    parameters: dict[str, Any]
    name: str = ""
    source_key: str | None = None


def cells_of(found: Mapping[str, object]) -> dict[str, str]:
    """The cells of a row by our names for its columns, without the empty ones."""
    cells: dict[str, str] = {}
    named = {"".join(str(name).split()).lower(): said(value) for name, value in found.items()}
    for name, key in KNOWN.items():
        if named.get(name):
            cells.setdefault(key, named[name])
    return cells


def is_ours(cells: Mapping[str, str], city: str, group: str) -> bool:
    """Whether a kiosk stands in our city: by the code of its government where both are known, else by its address.

    A list of the city's own may leave the city out of its addresses.
    """
    if group and cells.get("group"):
        return cells["group"] == group
    towns = [word for word in cells.get("address", "").split()[:3] if OTHER_TOWN.fullmatch(word)]
    return not towns or city in towns


def is_in_use(cells: Mapping[str, str], row: int) -> bool:
    """Whether a list says that a machine is used; one that does not say so means it. ListCellBroken."""
    return _yes(cells, "in_use", row) is not False


def listed(cells: Mapping[str, str], row: int) -> Listed:
    """The kiosk of a row. ListCellBroken, ListCellEmpty and ListCellSecret say which row and which column."""
    if not cells.get("name"):
        raise ListCellEmpty(field="file", row=row, name=column_name("name"))
    given: dict[str, str | bool] = {
        name: cells[name] for name in ("name", "name_en", "manager", "address", "phone") if name in cells
    }
    if spot := " ".join(cells[name] for name in ("spot", "spot_detail") if name in cells):
        given["spot"] = spot
    hours, doubt = _hours(cells, row)
    given |= hours | _point(cells, row)
    helps = [name for name in FEATURES if _yes(cells, name, row)]
    if helps:
        given["features"] = " ".join(helps)
    for name, longest in LONGEST.items():
        if find_identity_number(str(given.get(name, ""))):
            raise ListCellSecret(field="file", row=row, name=column_name(name))
        if len(str(given.get(name, ""))) > longest:
            raise ListCellBroken(field="file", row=row, name=column_name(name), value=str(given[name])[:40])
    key = number_of(cells)
    if key and len(key) > 60:
        raise ListCellBroken(field="file", row=row, name=column_name("number"), value=key[:40])
    return Listed(row, key, cells["name"], given, doubt, cells["hours"] if doubt else "")


def number_of(cells: Mapping[str, str]) -> str | None:
    """The number of a kiosk in the government's list, with whose list it is; None without one."""
    return f"{cells.get('group', '')}-{cells['number']}" if "number" in cells else None


def _hours(cells: Mapping[str, str], row: int) -> tuple[dict[str, str | bool], str]:
    """The hours of a row, and what is doubtful about their text. The columns of times go before the text."""
    found: dict[str, str | bool] = {}
    for kind in ("weekday", "saturday", "holiday"):
        if line := _span(cells, kind, row):
            found[f"{kind}_hours"] = line
    text, doubt = cells.get("hours", ""), ""
    week = read_week(text)
    if text and week is None:
        found["hours"], doubt = text, UNREAD
    elif week and any(found.get(name, line) != line for name, line in week.lines.items()):
        doubt = DIFFERS
    elif week:
        found |= week.lines
        doubt = DAYLESS if week.is_dayless else ""
    lines = [found[name] for name in HOURS if name in found]
    if lines:
        found["is_24h"] = len(lines) > 1 and set(lines) == {ALL_DAY}
    return found, doubt


def _span(cells: Mapping[str, str], kind: str, row: int) -> str:
    begins, ends = (cells.get(f"{kind}_{edge}", "") for edge in ("begins", "ends"))
    if not begins and not ends:
        return ""
    try:
        start, end = read_time(_short(begins)), read_time(_short(ends))
    except BookingError as error:
        name = column_name(f"{kind}_begins")
        raise ListCellBroken(field="file", row=row, name=name, value=f"{begins}~{ends}"[:40]) from error
    if (start, end) == (0, 0) or start == DAY:  # "0000" twice says neither open nor closed
        return ""
    if start == end:
        raise ListCellBroken(field="file", row=row, name=column_name(f"{kind}_ends"), value=f"{begins}~{ends}"[:40])
    return write_hours(((start, end if end > start else end + DAY),))


def _short(text: str) -> str:
    """A time without its seconds."""
    return re.sub(r"^(\d{1,2}:\d{2}):\d{2}$", r"\1", text)


def _point(cells: Mapping[str, str], row: int) -> dict[str, str | bool]:
    if "latitude" not in cells or "longitude" not in cells:
        return {}
    text = f"{cells['latitude']}, {cells['longitude']}"
    try:
        return {"coordinates": tidy_point(text)}
    except BookingError as error:
        raise ListCellBroken(field="file", row=row, name=column_name("latitude"), value=text[:40]) from error


def _yes(cells: Mapping[str, str], name: str, row: int) -> bool | None:
    text = cells.get(name, "").replace(" ", "").lower()
    if not text or text in YES | NO:
        return text in YES if text else None
    raise ListCellBroken(field="file", row=row, name=column_name(name), value=text[:40])
