"""The form in which people correct how they are reached, what they ask and what they answered."""

from collections.abc import Iterable
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import Field

from booking.calendar.rules import NIGHT
from booking.consultations.rules import Asked
from booking.fields import EmailField, Read, TelField, TextAreaField
from booking.reservations.consent_forms import AsksOptional
from booking.reservations.forms import answer_field
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.rules import answers, people
from booking.reservations.service.own_data import Contact


def proxy_phone_field() -> TelField:
    """The telephone of who booked or waits for somebody; each form makes its own where it stands on its page."""
    return TelField(
        _l("신청인 전화번호"),
        [Read(lambda text: people.read_phone(text, "proxy_phone"), required=True)],
        render_kw={"autocomplete": "tel", "inputmode": "tel", "maxlength": people.PHONE_LENGTH},
    )


def proxy_email_field() -> EmailField:
    """Their e-mail."""
    return EmailField(
        _l("신청인 전자우편"),
        [Read(people.read_email)],
        render_kw={"autocomplete": "email", "maxlength": people.EMAIL_LENGTH},
    )


def fit_to_proxy(form: Any, row: Reservation | WaitingEntry, service: str) -> None:
    """Make a form with the four fields of two people ask for those whom a row has. service: that which is booked."""
    if row.proxy_name:  # a person whom somebody books for may have no telephone of their own
        is_visit = service == NIGHT
        form.phone.label.text = _l("방문하실 분의 연락처") if is_visit else _l("상담받으실 분의 연락처")
        form.phone.validators, form.phone.flags.required = [Read(people.read_own_phone)], False
        form.phone.render_kw = {**form.phone.render_kw, "autocomplete": "section-person tel"}
        form.email.label.text = _l("방문하실 분의 전자우편") if is_visit else _l("상담받으실 분의 전자우편")
    else:
        del form.proxy_phone, form.proxy_email


class ContactForm(AsksOptional):
    """How the people of a booking are reached, and their question. The name is corrected by staff."""

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
    question = TextAreaField(
        _l("상담 요지"), [Read(people.read_question)], render_kw={"rows": 5, "maxlength": people.QUESTION_LENGTH}
    )

    questions: ClassVar[tuple[Asked, ...]] = ()
    """What the field asks more; its fields stand in the form by `correcting`."""

    @property
    def answer_fields(self) -> list[Field]:
        """The fields of the questions, in their order."""
        return [self[answers.field_of(one)] for one in self.questions]

    @classmethod
    def of(cls, row: Reservation, questions: Iterable[Asked]) -> "ContactForm":
        """The form with what is stored."""
        spelled = {"phone": row.shown_phone, "proxy_phone": row.shown_proxy_phone}
        plain = {name: getattr(row, name) or "" for name in ("email", "proxy_email", "question")}
        given = {f"answer-{one.key}": one.text for one in row.given_answers}
        return _correcting(row, questions)(formdata=None, data={**spelled, **plain, **given})._fit(row)

    @classmethod
    def sent_for(cls, row: Reservation, questions: Iterable[Asked]) -> "ContactForm":
        """The form as it was sent for a booking."""
        return _correcting(row, questions)()._fit(row)

    def typed(self) -> Contact:
        """What was typed, by the fields that stand in the form."""
        names = ("phone", "email", "question", "proxy_phone", "proxy_email")
        given = {one.key: self[answers.field_of(one)].data or "" for one in self.questions}
        values = {name: self[name].data or "" for name in names if name in self}
        return Contact(**values, answers=given, consent=self.later())

    def _fit(self, row: Reservation) -> "ContactForm":
        fit_to_proxy(self, row, row.slot.day.kind)
        if row.slot.day.kind == NIGHT:  # nobody is asked what a visit is about
            del self.question
        self.ask_unless_agreed(row)
        return self


def _correcting(row: Reservation, questions: Iterable[Asked]) -> type[ContactForm]:
    """The form of a booking in a field that asks more."""
    asked, before = tuple(questions), {one.key: one for one in row.given_answers}
    fields = {answers.field_of(one): answer_field(one, before.get(one.key), is_new=False) for one in asked}
    return type("CorrectingForm", (ContactForm,), {**fields, "questions": asked})
