"""Which months figures are asked for."""

from datetime import date

from flask_wtf import FlaskForm

from booking import wording
from booking.errors import BookingError
from booking.fields import StringField, one_line
from booking.reports.rules import Period, read_period

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
