"""Forms of the notices' work pages."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from booking.notices import labels

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


class LedgerForm(FlaskForm):
    """Which day's notices, given in the address; what is not understood is an error."""

    class Meta:
        csrf = False

    day = DateField("날짜", validators=[Optional()])
    state = SelectField("상태", choices=[("", "모두"), *labels.STATES.items()])
    channel = SelectField("보내는 방법", choices=[("", "모두"), *labels.CHANNELS.items()])
    page = IntegerField("쪽", default=1, validators=[Optional(), NumberRange(1, 100_000)])

    def validate_day(self, field: DateField) -> None:
        """Days that no notice can have; the calendar ends somewhere."""
        if field.data and not FIRST_DAY <= field.data <= LAST_DAY:
            raise ValidationError("날짜를 다시 확인해 주세요.")


class OutcomeForm(FlaskForm):
    """How a call went."""

    outcome = SelectField(
        "통화 결과",
        choices=list(labels.OUTCOMES.items()),
        validators=[InputRequired("통화 결과를 골라 주세요.")],
    )
