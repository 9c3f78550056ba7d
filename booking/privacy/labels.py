"""What kinds of personal data and the register of destruction are called on their pages."""

from booking.dates import short_day
from booking.reservations.models import Destruction
from booking.reservations.service.destruction import Kind

KINDS = {
    "question": "예약의 상담 요지와 답변",
    "person": "예약하신 분의 이름과 연락처",
    "waiting": "빈자리 알림을 신청하신 분과 상담받으실 분의 이름과 연락처",
    "walk_in": "현장에서 접수했으나 상담받지 못하신 분의 이름과 전화번호",
    "survey_comment": "방문 설문에 적은 의견",
    "monitor_remark": "시민 모니터가 점수에 덧붙인 말",
    "roster_file": "장애에 대비해 만든 일정표 파일",
}
FROM = {
    "waiting": "신청이 끝난 날",
    "walk_in": "오신 날",
    "survey_comment": "방문하신 달",
    "monitor_remark": "점수를 저장한 날",
}
UNITS = {"months": "개월", "days": "일"}
METHOD = "전산 기록을 되살릴 수 없게 지움"


def kind(code: str) -> str:
    """The name of a kind of data."""
    return KINDS.get(code, code)


def counted_from(code: str) -> str:
    """From when its time is counted, and what its dates are."""
    return FROM.get(code, "상담일")


def rule(kind: Kind) -> str:
    """For how long a kind is kept: `상담일부터 3개월`."""
    return f"{counted_from(kind.code)}부터 {kind.length}{UNITS[kind.rule]}"


def why(row: Destruction) -> str:
    """Why something was destroyed: `보관 기간 3개월 지남`."""
    return "본인 요청" if row.length is None else f"보관 기간 {row.length}{UNITS[row.rule]} 지남"


def approval(row: Destruction) -> str:
    """Who approved it and when, and why: `admin@city.example (12. 21.(월)) 결재 제1호`."""
    if row.approval == "admin":
        return f"{row.approved_by} ({short_day(row.approved_at)}) {row.reason}"
    return "자동 파기 설정" if row.approval == "setting" else "본인"
