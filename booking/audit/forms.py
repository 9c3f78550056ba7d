"""The form that filters the audit log."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import DateField, SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from booking.audit.labels import ACTIONS
from booking.audit.queries import Wanted
from booking.audit.rules import clean
from booking.fields import SelectField, StringField
from booking.typed import normalise

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
CHOICES = [SelectChoice("", "모두"), *(SelectChoice(action, name) for action, name in ACTIONS.items())]


def _printable(text: str | None) -> str:
    return "".join(letter for letter in text or "" if letter.isprintable()).strip()


class FilterForm(FlaskForm):
    """Day, account, action and reservation, given in the address; a filter that is not understood is an error."""

    class Meta:
        csrf = False

    day = DateField("날짜", validators=[Optional()])
    account = StringField("계정", filters=[_printable], validators=[Length(max=255, message="255자까지 적어 주세요.")])
    action = SelectField("한 일", filters=[_printable], choices=CHOICES, validate_choice=False)
    reference = StringField(
        "예약번호", filters=[_printable], validators=[Length(max=40, message="예약번호를 다시 확인해 주세요.")]
    )

    def validate_day(self, field: DateField) -> None:
        """Days that no log can have; the calendar ends somewhere."""
        if field.data and not FIRST_DAY <= field.data <= LAST_DAY:
            raise ValidationError("날짜를 다시 확인해 주세요.")

    @property
    def wanted(self) -> Wanted:
        """The filter as the queries take it."""
        typed = normalise("NFKC", self.reference.data).upper()
        reference = "".join(letter for letter in typed if letter.isalnum())
        about = f"reservation:{reference}" if reference else ""
        return Wanted(self.day.data, clean(self.account.data), clean(self.action.data), clean(about))

    @property
    def described(self) -> str:
        """The filter as the log notes it: looking at the log is itself an access."""
        given = {"day": self.day.data, "account": self.account.data, "action": self.action.data}
        given["reference"] = self.reference.data
        return " ".join(f"{name}={value}" for name, value in given.items() if value)
