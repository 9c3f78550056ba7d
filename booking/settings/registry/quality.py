"""Settings of how people are received: the survey after a visit, and how small a group is shown."""

from booking.settings.rules import Setting

SECTION = "방문 설문과 친절도"

SETTINGS = (
    Setting(
        "quality.visit_survey",
        "bool",
        True,
        "방문 설문 하기",
        "'예'이면 상담이나 방문이 끝난 분께 세 가지를 묻는 안내를 한 번 보내고, 상담카드에 설문 주소를 인쇄합니다. "
        "누구의 답인지는 남지 않습니다. 밤에는 보내지 않습니다.",
        SECTION,
    ),
    Setting(
        "quality.visit_survey_days",
        "int",
        14,
        "방문 설문에 답할 수 있는 기간",
        "방문하신 날부터 며칠까지 답을 받을지 정합니다.",
        SECTION,
        minimum=1,
        maximum=60,
        unit="일까지",
    ),
    Setting(
        "quality.least_answers",
        "int",
        5,
        "결과를 보여 줄 가장 적은 수",
        "한 분야의 방문 설문 답이나 한 부서의 친절도 점수가 반기에 이 수보다 적으면 보여 주지 않습니다. "
        "누구의 답인지, 누구를 채점했는지 짐작할 수 있기 때문입니다. 지난달까지의 것을 이만큼 모일 때마다 더합니다.",
        SECTION,
        minimum=3,
        maximum=50,
        unit="건",
    ),
    Setting(
        "privacy.monitor_remark_months",
        "int",
        24,
        "시민 모니터가 덧붙인 말의 보관 기간",
        "점수를 저장한 날부터 몇 달이 지나면 덧붙인 말을 파기할지 정합니다. 점수는 통계로 남습니다.",
        "개인정보",
        minimum=1,
        maximum=60,
        unit="개월",
    ),
    Setting(
        "privacy.survey_comment_months",
        "int",
        12,
        "방문 설문에 적은 의견의 보관 기간",
        "방문하신 달이 끝나고 몇 달이 지나면 의견을 파기할지 정합니다. 점수는 통계로 남습니다.",
        "개인정보",
        minimum=1,
        maximum=60,
        unit="개월",
    ),
)
