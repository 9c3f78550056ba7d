"""What the log is called on its page: roles, actions, kinds of subject, names of values."""

import re
from typing import TYPE_CHECKING

from booking import clock, wording
from booking.accounts import rules as accounts
from booking.audit.labels import access, administration, advising, desk, kindness, roster, services
from booking.audit.models import AccessEntry
from booking.settings import registry

if TYPE_CHECKING:
    from booking.audit.queries.seen import Sight

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?[+-]\d\d:\d\d$")
TITLES = {setting.name: setting.title for setting in registry.SETTINGS}

ROLES = {
    **accounts.ROLES,
    "citizen": "시민",
    "job": "자동 작업",
    "command": "서버 명령",
}

ACTIONS = {
    **access.ACTIONS,
    **administration.ACTIONS,
    **advising.ACTIONS,
    **desk.ACTIONS,
    **kindness.ACTIONS,
    **roster.ACTIONS,
    **services.ACTIONS,
    "reservation.reserved": "예약",
    "reservation.moved": "예약 일정 변경",
    "reservation.cancelled": "예약 취소",
    "reservation.displaced": "휴무로 일정 변경 필요",
    "reservation.replacement_held": "대신할 시간 잡음",
    "reservation.replacement_lapsed": "대신할 시간에 답이 없음",
    "reservation.accepted": "대신할 시간으로 예약",
    "reservation.taken_back": "휴무가 풀려 원래 시간으로",
    "reservation.checked_in": "도착 확인",
    "reservation.done": "상담·방문 완료",
    "reservation.no_show": "미방문",
    "reservation.undone": "상태 되돌리기",
    "reservation.viewed": "예약 내용 열람",
    "reservation.revealed": "전화번호 열람",
    "reservation.reappointed": "상담위원 변경",
    "reservation.question_destroyed": "보관 기간이 지난 상담 요지 파기",
    "reservation.destroyed": "보관 기간이 지난 개인정보 파기",
    "reservation.kept": "감사·소송을 위한 보존",
    "reservation.released": "보존 해제",
    "destruction.approved": "개인정보 파기 승인",
    "destruction.withdrawn": "개인정보 파기 승인 거둠",
    "reservation.look_up_failed": "예약 확인 실패",
    "reservation.answered": "방문 여부 답",
    "reservation.corrected": "이름·연락처·상담 내용 고침",
    "reservation.deleted": "본인 요청으로 개인정보 파기",
    "answers.viewed": "방문 확인 목록 열람",
    "rehousing.viewed": "휴무로 예약이 해제된 분 목록 열람",
    "reservation.references_asked": "예약번호 다시 받기 요청",
    "waiting.joined": "빈자리 알림 신청",
    "waiting.offered": "빈자리 안내",
    "waiting.accepted": "안내한 자리 예약",
    "waiting.declined": "안내한 자리를 받지 않음",
    "waiting.lapsed": "안내한 자리에 답이 없음",
    "waiting.withdrawn": "휴무로 빈자리 안내 거둠",
    "waiting.skipped": "같은 날 예약이 있어 건너뜀",
    "waiting.left": "빈자리 알림 신청 취소",
    "waiting.ended": "빈자리 알림 신청 끝남",
    "waiting.overridden": "기다리는 분보다 먼저 예약",
    "waiting.viewed": "빈자리 알림 신청 열람",
    "waiting.searched": "빈자리 알림 신청 찾기",
    "waiting.revealed": "빈자리 알림 신청의 전화번호 열람",
    "waiting.look_up_failed": "빈자리 알림 신청 확인 실패",
    "waiting.corrected": "빈자리 알림 신청의 연락처 고침",
    "waiting.deleted": "본인 요청으로 빈자리 알림 신청의 개인정보 파기",
    "waiting.destroyed": "끝난 빈자리 알림 신청의 개인정보 파기",
    "waiting.verified": "빈자리 알림의 순서 확인",
    "appointments.viewed": "상담위원의 일정 열람",
    "notice.settled": "전화 안내 처리",
    "notice.sent_again": "안내 다시 보내기",
    "notice_text.changed": "안내 문안 변경",
    "notice_text.previewed": "안내 문안 미리보기로 예약 열람",
    "notice_text.template_changed": "알림톡 서식 변경",
    "notice_text.reset": "안내 문안을 기본 문안으로",
    "notice.revealed": "전화 안내할 번호 열람",
    "day.planned": "운영일 일정 지정",
    "day.closed": "운영일 휴무 지정",
    "day.reopened": "운영일 다시 열기",
    "holiday.added": "공휴일 추가",
    "holiday.withdrawn": "공휴일 제외",
    "holiday.removed": "공휴일 조정 취소",
    "field.added": "상담 분야 추가",
    "question.added": "상담 분야 질문 추가",
    "question.changed": "상담 분야 질문 변경",
    "field.changed": "상담 분야 변경",
    "field.applied": "바뀐 상담 분야를 상담일에 적용",
    "expert.added": "상담위원 추가",
    "expert.changed": "상담위원 정보 변경",
    "expert.absent": "상담위원 부재 입력",
    "expert.present": "상담위원 부재 지움",
    "desk.closed": "상담위원이 없는 분야를 그날 쉼",
    "desk.reopened": "쉬기로 한 분야를 다시 엶",
}
"""Korean name of every action that the rooms write; `tests/audit/test_labels.py` holds that none is missing."""

SUBJECTS = {
    **services.SUBJECTS,
    **kindness.SUBJECTS,
    "masterdata": "설정과 기준 자료",
    "toml": "TOML 파일",
    "xlsx": "엑셀 파일",
    "reservation": "예약",
    "waiting": "빈자리 알림 신청",
    "walk_in": "현장 접수",
    "retention": "개인정보 파기",
    "question": "상담 요지",
    "person": "예약하신 분",
    "roster": "일정표",
    "appointments": "상담위원의 일정",
    "notice": "알림",
    "notice_text": "안내 문안",
    "office_day": "운영일",
    "holiday": "공휴일",
    "field": "상담 분야",
    "expert": "상담위원",
    "outcome": "상담 결과",
    "account": "계정",
    "setting": "설정",
    "job": "자동 작업",
    "log": "접속 기록",
    "consultation": "전문가 상담",
    "night": "수요 야간민원실",
}
"""Korean name of each part of a subject that has one: `office_day:night:2026-11-25`."""

VALUES = {
    **access.VALUES,
    **administration.VALUES,
    **advising.VALUES,
    **services.VALUES,
    **kindness.VALUES,
    "subject": "제목",
    "body": "문안",
    "value": "값",
    "state": "상태",
    "answer": "방문 여부",
    "fields": "고친 항목",
    "slot": "시각",
    "via": "예약 방법",
    "reason": "까닭",
    "effect": "적용",
    "name": "이름",
    "document_number": "문서번호",
    "approved_on": "결재일",
    "planned_by": "일정을 정한 곳",
    "closed_by": "휴무를 정한 곳",
    "closed_reason": "휴무 까닭",
    "closed_text": "휴무 안내",
    "kind": "종류",
    "outcome": "결과",
    "expert": "상담위원",
    "attempts": "시도한 횟수",
    "organisation": "소속",
    "organisation_en": "소속(영어)",
    "field_key": "상담 분야",
    "position": "순서",
    "account_id": "연결한 계정",
    "is_active": "사용 중",
    "term_from": "위촉 시작일",
    "term_to": "위촉 종료일",
    "pledged_on": "보안서약일",
    "starts": "시작",
    "ends": "끝",
    "minutes": "한 건의 시간(분)",
    "capacity": "한 번에 받는 인원",
    "desk_seats": "전화·방문 접수용 자리",
    "walk_in": "현장 접수",
    "attendance": "상담받을 수 있는 분",
    "bring": "준비물",
    "notes": "안내",
    "days": "적용한 날 수",
    "left": "그대로 둔 날 수",
    "address": "주소",
    "is_24h": "24시간 이용",
    "hours": "이용 시간",
    "is_working": "이용 가능",
    "is_sample": "예시 자료",
    "url": "홈페이지",
    "note": "안내",
    "field_keys": "도움받는 분야",
    "needs_word": "확인 필요",
    "name_en": "영어 이름",
    "hours_en": "영어 이용 시간",
    "note_en": "영어 안내",
    "deleted": "지운 기록 수",
    "up_to": "마지막 번호",
    "boundary": "이 날짜까지",
    "listed": "파기할 건수",
    "kept_until": "보존할 날까지",
    "paper_number": "종이 번호",
}

CODES = {
    **accounts.ROLES,
    **access.FINDINGS,
    **advising.CODES,
    **kindness.CODES,
    "held": "예약 진행 중",
    "reserved": "예약 완료",
    "checked_in": "도착 확인",
    "done": "상담·방문 완료",
    "no_show": "미방문",
    "left": "중간 퇴실",
    "cancelled": "예약 취소",
    "displaced": "일정 변경 필요",
    "comes": "방문합니다",
    "cannot": "방문이 어렵습니다",
    "open": "운영",
    "closed": "휴무",
    "holiday": "휴무",
    "working": "근무일",
    "rule": "달력",
    "web": "인터넷",
    "telephone": "전화",
    "walk_in": "현장",
    "yes": "예",
    "no": "아니요",
}


def action(entry: AccessEntry) -> str:
    """The Korean name of what was done; its code where nobody has named it yet."""
    return action_name(entry.action)


def action_name(code: str) -> str:
    """The same, by its code."""
    return ACTIONS.get(code, code)


def reason(entry: AccessEntry) -> str:
    """Why it was done, as somebody typed it; of a log-in in words."""
    return access.REASONS.get(entry.reason, entry.reason) if entry.action.startswith("login.") else entry.reason


def who(entry: AccessEntry) -> str:
    """Role and log-in name: `관리자 clerk@city.example`, `시민`."""
    return f"{ROLES.get(entry.role, entry.role)} {entry.account_name}".strip()


def subject(entry: AccessEntry) -> str:
    """What it was done to: `예약 R7K3-9MXW`, `운영일 수요 야간민원실 2026-11-25`, `설정 자동 로그아웃`."""
    return named(entry.subject)


def named(about: str) -> str:
    """A subject of the log in Korean words."""
    kind, *names = about.split(":")
    if kind in ("reservation", "waiting") and names and len(names[0]) == 8:
        names[0] = f"{names[0][:4]}-{names[0][4:]}"
    if kind == "setting" and names:
        names = [TITLES.get(name, name) for name in names]
    return " ".join(SUBJECTS.get(part, part) for part in (kind, *names)).strip()


def known_by(one: "Sight") -> str:
    """By which bookings and places in line a person is known; without a name."""
    return ", ".join(map(named, one.known_by)) or "알 수 없음"


def account(one: "Sight") -> str:
    """The account that saw something: `담당자 clerk@city.example`."""
    return f"{ROLES.get(one.role, one.role)} {one.who}".strip()


def changes(entry: AccessEntry) -> list[tuple[str, str | None, str]]:
    """What differs, as the page shows it: name, value before (None where there was none), value after."""
    return [
        (VALUES.get(name, name), None if before is None else value(before), value(after))
        for name, before, after in entry.changes
        if before != after
    ]


def value(content: object) -> str:
    """A value of before or after as the page shows it: instants on the office's wall, codes by their name."""
    if isinstance(content, bool):
        return "예" if content else "아니요"
    if isinstance(content, str) and INSTANT.match(content):
        return wording.moment(clock.parse(content))
    return "없음" if content in (None, "") else CODES.get(str(content), str(content))
