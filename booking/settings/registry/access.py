"""Settings of the places from which work pages are reached."""

from booking.settings.rules import Setting

SECTION = "업무 화면을 여는 곳"
BACK = "잘못 적어 아무도 들어올 수 없으면 서버에서 booking settings reset 명령으로 되돌립니다."


def _places(whose: str, name: str, whom: str) -> tuple[Setting, Setting]:
    return (
        Setting(
            f"accounts.{whose}_hosts",
            "hosts",
            "",
            f"{name} 화면의 주소",
            f"{whom} 화면과 로그인을 이 이름의 주소에서만 엽니다. 여러 개면 빈칸으로 나눕니다. "
            f"비워 두면 가리지 않습니다. {BACK}",
            SECTION,
            minimum=0,
            maximum=300,
        ),
        Setting(
            f"accounts.{whose}_networks",
            "networks",
            "",
            f"{name} 화면을 여는 네트워크",
            f"{whom} 화면과 로그인을 이 네트워크에서만 엽니다. 다른 곳에는 없는 화면처럼 답합니다. 여러 개면 빈칸으로 "
            f"나눕니다. 비워 두면 가리지 않습니다. {BACK}",
            SECTION,
            minimum=0,
            maximum=500,
        ),
    )


PASSWORDS = Setting(
    "accounts.passwords",
    "choice",
    "everybody",
    "비밀번호로 로그인할 수 있는 사람",
    "서버에 시 통합 로그인이 연결되어 있을 때만 쓰입니다. 통합 로그인 서버가 멈추어 아무도 들어올 수 없으면 서버에서 "
    "booking settings reset 명령으로 되돌립니다.",
    "계정과 보안",
    choices=(("everybody", "모두"), ("experts", "상담위원만 (직원은 통합 로그인으로)")),
)

SETTINGS = (
    PASSWORDS,
    *_places("staff", "직원", "직원과 관리자의"),
    *_places("expert", "상담위원과 시민 모니터", "상담위원과 시민 모니터의"),
)
