"""The form for who comes without a booking."""

from collections.abc import Mapping

from wtforms import HiddenField, RadioField, SelectChoice
from wtforms.validators import DataRequired

from booking.consultations.models import Field
from booking.consultations.rules import Asked
from booking.errors import BookingError
from booking.fields import Read, StringField, TelField
from booking.reservations.forms import SentOnce
from booking.reservations.queries.consent import notice_in_force
from booking.reservations.rules import people
from booking.reservations.rules.people import Person
from booking.reservations.staff_forms import OfService, OverrideForm, ReadOut
from booking.reservations.staff_views.caller_forms import Asking, answer_fields

_QUIET = {"autocomplete": "off", "spellcheck": "false"}


class WalkInForm(Asking, OfService, SentOnce, OverrideForm):
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
        """Offer the fields of the day. None is chosen beforehand but the only one: whoever is in a hurry would give a
        number of the first."""
        self.desk.choices = [SelectChoice(field.key, field.name) for field in fields]
        if not self.desk.data and len(fields) == 1:
            self.desk.data = fields[0].key

    @property
    def advice(self) -> str:
        """The field that is chosen."""
        return self.desk.data or ""

    def show(self, error: BookingError, sentence: str) -> None:
        """Show what the use case refused at its field, and that a reason would leave it aside."""
        name = self.answer_of(error)
        field = self[name if name in self else "desk"]
        field.errors = [*field.errors, sentence]
        self.ask_for_reason(error)

    def person(self) -> Person:
        """The person of a form that is valid, with the answers to the chosen field."""
        phone = people.read_own_phone(self.phone.data or "", "phone")
        return Person(people.read_name(self.name.data or ""), phone, answers=self.given)


def asking_walk_in(questions: Mapping[str, tuple[Asked, ...]]) -> type[WalkInForm]:
    """The form with what the fields ask. questions: by field of advice."""
    return type("DayWalkInForm", (WalkInForm,), answer_fields(questions))
