"""A citizen's own data: correct it, take it along, have it deleted."""

import json
from typing import Any

from flask import flash, redirect, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from booking import clock, web
from booking.advising import queries as advising
from booking.consultations import queries as consultations
from booking.consultations.rules import Asked
from booking.db import transaction
from booking.errors import BookingError
from booking.notices import queries as notices
from booking.reservations import service
from booking.reservations.models import Displacement, Reservation
from booking.reservations.queries import rehousing
from booking.reservations.queries.consent import notice_in_force
from booking.reservations.service.own_data import may_correct, may_delete, why_kept
from booking.reservations.service.telling import subject_of
from booking.reservations.views.blueprint import pages
from booking.reservations.views.contact_forms import ContactForm
from booking.reservations.views.own import Answer, own, page


@pages.get("/reservations/<reference>/edit")
@own
def edit(reservation: Reservation) -> Answer:
    """The form with what is stored."""
    if not may_correct(reservation, clock.now()):
        return redirect(url_for("reservations.show", reference=reservation.reference), 303)
    return _edit_page(reservation, ContactForm.of(reservation, _asked(reservation)))


@pages.post("/reservations/<reference>/edit")
@own
def correct(reservation: Reservation) -> Answer:
    """Store what was typed."""
    form, reference = ContactForm.sent_for(reservation, _asked(reservation)), reservation.reference
    if not form.validate():
        return _edit_page(reservation, form), 400
    try:
        with transaction():
            service.correct_contact(reservation, form.typed(), actor=web.actor(), now=clock.now())
    except BookingError as error:
        web.put_error(form, error)
        return _edit_page(reservation, form), error.status
    flash(gettext("적으신 내용을 저장했습니다."), "done")
    return redirect(url_for("reservations.show", reference=reference), 303)


@pages.get("/reservations/<reference>/data")
@own
def own_data(reservation: Reservation) -> Answer:
    """Everything that is stored about the people of a booking, to read and to print."""
    notes = notices.list_notes(subject_of(reservation))
    return page("reservations/own_data.html", reservation, may_delete=may_delete(reservation, clock.now()), notes=notes)


@pages.get("/reservations/<reference>/data.json")
@own
def own_data_file(reservation: Reservation) -> Answer:
    """The same as a file that programs read."""
    body = json.dumps(_everything(reservation), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": f'attachment; filename="pulligo-{reservation.reference}.json"'}
    return Response(body, mimetype="application/json", headers=headers)


@pages.get("/reservations/<reference>/delete")
@own
def ask_to_delete(reservation: Reservation) -> Answer:
    """Asks whether the data is to be deleted, and says what comes first; changes nothing."""
    return page("reservations/delete.html", reservation, **_deleting(reservation))


@pages.post("/reservations/<reference>/delete")
@own
def delete(reservation: Reservation) -> Answer:
    """Delete the data of the people of a booking."""
    reference = reservation.reference
    try:
        with transaction():
            service.delete_own_data(reservation, actor=web.actor(), now=clock.now())
    except BookingError as error:
        return page("reservations/delete.html", reservation, **_deleting(reservation)), error.status
    session["looked_up"] = [one for one in session.get("looked_up", []) if one != reference]
    flash(gettext("예약하신 분의 정보를 모두 지웠습니다."), "done")
    return redirect(url_for("consultations.home"), 303)


def _deleting(reservation: Reservation) -> dict[str, object]:
    """Whether the data can be deleted now, and if not for whose sake it is kept."""
    now = clock.now()
    return {"may_delete": may_delete(reservation, now), "kept": why_kept(reservation, now)}


def _asked(reservation: Reservation) -> list[Asked]:
    return consultations.list_asked(reservation.slot.desk)


def _edit_page(reservation: Reservation, form: ContactForm) -> str:
    return page("reservations/edit.html", reservation, form=form, notice=notice_in_force(reservation.slot.day.kind))


def _everything(row: Reservation) -> dict[str, Any]:
    field, outcome = consultations.find_field(row.slot.desk), advising.find_outcome(row.outcome)
    moments = ("reserved_at", "moved_at", "consent_at", "optional_at", "answered_at")
    plain = ("reference", "state", "via", "name", "phone", "email", "question", "proxy_name", "proxy_phone",
             "proxy_email", "former_phone", "former_email", "former_proxy_phone", "former_proxy_email",
             "language", "consent_version", "consent_optional", "optional_version", "answer",
             "outcome_note")  # fmt: skip
    return {
        "field": field.name if field else row.slot.desk,
        "starts_at": clock.to_office(row.slot.starts_at).isoformat(),
        "ends_at": clock.to_office(row.slot.ends_at).isoformat(),
        **{name: getattr(row, name) for name in plain},
        "outcome": outcome.name if outcome else row.outcome,
        "closings": [_closing(one) for one in rehousing.list_of(row.id)],
        "answers": {one.label: one.text for one in row.given_answers},
        "calls": [one.note for one in notices.list_notes(subject_of(row))],
        **{name: clock.to_office(at).isoformat() if (at := getattr(row, name)) else None for name in moments},
    }


def _closing(one: Displacement) -> dict[str, str | None]:
    """One time that the booking lost, what was held for it last, and how that ended."""
    return {
        "lost": clock.to_office(one.slot.starts_at).isoformat(),
        "at": clock.to_office(one.displaced_at).isoformat(),
        "held": clock.to_office(one.offer_slot.starts_at).isoformat() if one.offer_slot else None,
        "answer": one.answer,
        "answered_at": clock.to_office(one.answered_at).isoformat() if one.answered_at else None,
    }
