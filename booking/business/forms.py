"""Forms of the staff pages of the kinds of business."""

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from booking.fields import Day, Read, SelectField, StringField, WholeNumber, one_line, printable
from booking.reasons import REASON_LENGTH, read_reason
from booking.reservations.forms import SentOnce

WORDS_LENGTH = 60
MOST_CASES = 9999
FIRST_YEAR = 2000


class FindForm(FlaskForm):
    """Which kind of business is looked for; it stands in the address."""

    class Meta:
        csrf = False

    q = StringField(
        "업무 찾기",
        [Length(max=WORDS_LENGTH, message=f"{WORDS_LENGTH}자까지 적어 주세요.")],
        filters=[printable, one_line],
        render_kw={"maxlength": WORDS_LENGTH, "type": "search", "autocomplete": "off", "enterkeyhint": "search"},
    )


class CorrectionForm(SentOnce, FlaskForm):
    """How many cases more or fewer there were on a day that is over, and why."""

    day = Day("날짜", [InputRequired("날짜를 골라 주세요.")])
    key = SelectField("업무", [DataRequired("업무를 골라 주세요.")])
    number = WholeNumber(
        "더하거나 뺄 건수",
        [
            InputRequired("건수를 적어 주세요."),
            NumberRange(-MOST_CASES, MOST_CASES, f"{MOST_CASES}건까지 적어 주세요."),
        ],
        render_kw={"autocomplete": "off"},
    )
    reason = StringField(
        "사유",
        [DataRequired("사유를 적어 주세요."), Length(max=REASON_LENGTH), Read(read_reason)],
        filters=[one_line],
        render_kw={"autocomplete": "off", "maxlength": REASON_LENGTH},
    )

    def offer(self, kinds: Iterable[tuple[str, str]]) -> None:
        """The kinds of business to choose from, by key and name."""
        self.key.choices = [("", "골라 주세요"), *kinds]

    def validate_day(self, field: Day) -> None:
        """Years that no count can have; the calendar ends somewhere."""
        if field.data and field.data.year < FIRST_YEAR:
            raise ValidationError("날짜를 다시 확인해 주세요.")

    def validate_number(self, field: WholeNumber) -> None:
        """No case more and none fewer is no correction."""
        if field.data == 0:
            raise ValidationError("0이 아닌 수를 적어 주세요. 예: 12, -1")
