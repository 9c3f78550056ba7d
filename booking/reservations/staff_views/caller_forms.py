"""What the fields of the day ask more: the part that forms of the desk share, and the form for a caller."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import Field, SelectChoice, ValidationError
from wtforms.validators import StopValidation

from booking.consultations.rules import ANSWER_LENGTH, Asked
from booking.errors import BookingError
from booking.fields import Read, SelectField, StringField
from booking.reservations.errors import FieldMissing
from booking.reservations.rules.answers import field_of, read_answer
from booking.reservations.rules.people import Person
from booking.reservations.staff_forms import CallerForm

NO_ANSWER = "답을 적어 주세요. 모른다고 하시면 비워 두고 ‘예외 사유’를 적어 주세요."


class ReadForField(Read):
    """Reads the answer to a question of the field whose time is chosen; others are kept and count for nothing.

    A required one may stay empty with a reason, which is logged: a caller often does not have the paper at hand.
    """

    def __init__(self, desk: str, asked: Asked) -> None:
        self.desk, self.asked = desk, asked
        super().__init__(self._read, asked.is_required)

    def _read(self, text: str) -> object:
        return read_answer(self.asked, text, is_complete=False)

    def __call__(self, form: FlaskForm, field: Field) -> None:
        try:
            super().__call__(form, field)
        except ValidationError:
            if form.advice == self.desk:
                raise
            raise StopValidation from None
        is_missing = self.asked.is_required and not (field.data or "").strip() and not form.is_excepted
        if is_missing and form.advice == self.desk:
            raise ValidationError(NO_ANSWER)


class Asking:
    """What forms share that ask what the chosen field of advice asks. questions: by field, where it asks anything."""

    questions: ClassVar[Mapping[str, tuple[Asked, ...]]] = {}

    @property
    def advice(self) -> str:
        """The field of advice that is chosen, empty where none is."""
        raise NotImplementedError

    @property
    def is_excepted(self) -> bool:
        """Whether a reason is given for leaving rules aside."""
        return bool((self["override_reason"].data or "").strip())  # type: ignore[index]

    @property
    def is_asking(self) -> bool:
        """Whether any field has a question that must be answered."""
        return any(one.is_required for asked in self.questions.values() for one in asked)

    @property
    def asked(self) -> dict[str, list[Field]]:
        """The fields of the questions, by the field of advice."""
        return {desk: [self[_name(desk, one)] for one in asked] for desk, asked in self.questions.items()}  # type: ignore[index]

    @property
    def given(self) -> dict[str, str]:
        """What was answered to the chosen field, by the keys of its questions."""
        typed = {one.key: self[_name(self.advice, one)].data or "" for one in self.questions.get(self.advice, ())}  # type: ignore[index]
        return {key: text for key, text in typed.items() if text.strip()}

    def answer_of(self, error: BookingError) -> str:
        """The name of the answer that a refusal is about, else that of the refusal's own field."""
        names = {field_of(one): _name(self.advice, one) for one in self.questions.get(self.advice, ())}
        return names.get(error.field or "", error.field or "")


class AskingCallerForm(Asking, CallerForm):
    """desks: the field of advice of each time, by its token."""

    desks: ClassVar[Mapping[str, str]] = {}

    @property
    def advice(self) -> str:
        """That of the time."""
        return self.desks.get(self.slot.data or "", "")

    def person(self) -> Person:
        """The person with the answers to the field whose time is chosen."""
        return replace(super().person(), answers=self.given)

    def field_of(self, error: BookingError) -> Field:
        """Where a refusal is shown: at its field or at the answer it is about, else at the time."""
        name = self.answer_of(error)
        return self[name if name in self else "slot"]

    def show(self, error: BookingError, sentence: str) -> None:
        """Show what the use case refused, in the desk's words."""
        field = self.field_of(error)
        is_answer = isinstance(error, FieldMissing) and field.name.startswith("answer_")
        field.errors = [*field.errors, NO_ANSWER if is_answer else sentence]
        self.ask_for_reason(error)


def asking_caller(desks: Mapping[str, str], questions: Mapping[str, tuple[Asked, ...]]) -> type[AskingCallerForm]:
    """The form of a day. desks: field of advice by token of a time; questions: by field of advice."""
    return type("DayCallerForm", (AskingCallerForm,), {**answer_fields(questions), "desks": desks})


def answer_fields(questions: Mapping[str, tuple[Asked, ...]]) -> dict[str, Any]:
    """What a form of the kind `Asking` has more for these questions."""
    fields = {_name(desk, one): _answer_field(desk, one) for desk, asked in questions.items() for one in asked}
    return {**fields, "questions": questions}


def _answer_field(desk: str, asked: Asked) -> Field:
    rules, hint = [ReadForField(desk, asked)], asked.hint
    if not asked.choices:
        quiet = {"autocomplete": "off", "spellcheck": "false", "maxlength": ANSWER_LENGTH}
        return StringField(asked.label, rules, description=hint, render_kw=quiet)
    choices = [SelectChoice("", "고르지 않음"), *(SelectChoice(text, text) for text, _english in asked.choices)]
    return SelectField(asked.label, rules, description=hint, choices=choices, validate_choice=False)


def _name(desk: str, asked: Asked) -> str:
    """`answer_survey_lot`: two fields may ask under the same key, and no key has an underscore."""
    return f"answer_{desk}_{asked.key}"
