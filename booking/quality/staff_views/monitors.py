"""The staff pages of the monitors: their terms, what they are to score, and what they submitted."""

from datetime import timedelta

from flask import Blueprint, abort, render_template, url_for

from booking import clock
from booking.answering import Answer, act, answer, by
from booking.business import queries as business
from booking.paging import page_number
from booking.quality import queries, service
from booking.quality.errors import AssignmentUnknown
from booking.quality.forms.monitors import DUE_DAYS, AppointForm, AssignForm, DueForm, TermForm, correction_form
from booking.quality.models.scoring import Monitor
from booking.quality.models.sheets import ScoreSheet
from booking.quality.rules.contacts import term_of
from booking.quality.rules.halves import Half
from booking.quality.service.contacts import values_of
from booking.reasons import read_reason
from booking.web import admin_page, staff_page

PER_PAGE = 30

pages = Blueprint("monitor_desk", __name__, url_prefix="/staff/monitors")
pages.context_processor(lambda: {"Half": Half})


@pages.get("")
@staff_page
def monitors() -> str:
    """All monitors, and until when they are appointed."""
    page, found = page_number(), queries.list_monitors()
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    if page > 1 and not shown:
        abort(404)
    more = {"page": page, "total": len(found), "per_page": PER_PAGE, "today": clock.today()}
    return render_template("quality/monitors.html", monitors=shown, names=queries.account_names(), **more)


@pages.route("/new", methods=["GET", "POST"])
@staff_page
def new_monitor() -> Answer:
    """Appoint the person of an account, for two years unless another term is typed."""
    today, taken = clock.today(), {one.account_id for one in queries.list_monitors()}
    form = AppointForm(data={"term_from": today, "term_to": term_of(today)})
    form.offer({key: name for key, name in queries.account_names().items() if key not in taken})
    return answer(
        form, lambda: render_template("quality/new_monitor.html", form=form),
        lambda: service.appoint(int(form.account.data), form.values(), **by()),
        "시민 모니터로 위촉했습니다.", url_for("monitor_desk.monitors"),
    )  # fmt: skip


@pages.route("/<token>", methods=["GET", "POST"])
@staff_page
def monitor(token: str) -> Answer:
    """One monitor: the term, the assignments, what was submitted."""
    found = queries.get_monitor(token)
    form = TermForm(obj=found)
    return answer(
        form, lambda: _page(found, form, _assign_form()),
        lambda: service.change_term(token, form.values(), **by()), "저장했습니다.",
        url_for("monitor_desk.monitor", token=token),
    )  # fmt: skip


@pages.post("/<token>/assign")
@staff_page
def assign(token: str) -> Answer:
    """Give a monitor a department to score."""
    found, form = queries.get_monitor(token), _assign_form()
    return answer(
        form, lambda: _page(found, TermForm(formdata=None, obj=found), form),
        lambda: service.assign(token, form.values(), **by()), "부서를 배정했습니다.",
        url_for("monitor_desk.monitor", token=token),
    )  # fmt: skip


@pages.route("/<token>/assignments/<assignment>", methods=["GET", "POST"])
@staff_page
def change_assignment(token: str, assignment: str) -> Answer:
    """Ask for more or fewer contacts, until another day."""
    found = queries.get_monitor(token)
    task = next((one for one in queries.list_tasks(found) if one.assignment.token == assignment), None)
    if task is None:
        raise AssignmentUnknown
    form = DueForm(obj=task.assignment)
    shown = {"department": task.department, "done": task.done, "sheet": _titled(task.sheet), "name": _name_of(found)}
    return answer(
        form, lambda: render_template("quality/assignment.html", form=form, monitor=found, **shown),
        lambda: service.change_assignment(assignment, **form.due(), **by()),
        "건수와 기한을 바꾸었습니다.", url_for("monitor_desk.monitor", token=token),
    )  # fmt: skip


@pages.post("/<token>/assignments/<assignment>/withdraw")
@staff_page
def withdraw(token: str, assignment: str) -> Answer:
    """Take an assignment back that nobody has begun."""
    return act(
        lambda: service.withdraw(assignment, **by()),
        "배정을 거두었습니다.",
        url_for("monitor_desk.monitor", token=token),
    )


@pages.route("/contacts/<contact>", methods=["GET", "POST"])
@admin_page
def contact(contact: str) -> Answer:
    """A submitted contact, for an admin to correct with a reason."""
    found = queries.get_contact(contact)
    if found.submitted_at is None:
        abort(404)
    sheet = queries.sheet_of(queries.assignment_of(found))
    values = values_of(found, sheet)
    form = correction_form(sheet, values)
    shown = {"contact": found, "sheet": sheet, "corrections": queries.list_corrections(found)}
    return answer(
        form, lambda: render_template("quality/contact.html", form=form, **shown),
        lambda: service.correct(contact, form.points(), read_reason(form.reason.data or ""), **by()),
        "점수를 고쳤습니다.", url_for("monitor_desk.contact", contact=contact),
    )  # fmt: skip


def _assign_form() -> AssignForm:
    form = AssignForm(data={"due_count": 1, "due_on": clock.today() + timedelta(days=DUE_DAYS)})
    form.offer(queries.list_sheets(PER_PAGE), business.list_departments())
    return form


def _titled(sheet: ScoreSheet) -> str:
    return Half(sheet.year, sheet.half).titled(sheet.name)


def _name_of(monitor: Monitor) -> str:
    return queries.account_names().get(monitor.account_id, "")


def _page(monitor: Monitor, term: TermForm, form: AssignForm) -> str:
    page, total = page_number(), queries.count_submitted(monitor)
    contacts = queries.list_submitted(monitor, PER_PAGE, (page - 1) * PER_PAGE)
    if page > 1 and not contacts:
        abort(404)
    return render_template(
        "quality/monitor.html", monitor=monitor, name=_name_of(monitor), term=term,
        form=form, tasks=queries.list_tasks(monitor), contacts=contacts, today=clock.today(), page=page, total=total,
        per_page=PER_PAGE,
    )  # fmt: skip
