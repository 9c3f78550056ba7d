"""Forms of the kiosks' staff pages."""

from dataclasses import replace

from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from booking.fields import StringField, WholeNumber, one_line
from booking.kiosks.service import KioskValues

TEXT = {"autocomplete": "off"}
IDENTIFICATIONS = {
    "fingerprint": "지문",
    "other": "지문 말고 다른 방법",
    "none": "필요 없음",
    "unknown": "확인 필요",
}


def _longest(limit: int) -> Length:
    return Length(max=limit, message=f"{limit}자까지 적어 주세요.")


class KioskForm(FlaskForm):
    """What staff may change about a kiosk."""

    name = StringField("설치 장소", [DataRequired("적어 주세요."), _longest(100)], filters=[one_line], render_kw=TEXT)
    address = StringField("주소", [_longest(200)], filters=[one_line], render_kw=TEXT)
    is_24h = BooleanField("24시간 이용할 수 있습니다")
    hours = StringField("이용 시간", [_longest(200)], filters=[one_line], render_kw=TEXT)
    is_working = BooleanField("지금 이용할 수 있습니다(고장·점검이면 선택을 풀어 주세요)")
    position = WholeNumber(
        "보이는 순서",
        [InputRequired("적어 주세요."), NumberRange(0, 9999, "0부터 9999까지 적어 주세요.")],
    )
    is_sample = BooleanField("확인되지 않은 예시 자료입니다")

    def values(self, before: KioskValues) -> KioskValues:
        """The values of a form that is valid; what it does not ask stays as it was."""
        return replace(before, **{name: self[name].data for name in KioskValues.__dataclass_fields__ if name in self})
