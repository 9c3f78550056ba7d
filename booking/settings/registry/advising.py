"""Settings of the experts' own pages."""

from booking.settings.rules import Setting

SECTION = "상담위원"

SETTINGS = (
    Setting(
        "advising.outcomes",
        "str",
        "상담 완료, 추가 상담 필요, 타 기관 안내",
        "상담 결과로 고를 수 있는 말",
        "상담위원이 상담을 마치고 누르는 단추입니다. 쉼표로 나누어 적어 주세요. 한 가지에 20자까지 적을 수 있습니다. "
        "‘연락 없이 미방문’은 늘 함께 나오므로 적지 않습니다. 이미 기록한 결과는 그대로 남습니다.",
        SECTION,
        maximum=200,
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
