"""The staff pages of the one-stop counter: what it does, by which department, for what fee."""

from collections.abc import Callable

from flask import Blueprint, Flask, render_template, request, url_for

from booking.answering import Answer, answer, by
from booking.business import queries as business
from booking.counter import queries, service
from booking.counter.forms import FindTaskForm, NewTaskForm, TaskForm
from booking.counter.queries import Offer
from booking.menu import DESKS, add_work_page
from booking.paging import page_number
from booking.web import staff_page

PER_PAGE = 50
pages = Blueprint("counter_desk", __name__, url_prefix="/staff/one-stop")


def init_app(app: Flask) -> None:
    """Add the pages and their place in the menu."""
    app.register_blueprint(pages)
    add_work_page(app, "counter_desk.tasks", "원스톱 창구 업무", ("staff", "admin"), 32, DESKS)


@pages.get("")
@staff_page
def tasks() -> Answer:
    """All that is on the counter's list, what citizens do not see too; or what is looked for."""
    offers, page = queries.list_offers(active_only=False), page_number()
    form = FindTaskForm(request.args)
    form.offer(queries.list_departments(offers))
    is_good = form.validate()
    found = queries.narrow(offers, form.q.data or "", form.department.data or "") if is_good else []
    listed = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    shown = {"form": form, "page": page, "per_page": PER_PAGE, "total": len(found)}
    return render_template("counter/staff_tasks.html", listed=listed, **shown), 200 if is_good else 400


@pages.route("/new", methods=["GET", "POST"])
@staff_page
def new_task() -> Answer:
    """Put a kind of business on the counter's list."""
    form = NewTaskForm(data={"is_active": True})
    listed = {one.business.key for one in queries.list_offers(active_only=False)}
    left = [(one.key, one.name) for one in business.list_businesses() if one.key not in listed]
    form.key.choices = [("", "골라 주세요"), *left]
    return _answer(form, None, lambda: service.add_task(form.key.data, form.values(), **by()))


@pages.route("/<key>", methods=["GET", "POST"])
@staff_page
def task(key: str) -> Answer:
    """One kind of business at the counter."""
    found = queries.get_offer(key, active_only=False)
    form = TaskForm(obj=found.task)
    return _answer(form, found, lambda: service.change_task(key, form.values(), **by()))


def _answer(form: TaskForm, found: Offer | None, do: Callable[[], object]) -> Answer:
    # One that was switched off stays with what it stands for already.
    form.offer(one for one in business.list_departments(active_only=False) if one.is_active or _is_of(found, one.key))

    def page() -> str:
        return render_template("counter/staff_task.html", form=form, offer=found)

    said = "저장했습니다." if found else "원스톱 창구 업무를 넣었습니다."
    return answer(form, page, do, said, url_for("counter_desk.tasks"))


def _is_of(offer: Offer | None, department_key: str) -> bool:
    return offer is not None and offer.task.department_key == department_key
