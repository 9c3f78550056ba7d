"""Settings of the channels: which one tells of what, in which order, and under which AlimTalk template."""

from booking.settings.rules import Setting

KINDS = {
    "confirmed": "예약 완료",
    "moved": "일정 변경",
    "cancelled": "예약 취소",
    "reminder": "방문 예정",
    "displaced": "휴무에 따른 예약 해제",
    "taken_back": "다시 열린 상담",
    "reference": "예약번호",
    "corrected": "연락처 변경",
    "offer": "빈자리",
    "offer_withdrawn": "안내한 자리의 휴무",
    "line_left": "빈자리 알림 신청 종료",
}
"""Kinds of notices whose channels the office chooses, as their settings are titled."""

ORDERS = (
    ("alimtalk>sms+email", "알림톡(안 되면 문자)과 전자우편 둘 다"),
    ("alimtalk>sms>email", "알림톡, 문자, 전자우편 차례로 되는 것 하나"),
    ("email>alimtalk>sms", "전자우편, 알림톡, 문자 차례로 되는 것 하나"),
    ("sms+email", "문자와 전자우편 둘 다 (알림톡은 쓰지 않음)"),
    ("sms>email", "문자, 전자우편 차례로 되는 것 하나"),
    ("email>sms", "전자우편, 문자 차례로 되는 것 하나"),
)
"""Orders of channels: `+` parts what is sent beside each other, `>` what is sent only when the one before has failed.

The first is the default: the text message is what people look at, and is complete without a link; the mail, which only
who wished one has, carries the link and goes into the archive. Staff call when all of it has failed.
"""


def _order(kind: str, title: str) -> Setting:
    return Setting(
        f"notices.order_{kind}",
        "choice",
        ORDERS[0][0],
        f"{title} 안내를 보내는 방법",
        "적어 주신 연락처로만 보냅니다. 알림톡은 서식 번호를 적은 안내만 보냅니다. "
        "모두 안 되면 전화 안내 목록에 올립니다.",
        "알림 방법",
        choices=ORDERS,
    )


def _template(kind: str, title: str) -> Setting:
    return Setting(
        f"notices.alimtalk_{kind}",
        "str",
        "",
        f"{title} 알림톡 서식 번호",
        "발송 회사에서 승인받은 알림톡 서식의 번호(KA01TP…)입니다. 비워 두면 알림톡 대신 문자로 보냅니다.",
        "알림 방법",
        minimum=0,
        maximum=60,
    )


SETTINGS = tuple(make(kind, title) for kind, title in KINDS.items() for make in (_order, _template))
