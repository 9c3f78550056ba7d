"""Forms of the night office's pages."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from booking.calendar.rules import without_control
from booking.consultations.forms import Wall
from booking.fields import SelectField, StringField, TextAreaField, WholeNumber
from booking.nightoffice.service import NightTaskValues

TEXT = {"autocomplete": "off"}
ROWS = {"rows": 3}


def _clean(text: str | None) -> str:
    return without_control(text or "").strip()


def _longest(limit: int) -> Length:
    return Length(max=limit, message=f"{limit}자까지 적어 주세요.")


def _between(low: int, high: int) -> list[object]:
    return [InputRequired("적어 주세요."), NumberRange(low, high, f"{low}부터 {high}까지 적어 주세요.")]


class NightTaskForm(FlaskForm):
    """What staff may change about a kind of business of the night."""

    starts = Wall("접수 시작", [Optional()])
    last_acceptance = Wall("접수 마감", [Optional()])
    ends = Wall("끝", [Optional()])
    fee = WholeNumber("수수료(원)", [Optional(), NumberRange(0, 9_999_999, "0부터 9,999,999까지 적어 주세요.")])
    fee_note = StringField("수수료 안내", [_longest(200)], filters=[_clean], render_kw=TEXT)
    bring = TextAreaField("준비물", [_longest(500)], filters=[_clean], render_kw=ROWS)
    notes = TextAreaField("안내", [_longest(1000)], filters=[_clean], render_kw=ROWS)
    fee_note_en = StringField("영어 수수료 안내", [_longest(200)], filters=[_clean], render_kw=TEXT)
    bring_en = TextAreaField("영어 준비물", [_longest(500)], filters=[_clean], render_kw=ROWS)
    notes_en = TextAreaField("영어 안내", [_longest(1000)], filters=[_clean], render_kw=ROWS)
    may_reserve = BooleanField("방문 예약을 받습니다")
    seats = WholeNumber("10분마다 받는 인원", _between(1, 20))
    position = WholeNumber("보이는 순서", _between(0, 9999))
    is_active = BooleanField("시민에게 보입니다")
    is_sample = BooleanField("확인되지 않은 예시 자료입니다")

    seen = HiddenField()
    """Names what was shown of a change that touches booked visits."""

    def values(self) -> NightTaskValues:
        """The values of a form that is valid."""
        return NightTaskValues(**{name: self[name].data for name in NightTaskValues.__dataclass_fields__})


class NewNightTaskForm(NightTaskForm):
    """Another kind of business for the list; the view offers those that are not on it."""

    business_key = SelectField("업무", [InputRequired("하나를 골라 주세요.")])
