"""The forms of the waiting list's pages."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from booking.fields import Day, EmailField, MultiCheckboxField, StringField, TelField
from booking.reservations.consent_forms import AsksOptional, Consenting
from booking.reservations.forms import LookupForm, Read, SentOnce, read_reference
from booking.reservations.queries.consent import waiting_notice_in_force
from booking.reservations.rules import people
from booking.reservations.rules.consent import Notice


class WaitingForm(SentOnce, Consenting):
    """What somebody waits for, and how to reach them. `desks` gets its choices from the page."""

    desks = MultiCheckboxField(_l("기다리시는 상담 분야"), validate_choice=False, is_needed=True)
    first = Day(_l("이날부터"), description=_l("비워 두시면 오늘부터입니다."))
    last = Day(_l("이날까지"), description=_l("비워 두시면 날짜를 정하지 않고 기다립니다."))
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
    about_optional = ("email",)

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
        email = "" if self.refuses_optional else self.email.data or ""
        return people.make_person(self.name.data or "", self.phone.data or "", email)


class ReachForm(AsksOptional):
    """How somebody in line is reached."""

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


class FindWaitingForm(LookupForm):
    """Reference and telephone: what finds a place in line again."""

    reference = StringField(
        _l("신청번호"),
        [Read(read_reference, required=True)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
