"""Which variables a text may have: `#{이름}`, as in AlimTalk, with the value of a message that each stands for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Variable:
    """What stands for a value in a text. value: its name in a message. meaning: for staff. longest: in characters.

    may_be_empty: there are messages without it; the line in which it stands is left out then. is_link: an address of
    the web, which a text message has only where the setting allows it. is_list: it
    keeps its lines.
    """

    name: str
    value: str
    meaning: str
    longest: int
    may_be_empty: bool = False
    is_link: bool = False
    is_list: bool = False


VARIABLES = {
    one.name: one
    for one in (
        Variable("이름", "name", "상담받거나 방문하실 분의 이름", 60),
        Variable("날짜", "date", "상담이나 방문 날짜", 40),
        Variable("시각", "time", "상담이나 방문 시각", 30),
        Variable("분야", "field", "상담 분야나 업무", 60),
        Variable("종류", "what", "예약하신 것: 상담 또는 방문", 12),
        Variable("운영", "event", "열거나 쉬는 것: 상담 또는 야간민원실", 12),
        Variable("운영업무", "opened", "열거나 쉬는 것과 업무: 생활법률 상담 또는 야간민원실(여권 신청)", 72),
        Variable("장소", "place", "상담이나 방문 장소", 120),
        Variable("예약번호", "reference", "예약번호", 12),
        Variable("신청번호", "reference", "빈자리 알림 신청번호", 12),
        Variable("사유", "reason", "쉬게 된 까닭", 200, may_be_empty=True),
        Variable("준비물", "bring", "가져올 것", 200, may_be_empty=True),
        Variable("답할때", "until", "답할 수 있는 마지막 때", 50, may_be_empty=True),
        Variable("새날짜", "new_date", "대신 잡아 둔 날짜", 40, may_be_empty=True),
        Variable("새시각", "new_time", "대신 잡아 둔 시각", 30, may_be_empty=True),
        Variable("자리안내", "no_place", "대신 잡을 자리가 없을 때만 나오는 말", 90, may_be_empty=True),
        Variable(
            "다른창구",
            "doors",
            "다른 상담 창구와 전화번호, 한 줄에 하나. 대신 잡아 둔 시간이 없을 때만 나오고, 문자 한 통에 다 들어가지 "
            "않으면 뒤의 것부터 빠집니다.",
            600,
            may_be_empty=True,
            is_list=True,
        ),
        Variable("휴무목록", "closures", "쉬는 날의 목록, 한 줄에 하나", 800, is_list=True),
        Variable("알림내용", "news", "상담위원에 관해 알릴 것, 한 줄에 하나", 800, is_list=True),
        Variable("점검할달", "months", "접속 기록을 점검하지 않은 달, 한 줄에 하나", 300, is_list=True),
        Variable("상담목록", "appointments", "상담 시각과 예약번호의 목록, 한 줄에 하나", 600, is_list=True),
        Variable("인증번호", "code", "전화번호를 확인하는 번호", 10),
        Variable("설문번호", "survey_code", "방문 설문 화면에 적는 번호", 11),
        Variable("주소", "address", "예약이나 신청을 확인하는 인터넷 주소", 180, is_link=True),
        Variable("도시", "city", "기관 이름의 첫 낱말", 40),
        Variable("기관", "office", "기관 이름", 80),
        Variable("문의전화", "phone", "기관 대표 전화", 20),
        Variable("전화시간", "hours", "전화 받는 시간", 60),
        Variable(
            "통역전화", "interpreters", "통역을 부탁할 전화. 한국어 문안에서는 비어 있습니다.", 20, may_be_empty=True
        ),
        Variable("누리집", "home", "첫 화면의 인터넷 주소", 80, is_link=True),
        Variable("예약확인주소", "lookup", "예약 확인 화면의 인터넷 주소", 100, is_link=True),
        Variable("신청확인주소", "waiting", "빈자리 알림 신청 확인 화면의 인터넷 주소", 100, is_link=True),
    )
}
LONGEST = {"link": 100, **{one.value: one.longest for one in VARIABLES.values()}}
"""Characters of a value at most, by its name; longer ones are shortened."""

SPARE = "doors"
"""The value that gives way, line by line from its end, where a text message would be longer than an LMS."""

BUTTON = "링크"
"""The variable of an AlimTalk's button: the path of the page that the message leads to."""

OFFICE = ("도시", "기관", "문의전화", "전화시간", "통역전화", "누리집", "예약확인주소", "신청확인주소")
"""Variables that every text may have."""

_BOOKING = ("이름", "날짜", "시각", "분야", "종류", "운영", "운영업무", "장소", "예약번호", "사유", "준비물", "주소")
_REPLACED = (*_BOOKING, "새날짜", "새시각", "답할때")
_WAITING = ("이름", "날짜", "시각", "분야", "종류", "운영", "운영업무", "장소", "신청번호", "사유", "답할때", "주소")


@dataclass(frozen=True)
class Kind:
    """The variables of a kind of message besides the office's, and those without which it says nothing."""

    offered: tuple[str, ...]
    required: tuple[str, ...]

    def may_lack(self, name: str) -> bool:
        """Whether there are messages of this kind in which a variable is empty."""
        return VARIABLES[name].may_be_empty and name not in self.required

    def required_in(self, channel: str) -> tuple[str, ...]:
        """The same for a channel: all letters end with the telephone."""
        return tuple(name for name in self.required if channel != "email" or name != "문의전화" or not self.offered)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Everything that its texts may have."""
        return tuple(VARIABLES[name] for name in (*self.offered, *OFFICE))


FOOT, VISIT_FOOT = FEET = ("foot", "visit_foot")
"""The end of all letters to citizens, and of those about visits to the night office, where nobody advises: no kinds of
message, but texts that staff may replace like one."""

KINDS = {
    "confirmed": Kind(_BOOKING, ("날짜", "시각", "장소", "예약번호")),
    "moved": Kind(_BOOKING, ("날짜", "시각", "장소", "예약번호")),
    "cancelled": Kind(_BOOKING, ("날짜", "시각", "예약번호")),
    "reminder": Kind(_BOOKING, ("날짜", "시각", "장소", "예약번호")),
    "displaced": Kind((*_REPLACED, "자리안내", "다른창구"), ("날짜", "시각", "예약번호", "문의전화")),
    "replacement": Kind(_REPLACED, ("새날짜", "새시각", "답할때", "예약번호", "문의전화")),
    "replacement_over": Kind((*_REPLACED, "다른창구"), ("예약번호", "문의전화")),
    "taken_back": Kind(_BOOKING, ("날짜", "시각", "예약번호")),
    "reference": Kind(_BOOKING, ("예약번호",)),
    "corrected": Kind(_BOOKING, ("예약번호", "문의전화")),
    "offer": Kind(_WAITING, ("날짜", "시각", "신청번호")),
    "offer_withdrawn": Kind(_WAITING, ("날짜", "시각", "신청번호")),
    "line_left": Kind(_WAITING, ("신청번호",)),
    "line_ended": Kind(("이름", "날짜", "분야", "종류", "신청번호"), ("신청번호",)),
    "line_closed": Kind(
        ("이름", "날짜", "분야", "종류", "운영", "운영업무", "신청번호", "사유", "주소"), ("날짜", "신청번호")
    ),
    "code": Kind(("인증번호",), ("인증번호",)),
    "survey": Kind(("이름", "날짜", "분야", "설문번호", "주소"), ("설문번호",)),
    "alarm": Kind(("사유",), ("사유",)),
    "closures": Kind(("휴무목록",), ("휴무목록",)),
    "experts": Kind(("알림내용",), ("알림내용",)),
    "review": Kind(("점검할달",), ("점검할달",)),
    "day_list": Kind(("날짜", "분야", "장소", "상담목록", "주소"), ("날짜", "상담목록")),
    **dict.fromkeys(FEET, Kind((), ("문의전화",))),
}
FOOTLESS = ("alarm", "closures", "experts", "day_list", "review")
"""Letters that do not go to citizens."""
