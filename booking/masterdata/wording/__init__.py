"""What clerks and operators read about master data: names of tables and columns, faults, differences."""

from collections.abc import Iterable, Sequence
from datetime import time

from booking import wording
from booking.audit import labels
from booking.business import queries as business
from booking.consultations import forms
from booking.errors import BookingError
from booking.kiosks import wording as kiosks
from booking.masterdata.rules import Difference, Fault, Value
from booking.masterdata.service import SECTIONS

TITLES = {
    "settings": "설정",
    "fields": "상담 분야",
    "questions": "분야별 질문",
    "experts": "상담위원",
    "outcomes": "상담 결과",
    "doors": "다른 상담 창구",
    "departments": "부서",
    "businesses": "업무 종류",
    "night_tasks": "야간민원실 업무",
    "counter_tasks": "원스톱 창구 업무",
    "kiosk_documents": "무인민원발급기 서류",
    "kiosks": "무인민원발급기",
    "yearly_figures": "해마다의 통계",
    "holidays": "공휴일 수정",
    "texts": "안내 문안",
    "templates": "알림톡 서식",
}

OF_BUSINESSES = ("night_tasks", "counter_tasks", "kiosk_documents")
"""Tables whose rows have the key of a kind of business and not its name."""

HEADS = {
    "key": "이름표(영어)",
    "token": "고유 번호(고치지 마세요)",
    "bring_en": "영어 준비물",
    "notes_en": "영어 안내",
    "disclaimer": "상담에 관한 알림",
    "disclaimer_en": "영어 알림",
    "label": "질문",
    "label_en": "영어 질문",
    "hint": "도움말",
    "hint_en": "영어 도움말",
    "choices": "보기(한 줄에 하나)",
    "choices_en": "영어 보기(한 줄에 하나)",
    "is_required": "꼭 적어야 함",
    "phone": "전화번호",
    "year": "해",
    "figure": "통계(영어 이름표)",
    "date": "날짜",
    "channel": "보내는 방법",
    "language": "언어",
    "template_code": "서식 번호",
    "buttons": "버튼(한 줄에 하나, 이름과 주소)",
}
"""Of columns that the log has no name for."""

SETTING_NAME = "설정 이름(고치지 마세요)"

WORDS: dict[str, dict[str, str]] = {
    "walk_in": {one.value: one.label for one in forms.WALK_IN},
    "attendance": {one.value: one.label for one in forms.ATTENDANCE},
    "kind": {one.value: one.label for one in forms.KINDS} | {"department": "부서", "town": "읍·면·동"},
    "identification": {name: str(word) for name, word in kiosks.IDENTIFICATIONS.items()},
    "effect": {"holiday": "공휴일로", "working": "근무일로"},
}
"""Words of choices, by column."""

FAULTS = {
    "section": "이런 표는 없습니다. 내려받은 파일의 표 이름 그대로 두어 주세요.",
    "column": "이런 칸은 없습니다. 내려받은 파일의 제목 줄 그대로 두어 주세요.",
    "rows": "줄이 너무 많습니다. 2,000줄까지 넣을 수 있습니다.",
    "twice": "같은 것이 파일에 두 번 있습니다. 한 줄만 남겨 주세요.",
    "removed": "목록에서 뺀 적이 있는 이름표입니다. 다른 이름표를 쓰거나 업무 화면에서 추가해 주세요.",
    "kind": "값의 꼴이 맞지 않습니다. {expected}",
    "choice": "고를 수 없는 값입니다. {expected}",
    "long": "너무 깁니다. {expected}",
    "range": "넣을 수 없는 수입니다. {expected}",
    "empty": "꼭 있어야 하는 값입니다. 적어 주세요.",
    "formula": "수식은 받지 않습니다. 값을 그대로 적어 주세요.",
    "error": "엑셀의 오류 값입니다. 값을 다시 적어 주세요.",
    "merged": "합친 칸이어서 첫 칸의 값만 남습니다. 합치기를 풀고 칸마다 값을 적어 주세요.",
}
EXPECTED = {
    "number": "숫자만 적어 주세요.",
    "bool": "예 또는 아니요로 적어 주세요.",
    "date": "2027-01-20처럼 적어 주세요.",
    "time": "10:00처럼 적어 주세요.",
    "text": "글자로 적어 주세요.",
}


def head(section: str, column: str) -> str:
    """The name of a column, in its table's words."""
    if section == "settings" and column == "name":
        return SETTING_NAME
    return HEADS.get(column) or labels.VALUES.get(column, column)


def fault_sentence(fault: Fault, unit: str = "{}행") -> str:
    """Where something is wrong and what to do: `상담 분야 3행 ‘시작’: …`. unit: how its file counts rows."""
    where = [TITLES.get(fault.section, fault.section)]
    where += [unit.format(fault.number)] if fault.number else []
    where += [f"‘{head(fault.section, fault.column)}’"] if fault.column else []
    return f"{' '.join(where)}: {_why(fault)}"


def _why(fault: Fault) -> str:
    if isinstance(fault.why, BookingError):
        return wording.sentence(fault.why)
    section = next((one for one in SECTIONS if one.name == fault.section), None)
    column = section.column(fault.column) if section and fault.column else None
    expected = EXPECTED.get(column.kind, "") if column else ""
    if column and fault.why == "choice":
        expected = ", ".join(WORDS.get(column.name, {}).get(one, one) for one in column.choices) + " 가운데 하나입니다."
    if column and fault.why == "long":
        expected = f"{column.longest}자까지 적어 주세요."
    if column and fault.why == "range":
        expected = f"{column.minimum:,}부터 {column.maximum:,}까지 적어 주세요."
    return FAULTS[str(fault.why)].format(expected=expected).strip()


def said(section: str, column: str, value: Value) -> str:
    """A value as a clerk reads it."""
    if value is None or value == "":
        return "비어 있음"
    if isinstance(value, bool):
        return "예" if value else "아니요"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    known = {} if section in ("texts", "templates") else WORDS.get(column, {})
    return known.get(str(value), str(value))


def lines_of(one: Difference) -> list[tuple[str, str | None, str]]:
    """What differs in a row: the column's name, the value before (None for a new row), the value after."""
    return [
        (
            head(one.section, name),
            None if one.before is None else said(one.section, name, one.before.get(name)),
            said(one.section, name, value),
        )
        for name, value in one.after.items()
        if one.before is not None or value not in (None, "")
    ]


def business_names(keys: Iterable[str]) -> dict[str, str]:
    """What the kinds of business of these keys are called."""
    return {key: one.name for key, one in business.businesses_by_key(keys).items()}


def titles_of(differences: Sequence[Difference]) -> list[str]:
    """What each row is about: `상담 분야 생활법률 (law)`, `설정 야간민원실 시작 시각`."""
    named = business_names(one.names[0] for one in differences if one.section in OF_BUSINESSES)
    return [_title(one, named) for one in differences]


def _title(one: Difference, named: dict[str, str]) -> str:
    names = " · ".join(labels.TITLES.get(name, name) if one.section == "settings" else name for name in one.names)
    called = "" if one.section == "settings" else str(one.row.get("name") or one.row.get("label") or "")
    called = named.get(one.names[0], called) if one.section in OF_BUSINESSES else called
    shown = f"{called} ({names})" if called and called not in one.names else names
    return f"{TITLES[one.section]} {shown}"
