"""Settings of what is held for people whose day was closed."""

from booking.settings.rules import Setting

SECTION = "휴무와 대신할 자리"

SETTINGS = (
    Setting(
        "rehousing.answer_days",
        "int",
        3,
        "대신할 자리에 답하실 수 있는 기간",
        "예약한 날이 휴무가 되면 같은 분야의 가장 가까운 날에 자리를 대신 잡아 둡니다. "
        "알려 드린 날부터 몇 근무일 뒤까지 그 자리를 지킬지 정합니다. 그날의 인터넷 예약 마감 시각까지 지키며, "
        "대신할 날의 예약 마감을 넘기지 않습니다. 답이 없으면 자리를 다음 분께 넘기고 담당자가 전화할 분으로 남깁니다.",
        SECTION,
        minimum=1,
        maximum=20,
        unit="근무일",
    ),
    Setting(
        "rehousing.notice_days",
        "int",
        2,
        "대신할 날까지 남아 있어야 하는 기간",
        "너무 가까운 날에 자리를 대신 잡으면 모르고 지나치기 쉽습니다. 대신할 날까지 적어도 몇 근무일이 "
        "남아 있어야 하는지 정합니다. 그보다 가까운 날은 잡지 않으며, 직접 고르거나 전화로 정하실 수는 있습니다.",
        SECTION,
        minimum=1,
        maximum=20,
        unit="근무일",
    ),
)
