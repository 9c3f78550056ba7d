"""Fields of forms that more than one room uses. Texts are read by these and not by WTForms' own, which would take
identity numbers; `tests/test_identity.py` tries every field of every form.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import wtforms
from flask_babel import gettext
from wtforms import DateField, IntegerField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from booking import wording
from booking.errors import BookingError, IdentityNumber
from booking.identity import ensure_no_identity_number

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Read:
    """A validator that lets a rule read the text; the rule's refusal becomes the field's error.

    required: the field is marked so, and browsers and screen readers are told.
    """

    def __init__(self, rule: Callable[[str], object], required: bool = False) -> None:
        self.rule = rule
        self.field_flags = {"required": True} if required else {}

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        try:
            self.rule(field.data or "")
        except BookingError as error:
            field.data = printable(field.data)
            raise ValidationError(wording.sentence(error)) from error


class NoIdentityNumber:
    """Makes a field refuse what holds an identity number, whichever validators it has besides.

    It is looked for after those. One that says that the field counts for nothing (`StopValidation`) ends this too.
    is_address: see `ensure_no_identity_number`.
    """

    is_address = False

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """ValidationError with the refusal's sentence, where no rule of the field has said it yet."""
        if validation_stopped:
            return
        try:
            # The ignores here: data, name and errors are of the field that this is mixed into.
            ensure_no_identity_number(str(self.data or ""), self.name, is_address=self.is_address)  # type: ignore[attr-defined]
        except IdentityNumber as error:
            sentence = wording.sentence(error)
            if sentence not in self.errors:  # type: ignore[attr-defined]
                raise ValidationError(sentence) from error


class StringField(NoIdentityNumber, wtforms.StringField):
    """A line of text."""


class TextAreaField(NoIdentityNumber, wtforms.TextAreaField):
    """A text of several lines."""


class TelField(NoIdentityNumber, wtforms.TelField):
    """A telephone number."""


class EmailField(NoIdentityNumber, wtforms.EmailField):
    """An e-mail address."""

    is_address = True


class AddressField(StringField):
    """An address of the web, or an e-mail address that browsers are not to judge."""

    is_address = True


class SelectField(NoIdentityNumber, wtforms.SelectField):
    """One of several choices; a form can take others than it offers (`validate_choice`)."""


class MultiCheckboxField(SelectMultipleField):
    """Several of a few choices, each a box to tick. is_needed: marked as required, the whole and not each box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, *args: Any, is_needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_needed:
            self.flags.required = True


class Day(DateField):
    """A date, or nothing; what is none is refused in words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read `2026-12-21`."""
        self.data = None
        if not valuelist or not valuelist[0]:
            return
        try:  # blanks are no date and not nothing: who asks for a date (`InputRequired`) would take them for one
            self.data = date.fromisoformat(valuelist[0].strip())
        except ValueError as error:
            raise ValueError(gettext("날짜를 다시 골라 주세요. 예: 2026-12-21")) from error


class WholeNumber(IntegerField):
    """A whole number of at most nine digits; what is none is refused in Korean.

    Longer ones would be read, and then break the comparison with a bound (`NumberRange`) or a column.
    """

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read `30`."""
        self.data = None
        if not valuelist:
            return
        text = valuelist[0].strip()
        if not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
            raise ValueError("숫자만 적어 주세요. 예: 30" if len(text) < 10 else "9자리까지 숫자만 적어 주세요. 예: 30")
        self.data = int(text)


def one_line(text: str | None) -> str:
    """A typed text without line breaks, doubled spaces, and spaces around it: a filter of a field."""
    return " ".join((text or "").split())


def printable(text: str | None) -> str:
    """A refused text as it can be shown again: control characters would be no HTML."""
    return _CONTROLS.sub("\ufffd", text or "")
