"""Settings of the day's roster."""

from datetime import time

from booking.settings.rules import Setting

SETTINGS = (
    Setting(
        "desk.roster_names",
        "choice",
        "on_day",
        "일정표의 이름",
        "일정표에 이름을 온전히 보일 때를 정합니다. 상담일 당일에는 창구에서 이름을 불러야 합니다. "
        "가린 이름과 전화번호는 한 분씩 눌러 볼 수 있고, 본 것은 접속 기록에 남습니다.",
        "일정표",
        choices=(
            ("on_day", "상담일 당일에만 온전히 보입니다"),
            ("always", "언제나 온전히 보입니다"),
            ("never", "언제나 가운데를 가립니다"),
        ),
    ),
    Setting(
        "desk.export_from",
        "time",
        time(18),
        "장애 대비 일정표를 만들기 시작하는 시각",
        "상담일 전날 이 시각부터 상담일이 끝날 때까지, 잠근 일정표 파일을 만들고 예약이 바뀌면 다시 만듭니다.",
        "일정표",
    ),
    Setting(
        "privacy.export_days",
        "int",
        7,
        "장애 대비 일정표 파일 보관 기간",
        "상담일부터 며칠이 지나면 잠근 일정표 파일을 파기할지 정합니다.",
        "개인정보",
        minimum=1,
        maximum=90,
        unit="일",
    ),
)
