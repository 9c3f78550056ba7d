"""Kiosks from a list: staff see what would change, and apply what they chose of it."""

from collections.abc import Callable
from dataclasses import asdict

from flask import current_app, flash, redirect, render_template, url_for
from itsdangerous import BadData, URLSafeSerializer
from wtforms import SelectChoice

from booking import web
from booking.answering import Answer, by
from booking.db import transaction
from booking.errors import BookingError
from booking.kiosks import service, wording
from booking.kiosks.errors import ListUnreadable
from booking.kiosks.forms import ConfirmForm, ImportForm
from booking.kiosks.rules.columns import Fault, Listed
from booking.kiosks.rules.differing import Change, code_of
from booking.kiosks.rules.reading import MOST_BYTES, Reading
from booking.kiosks.staff_views.blueprint import pages
from booking.web import staff_page


@pages.get("/import")
@staff_page
def kiosk_import() -> str:
    """The form for a file."""
    return _start(ImportForm(formdata=None))


@pages.post("/import")
@staff_page
def show_import() -> Answer:
    """What the file would change."""
    form = ImportForm()
    if not form.validate_on_submit():
        return _start(form), 400
    return _differing(form, lambda: service.read(form.file.data.stream.read(MOST_BYTES + 1)))


@pages.post("/import/ask")
@staff_page
def ask_import() -> Answer:
    """What the list of the portal's service would change."""
    config = current_app.config
    return _differing(ImportForm(formdata=None), lambda: service.ask(config["KIOSKS_URL"], config["KIOSKS_KEY"]))


def _differing(form: ImportForm, read: Callable[[], Reading]) -> Answer:
    try:
        found = read()
    except BookingError as error:
        web.put_error(form, error)
        return _start(form), error.status
    changes = service.differences(found)
    page = _preview(ConfirmForm(formdata=None), found, changes, service.usual(changes))
    return page if found.rows else (page, 400)


def _start(form: ImportForm) -> str:
    can_ask = bool(current_app.config["KIOSKS_URL"] and current_app.config["KIOSKS_KEY"])
    return render_template("kiosks/staff_import.html", form=form, can_ask=can_ask)


@pages.post("/import/apply")
@staff_page
def apply_import() -> Answer:
    """Make what was chosen; or show it again, where that is not what was seen."""
    form = ConfirmForm()
    found = _unpack(form.difference.data or "")
    changes = service.differences(found)
    _offer(form, changes)
    chosen = list(form.chosen.data or [])
    if not form.validate_on_submit():
        return _preview(form, found, changes, chosen), 400
    try:
        with transaction():
            made = service.apply_list(
                found, chosen, form.seen.data or "", is_faulty_fine=form.without_faults.data, **by()
            )
    except BookingError as error:
        web.put_error(form, error)
        return _preview(form, found, service.differences(found), chosen), error.status
    aside = f" 읽을 수 없는 {len(found.faults)}줄은 빼고 적용했습니다." if found.faults else ""
    flash(f"{len(made)}곳을 바꾸었습니다.{aside}")
    return redirect(url_for("kiosk_desk.kiosks"), 303)


def _offer(form: ConfirmForm, changes: list[Change]) -> list[tuple[str, int, bool]]:
    """Offer the changes part by part. Of each part the title, how many choices it has, and whether it stands open."""
    parts = wording.parted(changes)
    form.chosen.choices = [SelectChoice(one.key, wording.change_words(one)) for _, part, _ in parts for one in part]
    return [(title, len(part), is_open) for title, part, is_open in parts]


def _preview(form: ConfirmForm, found: Reading, changes: list[Change], chosen: list[str]) -> str:
    parts, form.chosen.data = _offer(form, changes), chosen
    form.difference.data, form.seen.data = _pack(found), code_of(changes)
    said = {
        "aside": wording.aside_words(found),
        "doubts": wording.doubts_words(found.rows),
        "faults": wording.faults_words(found.faults),
    }
    return render_template(
        "kiosks/staff_import_preview.html", form=form, found=found, changes=changes, parts=parts, **said
    )


def _pack(found: Reading) -> str:
    """What was read of a list as one text, signed: it was judged there, and comes back as it was."""
    return str(_signer().dumps(asdict(found)))


def _unpack(text: str) -> Reading:
    try:
        told = _signer().loads(text)
        rows, faults = [Listed(**row) for row in told.pop("rows")], [Fault(**one) for one in told.pop("faults")]
        return Reading(rows, faults, **told)
    except (BadData, TypeError, KeyError) as error:  # the latter: signed before an update that knows other values
        raise ListUnreadable(row=1) from error


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="kiosks.import")
