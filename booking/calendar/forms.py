"""Forms of the calendar's staff pages. What may stand in a field is the service's rule."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, RadioField, SelectChoice
from wtforms.validators import InputRequired, Optional, StopValidation

from booking.calendar import rules
from booking.fields import MultiCheckboxField, StringField
from booking.settings import registry

NEEDED = "적어 주세요."
DATE_NEEDED = "날짜를 골라 주세요."
MOVE, DROP = "move", "drop"
POLICY = "calendar.session_policy"
DATE_WRONG = "날짜를 2027-01-20처럼 적어 주세요."


class StaffDate(DateField):
    """A date; what cannot be read as one is answered in Korean."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read `2027-01-20`."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(DATE_WRONG) from error


def text_field(label: str, *, needed: bool, maximum: int) -> StringField:
    """One line of text that staff write."""
    validators = [InputRequired(NEEDED)] if needed else []
    keys = {"autocomplete": "off", "maxlength": maximum}
    return StringField(label, validators, filters=[lambda text: rules.without_control(text or "")], render_kw=keys)


class HolidayForm(FlaskForm):
    """A date that becomes a public holiday. seen: how many bookings it touches, as it was shown."""

    date = StaffDate("날짜", [InputRequired(DATE_NEEDED)])
    name = text_field("공휴일 이름", needed=True, maximum=60)
    name_en = text_field("영어 이름", needed=False, maximum=60)
    reason = text_field("사유", needed=True, maximum=200)
    document_number = text_field("문서번호", needed=False, maximum=60)
    seen = HiddenField()


class WhyForm(FlaskForm):
    """Why the holidays are changed."""

    reason = text_field("사유", needed=True, maximum=200)
    document_number = text_field("문서번호", needed=False, maximum=60)


class CorrectionForm(WhyForm):
    """Why a holiday is withdrawn, or a correction taken back. seen: how many bookings it touches, as it was shown."""

    seen = HiddenField()


class ImportForm(FlaskForm):
    """A file with public holidays, which is read and shown and not kept."""

    file = FileField(
        "공휴일 파일", [FileRequired("파일을 골라 주세요.")], render_kw={"accept": ".json,.xml,.csv,.ics,.txt"}
    )


class ConfirmForm(WhyForm):
    """What is made of the difference that was shown. difference: the answer that it comes from; seen: its name."""

    chosen = MultiCheckboxField("바꿀 날", [InputRequired("바꿀 날을 하나 이상 골라 주세요.")], choices=[])
    difference = HiddenField()
    seen = HiddenField()


class CloseForm(FlaskForm):
    """Why a day is closed; citizens read the text."""

    text = text_field("휴무 사유", needed=True, maximum=200)
    document_number = text_field("문서번호", needed=False, maximum=60)
    approved_on = StaffDate("결재일", [Optional()])


class ReopenForm(FlaskForm):
    """Why a day is opened again; only the log keeps it. seen: how many bookings it touches, as it was shown."""

    text = text_field("다시 여는 사유", needed=True, maximum=200)
    document_number = text_field("문서번호", needed=False, maximum=60)
    approved_on = StaffDate("결재일", [Optional()])
    seen = HiddenField()


class NeededToMove:
    """A date is needed where the session is moved; where it is dropped nobody looks at what stands there."""

    def __call__(self, form: FlaskForm, field: DateField) -> None:
        if form.what.data == DROP:
            field.errors = []
            raise StopValidation
        InputRequired(DATE_NEEDED)(form, field)


class SessionForm(CloseForm):
    """What becomes of a month's consultations, whatever the rule says: another date, or none.

    seen: how many bookings it touches, as it was shown.
    """

    what = RadioField(
        "어떻게 바꿀지",
        choices=[SelectChoice(MOVE, "다른 날에 엽니다"), SelectChoice(DROP, "이 달은 열지 않습니다")],
        default=MOVE,
    )
    date = StaffDate("상담일", [NeededToMove()])
    text = text_field("바꾸는 사유", needed=True, maximum=200)
    seen = HiddenField()


class PolicyForm(FlaskForm):
    """The rule of the 20th that is considered, given in the address."""

    class Meta:
        csrf = False

    policy = RadioField("검토할 기준", choices=[SelectChoice(*one) for one in registry.get(POLICY).choices])
