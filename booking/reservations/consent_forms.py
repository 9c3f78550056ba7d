"""The answers to the privacy notice, for every form that asks citizens for personal data."""

from collections.abc import Iterator
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectChoice, ValidationError
from wtforms.validators import StopValidation

from booking import wording
from booking.reservations.errors import ConsentMissing, NoticeChanged
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries import consent as in_force
from booking.reservations.rules import consent as rules
from booking.reservations.service.consent import Later

REFUSING = (False, "", "n", "N", "no", "No", "NO", "0", "off", "Off", "OFF", "false", "False", "FALSE")
"""What counts as no consent, whoever sends it."""

CONSENT_FIELDS = ("notice", "consent", "optional")

OPTIONAL = ("email", "person_phone", "question")
"""The fields that the optional consent to the notice of bookings is about."""


def consented(form: FlaskForm, field: Field) -> None:
    """A validator: who is asked for consent has given it."""
    if not field.data and form.is_asked:
        raise StopValidation(form.without_consent)


consented.field_flags = {"required": True}  # type: ignore[attr-defined]


class AsksOptional(FlaskForm):
    """The answer to the optional items of a notice, and which wording was shown. Nothing is pre-ticked."""

    notice = HiddenField(_l("개인정보 수집·이용 안내"))
    optional = RadioField(
        _l("선택 정보의 수집·이용에 동의하시나요?"),
        choices=[SelectChoice("y", _l("동의함")), SelectChoice("n", _l("동의하지 않음"))],
        validate_choice=False,
    )

    @staticmethod
    def find_notice() -> rules.Notice:
        """The notice in force that the form shows; forms about something else than a booking have another."""
        return in_force.notice_in_force()

    @property
    def refuses_optional(self) -> bool:
        """Whether what stands in the optional fields is not to be kept."""
        return bool(self.optional.data) and self.optional.data in REFUSING

    @property
    def said(self) -> bool | None:
        """The answer to the optional items; None where it was left open."""
        return not self.refuses_optional if self.optional.data else None

    def ask_unless_agreed(self, row: Reservation | WaitingEntry) -> None:
        """Leave the question out where its answer is known: for forms in which something is added later."""
        if in_force.is_optional_agreed(row):
            del self.notice, self.optional

    def later(self) -> Later:
        """What was answered in such a form."""
        return Later(self.said, self.notice.data or "") if "optional" in self else Later()


class Consenting(AsksOptional):
    """The answers to the privacy notice; `reservations/consent/_block.html` shows them. Nothing is pre-ticked.

    consent: to the required items, asked for only where consent is the legal basis. optional: to the optional ones,
    refused or given; who leaves it open and fills them in is told that this is consent, and sees it before booking.
    about_optional: the fields that the optional consent is about.
    notice: the version that was shown; who sends none (a program, an old page) is taken to have seen the one in force.
    """

    about_optional: ClassVar[tuple[str, ...]] = OPTIONAL

    consent = BooleanField(_l("개인정보 수집·이용에 동의합니다"), [consented], false_values=REFUSING)

    def __iter__(self) -> Iterator[Field]:
        """The fields in the order of the page, in which mistakes are told: consent stands last."""
        order = dict(zip(CONSENT_FIELDS, range(1, 4), strict=True))
        return iter(sorted(super().__iter__(), key=lambda one: order.get(one.name, 0)))

    @property
    def without_consent(self) -> str:
        """What is said to who does not agree, where consent is asked for."""
        return wording.sentence(ConsentMissing(field="consent"))

    @property
    def is_asked(self) -> bool:
        """Whether the required items need consent now."""
        return self.find_notice().basis == rules.CONSENT

    @property
    def fills_optional(self) -> bool:
        """Whether anything stands in the optional fields."""
        return any((getattr(self, name).data or "").strip() for name in self.about_optional)

    def validate_notice(self, field: Field) -> None:
        """Who was shown another wording has to read the one in force, and to answer again."""
        if field.data and field.data != self.find_notice().version:
            self.consent.data, self.optional.data = False, None
            raise ValidationError(wording.sentence(NoticeChanged(field="notice")))

    def agree(self, notice: rules.Notice) -> dict[str, Any]:
        """What the booking keeps of the answers, under the notice that was put in force."""
        return {
            "consent_version": notice.version,
            "consent_basis": notice.basis,
            "consent_optional": rules.stored_answer(self.said, is_filled=self.fills_optional),
        }
