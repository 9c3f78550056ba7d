"""Settings of the day's roster."""

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
)
