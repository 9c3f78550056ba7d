"""The form for who was received on paper."""

from collections.abc import Iterable
from typing import Self

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectChoice
from wtforms.validators import DataRequired, InputRequired, NumberRange

from booking import wording
from booking.calendar.models import Slot
from booking.fields import Read, SelectField, StringField, TelField, WholeNumber
from booking.reservations.labels import STATES, states_of
from booking.reservations.queries.consent import notice_in_force
from booking.reservations.rules import people
from booking.reservations.rules.people import Person
from booking.reservations.rules.states import CHECKED_IN, DONE
from booking.reservations.staff_forms import OfService, ReadOut

_QUIET = {"autocomplete": "off", "spellcheck": "false"}
_DIGITS = "종이에 적힌 번호를 1부터 9999까지의 숫자로 적어 주세요."


class PaperWalkInForm(OfService, FlaskForm):
    """One person of the sheet: the number on the paper, when they were there, who they are."""

    notice = HiddenField()
    number = WholeNumber(
        "종이 번호",
        [InputRequired(_DIGITS), NumberRange(1, 9999, _DIGITS)],
        render_kw=_QUIET | {"inputmode": "numeric"},
    )
    slot = SelectField("시간", [DataRequired("시간을 골라 주세요.")])
    name = StringField(
        "이름", [Read(people.read_name, required=True)], render_kw=_QUIET | {"maxlength": people.NAME_LENGTH}
    )
    phone = TelField(
        "전화번호",
        [Read(lambda text: people.read_own_phone(text, "phone"))],
        render_kw=_QUIET | {"inputmode": "tel", "maxlength": people.PHONE_LENGTH},
    )
    step = RadioField(
        "종이에 적은 것", choices=[SelectChoice(state, STATES[state]) for state in (DONE, CHECKED_IN)], default=DONE
    )
    consent = ReadOut(notice_in_force)

    def fit(self, service: str) -> Self:
        """The form as it stands for a day of this service, which names its states."""
        self.step.choices = [SelectChoice(state, states_of(service)[state]) for state in (DONE, CHECKED_IN)]
        return super().fit(service)

    def offer(self, slots: Iterable[Slot], names: dict[str, str]) -> None:
        """Offer the times that have begun. names: the fields' names by key."""
        self.slot.choices = [
            SelectChoice(one.token, f"{wording.hour(one.starts_at)} {names.get(one.desk, one.desk)}") for one in slots
        ]

    def person(self) -> Person:
        """The person of a form that is valid."""
        phone = people.read_own_phone(self.phone.data or "", "phone")
        return Person(people.read_name(self.name.data or ""), phone)
