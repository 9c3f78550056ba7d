"""Forms of the staff's pages about experts."""

from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Regexp

from booking.advising.service import OutcomeValues
from booking.consultations.rules import KEY
from booking.fields import StringField, WholeNumber

TEXT = {"autocomplete": "off"}


class OutcomeCodeForm(FlaskForm):
    """What staff may change about a code of what comes of a consultation."""

    name = StringField(
        "이름", [DataRequired("적어 주세요."), Length(max=20, message="20자까지 적어 주세요.")], render_kw=TEXT
    )
    name_en = StringField("영어 이름", [Length(max=60, message="60자까지 적어 주세요.")], render_kw=TEXT)
    position = WholeNumber(
        "보이는 순서", [InputRequired("적어 주세요."), NumberRange(0, 999, "0부터 999까지 적어 주세요.")]
    )
    is_active = BooleanField("상담위원의 결과 단추에 보입니다")

    def values(self) -> OutcomeValues:
        """The values of a form that is valid."""
        own = {name: self[name].data for name in OutcomeValues.__dataclass_fields__}
        return OutcomeValues(**own | {"name_en": self.name_en.data or ""})


class NewOutcomeCodeForm(OutcomeCodeForm):
    """A new code with its key."""

    key = StringField(
        "이름표",
        [
            InputRequired("적어 주세요."),
            Length(max=20, message="20자까지 적어 주세요."),
            Regexp(f"^{KEY.pattern}$", message="영어 소문자와 숫자, 붙임표로 적어 주세요. 예: follow-up"),
        ],
        render_kw=TEXT | {"maxlength": 20},
    )
