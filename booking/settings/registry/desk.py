"""Settings of the seats that are kept for who calls or walks in."""

from datetime import time

from booking.settings.rules import Setting

SECTION = "전화·방문 접수용 자리"

SETTINGS = (
    Setting(
        "reservations.desk_release_days",
        "int",
        1,
        "남긴 자리를 푸는 날",
        "분야마다 전화와 방문 접수용으로 남긴 자리(상담 분야 화면)를 상담일보다 며칠 앞선 근무일에 풀지 정합니다. "
        "푼 자리는 빈자리를 기다리는 분께 먼저 안내하고, 그다음에는 누구나 예약할 수 있습니다. "
        "0이면 상담일 당일에 풉니다.",
        SECTION,
        minimum=0,
        maximum=20,
        unit="근무일 전",
    ),
    Setting(
        "reservations.desk_release_time",
        "time",
        time(9),
        "남긴 자리를 푸는 시각",
        "푸는 날 이 시각부터는 인터넷으로도 예약할 수 있습니다. "
        "인터넷 예약 마감보다 늦으면 인터넷에는 나오지 않습니다.",
        SECTION,
    ),
    Setting(
        "privacy.walk_in_days",
        "int",
        1,
        "상담받지 못한 현장 접수의 보관 기간",
        "현장에서 번호를 받았으나 자리가 없어 돌아가신 분의 이름과 전화번호를 오신 날부터 며칠 동안 보관할지 정합니다. "
        "자리를 받은 분의 정보는 예약과 함께 보관합니다.",
        "개인정보",
        minimum=0,
        maximum=30,
        unit="일",
    ),
)
