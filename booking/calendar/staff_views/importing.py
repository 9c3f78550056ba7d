"""Holidays from a file: staff see what would change and what would follow, and apply what they chose of it."""

from datetime import date, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage

from booking import clock, web
from booking.audit.rules import Actor
from booking.calendar import service
from booking.calendar.forms import ConfirmForm, ImportForm
from booking.calendar.rules.answers import Answer, Change, code_of
from booking.calendar.rules.packing import pack, unpack
from booking.calendar.rules.reading import MOST_BYTES, read
from booking.calendar.staff_views.blueprint import Answer as Answered
from booking.calendar.staff_views.blueprint import pages
from booking.calendar.wording import change_words
from booking.db import transaction
from booking.errors import BookingError
from booking.foresight import foresee, outlook
from booking.recheck import recheck, sentences
from booking.web import staff_page


@pages.get("/holiday-import")
@staff_page
def holiday_import() -> str:
    """The form for a file."""
    return _upload_page(ImportForm(formdata=None))


@pages.post("/holiday-import")
@staff_page
def show_import() -> Answered:
    """What the file would change, and what would follow."""
    form = ImportForm()
    if not form.validate_on_submit():
        return _upload_page(form), 400
    file: FileStorage = form.file.data
    try:
        answer = read(file.stream.read(MOST_BYTES + 1))
        changes = service.differences(answer, clock.now())
    except BookingError as error:
        web.put_error(form, error)
        return _upload_page(form), error.status
    confirm = ConfirmForm(formdata=None, reason="특일정보에서 가져옴")
    return _preview(confirm, answer, changes, service.usual(changes))


@pages.post("/holiday-import/proposals/<int:year>")
@staff_page
def show_proposal(year: int) -> Answered:
    """What the service's last answer for a year would change; 404 where nothing differs (any more)."""
    found = next((one for one in service.list_proposals(clock.now()) if one.year == year), None) or abort(404)
    confirm = ConfirmForm(formdata=None, reason="특일정보에서 가져옴")
    return _preview(confirm, found.answer, found.changes, service.usual(found.changes))


@pages.post("/holiday-import/apply")
@staff_page
def apply_import() -> Answered:
    """Apply what was chosen, or show again what would follow, where that was asked for or is not what was seen."""
    form, now, actor = ConfirmForm(), clock.now(), web.actor()
    answer = unpack(form.difference.data or "")
    changes = service.differences(answer, now)
    form.chosen.choices = _choices(changes)
    if not form.validate_on_submit():
        return _preview(form, answer, changes, _ticked(form, changes)), 400
    if "again" in request.form:
        return _preview(form, answer, changes, _ticked(form, changes))
    why = {"reason": form.reason.data, "document_number": form.document_number.data or ""}
    try:
        with transaction():
            made = service.apply_confirmed(
                answer, _ticked(form, changes), form.seen.data or "", **why, actor=actor, now=now
            )
            followed = recheck(now, actor)
    except BookingError as error:
        web.put_error(form, error)
        return _preview(form, answer, service.differences(answer, now), _ticked(form, changes)), error.status
    flash(" ".join([f"공휴일 {len(made)}일을 바꾸었습니다.", *sentences(followed)]))
    return redirect(url_for("calendar.holidays"), 303)


def _ticked(form: ConfirmForm, changes: list[Change]) -> list[date]:
    return [one.date for one in changes if one.date.isoformat() in (form.chosen.data or [])]


def _choices(changes: list[Change]) -> list[tuple[str, str]]:
    return [(one.date.isoformat(), change_words(one)) for one in changes]


def _upload_page(form: ImportForm) -> str:
    return render_template("calendar/import.html", form=form, kilobytes=MOST_BYTES // 1024)


def _preview(form: ConfirmForm, answer: Answer, changes: list[Change], chosen: list[date]) -> str:
    form.chosen.choices = _choices(changes)
    form.chosen.data = [day.isoformat() for day in chosen]
    form.difference.data, form.seen.data = pack(answer), code_of(changes, chosen)

    def do(actor: Actor, now: datetime) -> None:
        service.apply(changes, chosen, reason="-", document_number="", actor=actor, now=now)

    return render_template(
        "calendar/import_preview.html",
        form=form,
        answer=answer,
        changes=changes,
        months=sorted(answer.months),
        outlook=outlook(foresee(do, clock.now(), web.actor())) if chosen else [],
    )
