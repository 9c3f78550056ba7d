"""What the room's forms share: texts in one form, and how long they are."""

from wtforms import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from booking.calendar.rules import without_control
from booking.fields import SelectField, WholeNumber
from booking.quality.rules.halves import NAMES, Half

FILLED = DataRequired("적어 주세요.")
CHOSEN = InputRequired("하나를 골라 주세요.")
TEXT = {"autocomplete": "off"}
YEAR = [InputRequired("적어 주세요."), NumberRange(2020, 2099, "2020부터 2099까지 적어 주세요.")]
POSITION = [InputRequired("적어 주세요."), NumberRange(0, 9999, "0부터 9999까지 적어 주세요.")]


def clean(text: str | None) -> str:
    """A line without control characters, doubled spaces, and spaces around it."""
    return " ".join(without_control(text or "").split())


def clean_lines(text: str | None) -> str:
    """The same, line by line."""
    return "\n".join(clean(line) for line in (text or "").splitlines()).strip()


def longest(limit: int) -> Length:
    """At most so many characters."""
    return Length(max=limit, message=f"{limit}자까지 적어 주세요.")


def between(low: int, high: int) -> list[object]:
    """A number is there, and within these bounds."""
    return [InputRequired("적어 주세요."), NumberRange(low, high, f"{low}부터 {high}까지 적어 주세요.")]


class HalfFields:
    """The fields of a half-year, for forms to mix in."""

    year = WholeNumber("연도", YEAR)
    half = SelectField("반기", [CHOSEN], choices=[SelectChoice(str(half), name) for half, name in NAMES.items()])

    def read_half(self) -> Half:
        """The half-year of a form that is valid."""
        return Half(int(self.year.data or 0), int(self.half.data or 0))
