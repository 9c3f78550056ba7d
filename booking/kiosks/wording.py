"""How the pages speak of kiosks: hours, helps, ways to show who one is, and what nobody has confirmed."""

from datetime import time

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from booking import dates
from booking.kiosks.rules import read_hours
from booking.kiosks.rules.hours import DAY

FEATURES = {
    "wheelchair": _l("휠체어 사용자 조작"),
    "voice": _l("음성 안내"),
    "braille": _l("점자 표시"),
    "keypad": _l("촉각 키패드"),
    "screen": _l("화면 확대"),
    "earphone": _l("이어폰 단자"),
}
IDENTIFICATIONS = {
    "fingerprint": _l("지문"),
    "other": _l("지문 말고 다른 방법"),
    "none": _l("필요 없음"),
    "unknown": _l("확인 필요"),
}
UNSURE = {
    "address": _l("주소"),
    "spot": _l("건물 안 위치"),
    "coordinates": _l("지도 위 위치"),
    "hours": _l("이용 시간"),
    "features": _l("편의 기능"),
    "phone": _l("전화번호"),
    "manager": _l("관리 기관"),
}


def hours_words(text: str) -> str:
    """A line of hours as its reader says it: `오전 9시~오후 6시`, `쉽니다`, `확인 필요`."""
    spans = read_hours(text)
    if spans is None:
        return gettext("확인 필요")
    if not spans:
        return gettext("쉽니다")
    if spans == ((0, DAY),):
        return gettext("24시간")
    return dates.listed([dates.span(_wall(start), _wall(end)) for start, end in spans])


def named(names: str, words: dict[str, str]) -> list[str]:
    """The words of some names that are kept as one text."""
    return [str(words[name]) for name in names.split() if name in words]


def _wall(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
