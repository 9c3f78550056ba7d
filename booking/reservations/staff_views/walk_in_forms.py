"""The form for who comes without a booking."""

from wtforms import HiddenField, RadioField, SelectChoice
from wtforms.validators import DataRequired

from booking.consultations.models import Field
from booking.errors import BookingError
from booking.fields import Read, StringField, TelField
from booking.reservations.forms import SentOnce
from booking.reservations.queries.consent import notice_in_force
from booking.reservations.rules import people
from booking.reservations.rules.people import Person
from booking.reservations.staff_forms import OverrideForm, ReadOut

_QUIET = {"autocomplete": "off", "spellcheck": "false"}


class WalkInForm(SentOnce, OverrideForm):
    """Name and field are enough; the reason is asked for where a rule refuses."""

    notice = HiddenField()
    desk = RadioField("상담 분야", [DataRequired("분야를 골라 주세요.")])
    name = StringField(
        "이름", [Read(people.read_name, required=True)], render_kw=_QUIET | {"maxlength": people.NAME_LENGTH}
    )
    phone = TelField(
        "전화번호",
        [Read(lambda text: people.read_own_phone(text, "phone"))],
        render_kw=_QUIET | {"inputmode": "tel", "maxlength": people.PHONE_LENGTH},
    )
    consent = ReadOut(notice_in_force)

    def offer(self, fields: list[Field]) -> None:
        """Offer the fields of the day."""
        self.desk.choices = [SelectChoice(field.key, field.name) for field in fields]
        if not self.desk.data and fields:
            self.desk.data = fields[0].key

    def show(self, error: BookingError, sentence: str) -> None:
        """Show what the use case refused at its field, and that a reason would leave it aside."""
        field = self[error.field if error.field in self else "desk"]
        field.errors = [*field.errors, sentence]
        self.ask_for_reason(error)

    def person(self) -> Person:
        """The person of a form that is valid."""
        phone = people.read_own_phone(self.phone.data or "", "phone")
        return Person(people.read_name(self.name.data or ""), phone)
