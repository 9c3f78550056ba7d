"""The desk's forms of the waiting list. Korean only, as all work pages."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectMultipleField, StringField, TelField
from wtforms.validators import DataRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from booking.reservations.forms import Read
from booking.reservations.rules import people
from booking.reservations.rules.states import TELEPHONE
from booking.reservations.staff_forms import VIA

_QUIET = {"autocomplete": "off", "spellcheck": "false"}


class MultiCheckboxField(SelectMultipleField):
    """Several of a few choices, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class Day(DateField):
    """A date, or nothing; what is none is refused in Korean."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read `2026-12-21`."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("날짜를 다시 골라 주세요. 예: 2026-12-21") from error


class WaitingCallerForm(FlaskForm):
    """Put a caller in line."""

    token = HiddenField()
    via = RadioField("접수 방법", [DataRequired("전화인지 현장인지 골라 주세요.")], choices=VIA, default=TELEPHONE)
    desks = MultiCheckboxField("상담 분야", [DataRequired("분야를 골라 주세요.")])
    first = Day("이날부터", [Optional()], description="비워 두면 오늘부터입니다.")
    last = Day("이날까지", [Optional()], description="비워 두면 날짜를 정하지 않고 기다립니다.")
    name = StringField(
        "이름", [Read(people.read_name, required=True)], render_kw=_QUIET | {"maxlength": people.NAME_LENGTH}
    )
    phone = TelField(
        "전화번호",
        [Read(people.read_phone, required=True)],
        render_kw=_QUIET | {"inputmode": "tel", "maxlength": people.PHONE_LENGTH},
    )
    consent = BooleanField(
        "안내문을 읽어 드리고 동의를 받았습니다.", [DataRequired("읽어 드리고 동의를 받은 뒤 표시해 주세요.")]
    )

    def person(self) -> people.Person:
        """The person of a form that is valid."""
        return people.make_person(self.name.data or "", self.phone.data or "")


class AnswerForm(FlaskForm):
    """Which offer a caller answers: the one that the page showed."""

    offer = HiddenField("안내한 자리", [DataRequired("안내한 자리가 없습니다.")])
