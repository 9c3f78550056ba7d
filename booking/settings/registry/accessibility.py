"""What the accessibility statement says that only the office knows: whom to tell, and when it was last checked."""

from datetime import date

from booking.settings.rules import Setting

SETTINGS = (
    Setting(
        "guide.accessibility_phone",
        "phone",
        "",
        "접근성 문의 전화",
        "화면을 쓰기 불편한 분이 알려 주실 번호입니다. 비워 두면 대표 전화가 나옵니다.",
        "접근성",
        minimum=0,
        maximum=20,
    ),
    Setting(
        "guide.accessibility_email",
        "email",
        "",
        "접근성 문의 전자우편",
        "화면을 쓰기 불편한 분이 알려 주실 전자우편 주소입니다. 비워 두면 전화만 나옵니다.",
        "접근성",
        minimum=0,
        maximum=100,
        needs_word=True,
    ),
    Setting(
        "guide.accessibility_checked_on",
        "date",
        date(2026, 11, 25),
        "접근성을 마지막으로 확인한 날",
        "접근성 안내 화면에 나옵니다. 화면을 다시 확인하면 그날로 고쳐 주세요.",
        "접근성",
    ),
    Setting(
        "guide.accessibility_limits",
        "str",
        "",
        "더 알려진 불편한 점",
        "확인하면서 알게 된, 아직 고치지 못한 점입니다. 접근성 안내 화면의 목록에 더해집니다.",
        "접근성",
        minimum=0,
        maximum=300,
    ),
    Setting(
        "guide.accessibility_limits_en",
        "str",
        "",
        "더 알려진 불편한 점 (영어)",
        "영어 화면에 나옵니다. 비워 두면 한국어로 나옵니다.",
        "접근성",
        minimum=0,
        maximum=300,
    ),
)
