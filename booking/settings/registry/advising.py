"""Settings of the experts' own pages."""

from booking.settings.rules import Setting

SECTION = "상담위원"

SETTINGS = (
    Setting(
        "advising.email",
        "email",
        "",
        "상담위원에 관한 알림을 받을 전자우편",
        "위촉 기간이 끝나 가거나 상담위원이 오지 못하는 날을 스스로 적으면 이 주소로 알립니다. 비워 두면 보내지 않고, "
        "‘상담 분야·위원’ 화면에만 표시합니다.",
        SECTION,
        minimum=0,
        maximum=100,
    ),
    Setting(
        "advising.term_notice_days",
        "int",
        30,
        "위촉 기간이 끝나기 며칠 전에 알릴지",
        "끝나는 날 이만큼 전의 오전 9시에 한 번 알립니다. 끝난 다음 날부터 그 계정으로는 로그인할 수 없습니다.",
        SECTION,
        minimum=1,
        maximum=180,
        unit="일",
    ),
    Setting(
        "advising.notes",
        "bool",
        False,
        "상담위원이 결과에 글을 덧붙일 수 있게",
        "‘예’이면 상담위원이 결과 단추와 함께 짧은 글을 적을 수 있습니다. "
        "글은 암호화하여 보관하고 상담 요지와 함께 파기하며, 예약하신 분은 본인 정보 화면에서 볼 수 있습니다.",
        SECTION,
    ),
)
