"""What is past due, approving its destruction, and the register of what was destroyed (파기 관리대장)."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from booking import clock, web, wording
from booking.db import transaction
from booking.errors import BookingError
from booking.privacy import labels
from booking.privacy.forms import ApproveForm
from booking.reservations import service
from booking.reservations.queries import destruction as register
from booking.reservations.service.destruction import Kind

LISTED = 500
"""How many rows a page shows one by one; all are counted."""

pages = Blueprint("retention", __name__, url_prefix="/staff/privacy")
pages.context_processor(lambda: {"labels": labels})

Answer = Response | str | tuple[str, int]


@pages.get("/retention")
@web.admin_page
def overview() -> Answer:
    """How much of each kind is past due, what is approved, and what is kept."""
    today = clock.today()
    due = [(kind, service.list_due(kind, kind.last_due(today), today)) for kind in service.list_kinds()]
    return render_template(
        "privacy/staff/retention.html",
        due=[(kind, len(rows), *_span(rows)) for kind, rows in due],
        approved=register.list_approved(),
        kept=register.list_kept(),
        today=today,
    )


@pages.route("/retention/<kind>", methods=["GET", "POST"])
@web.admin_page
def past_due(kind: str) -> Answer:
    """The rows of a kind that are past due, by number and day; and approving them."""
    found, today = service.get_kind(kind), clock.today()
    form = ApproveForm(data={"until": found.last_due(today)})
    if request.method == "POST" and form.validate() and form.until.data:
        try:
            _approve(kind, form.until.data, form.reason.data or "")
        except BookingError as error:
            form[error.field or "until"].errors = [wording.sentence(error)]
            return _page(found, form, today), error.status
        flash("승인했습니다. 다음 파기 작업이 파기하고 파기 관리대장에 적습니다.")
        return redirect(url_for("retention.overview"), 303)
    return _page(found, form, today), 400 if form.errors else 200


@pages.post("/retention/<kind>/withdraw")
@web.admin_page
def withdraw(kind: str) -> Answer:
    """Take an approval back that was not carried out yet."""
    until = web.parse_day(request.form.get("until", ""))
    with transaction():
        service.withdraw_approval(service.get_kind(kind).code, until, actor=web.actor(), now=clock.now())
    flash("승인을 거두었습니다. 파기하지 않습니다.")
    return redirect(url_for("retention.overview"), 303)


@pages.get("/register")
@web.admin_page
def destroyed() -> Answer:
    """The register of a year, to be printed and signed."""
    today = clock.today()
    years = register.list_years(today)
    text = request.args.get("year", str(today.year))
    if text not in map(str, years):
        abort(404)
    rows = register.list_destroyed(int(text))
    return render_template("privacy/staff/register.html", rows=rows, year=int(text), years=years, today=today)


def _approve(kind: str, until: date, reason: str) -> None:
    with transaction():
        service.approve_destruction(kind, until, reason=reason, actor=web.actor(), now=clock.now())


def _page(kind: Kind, form: ApproveForm, today: date) -> str:
    rows = service.list_due(kind, kind.last_due(today), today)
    return render_template(
        "privacy/staff/past_due.html",
        kind=kind,
        form=form,
        rows=rows[:LISTED],
        count=len(rows),
        latest=kind.last_due(today),
    )


def _span(rows: list[service.Due]) -> tuple[date | None, date | None]:
    """The first and last day of rows, if there are any."""
    days = [clock.office_date(row[2]) for row in rows]
    return min(days, default=None), max(days, default=None)
