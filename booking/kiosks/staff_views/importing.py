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
from booking.kiosks.rules.columns import Listed
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
    changes, aside = service.differences(found.rows), wording.aside_words(found)
    return _preview(ConfirmForm(formdata=None), found.rows, changes, service.usual(changes), aside)


def _start(form: ImportForm) -> str:
    can_ask = bool(current_app.config["KIOSKS_URL"] and current_app.config["KIOSKS_KEY"])
    return render_template("kiosks/staff_import.html", form=form, can_ask=can_ask)


@pages.post("/import/apply")
@staff_page
def apply_import() -> Answer:
    """Make what was chosen; or show it again, where that is not what was seen."""
    form = ConfirmForm()
    rows = _unpack(form.difference.data or "")
    changes = service.differences(rows)
    form.chosen.choices = _choices(changes)
    chosen = list(form.chosen.data or [])
    if not form.validate_on_submit():
        return _preview(form, rows, changes, chosen), 400
    try:
        with transaction():
            made = service.apply_list(rows, chosen, form.seen.data or "", **by())
    except BookingError as error:
        web.put_error(form, error)
        return _preview(form, rows, service.differences(rows), chosen), error.status
    flash(f"{len(made)}곳을 바꾸었습니다.")
    return redirect(url_for("kiosk_desk.kiosks"), 303)


def _choices(changes: list[Change]) -> list[SelectChoice]:
    return [SelectChoice(one.key, wording.change_words(one)) for one in changes]


def _preview(form: ConfirmForm, rows: list[Listed], changes: list[Change], chosen: list[str], aside: str = "") -> str:
    form.chosen.choices, form.chosen.data = _choices(changes), chosen
    form.difference.data, form.seen.data = _pack(rows), code_of(changes)
    shown = {"rows": rows, "changes": changes, "aside": aside, "doubts": wording.doubts_words(rows)}
    return render_template("kiosks/staff_import_preview.html", form=form, **shown)


def _pack(rows: list[Listed]) -> str:
    """The rows of a list as one text, signed: what was read of a file was judged there, and comes back as it was."""
    return str(_signer().dumps([asdict(row) for row in rows]))


def _unpack(text: str) -> list[Listed]:
    try:
        return [Listed(**row) for row in _signer().loads(text)]
    except (BadData, TypeError) as error:  # TypeError: signed before an update that knows other values
        raise ListUnreadable(row=1) from error


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="kiosks.import")
