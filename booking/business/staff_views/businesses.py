"""The kinds of business: their names, other words for them, and the fields in which experts advise about them."""

from collections.abc import Callable

from flask import Blueprint, render_template, request, url_for

from booking.answering import Answer, answer, by
from booking.business import queries, service
from booking.business.forms import BusinessForm, FindForm, NewBusinessForm
from booking.business.models import Business
from booking.consultations import queries as consultations
from booking.paging import page_number
from booking.web import staff_page

PER_PAGE = 50
pages = Blueprint("business_desk", __name__, url_prefix="/staff/businesses")


@pages.get("")
@staff_page
def businesses() -> Answer:
    """All kinds of business, those that citizens do not see too; or those with the words that are looked for."""
    form, page = FindForm(request.args), page_number()
    is_good = form.validate()
    every = {one.key: one for one in queries.list_businesses(active_only=False)}
    found = queries.narrow((is_good and form.q.data) or "", {key: one.texts for key, one in every.items()})
    listed = [every[key] for key in found[(page - 1) * PER_PAGE : page * PER_PAGE]]
    shown = {"form": form, "page": page, "per_page": PER_PAGE, "total": len(found), "fields": dict(_fields())}
    return render_template("business/businesses.html", listed=listed, **shown), 200 if is_good else 400


@pages.route("/new", methods=["GET", "POST"])
@staff_page
def new_business() -> Answer:
    """A new kind of business. How it is done is said on the pages of the services."""
    form = NewBusinessForm(data={"is_active": True})
    return _answer(form, None, lambda: service.add_business(form.key.data or "", form.values(), **by()))


@pages.route("/<key>", methods=["GET", "POST"])
@staff_page
def business(key: str) -> Answer:
    """One kind of business."""
    found = queries.get_business(key)
    form = BusinessForm(obj=found, data={"fields_helped": found.field_keys.split()})
    return _answer(form, found, lambda: service.change_business(key, form.values(), **by()))


def _answer(form: BusinessForm, found: Business | None, do: Callable[[], object]) -> Answer:
    form.offer(_fields())

    def page() -> str:
        return render_template("business/business.html", form=form, business=found)

    said = "저장했습니다." if found else "업무 종류를 넣었습니다."
    return answer(form, page, do, said, url_for("business_desk.businesses"))


def _fields() -> list[tuple[str, str]]:
    return [(field.key, field.name) for field in consultations.list_fields(active_only=False)]
