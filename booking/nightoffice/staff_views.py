"""The staff pages of the night office's kinds of business: the list, and each kind's hours, fee and texts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from booking import clock, dates, web
from booking.business.forms import FindForm
from booking.db import transaction
from booking.errors import BookingError
from booking.foresight import rehearse, shown_code
from booking.menu import DESKS, add_work_page
from booking.nightoffice import queries, service
from booking.nightoffice.forms import NewNightTaskForm, NightTaskForm
from booking.nightoffice.models import NightTask
from booking.nightoffice.service import NightTaskValues
from booking.paging import page_number
from booking.reservations.queries.outside import count_outside, newly_outside
from booking.web import staff_page

PER_PAGE = 50
pages = Blueprint("night_desk", __name__, url_prefix="/staff/night-tasks")

Answer = Response | str | tuple[str, int]


def init_app(app: Flask) -> None:
    """Add the pages and their place in the menu."""
    app.register_blueprint(pages)
    add_work_page(app, "night_desk.tasks", "야간민원실 업무", ("staff", "admin"), 33, DESKS)


@pages.get("")
@staff_page
def tasks() -> Answer:
    """All kinds of business, those that citizens do not see too; or those with the words that are looked for."""
    form, page = FindForm(request.args), page_number()
    is_good = form.validate()
    found = queries.narrow_tasks(queries.list_tasks(active_only=False), (is_good and form.q.data) or "")
    among = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    shown = {"form": form, "page": page, "per_page": PER_PAGE, "total": len(found)}
    listed = [(task, queries.hours_of(task)) for task in among]
    return render_template("nightoffice/staff_tasks.html", listed=listed, **shown), 200 if is_good else 400


@pages.route("/new", methods=["GET", "POST"])
@staff_page
def new_task() -> Answer:
    """Put a kind of business on the list, behind all others."""
    last = max((task.position for task in queries.list_tasks(active_only=False)), default=0)
    form = NewNightTaskForm(data={"position": last + 1, "is_active": True, "seats": 1})
    form.business_key.choices = [("", "골라 주세요"), *queries.unlisted()]
    if not form.validate_on_submit():
        return _page(form, None)
    try:
        with transaction():
            service.add_task(form.business_key.data, form.values(), **_by_whom())
    except BookingError as error:
        web.put_error(form, error)
        return _page(form, None, error.status)
    flash("야간민원실 업무를 넣었습니다.")
    return redirect(url_for("night_desk.tasks"), 303)


@pages.route("/<key>", methods=["GET", "POST"])
@staff_page
def task(key: str) -> Answer:
    """One kind of business."""
    found = queries.get_task(key)
    form = NightTaskForm(obj=found)
    if not form.validate_on_submit():
        return _page(form, found)
    try:
        told = _foretell(key, form.values())
        code = shown_code(told)
        if told and form.seen.data != code:
            form.seen.data = code
            return _page(form, queries.get_task(key), 200, told)
        with transaction():
            service.change_task(key, form.values(), **_by_whom())
    except BookingError as error:
        web.put_error(form, error)
        return _page(form, queries.get_task(key), error.status)
    flash("저장했습니다.")
    return redirect(url_for("night_desk.tasks"), 303)


def _foretell(key: str, values: NightTaskValues) -> list[str]:
    """Which booked visits a change would leave outside of the hours or seats, in sentences; none where it does not."""
    now = clock.now()
    before = count_outside(now, key)

    def look() -> dict[datetime, int]:
        service.change_task(key, values, **_by_whom())
        return count_outside(now, key)

    return [
        f"{dates.moment(at)} 방문 예약 {count}건은 그대로 지키고, 그 시간에는 예약을 더 받지 않습니다."
        for at, count in newly_outside(before, rehearse(look)).items()
    ]


def _page(form: NightTaskForm, found: NightTask | None, status: int = 400, outlook: Sequence[str] = ()) -> Answer:
    page = render_template("nightoffice/staff_task.html", form=form, task=found, outlook=outlook)
    return (page, status) if form.is_submitted() else page


def _by_whom() -> dict[str, Any]:
    return {"actor": web.actor(), "now": clock.now()}
