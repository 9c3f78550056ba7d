"""The departments of the city hall and the offices of towns, which other pages name."""

from collections.abc import Callable

from flask import Blueprint, render_template, request, url_for

from booking.answering import Answer, answer, by
from booking.business import queries, service
from booking.business.forms import DepartmentForm, FindDepartmentForm, NewDepartmentForm
from booking.business.models import Department
from booking.business.rules import is_meant
from booking.paging import page_number
from booking.web import staff_page

PER_PAGE = 50
pages = Blueprint("department_desk", __name__, url_prefix="/staff/departments")


@pages.get("")
@staff_page
def departments() -> Answer:
    """All departments and towns, those that are switched off too; or those with the words that are looked for."""
    form, page = FindDepartmentForm(request.args), page_number()
    is_good = form.validate()
    words = form.q.data if is_good and form.q.data else ""
    every = queries.list_departments(active_only=False)
    found = [one for one in every if is_meant(words, (one.name, one.name_en, one.phone, one.key))]
    listed = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    shown = {"form": form, "page": page, "per_page": PER_PAGE, "total": len(found)}
    return render_template("business/departments.html", listed=listed, **shown), 200 if is_good else 400


@pages.route("/new", methods=["GET", "POST"])
@staff_page
def new_department() -> Answer:
    """A new department, behind all others."""
    last = max((one.position for one in queries.list_departments(active_only=False)), default=0)
    form = NewDepartmentForm(data={"is_active": True, "position": last + 1})
    return _answer(form, None, lambda: service.add_department(form.key.data or "", form.values(), **by()))


@pages.route("/<key>", methods=["GET", "POST"])
@staff_page
def department(key: str) -> Answer:
    """One department."""
    found = queries.get_department(key)
    form = DepartmentForm(obj=found)
    return _answer(form, found, lambda: service.change_department(key, form.values(), **by()))


def _answer(form: DepartmentForm, found: Department | None, do: Callable[[], object]) -> Answer:
    def page() -> str:
        return render_template("business/department.html", form=form, department=found)

    said = "저장했습니다." if found else "부서를 넣었습니다."
    return answer(form, page, do, said, url_for("department_desk.departments"))
