"""How the pages speak of kiosks: hours, helps, ways to show who one is, and what nobody has confirmed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from booking import dates
from booking.audit import labels
from booking.errors import BookingError
from booking.kiosks.rules import read_hours
from booking.kiosks.rules.columns import DAYLESS, DIFFERS, UNREAD, Fault, Listed
from booking.kiosks.rules.differing import GONE, Change
from booking.kiosks.rules.hours import DAY, HOURS
from booking.kiosks.rules.reading import Reading
from booking.wording import sentence

FEATURES = {
    "wheelchair": _l("휠체어 사용자 조작"),
    "voice": _l("음성 안내"),
    "braille": _l("점자 표시"),
    "keypad": _l("촉각 키패드"),
    "screen": _l("화면 확대"),
    "earphone": _l("이어폰 단자"),
}
IDENTIFICATIONS = {
    "fingerprint": _l("지문"),
    "other": _l("지문 말고 다른 방법"),
    "none": _l("필요 없음"),
    "unknown": _l("확인 필요"),
}
UNSURE = {
    "address": _l("주소"),
    "spot": _l("건물 안 위치"),
    "coordinates": _l("지도 위 위치"),
    "hours": _l("이용 시간"),
    "features": _l("편의 기능"),
    "phone": _l("전화번호"),
    "manager": _l("관리 기관"),
    "name_en": _l("영어 이름"),
}


def hours_words(text: str) -> str:
    """A line of hours as its reader says it: `오전 9시~오후 6시`, `쉽니다`, `확인 필요`."""
    spans = read_hours(text)
    if spans is None:
        return gettext("확인 필요")
    if not spans:
        return gettext("쉽니다")
    if spans == ((0, DAY),):
        return gettext("24시간")
    return dates.listed([dates.span(_wall(start), _wall(end)) for start, end in spans])


def named(names: str, words: Mapping[str, Any]) -> list[str]:
    """The words of some names that are kept as one text."""
    return [str(words[name]) for name in names.split() if name in words]


WHAT = {"new": "새로 넣음", "changed": "바뀜", "gone": "목록에 없음(고르면 뺍니다)"}
PARTS = {"asked": "같은 곳인지 골라 주세요", "new": "새로 넣을 곳", "changed": "바뀌는 곳", "gone": "파일에 없는 곳"}
MOST_OF_A_PART = 50
"""Places that stand open together; what is more is folded."""
MOST_FAULTS = 50
"""Rows that cannot be read which are told one by one."""


def change_words(change: Change) -> str:
    """What an import would change about a place, for staff: `바뀜: 진주시청 — 주소: 동진로 1 → 동진로 155`."""
    parts = []
    for name, value in change.after.items():
        label = labels.VALUES.get("phone_of_kiosk" if name == "phone" else name, name)
        before = f"{_value(name, change.before[name])} → " if name in change.before else ""
        if change.before or value not in ("", False):
            parts.append(f"{label}: {before}{_value(name, value)}")
    detail = f" — {', '.join(parts)}" if parts else ""
    return f"{WHAT[change.what]}: {change.name}{_asked_words(change)}{detail}"


def _asked_words(change: Change) -> str:
    """Why somebody has to choose, and what this choice means."""
    if change.near and change.token:
        return f"({change.row}번째 줄과 같은 곳으로 보고 고칩니다)"
    told = f"같은 주소에 이미 ‘{change.near}’이(가) 있습니다. 다른 기계일 때만 골라 주세요" if change.near else ""
    twin = f"{change.twin}번째 줄과 같은 곳으로 보입니다. 다른 기계일 때만 골라 주세요" if change.twin else ""
    return f"({change.row}번째 줄, {told or twin})" if told or twin else ""


def parted(changes: Sequence[Change]) -> list[tuple[str, list[Change], bool]]:
    """Changes in the order in which somebody looks at them, in parts that fold: title, changes, whether it is open."""
    parts = []
    for kind, title in PARTS.items():
        ours = [one for one in changes if ("asked" if one.is_asked else one.what) == kind]
        for start in range(0, len(ours), MOST_OF_A_PART):
            part = ours[start : start + MOST_OF_A_PART]
            which = f" 가운데 {start + 1}–{start + len(part)}번째" if len(ours) > MOST_OF_A_PART else ""
            parts.append((f"{title}({len(ours)}곳{which})", part, start == 0 and kind != GONE))
    return parts


def faults_words(faults: Sequence[Fault]) -> list[str]:
    """What is wrong with rows that cannot be read, line by line, up to a number that somebody can read."""
    told = [_fault_words(one) for one in faults[:MOST_FAULTS]]
    return told + ([f"그 밖에 {len(faults) - MOST_FAULTS}줄"] if len(faults) > MOST_FAULTS else [])


def aside_words(read: Reading) -> str:
    """Of which rows of a list nothing was taken; nothing where all were read."""
    why = (("다른 시의 발급기", read.elsewhere), ("쓰지 않는 발급기", read.unused), ("되풀이된 발급기", read.twice))
    told = [f"{name} {count}곳" for name, count in why if count]
    return f"파일에 있는 {', '.join(told)}은 빼고 읽었습니다." if told else ""


def _fault_words(fault: Fault) -> str:
    error = BookingError(field="file", **fault.parameters)
    error.code = fault.code
    return sentence(error)


DOUBTS = {
    UNREAD: "시간으로 읽지 못해 안내 글로만 넣습니다. 적용하신 뒤에 요일별 시간을 적어 주세요.",
    DAYLESS: "요일이 없어 평일 시간으로만 읽었습니다. 토요일과 공휴일 시간은 확인해 주세요.",
    DIFFERS: "시각을 적은 칸과 달라 그 칸을 따랐습니다. 어느 쪽이 맞는지 확인해 주세요.",
}


def doubt_words(row: Listed) -> str:
    """What a person has to look at in a row's hours: `3번째 줄(항목) 시장 ‘아침부터’: 시간으로 읽지 못해 …`."""
    return f"{row.row}번째 줄(항목) {row.name} ‘{row.told}’: {DOUBTS[row.doubt]}"


def doubts_words(rows: Iterable[Listed]) -> list[str]:
    """Of all rows of a list."""
    return [doubt_words(row) for row in rows if row.doubt]


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "예" if value else "아니요"
    if isinstance(value, date):
        return value.isoformat()
    if name in HOURS:
        return hours_words(str(value))
    words = {"features": FEATURES, "unsure": UNSURE}.get(name)
    text = ", ".join(named(str(value), words)) if words else str(value)
    return text or "비어 있음"


def _wall(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
