"""Forms of the consultations' staff pages. What a value must be is the service's rule where it has one."""

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectChoice, TimeField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from booking.accounts import queries as accounts
from booking.calendar.rules import without_control
from booking.consultations import queries, rules
from booking.consultations.models import Expert
from booking.consultations.service import ExpertValues, FieldValues, QuestionValues
from booking.fields import SelectField, StringField, TelField, TextAreaField, WholeNumber

NEEDED = InputRequired("적어 주세요.")
FILLED = DataRequired("적어 주세요.")
"""Something is left of a text after its filter, so not only spaces."""

CHOSEN = InputRequired("하나를 골라 주세요.")
TEXT = {"autocomplete": "off"}
NO_ACCOUNT = ""

WALK_IN = [
    SelectChoice("booking_required", "예약한 분만 상담"),
    SelectChoice("walk_in_ok", "빈자리가 있으면 현장 접수 가능"),
]
ATTENDANCE = [
    SelectChoice("self", "본인만"),
    SelectChoice("family", "가족과 함께 가능"),
    SelectChoice("proxy", "대리 상담 가능"),
]


KINDS = [SelectChoice("text", "한 줄로 적기"), SelectChoice("choice", "보기에서 고르기")]


def _clean(text: str | None) -> str:
    return without_control(text or "").strip()


def _longest(limit: int) -> Length:
    return Length(max=limit, message=f"{limit}자까지 적어 주세요.")


def _between(low: int, high: int) -> list[object]:
    return [NEEDED, NumberRange(low, high, f"{low}부터 {high}까지 적어 주세요.")]


def _lines(text: str | None) -> str:
    return "\n".join(_clean(line) for line in (text or "").splitlines()).strip()


_KEY = [Regexp(f"^{rules.KEY.pattern}$", message="영어 소문자와 숫자, 붙임표로 적어 주세요. 예: national-tax")]


class _Readable:
    """Answer in Korean what a field cannot read."""

    unreadable = ""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)  # type: ignore[misc]
        except ValueError as error:
            raise ValueError(self.unreadable) from error


class Wall(_Readable, TimeField):
    """A time of day."""

    unreadable = "시각을 시:분으로 적어 주세요. 예: 10:00"


class Date(_Readable, DateField):
    """A date."""

    unreadable = "날짜를 2027-01-20처럼 적어 주세요."


class FieldForm(FlaskForm):
    """What staff may change about a field."""

    name = StringField("이름", [FILLED, _longest(60)], filters=[_clean], render_kw=TEXT)
    position = WholeNumber("보이는 순서", _between(0, 999))
    starts = Wall("상담 시작", [NEEDED])
    ends = Wall("상담 종료", [NEEDED])
    minutes = WholeNumber("1회 상담 시간(분)", _between(5, 480))
    buffer = WholeNumber("상담 사이에 비울 시간(분)", _between(0, 120))
    capacity = WholeNumber("한 시간대에 받는 인원", _between(0, 20))
    desk_seats = WholeNumber("전화·방문 접수용으로 남길 자리(하루)", _between(0, 99))
    is_active = BooleanField("예약을 받습니다")
    walk_in = RadioField("현장 접수", [CHOSEN], choices=WALK_IN)
    attendance = RadioField("오실 수 있는 분", [CHOSEN], choices=ATTENDANCE)
    bring = TextAreaField("준비물", [_longest(500)], filters=[_clean], render_kw={"rows": 3})
    notes = TextAreaField("안내", [_longest(1000)], filters=[_clean], render_kw={"rows": 3})
    disclaimer = TextAreaField("상담이 아닌 것", [_longest(500)], filters=[_clean], render_kw={"rows": 3})
    name_en = StringField("영어 이름", [_longest(60)], filters=[_clean], render_kw=TEXT)
    bring_en = TextAreaField("영어 준비물", [_longest(500)], filters=[_clean], render_kw={"rows": 3})
    notes_en = TextAreaField("영어 안내", [_longest(1000)], filters=[_clean], render_kw={"rows": 3})
    disclaimer_en = TextAreaField("영어 상담이 아닌 것", [_longest(500)], filters=[_clean], render_kw={"rows": 3})

    def values(self) -> FieldValues:
        """The values of a form that is valid."""
        return FieldValues(**{name: self[name].data for name in FieldValues.__dataclass_fields__})


class ApplyForm(FlaskForm):
    """A field's hours are given to days that are made. seen: names what was shown of it."""

    seen = HiddenField()


class NewFieldForm(FieldForm):
    """A new field with its key."""

    key = StringField(
        "주소에 쓰는 이름",
        [NEEDED, *_KEY],
        render_kw=TEXT | {"maxlength": 40},
    )


class QuestionForm(FlaskForm):
    """What staff may change about a question that a field asks with a booking."""

    label = StringField("질문", [FILLED, _longest(60)], filters=[_clean], render_kw=TEXT)
    hint = StringField("도움말", [_longest(200)], filters=[_clean], render_kw=TEXT)
    kind = RadioField("답하는 방법", [CHOSEN], choices=KINDS)
    choices = TextAreaField("보기", [_longest(1000)], filters=[_lines], render_kw={"rows": 5})
    is_required = BooleanField("꼭 답해야 합니다")
    label_en = StringField("영어 질문", [_longest(60)], filters=[_clean], render_kw=TEXT)
    hint_en = StringField("영어 도움말", [_longest(200)], filters=[_clean], render_kw=TEXT)
    choices_en = TextAreaField("영어 보기", [_longest(1000)], filters=[_lines], render_kw={"rows": 5})
    position = WholeNumber("보이는 순서", _between(0, 999))
    is_active = BooleanField("예약할 때 묻습니다")

    def values(self) -> QuestionValues:
        """The values of a form that is valid."""
        return QuestionValues(**{name: self[name].data for name in QuestionValues.__dataclass_fields__})


class NewQuestionForm(QuestionForm):
    """A new question with its key."""

    key = StringField("영어 이름", [NEEDED, *_KEY], render_kw=TEXT | {"maxlength": 40})


class ExpertForm(FlaskForm):
    """What staff may change about an expert."""

    name = StringField("이름", [FILLED, _longest(60)], filters=[_clean], render_kw=TEXT)
    organisation = StringField("소속 기관", [_longest(100)], filters=[_clean], render_kw=TEXT)
    organisation_en = StringField("소속 기관 (영어)", [_longest(100)], filters=[_clean], render_kw=TEXT)
    field_key = SelectField("상담 분야", [CHOSEN])
    position = WholeNumber("분야 안에서의 순서", _between(0, 999))
    account_id = SelectField("로그인 계정")
    is_active = BooleanField("상담을 맡고 있습니다")
    term_from = Date("위촉 시작일", [Optional()])
    term_to = Date("위촉 종료일", [Optional()])
    pledged_on = Date("보안서약일", [Optional()])
    phone = TelField("휴대전화", [_longest(30)], filters=[_clean], render_kw=TEXT | {"inputmode": "tel"})

    def offer(self, expert: Expert | None) -> None:
        """Fill the choices: every field, and the expert accounts that no other expert has."""
        self.field_key.choices = [
            SelectChoice(field.key, field.name) for field in queries.list_fields(active_only=False)
        ]
        self.account_id.choices = [SelectChoice(NO_ACCOUNT, "계정 없음"), *_free_accounts(expert)]

    def values(self) -> ExpertValues:
        """The values of a form that is valid."""
        found = {name: self[name].data for name in ExpertValues.__dataclass_fields__}
        token = self.account_id.data
        account = accounts.get_user_by_token(token).id if token != NO_ACCOUNT else None
        return ExpertValues(**found | {"account_id": account})


class RotaForm(FlaskForm):
    """Who comes on which day; the choices themselves are the page's. offered: those that it showed. seen: how many
    bookings a change touches, as it was shown.
    """

    reason = StringField("사유", [_longest(200)], filters=[_clean], render_kw=TEXT)
    offered = HiddenField()
    seen = HiddenField()


class AbsenceForm(FlaskForm):
    """Days on which an expert does not come."""

    first = Date("첫날", [NEEDED])
    last = Date("마지막 날", [NEEDED])
    reason = StringField("사유", [FILLED, _longest(200)], filters=[_clean], render_kw=TEXT)


def _free_accounts(expert: Expert | None) -> Iterable[SelectChoice]:
    taken = {other.account_id for other in queries.list_experts(active_only=False)}
    for user in accounts.list_users():
        is_own = expert is not None and user.id == expert.account_id
        if is_own or (user.active and user.has_role("expert") and user.id not in taken):
            yield SelectChoice(user.token, f"{user.display_name} ({user.email})")
