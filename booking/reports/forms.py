"""Forms of the figures: which months are asked for, and what was published of a year."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import SelectChoice, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from booking import clock, wording
from booking.errors import BookingError
from booking.fields import SelectField, StringField, WholeNumber, one_line
from booking.reports.rules import Period, read_period
from booking.reports.rules.yearly import ENTERED
from booking.reports.wording.yearly import NAMES

_MONTH = {"type": "month", "autocomplete": "off", "placeholder": "2026-12"}


class PeriodForm(FlaskForm):
    """From which month to which. It stands in the address, so that the page can be kept."""

    class Meta:
        csrf = False

    first = StringField("처음 달", name="from", filters=[one_line], render_kw=_MONTH)
    last = StringField("끝 달", name="to", filters=[one_line], render_kw=_MONTH)

    def read(self, today: date) -> Period | None:
        """The months, or None where a field says what is wrong; then both hold what was typed."""
        if not self.validate():
            return None
        try:
            period = read_period(self.first.data or "", self.last.data or "", today)
        except BookingError as error:
            (self.first if error.field == "from" else self.last).errors = [wording.sentence(error)]
            return None
        self.first.data, self.last.data = f"{period.first:%Y-%m}", f"{period.last:%Y-%m}"
        return period


FIRST_YEAR = 1995
"""Before it there was no elected office that could have published anything."""


class YearlyFigureForm(FlaskForm):
    """A figure of a year and who published it."""

    year = WholeNumber(
        "해", [InputRequired("해를 적어 주세요."), NumberRange(FIRST_YEAR, message="1995년부터 적어 주세요.")]
    )
    figure = SelectField(
        "통계",
        [DataRequired("통계를 골라 주세요.")],
        choices=[SelectChoice("", "골라 주세요"), *(SelectChoice(key, NAMES[key]) for key in ENTERED)],
    )
    value = StringField(
        "값", [DataRequired("값을 적어 주세요.")], filters=[one_line], render_kw={"inputmode": "decimal"}
    )
    source = StringField(
        "출처",
        [DataRequired("어디에 발표한 수인지 적어 주세요."), Length(max=200, message="200자까지 적어 주세요.")],
        filters=[one_line],
        render_kw={"autocomplete": "off"},
    )

    def validate_year(self, field: WholeNumber) -> None:
        """No year that has not begun."""
        if field.data is not None and field.data > clock.today().year:
            raise ValidationError("아직 오지 않은 해입니다.")
