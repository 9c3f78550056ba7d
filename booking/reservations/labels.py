"""What the desk reads: states, ways in, what was done, and refusals as a clerk needs to hear them."""

from datetime import datetime

from booking import wording
from booking.audit import labels as audit
from booking.audit.models import AccessEntry
from booking.calendar.rules import CONSULTATION, NIGHT
from booking.errors import BookingError
from booking.notices import rules as notices
from booking.reservations.models import Reservation

STATES = {
    "reserved": "예약 완료",
    "checked_in": "도착 확인",
    "done": "상담 완료",
    "no_show": "미방문",
    "left": "중간 퇴실",
    "cancelled": "예약 취소",
    "displaced": "일정 변경 필요",
    "held": "예약 진행 중",
    "offered": "빈자리 안내 중",
    "replacement": "휴무로 옮길 분께 잡아 둠",
    "free": "빈자리",
}

VISIT_STATES = {**STATES, "done": "방문 완료"}
"""The same of visits to the night office, where nobody advises."""

VIA = {"web": "인터넷", "telephone": "전화 접수", "walk_in": "현장 접수", "api": "다른 프로그램"}

WINDOWS = {
    "not_open_yet": "온라인 접수 예정",
    "open": "온라인 접수 중",
    "over": "온라인 접수 마감",
    "closed": "휴무",
}

STEPS = {
    "checked_in": "도착을 확인했습니다.",
    "done": "상담 완료로 기록했습니다.",
    "no_show": "미방문으로 기록했습니다.",
    "left": "중간 퇴실로 기록했습니다.",
    "undone": "한 단계 되돌렸습니다.",
    "cancelled": "예약을 취소했습니다.",
    "moved": "일정을 옮겼습니다.",
    "accepted": "대신 잡아 둔 시간으로 예약했습니다.",
    "comes": "‘방문합니다’로 기록했습니다.",
    "cannot": "‘방문이 어렵습니다’로 기록했습니다.",
    "kept": "보존하도록 기록했습니다. 그날까지 파기하지 않습니다.",
    "released": "보존을 풀었습니다. 보관 기간이 지났으면 다음 파기 때 함께 파기합니다.",
    "unanswered": "답을 지웠습니다.",
    "corrected": "이름과 연락처를 고쳤습니다.",
}
"""What the page says after a step. It stands in a cookie until then, so no name is in it."""

VISIT_STEPS = {**STEPS, "done": "방문 완료로 기록했습니다."}

HISTORY = {
    "reservation.reserved": "예약",
    "reservation.moved": "일정 변경",
    "reservation.cancelled": "예약 취소",
    "reservation.displaced": "휴무로 일정 변경 필요",
    "reservation.replacement_held": "대신할 시간 잡음",
    "reservation.replacement_lapsed": "대신할 시간에 답이 없음",
    "reservation.accepted": "대신할 시간으로 예약",
    "reservation.taken_back": "상담일이 다시 열려 원래 시간으로",
    "reservation.checked_in": "도착 확인",
    "reservation.done": "상담 완료",
    "reservation.no_show": "미방문",
    "reservation.left": "중간 퇴실",
    "reservation.undone": "되돌림",
    "reservation.passed_on": "이해충돌로 상담위원 변경",
    "reservation.outcome": "상담 결과 기록",
    "reservation.answered": "방문 여부 답",
    "reservation.corrected": "이름·연락처·상담 내용 고침",
    "reservation.deleted": "본인 요청으로 개인정보 파기",
    "reservation.revealed": "연락처 열람",
    "reservation.kept": "감사·소송을 위한 보존",
    "reservation.released": "보존 해제",
}
"""What of the log stands in a booking's history: what was done, and that somebody asked for the telephone."""

VISIT_HISTORY = {
    **HISTORY,
    "reservation.taken_back": "야간민원실이 다시 열려 원래 시간으로",
    "reservation.done": "방문 완료",
    "reservation.corrected": "이름·연락처 고침",
}

NOTICES = {
    "confirmed": "예약 안내",
    "moved": "일정 변경 안내",
    "cancelled": "취소 안내",
    "reminder": "방문 하루 전 안내",
    "displaced": "휴무에 따른 안내",
    "replacement": "대신 잡은 시간 안내",
    "replacement_over": "대신 잡은 시간 종료 안내",
    "taken_back": "다시 연 날 안내",
    "reference": "예약번호 안내",
    "corrected": "연락처 변경 안내",
    "offer": "빈자리 안내",
    "offer_withdrawn": "안내한 자리의 휴무 안내",
    "line_left": "신청 종료 안내",
    "line_ended": "신청 기간이 끝남 안내",
    "line_closed": "기다리는 날의 휴무 안내",
    "code": "인증번호",
}
CHANNELS = notices.CHANNELS
NOTICE_STATES = {
    "planned": "보낼 예정",
    "sending": "보내는 중",
    "sent": "보냄",
    "failed": "보내지 못함",
    "missed": "때를 놓침",
    "dropped": "필요 없어짐",
}

WAITING_STATES = {
    "waiting": "기다리는 중",
    "offered": "빈자리 안내 중",
    "lapsed": "답할 시간이 지남",
    "served": "예약함",
    "left": "신청 취소",
    "ended": "신청 끝남",
}
WAITING_EVENTS = {
    "joined": "신청",
    "offered": "빈자리 안내",
    "accepted": "예약",
    "declined": "받지 않음",
    "lapsed": "답이 없음",
    "withdrawn": "휴무로 안내 거둠",
    "skipped": "같은 날 예약이 있어 건너뜀",
    "left": "신청 취소",
    "ended": "신청 끝남",
}
WAITING_FINDINGS = {
    "missing": "이 앞의 기록이 빠졌습니다.",
    "unknown": "기다리지 않던 분이나 다른 자리에 관한 기록입니다.",
    "unfit": "신청에 맞지 않는 자리를 안내했습니다.",
    "offered_again": "한 번 지나간 자리를 같은 분께 다시 안내했습니다.",
    "overtaken": "먼저 신청한 분을 건너뛰었습니다.",
}

TURNED_OUT = {
    "silent": "기한 안에 답하지 않으신 분",
    "without": "대신할 자리가 없는 분",
    "asked": "답을 기다리는 분",
    "accepted": "대신할 시간을 받으신 분",
    "chosen": "다른 시간을 고르신 분",
    "cancelled": "취소하신 분",
    "returned": "다시 열려 원래 시간으로 돌아가신 분",
}
"""What became of people whose day was closed."""

REPLIED_BY = {"citizen": "인터넷", "staff": "전화", "house": "자동"}

REFUSALS = {
    "replacement_over": "잡아 둔 기간이 지났거나 이미 답한 시간입니다. 목록을 새로 열어 확인해 주세요.",
    "reservation_unknown": "그런 예약번호가 없습니다. 일정표에서 이름이나 전화번호로 찾아 주세요.",
    "slot_taken": "방금 다른 예약이 들어온 시간입니다. 다른 시간을 골라 주세요.",
    "line_first": "빈자리를 기다리는 분께 먼저 안내할 자리입니다. 그래도 {do} ‘예외 사유’를 적어 주세요.",
    "offer_over": "답할 시간이 지났거나 이미 답한 자리입니다.",
    "waiting_unknown": "그런 신청번호가 없습니다.",
    "slot_unknown": "고르신 시간을 찾을 수 없습니다. 시간을 다시 골라 주세요.",
    "not_open_yet": "온라인 접수는 {opens_at}에 시작합니다. 먼저 {do} ‘예외 사유’를 적어 주세요.",
    "cutoff_passed": "온라인 접수는 {cutoff}에 끝났습니다. 그래도 {do} ‘예외 사유’를 적어 주세요.",
    "already_reserved": "이분은 같은 날 같은 분야에 예약이 있습니다. 더 예약하려면 ‘예외 사유’를 적어 주세요.",
    "too_many_bookings": "이 전화번호로 다가오는 상담이 {limit}건입니다. 그래도 받으려면 ‘예외 사유’를 적어 주세요.",
    "too_many_visits": "이 전화번호로 다가오는 방문이 {limit}건입니다. 그래도 받으려면 ‘예외 사유’를 적어 주세요.",
    "booking_paused": "미방문이 {limit}번이어서 {until}까지 쉬는 분입니다. 그래도 받으려면 ‘예외 사유’를 적어 주세요.",
    "booking_required": "예약한 분만 상담하는 분야입니다. 그래도 {do} ‘예외 사유’를 적어 주세요.",
    "already_started": "예약 시각이 지나 취소할 수 없습니다. 오지 않으셨으면 ‘미방문’으로 기록해 주세요.",
    "too_early_checked_in": "방문일이 되어야 도착을 확인할 수 있습니다.",
    "too_early_no_show": "예약 시각이 지나야 미방문으로 기록할 수 있습니다.",
    "not_allowed_now": "이 예약은 지금 ‘{state}’ 상태여서 할 수 없습니다. 다른 화면에서 먼저 처리했을 수 있습니다.",
}
"""Sentences that differ from the citizens': a clerk is not told to ring the office."""


def states_of(kind: str) -> dict[str, str]:
    """The names of states on days of a service."""
    return VISIT_STATES if kind == NIGHT else STATES


def history_of(kind: str) -> dict[str, str]:
    """What of the log stands in the history of a booking of a service."""
    return VISIT_HISTORY if kind == NIGHT else HISTORY


def step_of(kind: str, step: str) -> str:
    """What the page says after a step with a booking of a service."""
    return (VISIT_STEPS if kind == NIGHT else STEPS)[step]


def refusal(error: BookingError, do: str = "예약하려면", kind: str = CONSULTATION) -> str:
    """The sentence of a refusal for the desk. do: what the clerk was about to do. kind: the service of the booking."""
    code, parameters = error.code, dict(error.parameters)
    if code == "not_allowed_now":
        if parameters["state"] == "reserved" and f"too_early_{parameters['wanted']}" in REFUSALS:
            code = f"too_early_{parameters['wanted']}"
        parameters["state"] = states_of(kind).get(str(parameters["state"]), "")
    if code not in REFUSALS:
        return wording.sentence(error)
    moments = {name: wording.moment(value) for name, value in parameters.items() if isinstance(value, datetime)}
    return REFUSALS[code].format(**{**parameters, **moments, "do": do})


ANSWERS = {"comes": "방문합니다", "cannot": "방문이 어렵습니다"}
ANSWERED_BY = {"citizen": "인터넷", "staff": "전화"}


def answer(row: Reservation) -> str:
    """What somebody answered to the reminder, when and how: `방문합니다 (12. 18.(금) 오전 11시, 전화)`."""
    if row.answer is None or row.answered_at is None or row.answered_by is None:
        return "답 없음"
    when = f"{wording.short_day(row.answered_at)} {wording.hour(row.answered_at)}"
    return f"{ANSWERS[row.answer]} ({when}, {ANSWERED_BY[row.answered_by]})"


def who(entry: AccessEntry) -> str:
    """Who did what stands in the history: `담당자 clerk@city.example`, `시민`, `자동 작업`."""
    return audit.ROLES.get(entry.role, "") if entry.role == "job" else audit.who(entry)
