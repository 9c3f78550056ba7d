"""What the log is called on its page: roles, actions, kinds of subject, names of values."""

from booking.audit.models import AccessEntry

ROLES = {
    "admin": "관리자",
    "staff": "직원",
    "expert": "상담위원",
    "citizen": "시민",
    "job": "자동 작업",
    "command": "서버 명령",
}

ACTIONS = {
    "reservation.reserved": "예약",
    "reservation.moved": "예약 일정 변경",
    "reservation.cancelled": "예약 취소",
    "reservation.displaced": "휴무로 일정 변경 필요",
    "reservation.checked_in": "도착 확인",
    "reservation.done": "상담 완료",
    "reservation.no_show": "미방문",
    "reservation.undone": "상태 되돌리기",
    "reservation.revealed": "전화번호 열람",
    "reservation.look_up_failed": "예약 확인 실패",
    "day.closed": "운영일 휴무 지정",
    "day.reopened": "운영일 다시 열기",
    "holiday.added": "공휴일 추가",
    "holiday.withdrawn": "공휴일 제외",
    "holiday.removed": "공휴일 조정 취소",
    "setting.changed": "설정 변경",
    "setting.reset": "설정을 기본값으로",
    "log.viewed": "접속 기록 열람",
    "log.verified": "접속 기록 검증",
    "log.pruned": "오래된 접속 기록 삭제",
}
"""Korean name of every action that the rooms write; `tests/audit/test_labels.py` holds that none is missing."""

SUBJECTS = {
    "reservation": "예약",
    "setting": "설정",
    "log": "접속 기록",
    "holiday": "공휴일",
    "day": "운영일",
    "account": "계정",
    "expert": "상담위원",
    "field": "상담 분야",
    "notice": "알림",
}

VALUES = {
    "value": "값",
    "state": "상태",
    "deleted": "지운 기록 수",
    "up_to": "마지막 번호",
}


def action(entry: AccessEntry) -> str:
    """The Korean name of what was done; its code where nobody has named it yet."""
    return ACTIONS.get(entry.action, entry.action)


def who(entry: AccessEntry) -> str:
    """Role and log-in name: `관리자 clerk@city.example`, `시민`."""
    return f"{ROLES.get(entry.role, entry.role)} {entry.account_name}".strip()


def subject(entry: AccessEntry) -> str:
    """What it was done to: `예약 R7K3-9MXW`."""
    kind, _, name = entry.subject.partition(":")
    if kind == "reservation" and len(name) == 8:
        name = f"{name[:4]}-{name[4:]}"
    return f"{SUBJECTS.get(kind, kind)} {name}".strip()


def value_name(name: str) -> str:
    """The Korean name of a value in before and after; its code where it has none."""
    return VALUES.get(name, name)


def value(content: object) -> str:
    """A value of before or after as the page shows it."""
    if isinstance(content, bool):
        return "예" if content else "아니요"
    return "없음" if content in (None, "") else str(content)
