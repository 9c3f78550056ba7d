"""The staff page on which many departments are assigned to many monitors at once."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from booking import clock, web
from booking.answering import Answer, by
from booking.business import queries as business
from booking.db import new_token, transaction
from booking.errors import BookingError
from booking.paging import page_number
from booking.quality import queries, service
from booking.quality.forms.monitors import DUE_DAYS
from booking.quality.forms.spreading import SpreadForm
from booking.quality.queries import spreading as reading
from booking.quality.rules.halves import Half
from booking.quality.rules.spreading import Pair, code_of
from booking.web import staff_page

LISTED = 10
"""Earlier presses that the page lists."""
PER_PAGE = 50

pages = Blueprint("spreading", __name__, url_prefix="/staff/monitors/spread")
pages.context_processor(lambda: {"Half": Half})


@pages.route("", methods=["GET", "POST"])
@staff_page
def spread() -> Answer:
    """Choose sheet, departments and monitors; see who would get what; assign that."""
    form = _form()
    if not form.validate_on_submit():
        return (_page(form), 400) if form.is_submitted() else _page(form)
    try:
        if request.form.get("do") != "assign":
            return _page(form, service.plan(form.values()))
        with transaction():
            service.assign_many(str(form.token.data), form.values(), form.seen.data or "", **by())
    except BookingError as error:
        web.put_error(form, error)
        pairs = service.plan(form.values()) if error.code == "plan_changed" else None
        return _page(form, pairs), error.status
    flash("배정했습니다. 잘못 배정했으면 여기에서 거두어 주세요.")
    return redirect(url_for("spreading.batch", batch=form.token.data), 303)


@pages.get("/<batch>")
@staff_page
def batch(batch: str) -> str:
    """What was assigned with one press, and the button that takes it back."""
    portions, page = reading.list_portions(batch), page_number()
    shown = portions[(page - 1) * PER_PAGE : page * PER_PAGE]
    if not shown:
        abort(404)
    return render_template(
        "quality/batch.html", batch=batch, portions=portions, shown=shown, page=page, per_page=PER_PAGE
    )


@pages.post("/<batch>/withdraw")
@staff_page
def withdraw(batch: str) -> Answer:
    """Take back what nobody has begun of it."""
    with transaction():
        taken, left = service.withdraw_many(batch, **by())
    flash(f"배정 {taken}건을 거두었습니다." + (f" 시작한 {left}건은 그대로 둡니다." if left else ""))
    return redirect(url_for("spreading.batch", batch=batch) if left else url_for("spreading.spread"), 303)


def _form() -> SpreadForm:
    """All departments and all monitors of the day are ticked to begin with."""
    today, names = clock.today(), queries.account_names()
    monitors = {
        one.token: names[one.account_id]
        for one in queries.list_monitors()
        if one.term_to >= today and one.account_id in names
    }
    departments = {one.key: one.name for one in business.list_departments()}
    usual = {"departments": list(departments), "monitors": list(monitors), "token": new_token()}
    form = SpreadForm(data={**usual, "per": 1, "due_count": 1, "due_on": today + timedelta(days=DUE_DAYS)})
    form.offer(queries.list_sheets(30), departments, monitors)
    return form


def _page(form: SpreadForm, pairs: list[Pair] | None = None) -> str:
    shown: list[tuple[str, list[str]]] = []
    if pairs is not None:
        form.seen.data = code_of(pairs)
        shown = _shown(pairs)
    return render_template(
        "quality/spread.html", form=form, pairs=pairs, shown=shown, batches=reading.list_batches(LISTED)
    )


def _shown(pairs: list[Pair]) -> list[tuple[str, list[str]]]:
    """Each monitor's name with the names of the departments."""
    departments, accounts = queries.department_names(), queries.account_names()
    names = {one.id: accounts.get(one.account_id, "") for one in queries.list_monitors()}
    found: dict[int, list[str]] = {}
    for monitor, department in pairs:
        found.setdefault(monitor, []).append(departments[department])
    return [(names[monitor], of) for monitor, of in found.items()]
