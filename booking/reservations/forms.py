"""Forms of the citizens. The room's rules read each field; what they refuse is shown at the field, all at once."""

import re
from collections.abc import Iterable
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, SelectChoice
from wtforms.validators import DataRequired, StopValidation

from booking import languages
from booking.consultations.rules import ANSWER_LENGTH, Asked
from booking.db import new_token
from booking.fields import EmailField, Read, SelectField, StringField, TelField, TextAreaField, printable
from booking.office import plain_words
from booking.reservations.consent_forms import OPTIONAL, Consenting
from booking.reservations.errors import DigitsInvalid, FieldMissing, TooLong
from booking.reservations.rules import answers, people
from booking.typed import normalise

REFERENCE_TYPED = 40
"""How long a reference may be as it is typed, with spaces and hyphens."""


class ReadForProxy(Read):
    """The same for the person somebody books for. In an own booking what stands there is kept and counts for nothing.

    Browsers that know `:has()` hide the block then, so that nobody would find what was wrong in it.
    """

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if form["who"].data == people.PROXY:
            super().__call__(form, field)
        else:
            field.data = printable(field.data)
            raise StopValidation


def read_reference(text: str) -> None:
    """Refuse what is no reference as people type one. FieldMissing, TooLong."""
    if not text.strip():
        raise FieldMissing(field="reference")
    if len(text) > REFERENCE_TYPED:
        raise TooLong(field="reference", limit=REFERENCE_TYPED)


class SentOnce:
    """A form that has one name, so that sending it twice does no more than sending it once."""

    token = HiddenField()

    def validate_token(self, field: Field) -> None:
        """What is no token of ours is replaced: it only tells a form that is sent twice."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{22}", field.data or ""):
            field.data = new_token()


def person_name_field(label: str = _l("상담받으실 분의 성함")) -> StringField:
    """The name of the person somebody books or waits for; each form makes its own where it stands on its page."""
    return StringField(
        label,
        [ReadForProxy(lambda text: people.read_name(text, "person_name"), required=True)],
        render_kw={"autocomplete": "section-person name", "maxlength": people.NAME_LENGTH},
    )


def person_phone_field(label: str = _l("상담받으실 분의 연락처")) -> TelField:
    """The telephone of that person, if they have one."""
    return TelField(
        label,
        [ReadForProxy(people.read_own_phone)],
        render_kw={"autocomplete": "section-person tel", "inputmode": "tel", "maxlength": people.PHONE_LENGTH},
    )


class ReservationForm(Consenting):
    """What a citizen fills in: only what is needed is required (개인정보 보호법 16조), and no consent is pre-ticked.

    name, phone and email are of who fills it in; person_name and person_phone name the person they book for.
    """

    who = RadioField(
        _l("누구의 상담을 예약하시나요?"),
        [Read(people.read_who, required=True)],
        choices=[
            SelectChoice(people.OWN, _l("제 상담을 예약합니다 (본인 예약)")),
            SelectChoice(people.PROXY, _l("다른 분의 상담을 예약합니다 (대리 예약)")),
        ],
        default=people.OWN,
        validate_choice=False,
    )
    name = StringField(
        _l("이름"),
        [Read(people.read_name, required=True)],
        render_kw={"autocomplete": "name", "maxlength": people.NAME_LENGTH},
    )
    phone = TelField(
        _l("전화번호"),
        [Read(people.read_phone, required=True)],
        render_kw={"autocomplete": "tel", "inputmode": "tel", "maxlength": people.PHONE_LENGTH},
    )
    email = EmailField(
        _l("전자우편"),
        [Read(people.read_email)],
        render_kw={"autocomplete": "email", "maxlength": people.EMAIL_LENGTH},
    )
    person_name = person_name_field()
    person_phone = person_phone_field()
    question = TextAreaField(
        _l("상담 요지"), [Read(people.read_question)], render_kw={"rows": 5, "maxlength": people.QUESTION_LENGTH}
    )

    questions: ClassVar[tuple[Asked, ...]] = ()
    """What the field asks more; its fields stand in the form by `asking`."""

    @property
    def answer_fields(self) -> list[Field]:
        """The fields of the questions, in their order."""
        return [self[answers.field_of(one)] for one in self.questions]

    def person(self) -> people.Person:
        """The person of a form that is valid, without what the optional consent was refused for."""
        names = ("name", "phone", "email", "question", "who", "person_name", "person_phone")
        typed = {name: self[name].data or "" for name in names if name in self}
        given = {one.key: self[answers.field_of(one)].data or "" for one in self.questions}
        if self.refuses_optional:
            typed |= dict.fromkeys(OPTIONAL, "")
            given |= {one.key: "" for one in self.questions if not one.is_required}
        return people.make_person(**typed, answers=given)

    @property
    def fills_optional(self) -> bool:
        """Whether anything stands in the optional fields, those of the field's own questions included."""
        own = [self[answers.field_of(one)] for one in self.questions if not one.is_required]
        return super().fills_optional or any((one.data or "").strip() for one in own)


def asking(questions: Iterable[Asked], form: type[ReservationForm] = ReservationForm) -> type[ReservationForm]:
    """The form of a field that asks more."""
    asked = tuple(questions)
    fields = {answers.field_of(one): answer_field(one) for one in asked}
    return type("AskingForm", (form,), {**fields, "questions": asked})


def answer_field(
    asked: Asked, before: answers.Answer | None = None, *, is_complete: bool = True, is_new: bool = True
) -> Field:
    """The field of a question, in the reader's language. is_complete: a required one must be answered.

    is_new: a booking is made, not corrected. Otherwise `before` is what was answered with it: a required question needs
    an answer where it had one, and that one may stay even where it is offered no more.

    It does not say `autocomplete="off"`: then browsers do not give back what was typed when somebody goes back.
    """
    is_complete = is_complete if is_new else before is not None

    def read(text: str) -> object:
        if is_new:
            return answers.read_answer(asked, text, is_complete=is_complete)
        return answers.correct_answer(asked, text, before)

    rule = Read(read, asked.is_required and is_complete)
    label, hint = plain_words(asked, "label"), plain_words(asked, "hint")
    if not asked.choices:
        return StringField(label, [rule], description=hint, render_kw={"maxlength": ANSWER_LENGTH})
    is_korean = languages.current() == languages.FIRST
    offered = [SelectChoice(text, text if is_korean else english or text) for text, english in asked.choices]
    if before and before.text not in dict(asked.choices):
        offered.append(SelectChoice(before.text, before.text if is_korean else before.text_en or before.text))
    choices = [SelectChoice("", _l("고르지 않음")), *offered]
    return SelectField(label, [rule], description=hint, choices=choices, validate_choice=False)


class LookupForm(FlaskForm):
    """Reference and telephone: what finds a booking again."""

    reference = StringField(
        _l("예약번호"),
        [Read(read_reference, required=True)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    phone = TelField(
        _l("전화번호"),
        [Read(people.read_phone, required=True)],
        render_kw={"autocomplete": "tel", "inputmode": "tel", "maxlength": people.PHONE_LENGTH},
    )


def _read_digits(text: str) -> str:
    digits = normalise("NFKC", text).strip()
    if not re.fullmatch(r"[0-9]{4}", digits):
        raise DigitsInvalid(field="digits")
    return digits


class DigitsForm(FlaskForm):
    """The last four digits of the telephone: what opens a signed link."""

    digits = StringField(
        _l("전화번호 뒤 네 자리"),
        [Read(_read_digits, required=True)],
        render_kw={"autocomplete": "off", "inputmode": "numeric", "maxlength": 4},
    )

    def read(self) -> str:
        """The digits of a form that is valid."""
        return _read_digits(self.digits.data or "")


class CodeForm(FlaskForm):
    """The code that was sent to the telephone. It stands beside the booking's own fields, in the same form."""

    code = StringField(
        _l("인증번호"),
        [DataRequired()],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 20},
    )


class ForgottenForm(FlaskForm):
    """Name and telephone: who asks for references that they forgot."""

    name = StringField(
        _l("이름"),
        [Read(people.read_name, required=True)],
        render_kw={"autocomplete": "name", "maxlength": people.NAME_LENGTH},
    )
    phone = TelField(
        _l("전화번호"),
        [Read(people.read_phone, required=True)],
        render_kw={"autocomplete": "tel", "inputmode": "tel", "maxlength": people.PHONE_LENGTH},
    )
