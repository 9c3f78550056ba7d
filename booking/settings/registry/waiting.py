"""Settings of the waiting list."""

from datetime import time

from booking.settings.rules import Setting

SETTINGS = (
    Setting(
        "waiting.offer_minutes",
        "int",
        120,
        "빈자리 안내에 답할 수 있는 시간",
        "빈자리를 기다리시는 분께 자리를 안내한 뒤 몇 분 동안 그 자리를 지켜 줄지 정합니다. "
        "알림을 보내지 않는 시간은 세지 않으며, 인터넷 예약 마감을 넘기지 않습니다. "
        "전화로만 안내할 수 있는 분께는 근무일의 전화 안내 시간만 셉니다.",
        "빈자리 알림",
        minimum=10,
        maximum=2880,
        unit="분",
    ),
    Setting(
        "waiting.calls_from",
        "time",
        time(9),
        "빈자리 전화 안내 시간의 시작",
        "전화로만 안내할 수 있는 분께 근무일 이 시각부터 답하실 수 있는 시간을 셉니다.",
        "빈자리 알림",
        minimum=time(6),
        maximum=time(12),
    ),
    Setting(
        "waiting.calls_to",
        "time",
        time(18),
        "빈자리 전화 안내 시간의 끝",
        "전화로만 안내할 수 있는 분께 근무일 이 시각까지 답하실 수 있는 시간을 셉니다.",
        "빈자리 알림",
        minimum=time(13),
        maximum=time(22),
    ),
    Setting(
        "waiting.lapses",
        "int",
        2,
        "답이 없을 때 신청을 끝내는 횟수",
        "안내한 자리에 답이 없으면 다음 분께 넘깁니다. 이 횟수만큼 답이 없으면 신청을 끝내고 알려 드립니다. "
        "답하실 시간을 다 드리지 못한 안내는 세지 않습니다.",
        "빈자리 알림",
        minimum=1,
        maximum=10,
        unit="번",
    ),
    Setting(
        "waiting.per_phone",
        "int",
        3,
        "한 전화번호로 신청할 수 있는 수",
        "가족이 전화번호를 함께 쓰기도 하므로 둘 이상을 권합니다.",
        "빈자리 알림",
        minimum=1,
        maximum=20,
        unit="건",
    ),
    Setting(
        "waiting.months",
        "int",
        12,
        "마지막 날을 정하지 않은 신청을 끝내는 기간",
        "마지막 날을 정하지 않은 신청은 신청한 날부터 이 기간이 지나면 끝납니다. "
        "신청 화면의 개인정보 안내와 같아야 합니다.",
        "빈자리 알림",
        minimum=1,
        maximum=24,
        unit="개월",
    ),
    Setting(
        "waiting.keep_days",
        "int",
        30,
        "끝난 신청의 개인정보 보관 기간",
        "신청이 끝난 뒤 며칠이 지나면 이름과 연락처를 파기할지 정합니다. 신청 화면의 개인정보 안내와 같아야 합니다.",
        "빈자리 알림",
        minimum=1,
        maximum=365,
        unit="일",
    ),
)
