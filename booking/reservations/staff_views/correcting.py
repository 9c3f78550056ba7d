"""Correcting who is booked and how they are reached: a caller was misheard, a letter was mistyped."""

from typing import Any

from flask import render_template
from flask_wtf import FlaskForm
from wtforms import SelectChoice

from booking import clock, languages, web
from booking.calendar.rules import NIGHT
from booking.consultations import queries as consultations
from booking.db import transaction
from booking.errors import BookingError
from booking.fields import EmailField, Read, SelectField, StringField, TelField
from booking.reservations import labels, queries, service
from booking.reservations.errors import NotAllowedNow
from booking.reservations.models import Reservation
from booking.reservations.rules import people
from booking.reservations.service.own_data import Contact, may_correct
from booking.reservations.staff_views.blueprint import Answer, answer, note_seen, pages

_QUIET = {"autocomplete": "off", "spellcheck": "false"}
_NAME = _QUIET | {"maxlength": people.NAME_LENGTH}
_PHONE = _QUIET | {"inputmode": "tel", "maxlength": people.PHONE_LENGTH}
_EMAIL = _QUIET | {"maxlength": people.EMAIL_LENGTH}


def _languages() -> list[SelectChoice]:
    return [SelectChoice(code, languages.name_of(code)) for code in languages.offered()]


class CorrectForm(FlaskForm):
    """Names, telephones, e-mail addresses and the language of a booking. The proxy's stand there where one booked."""

    name = StringField("이름", [Read(people.read_name, required=True)], render_kw=_NAME)
    phone = TelField("전화번호", [Read(people.read_phone, required=True)], render_kw=_PHONE)
    email = EmailField("전자우편", [Read(people.read_email)], render_kw=_EMAIL)
    proxy_name = StringField(
        "신청인 이름", [Read(lambda text: people.read_name(text, "proxy_name"), required=True)], render_kw=_NAME
    )
    proxy_phone = TelField(
        "신청인 전화번호", [Read(lambda text: people.read_phone(text, "proxy_phone"), required=True)], render_kw=_PHONE
    )
    proxy_email = EmailField("신청인 전자우편", [Read(people.read_email)], render_kw=_EMAIL)
    language = SelectField("안내를 보낼 언어", choices=_languages)

    @classmethod
    def of(cls, row: Reservation) -> "CorrectForm":
        """The form with what is stored."""
        spelled = {"phone": row.shown_phone, "proxy_phone": row.shown_proxy_phone}
        plain = {name: getattr(row, name) for name in ("name", "email", "proxy_name", "proxy_email", "language")}
        return cls(formdata=None, data={**plain, **spelled})._fit(row)

    @classmethod
    def sent_for(cls, row: Reservation) -> "CorrectForm":
        """The form as it was sent for a booking."""
        return cls()._fit(row)

    def _fit(self, row: Reservation) -> "CorrectForm":
        if row.proxy_name:  # a person whom somebody books for may have no telephone of their own
            who = "방문하실 분" if row.slot.day.kind == NIGHT else "상담받으실 분"
            self.name.label.text, self.phone.label.text = f"{who}의 이름", f"{who}의 연락처"
            self.phone.validators, self.phone.flags.required = [Read(people.read_own_phone)], False
            self.email.label.text = f"{who}의 전자우편"
        else:
            del self.proxy_name, self.proxy_phone, self.proxy_email
        return self

    def typed(self, row: Reservation) -> Contact:
        """What was typed; what the consultation is about stays as it is."""
        names = ("name", "phone", "email", "proxy_name", "proxy_phone", "proxy_email", "language")
        given = {one.key: one.text for one in row.given_answers}
        values: dict[str, Any] = {name: self[name].data or "" for name in names if name in self}
        return Contact(**values, question=row.question or "", answers=given)


@pages.get("/reservations/<reference>/correct")
@web.staff_page
def correct(reference: str) -> Answer:
    """The form with what is stored, in full: that it was looked at is logged as a reveal is."""
    row = queries.get_by_reference(reference)
    if not may_correct(row, clock.now(), by_staff=True):
        raise NotAllowedNow(state=row.state, wanted="correct")
    note_seen(row, "reservation.revealed")
    return _page(row, CorrectForm.of(row))


@pages.post("/reservations/<reference>/correct")
@web.staff_page
def correct_booking(reference: str) -> Answer:
    """Store what was typed."""
    row = queries.get_by_reference(reference)
    form = CorrectForm.sent_for(row)
    if not form.validate():
        return _page(row, form), 400
    try:
        with transaction():
            service.correct_contact(row, form.typed(row), actor=web.actor(), now=clock.now())
    except BookingError as error:
        if error.field is None or error.field not in form:
            raise
        form[error.field].errors = [*form[error.field].errors, labels.refusal(error)]
        return _page(row, form), error.status
    return answer(row, "corrected")


def _page(row: Reservation, form: CorrectForm) -> str:
    field = consultations.get_field(row.slot.desk)
    return render_template("reservations/staff/correct.html", booking=row, field=field, form=form)
