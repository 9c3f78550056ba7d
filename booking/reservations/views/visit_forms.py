"""The citizens' form of a time: what a visit to the night office asks for is less than what a consultation does."""

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice

from booking.calendar.rules import NIGHT
from booking.consultations import queries as consultations
from booking.fields import Read
from booking.reservations.forms import ReservationForm, asking, person_name_field, person_phone_field
from booking.reservations.queries.consent import notice_in_force
from booking.reservations.rules import people
from booking.reservations.rules.consent import Notice

if TYPE_CHECKING:
    from booking.calendar.models import Slot


class VisitForm(ReservationForm):
    """Who comes and how to reach them. Nobody is asked what for: the kind of business says it."""

    who = RadioField(
        _l("누구의 방문을 예약하시나요?"),
        [Read(people.read_who, required=True)],
        choices=[
            SelectChoice(people.OWN, _l("제가 방문합니다 (본인 예약)")),
            SelectChoice(people.PROXY, _l("다른 분이 방문합니다 (대리 예약)")),
        ],
        default=people.OWN,
        validate_choice=False,
    )
    person_name = person_name_field(_l("방문하실 분의 성함"))
    person_phone = person_phone_field(_l("방문하실 분의 연락처"))
    question = None  # type: ignore[assignment]  # so WTForms leaves the field out
    about_optional = ("email", "person_phone")

    @staticmethod
    def find_notice() -> Notice:
        """The notice of visits."""
        return notice_in_force(NIGHT)


def form_of(slot: "Slot") -> type[ReservationForm]:
    """The form of a time, with what its desk asks more."""
    form = VisitForm if slot.day.kind == NIGHT else ReservationForm
    return asking(consultations.list_asked(slot.desk), form)
