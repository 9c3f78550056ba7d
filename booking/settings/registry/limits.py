"""How much one browser, one address on the internet or one telephone may take."""

from booking.settings.rules import Setting

SETTINGS = (
    Setting(
        "reservations.holds_per_browser",
        "int",
        3,
        "한 번에 고를 수 있는 시간",
        "한 사람이 신청을 마치지 않은 채 동시에 잡아 둘 수 있는 상담이나 방문 시간의 수입니다.",
        "예약",
        minimum=1,
        maximum=10,
        unit="개",
    ),
    Setting(
        "reservations.holds_per_address",
        "int",
        6,
        "한 인터넷 주소에서 동시에 진행할 수 있는 예약",
        "한 인터넷 주소에서 같은 상담일이나 같은 야간민원실에 마치지 않은 예약을 몇 개까지 둘 수 있는지 정합니다. "
        "학교나 회사처럼 여럿이 함께 쓰는 주소에서는 앞사람이 예약을 마치면 다음 사람이 이어서 예약합니다. "
        "0이면 제한하지 않습니다.",
        "예약",
        minimum=0,
        maximum=50,
        unit="개",
    ),
    Setting(
        "reservations.booked_per_address",
        "int",
        12,
        "한 인터넷 주소로 받는 하루의 예약",
        "한 인터넷 주소에서 24시간 동안 같은 상담일이나 같은 야간민원실에 몇 건까지 예약을 받을지 정합니다. 한 사람이 "
        "전화번호를 바꾸어 가며 하루를 모두 차지하지 못하게 합니다. 그날로 옮기는 일정 변경도 셉니다. "
        "직원이 받는 예약은 세지 않습니다. 0이면 제한하지 않습니다.",
        "예약",
        minimum=0,
        maximum=200,
        unit="건",
    ),
    Setting(
        "reservations.open_per_phone",
        "int",
        6,
        "한 전화번호로 받는 예약",
        "전화번호 하나로 다가오는 상담과 야간민원실 방문을 각각 몇 건까지 인터넷으로 받을지 정합니다. 가족이 한 전화를 "
        "함께 쓰기도 합니다. "
        "직원은 사유를 적고 더 받을 수 있습니다. 0이면 제한하지 않습니다.",
        "예약",
        minimum=0,
        maximum=50,
        unit="건",
    ),
    Setting(
        "reservations.acts_per_phone",
        "int",
        20,
        "한 전화번호로 하루에 하는 예약과 변경",
        "전화번호 하나로 24시간 동안 인터넷에서 예약, 일정 변경, 연락처 변경, 빈자리 알림 신청을 모두 몇 번까지 "
        "할 수 있는지 정합니다. 그때마다 안내가 나가므로, 남의 번호로 안내를 쏟아 보내지 못하게 합니다. "
        "0이면 제한하지 않습니다.",
        "예약",
        minimum=0,
        maximum=200,
        unit="번",
    ),
)
