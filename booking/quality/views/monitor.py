"""The monitors' pages, made for a phone: what they are to score, and the score sheet."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from booking import clock, web, wording
from booking.crypto import vault
from booking.db import new_token, transaction
from booking.errors import BookingError
from booking.quality import queries, service
from booking.quality.errors import AssignmentDone, ContactFinal, ContactIncomplete, MonitorUnknown
from booking.quality.forms.monitors import ContactForm, contact_form
from booking.quality.models.scoring import Assignment, Monitor
from booking.quality.rules.contacts import ContactValues
from booking.quality.rules.halves import Half
from booking.quality.rules.sheets import KINDS
from booking.quality.service.contacts import values_of
from booking.web import monitor_page

pages = Blueprint("monitor", __name__, url_prefix="/monitor")
pages.context_processor(lambda: {"kinds": KINDS, "Half": Half, "kept_at": _kept_at})

Answer = Response | str | tuple[str, int]


@pages.get("/")
@monitor_page
def tasks() -> str:
    """What is to be scored, until when, and what was begun."""
    found = queries.find_monitor_of_account(current_user.id)
    shown = queries.list_tasks(found) if found else []
    return render_template("quality/monitor_tasks.html", monitor=found, tasks=shown, today=clock.today())


@pages.route("/assignments/<token>/new", methods=["GET", "POST"])
@monitor_page
def new_contact(token: str) -> Answer:
    """A new contact of an assignment."""
    assignment = queries.get_assignment(token, _own().id)
    form = contact_form(queries.sheet_of(assignment), new_token(), ContactValues())
    return _answer(form, token, lambda: _page(form, assignment, assignment.token))


@pages.route("/contacts/<token>", methods=["GET", "POST"])
@monitor_page
def contact(token: str) -> Answer:
    """A contact that was begun; one that was submitted is only shown."""
    found = queries.get_contact(token, _own().id)
    assignment = queries.assignment_of(found)
    sheet = queries.sheet_of(assignment)
    values = values_of(found, sheet)
    form = contact_form(sheet, found.form_key, values)
    if found.submitted_at is not None and not form.is_submitted():
        return render_template("quality/monitor_done.html", contact=found, sheet=sheet, points=values.points)
    return _answer(form, assignment.token, lambda: _page(form, assignment, found.token))


@pages.post("/contacts/<token>/discard")
@monitor_page
def discard(token: str) -> Response:
    """Throw a draft away."""
    found = queries.get_contact(token, _own().id)
    key = found.form_key
    with transaction():
        service.discard(found, now=clock.now())
    flash("저장해 둔 점수를 지웠습니다.", "success")
    return redirect(url_for("monitor.tasks", _anchor=f"saved-{key}"), 303)


def _own() -> Monitor:
    found = queries.find_monitor_of_account(current_user.id)
    if found is None:
        raise MonitorUnknown
    return found


def _answer(form: ContactForm, assignment: str, page: Callable[[], str]) -> Answer:
    """Keep or submit a form, or show what is wrong. The fragment tells the page's script what has arrived."""
    if not form.validate_on_submit():
        return (page(), 400) if form.is_submitted() else page()
    key, is_submit = str(form.form_key.data), request.form.get("do") == "submit"
    try:
        token = _write(assignment, key, form.values(), is_submit)
    except ContactIncomplete as error:
        form.show_missing(error.missing)
        return page(), error.status
    except AssignmentDone as error:
        form.form_errors = [wording.sentence(error)]
        return page(), error.status
    except ContactFinal as error:
        flash(wording.sentence(error), "error")
        return redirect(url_for("monitor.tasks", _anchor=f"saved-{key}"), 303)
    except BookingError as error:
        web.put_error(form, error)
        return page(), error.status
    flash("제출했습니다. 고맙습니다." if is_submit else "저장했습니다. 아직 제출하지 않았습니다.", "success")
    to = url_for("monitor.tasks") if is_submit else url_for("monitor.contact", token=token)
    return redirect(f"{to}#saved-{key}", 303)


def _write(token: str, key: str, values: ContactValues, is_submit: bool) -> str:
    """Keep or submit; the contact's name in addresses."""
    now = clock.now()
    with transaction():
        assignment = queries.get_assignment(token)
        if is_submit:
            return service.submit(assignment, key, values, actor=web.actor(), now=now).token
        return service.save(assignment, key, values, now=now).token


def _page(form: ContactForm, assignment: Assignment, kept_as: str) -> str:
    found = queries.find_draft(str(form.form_key.data), assignment)
    return render_template(
        "quality/monitor_contact.html", form=form, sheet=queries.sheet_of(assignment), assignment=assignment,
        department=queries.department_names()[assignment.department_id], key=_kept_at(kept_as), contact=found,
        seal=_seal(), is_done=queries.count_done(assignment) >= assignment.due_count,
    )  # fmt: skip


def _seal() -> str:
    """The key (hex digits) under which the browser keeps it: each account's own, and on no page of anybody else."""
    return vault().index(f"scores kept in browsers|{current_user.token}")


def _kept_at(token: str) -> str:
    """Where the browser keeps what is not sent yet: apart for each account of a shared phone."""
    return f"scores:{current_user.token}:{token}"
