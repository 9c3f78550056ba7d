"""Settings of the kiosks: which of a list are the city's."""

from booking.settings.rules import Setting

SETTINGS = (
    Setting(
        "kiosks.city",
        "str",
        "진주시",
        "우리 시의 이름",
        "무인민원발급기 목록을 가져올 때 주소에 이 이름이 있는 곳만 우리 시의 것으로 봅니다.",
        "무인민원발급기",
        minimum=2,
        maximum=20,
    ),
    Setting(
        "kiosks.group_code",
        "str",
        "",
        "개방자치단체코드",
        "행정안전부 목록에서 우리 시를 가리키는 코드입니다. 비워 두면 주소로 가립니다.",
        "무인민원발급기",
        minimum=0,
        maximum=20,
    ),
)
