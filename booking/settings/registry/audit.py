"""Settings of the monthly review of the log."""

from datetime import time

from booking.settings.rules import Setting

SECTION = "접속 기록 점검"

SETTINGS = (
    Setting(
        "audit.hours_from",
        "time",
        time(7),
        "업무 시간의 시작",
        "월별 점검에서 이 시각 전에 한 일을 따로 보여 줍니다. 쉬는 날에 한 일도 함께 나옵니다.",
        SECTION,
        maximum=time(11, 59),
    ),
    Setting(
        "audit.hours_to",
        "time",
        time(21),
        "업무 시간의 끝",
        "월별 점검에서 이 시각부터 한 일을 따로 보여 줍니다. 수요 야간민원실이 끝나는 때보다 늦게 정해 주세요.",
        SECTION,
        minimum=time(12),
    ),
    Setting(
        "audit.review_people",
        "int",
        50,
        "하루에 보는 분이 많다고 여기는 수",
        "한 계정이 하루에 이보다 많은 분의 정보를 본 날을 월별 점검에서 따로 보여 줍니다.",
        SECTION,
        minimum=1,
        maximum=10000,
        unit="명",
    ),
    Setting(
        "audit.review_day",
        "int",
        5,
        "점검을 알리기 시작하는 날",
        "지난달 접속 기록을 아직 점검하지 않았으면 매달 이날부터 관리자 화면에 보여 주고, "
        "전자우편으로도 매주 알립니다.",
        SECTION,
        minimum=1,
        maximum=28,
        unit="일",
    ),
    Setting(
        "audit.review_email",
        "email",
        "",
        "점검할 것을 알릴 전자우편",
        "비워 두면 보내지 않고 관리자 화면에만 보여 줍니다.",
        SECTION,
        minimum=0,
        maximum=100,
    ),
)
