"""How the pages speak: dates and times as Korean public sites write them, and the sentence of each refusal.

`SENTENCES` maps a code of `BookingError` to its sentence; `{name}` stands for a parameter of the error. A test
(`tests/test_wording.py`) holds that every code has one.
"""

from datetime import date, datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from booking import clock
from booking.errors import BookingError

WEEKDAYS = "월화수목금토일"

SENTENCES = {
    # settings (admins only, so Korean only)
    "unknown_setting": "그런 설정이 없습니다.",
    "invalid_setting": "설정에 쓸 수 없는 값입니다.",
    "setting_empty": "값을 적어 주세요.",
    "setting_not_a_number": "숫자만 적어 주세요. 예: 10",
    "setting_out_of_range": "{minimum}부터 {maximum}까지 적어 주세요.",
    "setting_not_a_time": "시각을 시:분으로 적어 주세요. 예: 09:00",
    "setting_not_a_choice": "보기에서 하나를 골라 주세요.",
    "setting_too_long": "한 줄에 {maximum}자까지 적어 주세요.",
    "setting_not_an_address": "https://로 시작하는 주소를 적어 주세요.",
    "setting_out_of_order": "시작 시각은 끝 시각보다 빨라야 합니다. ‘{other}’ 설정을 함께 확인해 주세요.",
    "not_found": _l("찾으시는 내용이 없습니다. 주소를 다시 확인해 주세요."),
    "refused": _l("요청하신 일을 처리하지 못했습니다."),
}


def sentence(error: BookingError) -> str:
    """The refusal in the reader's language, ready for a page."""
    parameters = {name: _plain(value) for name, value in error.parameters.items()}
    return str(SENTENCES[error.code]).format(**parameters)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return f"{day(value)} {hour(value)}"
    if isinstance(value, date):
        return day(value)
    return value


def day(value: date | datetime) -> str:
    """`2026. 12. 21.(월)`: the office's date."""
    value = clock.office_date(value) if isinstance(value, datetime) else value
    return f"{value.year}. {value.month}. {value.day}.({gettext(WEEKDAYS[value.weekday()])})"


def short_day(value: date | datetime) -> str:
    """`12. 21.(월)`: the office's date where the year is plain."""
    return day(value).split(" ", 1)[1]


def hour(value: datetime) -> str:
    """`오전 10시`, `오후 2시 30분`: the office's wall time of an instant."""
    wall = clock.to_office(value)
    half = gettext("오전") if wall.hour < 12 else gettext("오후")
    hours = wall.hour % 12 or 12
    if wall.minute:
        return gettext("%(half)s %(hours)d시 %(minutes)d분", half=half, hours=hours, minutes=wall.minute)
    return gettext("%(half)s %(hours)d시", half=half, hours=hours)


def moment(value: datetime) -> str:
    """`2026. 12. 21.(월) 오전 10시`: an instant on the office's wall."""
    return f"{day(value)} {hour(value)}"
