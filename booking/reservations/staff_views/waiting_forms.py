"""The desk's forms of the waiting list. Korean only, as all work pages."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.validators import DataRequired, Optional

from booking import languages
from booking.fields import Day, EmailField, MultiCheckboxField, Read, SelectField, StringField, TelField
from booking.reservations.forms import SentOnce
from booking.reservations.queries.consent import waiting_notice_in_force
from booking.reservations.rules import people
from booking.reservations.rules.states import TELEPHONE
from booking.reservations.staff_forms import (
    VIA,
    OfService,
    OverrideForm,
    ReadOut,
    language_choices,
    person_name_field,
    person_phone_field,
    who_field,
)

_QUIET = {"autocomplete": "off", "spellcheck": "false"}


class WaitingCallerForm(OfService, SentOnce, FlaskForm):
    """Put a caller in line."""

    notice = HiddenField()
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
    who = who_field()
    person_name = person_name_field()
    person_phone = person_phone_field()
    email = EmailField("전자우편", [Read(people.read_email)], render_kw=_QUIET | {"maxlength": people.EMAIL_LENGTH})
    language = SelectField("안내를 보낼 언어", choices=language_choices, default=languages.FIRST)
    consent = ReadOut(waiting_notice_in_force)

    def person(self) -> people.Person:
        """The person of a form that is valid."""
        return people.make_person(
            self.name.data or "",
            self.phone.data or "",
            self.email.data or "",
            who=self.who.data or "",
            person_name=self.person_name.data or "",
            person_phone=self.person_phone.data or "",
        )


class AcceptForm(OverrideForm):
    """Book the offered place for a caller: the one that the page showed, with a reason past the citizens' rules."""

    offer = HiddenField("안내한 자리", [DataRequired("안내한 자리가 없습니다.")])


class AnswerForm(FlaskForm):
    """Which offer a caller answers: the one that the page showed."""

    offer = HiddenField("안내한 자리", [DataRequired("안내한 자리가 없습니다.")])
