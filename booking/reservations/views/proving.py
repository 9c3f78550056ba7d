"""The code on the summary page, where the office wants telephones proved."""

from flask import current_app, request
from flask_babel import lazy_gettext as _l

from booking import clock, languages, web
from booking.accounts.errors import Locked
from booking.db import transaction
from booking.limits import network
from booking.notices.channels import carries_texts
from booking.reservations import service
from booking.reservations.errors import CodeWrong, PhoneUnproven
from booking.reservations.forms import CodeForm
from booking.reservations.models import Reservation
from booking.reservations.rules.people import Person

HINT = _l("휴대전화로 보내 드린 숫자 여섯 자리입니다. 10분 안에 입력해 주세요.")


def field(hold: Reservation, person: Person) -> CodeForm | None:
    """The field for the code, with what was typed; None where no proof is needed, or it was given."""
    return CodeForm() if service.is_asked_for(hold, _phone(person)) else None


def send(hold: Reservation, person: Person) -> CodeForm | None:
    """Send a code, unless one runs, and give its empty field. PhoneUnprovable; too many codes are told at the field."""
    phone, form = _phone(person), CodeForm(formdata=None)
    if not service.is_asked_for(hold, phone):
        return None
    try:
        with transaction():
            service.send_code(
                hold.token, phone, network=network(), has_texts=carries_texts(current_app.config),
                language=languages.current(), now=clock.now(), again="resend" in request.form,
            )  # fmt: skip
    except Locked as error:
        error.field = "code"
        web.put_error(form, error)
    return form


def refuse(hold: Reservation, person: Person) -> CodeForm | None:
    """The field with its error where the code is missing or wrong; None where the telephone is proved."""
    form = field(hold, person)
    if form is None:
        return None
    typed = form.code.data or ""
    if typed.strip():
        with transaction():
            if service.prove(hold.token, _phone(person), typed, now=clock.now()):
                return None
    web.put_error(form, CodeWrong(field="code") if typed.strip() else PhoneUnproven(field="code"))
    return form


def _phone(person: Person) -> str:
    """The telephone of who fills in the form."""
    return (person.proxy or person).phone or ""
