"""Fields of forms that more than one room uses."""

import re
from datetime import date
from typing import Any

from flask_babel import gettext
from wtforms import DateField, IntegerField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget


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
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        try:
            self.data = date.fromisoformat(text)
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
