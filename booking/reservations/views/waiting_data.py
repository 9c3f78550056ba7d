"""The own data of who stands in line: correct it, take it along, have it deleted."""

import json
from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from booking import clock, web
from booking.db import transaction
from booking.errors import BookingError
from booking.notices import queries as notices
from booking.reservations.models import WaitingEntry
from booking.reservations.queries import waiting as line
from booking.reservations.queries.consent import service_of, waiting_notice_in_force
from booking.reservations.service import waiting_data
from booking.reservations.service.waiting_telling import subject_of
from booking.reservations.views.blueprint import pages
from booking.reservations.views.waiting import Answer, fields_of, own_entry
from booking.reservations.views.waiting_forms import ReachForm


@pages.get("/waiting/<token>/edit")
@own_entry
def edit_entry(entry: WaitingEntry) -> Answer:
    """The form with what is stored."""
    if not waiting_data.may_correct(entry):
        return redirect(url_for("reservations.waiting_entry", token=entry.token), 303)
    return _edit_page(entry, ReachForm.of(entry))


@pages.post("/waiting/<token>/edit")
@own_entry
def correct_entry(entry: WaitingEntry) -> Answer:
    """Store what was typed."""
    form, token, key = ReachForm.sent_for(entry), entry.token, entry.id
    if not form.validate():
        return _edit_page(entry, form), 400
    try:
        with transaction():
            waiting_data.correct(entry, **form.typed(), consent=form.later(), actor=web.actor(), now=clock.now())
    except BookingError as error:
        web.put_error(form, error)
        return _edit_page(line.get_by_key(key), form), error.status
    flash(gettext("연락처를 고쳤습니다. 순서는 그대로입니다."), "done")
    return redirect(url_for("reservations.waiting_entry", token=token), 303)


@pages.get("/waiting/<token>/data")
@own_entry
def entry_data(entry: WaitingEntry) -> Answer:
    """Everything that is stored about who stands in line, to read and to print."""
    notes = notices.list_notes(subject_of(entry))
    return render_template("reservations/waiting/own_data.html", entry=entry, fields=fields_of(entry), notes=notes)


@pages.get("/waiting/<token>/data.json")
@own_entry
def entry_data_file(entry: WaitingEntry) -> Answer:
    """The same as a file that programs read."""
    body = json.dumps(_everything(entry), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": f'attachment; filename="pulligo-{entry.reference}.json"'}
    return Response(body, mimetype="application/json", headers=headers)


@pages.get("/waiting/<token>/delete")
@own_entry
def ask_to_delete_entry(entry: WaitingEntry) -> Answer:
    """Asks whether the data is to be deleted, and says what it means; changes nothing."""
    return render_template("reservations/waiting/delete.html", entry=entry, may_delete=waiting_data.may_delete(entry))


@pages.post("/waiting/<token>/delete")
@own_entry
def delete_entry(entry: WaitingEntry) -> Answer:
    """Out of the line, and the data deleted."""
    token = entry.token
    with transaction():
        waiting_data.delete(entry, actor=web.actor(), now=clock.now())
    session["waiting"] = [one for one in session.get("waiting", []) if one != token]
    flash(gettext("빈자리 알림 신청에 적으신 정보를 모두 지웠습니다."), "done")
    return redirect(url_for("consultations.home"), 303)


def _edit_page(entry: WaitingEntry, form: ReachForm) -> str:
    fields, notice = fields_of(entry), waiting_notice_in_force(service_of(entry.wish.desks))
    return render_template("reservations/waiting/edit.html", entry=entry, form=form, notice=notice, field=fields[0])


def _everything(row: WaitingEntry) -> dict[str, Any]:
    plain = ("reference", "state", "via", "name", "phone", "email", "proxy_name", "proxy_phone", "proxy_email",
             "language", "lapses", "consent_version", "consent_optional", "optional_version")  # fmt: skip
    moments = ("joined_at", "told_at", "ended_at", "consent_at", "optional_at")
    return {
        "fields": [field.name for field in fields_of(row)],
        "first_date": row.first_date.isoformat(),
        "last_date": row.last_date.isoformat() if row.last_date else None,
        **{name: getattr(row, name) for name in plain},
        "calls": [one.note for one in notices.list_notes(subject_of(row))],
        **{name: clock.to_office(at).isoformat() if (at := getattr(row, name)) else None for name in moments},
    }
