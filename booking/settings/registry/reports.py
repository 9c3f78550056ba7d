"""Settings of the figures that are published."""

from booking.settings.rules import Setting

SECTION = "통계 공개"

SETTINGS = (
    Setting(
        "reports.small_cells",
        "int",
        3,
        "공개할 때 가리는 작은 수",
        "공개하는 통계에서 1건부터 이 수보다 작은 수까지는 누구인지 짐작할 수 있으므로 가립니다. "
        "합계로 되짚을 수 없도록 다른 수도 함께 가립니다. 0건은 가리지 않으며, "
        "자리가 하나뿐인 분야의 상담과 미방문만 0건이어도 가립니다. "
        "직원이 보는 통계에는 적용하지 않습니다. 친절도와 방문 설문의 점수는 ‘결과를 보여 줄 가장 적은 수’를 따릅니다.",
        SECTION,
        minimum=3,
        maximum=20,
        unit="건 미만",
    ),
    Setting(
        "reports.licence",
        "str",
        "공공누리 제1유형(출처표시)",
        "공개하는 통계의 이용 조건",
        "‘상담 통계’ 화면과 내려받는 파일에 나옵니다.",
        SECTION,
        maximum=60,
    ),
    Setting(
        "reports.licence_en",
        "str",
        "Korea Open Government Licence, type 1 (attribution)",
        "공개하는 통계의 이용 조건 (영어)",
        "영어 화면에 나옵니다. 비워 두면 한국어로 나옵니다.",
        SECTION,
        minimum=0,
        maximum=80,
    ),
)
