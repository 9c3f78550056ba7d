"""Settings of the privacy duties: the legal basis, who handles data for the office, how long data is kept."""

from booking.settings.rules import Setting

SETTINGS = (
    Setting(
        "privacy.legal_basis",
        "choice",
        "consent",
        "개인정보를 받는 근거",
        "예약에 꼭 필요한 정보(이름, 전화번호)를 어떤 근거로 받는지 정합니다. 선택 항목은 언제나 따로 동의를 받습니다. "
        "바꾸면 예약 화면의 안내가 바로 바뀌고, 안내문의 새 판이 됩니다.",
        "개인정보",
        choices=(
            ("consent", "동의를 받습니다 (법 제15조제1항제1호)"),
            ("duty", "소관 업무에 필요하여 안내만 합니다 (법 제15조제1항제3호)"),
        ),
        needs_word=True,
    ),
    Setting(
        "privacy.processors",
        "str",
        "",
        "안내 발송을 맡긴 곳(수탁자)",
        "문자나 알림톡을 보내는 일을 맡긴 회사의 이름입니다. 여럿이면 쉼표로 나누어 적어 주세요. 없으면 비워 둡니다.",
        "개인정보",
        minimum=0,
        maximum=200,
        needs_word=True,
    ),
    Setting(
        "privacy.question_months",
        "int",
        3,
        "상담 요지 보관 기간",
        "상담일부터 몇 달이 지나면 상담 요지를 파기할지 정합니다. 예약 화면의 개인정보 안내도 함께 바뀝니다.",
        "개인정보",
        minimum=1,
        maximum=60,
        unit="개월",
    ),
    Setting(
        "privacy.person_months",
        "int",
        12,
        "예약하신 분 정보 보관 기간",
        "상담일부터 몇 달이 지나면 이름과 연락처를 파기할지 정합니다. 예약 화면의 개인정보 안내도 함께 바뀝니다.",
        "개인정보",
        minimum=1,
        maximum=60,
        unit="개월",
    ),
    Setting(
        "privacy.destroy_automatically",
        "bool",
        True,
        "보관 기간이 지나면 저절로 파기",
        "‘예’이면 보관 기간이 지난 개인정보를 밤마다 파기합니다. "
        "‘아니요’이면 관리자가 파기 화면에서 승인한 것만 파기합니다. 어느 쪽이든 파기 관리대장에 남습니다.",
        "개인정보",
    ),
)
