"""The forms of the waiting list's pages."""

from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice

from booking.calendar.rules import CONSULTATION, NIGHT
from booking.fields import Day, EmailField, MultiCheckboxField, Read, StringField, TelField
from booking.reservations.consent_forms import AsksOptional, Consenting
from booking.reservations.forms import (
    LookupForm,
    SentOnce,
    person_name_field,
    person_phone_field,
    read_reference,
)
from booking.reservations.models import WaitingEntry
from booking.reservations.queries.consent import service_of, waiting_notice_in_force
from booking.reservations.rules import people
from booking.reservations.rules.consent import Notice
from booking.reservations.service.waiting_data import REACHED
from booking.reservations.views.contact_forms import fit_to_proxy, proxy_email_field, proxy_phone_field


class WaitingForm(SentOnce, Consenting):
    """What somebody waits for, and how to reach them. `desks` gets its choices from the page."""

    desks = MultiCheckboxField(_l("기다리시는 상담 분야"), validate_choice=False, is_needed=True)
    first = Day(_l("이날부터"), description=_l("비워 두시면 오늘부터입니다."))
    last = Day(_l("이날까지"), description=_l("비워 두시면 날짜를 정하지 않고 기다립니다."))
    who = RadioField(
        _l("누구의 상담을 기다리시나요?"),
        [Read(people.read_who, required=True)],
        choices=[
            SelectChoice(people.OWN, _l("제 상담을 기다립니다 (본인 신청)")),
            SelectChoice(people.PROXY, _l("다른 분의 상담을 기다립니다 (대리 신청)")),
        ],
        default=people.OWN,
        validate_choice=False,
    )
    name = StringField(
        _l("이름"),
        [Read(people.read_name, required=True)],
        render_kw={"autocomplete": "name", "maxlength": people.NAME_LENGTH},
    )
    phone = TelField(
        _l("전화번호"),
        [Read(people.read_phone, required=True)],
        render_kw={"autocomplete": "tel", "inputmode": "tel", "maxlength": people.PHONE_LENGTH},
    )
    email = EmailField(
        _l("전자우편"),
        [Read(people.read_email)],
        render_kw={"autocomplete": "email", "maxlength": people.EMAIL_LENGTH},
    )
    person_name = person_name_field()
    person_phone = person_phone_field()
    about_optional = ("email", "person_phone")
    service: ClassVar[str] = CONSULTATION

    @staticmethod
    def find_notice() -> Notice:
        """The notice of the waiting list."""
        return waiting_notice_in_force()

    @property
    def without_consent(self) -> str:
        """Who does not agree stands in line by telephone."""
        return gettext("동의해 주셔야 인터넷으로 신청하실 수 있습니다. 동의하지 않으시면 전화로 문의해 주세요.")

    def person(self) -> people.Person:
        """The person of a form that is valid; without what stands in optional fields where that was refused."""
        typed = (self.name, self.phone, self.email, self.who, self.person_name, self.person_phone)
        given: dict[str, Any] = {one.name: one.data or "" for one in typed}
        if self.refuses_optional:
            given |= dict.fromkeys(self.about_optional, "")
        return people.make_person(**given)


class VisitWaitingForm(WaitingForm):
    """The same for visits to the night office."""

    desks = MultiCheckboxField(_l("기다리시는 업무"), validate_choice=False, is_needed=True)
    who = RadioField(
        _l("누구의 방문을 기다리시나요?"),
        [Read(people.read_who, required=True)],
        choices=[
            SelectChoice(people.OWN, _l("제가 방문합니다 (본인 신청)")),
            SelectChoice(people.PROXY, _l("다른 분이 방문합니다 (대리 신청)")),
        ],
        default=people.OWN,
        validate_choice=False,
    )
    person_name = person_name_field(_l("방문하실 분의 성함"))
    person_phone = person_phone_field(_l("방문하실 분의 연락처"))
    service: ClassVar[str] = NIGHT

    @staticmethod
    def find_notice() -> Notice:
        """The notice of those who wait for a visit."""
        return waiting_notice_in_force(NIGHT)


class ReachForm(AsksOptional):
    """How the people of a place in line are reached."""

    proxy_phone = proxy_phone_field()
    proxy_email = proxy_email_field()
    phone = TelField(
        _l("전화번호"),
        [Read(people.read_phone, required=True)],
        render_kw={"autocomplete": "tel", "inputmode": "tel", "maxlength": people.PHONE_LENGTH},
    )
    email = EmailField(
        _l("전자우편"),
        [Read(people.read_email)],
        render_kw={"autocomplete": "email", "maxlength": people.EMAIL_LENGTH},
    )

    @classmethod
    def of(cls, entry: WaitingEntry) -> "ReachForm":
        """The form with what is stored."""
        spelled = {"phone": entry.shown_phone, "proxy_phone": entry.shown_proxy_phone}
        plain = {"email": entry.email or "", "proxy_email": entry.proxy_email or ""}
        return cls(formdata=None, data={**spelled, **plain})._fit(entry)

    @classmethod
    def sent_for(cls, entry: WaitingEntry) -> "ReachForm":
        """The form as it was sent for an entry."""
        return cls()._fit(entry)

    def typed(self) -> dict[str, str]:
        """What was typed, by the fields that stand in the form."""
        return {name: self[name].data or "" for name in REACHED if name in self}

    def _fit(self, entry: WaitingEntry) -> "ReachForm":
        fit_to_proxy(self, entry, service_of(entry.wish.desks))
        self.ask_unless_agreed(entry)
        return self


class FindWaitingForm(LookupForm):
    """Reference and telephone: what finds a place in line again."""

    reference = StringField(
        _l("신청번호"),
        [Read(read_reference, required=True)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
