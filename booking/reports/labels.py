"""What the figures' columns are called, and what each counts."""

from booking.notices import rules as notices
from booking.reports.rules import Figures
from booking.reservations.labels import VIA

COLUMNS = {
    "held": "상담(건)",
    "no_show": "미방문(건)",
    "no_show_rate": "미방문율(%)",
    "left": "중간 퇴실(건)",
    "unrecorded": "기록 없음(건)",
    "coming": "앞으로 올 예약(건)",
    "cancelled": "예약 취소(건)",
    "displaced": "휴무로 해제(건)",
    "seats": "자리(개)",
    "taken": "찬 자리(개)",
    "fill_rate": "자리 이용률(%)",
    "wait": "예약에서 상담까지(일)",
    "unmet": "자리를 찾지 못함(건)",
}
"""Columns by the figure that they show, in the order of the files."""

RATES = ("no_show_rate", "fill_rate")

WAYS, CHANNELS, STATES = VIA, notices.CHANNELS, notices.STATES

MEANINGS = (
    ("상담", "상담을 받은 예약입니다. 도착만 확인하고 완료를 누르지 않은 예약도 셉니다."),
    ("미방문율", "오셨는지 기록한 예약 가운데 미방문의 비율입니다."),
    ("기록 없음", "지난 상담일인데 오셨는지 기록하지 않은 예약입니다."),
    (
        "자리 이용률",
        (
            "열린 상담 시간의 자리 가운데 예약이 끝까지 남은 자리의 비율입니다. "
            "미방문 자리에 현장에서 다른 분이 상담을 받아도 한 번만 셉니다."
        ),
    ),
    (
        "예약에서 상담까지",
        "예약한 날에서 상담일까지 날수의 중앙값입니다. 현장 접수와 취소한 예약은 빼고 셉니다.",
    ),
    (
        "자리를 찾지 못함",
        (
            "그 상담일에 자리가 없어 돌아가신 분입니다. 인터넷은 한 브라우저를 하루에 한 번 세며, "
            "현장은 번호를 받고 자리 없이 돌아가신 분을 더합니다."
        ),
    ),
)
"""What each figure counts, for who has to answer for it."""


def cell(figures: Figures, column: str) -> int | float | None:
    """A figure as tables show it: rates in whole percents, a median with its half."""
    value: int | float | None = getattr(figures, column)
    if value is None:
        return None
    if column in RATES:
        return round(value * 100)
    return int(value) if value == int(value) else value
