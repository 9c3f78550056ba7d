"""Settings of the channels: which one tells of what, and in which order."""

from datetime import time

from booking.settings.rules import Setting

KINDS = {
    "confirmed": "예약 완료",
    "moved": "일정 변경",
    "cancelled": "예약 취소",
    "reminder": "방문 예정",
    "displaced": "휴무에 따른 예약 해제",
    "replacement": "대신 잡은 시간",
    "replacement_over": "대신 잡은 시간 종료",
    "taken_back": "다시 열린 상담",
    "reference": "예약번호",
    "corrected": "연락처 변경",
    "offer": "빈자리",
    "offer_withdrawn": "안내한 자리의 휴무",
    "line_left": "빈자리 알림 신청 종료",
    "line_ended": "빈자리 알림 신청 기간 종료",
    "line_closed": "기다리는 날의 휴무",
    "survey": "방문 설문",
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


FIRST_BY_MAIL = NOT_CALLED = ("survey",)
"""Kinds that go out by mail where there is an address, and about which nobody is called: nothing hangs on their being
read."""


def _order(kind: str, title: str) -> Setting:
    return Setting(
        f"notices.order_{kind}",
        "choice",
        ORDERS[2 if kind in FIRST_BY_MAIL else 0][0],
        f"{title} 안내를 보내는 방법",
        "적어 주신 연락처로만 보냅니다. 알림톡은 ‘안내 문안’의 알림톡 화면에 서식으로 나간다고 적힌 안내만 보내고, "
        "개인정보 설정의 ‘안내 발송을 맡긴 곳’에 카카오가 없으면 문자로 보냅니다. "
        + ("모두 안 되면 보내지 않습니다." if kind in NOT_CALLED else "모두 안 되면 전화 안내 목록에 올립니다."),
        "알림 방법",
        choices=ORDERS,
    )


ALARM = (
    Setting(
        "notices.alarm_email",
        "email",
        "",
        "자동 작업이 멈추면 알릴 전자우편",
        "자동 작업이 멈추거나 보낼 안내가 쌓이면 이 주소로 알립니다. "
        "전화번호와 함께 비워 두면 아무에게도 알리지 않습니다.",
        "운영 경보",
        minimum=0,
        maximum=100,
        needs_word=True,
    ),
    Setting(
        "notices.alarm_phone",
        "phone",
        "",
        "자동 작업이 멈추면 알릴 휴대전화",
        "문자를 받을 운영 담당자의 휴대전화 번호입니다. 일반 전화로는 문자가 가지 않습니다.",
        "운영 경보",
        minimum=0,
        maximum=20,
        needs_word=True,
    ),
    Setting(
        "notices.alarm_minutes",
        "int",
        5,
        "자동 작업이 멈춘 것으로 보는 시간",
        "자동 작업이 이 시간 동안 아무 신호도 보내지 않으면 멈춘 것으로 보고 알립니다.",
        "운영 경보",
        minimum=3,
        maximum=1440,
        unit="분",
    ),
    Setting(
        "notices.alarm_backlog_minutes",
        "int",
        30,
        "안내가 쌓인 것으로 보는 시간",
        "보낼 때가 이만큼 지나도록 나가지 못한 안내가 있으면 하루에 한 번 알립니다.",
        "운영 경보",
        minimum=5,
        maximum=1440,
        unit="분",
    ),
)

CLOSURES = (
    Setting(
        "notices.closures_email",
        "email",
        "",
        "휴무 예정을 받을 전자우편",
        "앞으로 5주 동안 쉬는 상담일과 야간민원실을 매주 이 주소로 알립니다. 비워 두면 보내지 않습니다.",
        "휴무 예정 안내",
        minimum=0,
        maximum=100,
    ),
    Setting(
        "notices.closures_weekday",
        "choice",
        "0",
        "휴무 예정을 보내는 요일",
        "매주 이 요일에 보냅니다.",
        "휴무 예정 안내",
        choices=tuple((str(number), f"{name}요일") for number, name in enumerate("월화수목금토일")),
    ),
    Setting(
        "notices.closures_time",
        "time",
        time(9),
        "휴무 예정을 보내는 시각",
        "위의 요일에 이 시각부터 보냅니다.",
        "휴무 예정 안내",
    ),
)

DAY_LIST = (
    Setting(
        "notices.day_list",
        "bool",
        True,
        "상담위원에게 하루 일정 보내기",
        "상담일 바로 전 근무일에, 그날 예약이 있는 상담위원마다 상담 시각과 예약번호를 로그인 계정의 전자우편으로 "
        "보냅니다. 이름과 전화번호는 적지 않습니다. 계정이 없는 상담위원에게는 보내지 않습니다.",
        "상담위원 하루 일정",
    ),
    Setting(
        "notices.day_list_time",
        "time",
        time(17),
        "상담위원 하루 일정을 보내는 시각",
        "상담일 바로 전 근무일의 이 시각부터 보냅니다.",
        "상담위원 하루 일정",
    ),
)

SETTINGS = (
    *(_order(kind, title) for kind, title in KINDS.items()),
    *ALARM,
    *CLOSURES,
    *DAY_LIST,
)
