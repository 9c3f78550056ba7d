"""The staff pages of the places."""

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from booking.answering import Answer, answer, by
from booking.business.rules import is_meant
from booking.db import transaction
from booking.kiosks import queries, service, wording
from booking.kiosks.forms import KioskForm, SearchForm, WorkingForm, typed
from booking.kiosks.models import Kiosk
from booking.kiosks.staff_views.blueprint import pages
from booking.paging import page_number
from booking.web import staff_page

PER_PAGE = 50


@pages.get("")
@staff_page
def kiosks() -> Answer:
    """All places on the list, page by page; or those with the words that are looked for."""
    return _list()


@pages.route("/new", methods=["GET", "POST"])
@staff_page
def new_kiosk() -> Answer:
    """A new place, behind all others."""
    form = _form({"is_working": True, "position": queries.next_position()})
    return answer(
        form,
        lambda: _page(form, None),
        lambda: service.add_kiosk(form.values(), **by()),
        "무인민원발급기를 넣었습니다.",
        url_for("kiosk_desk.kiosks"),
    )


@pages.route("/<token>", methods=["GET", "POST"])
@staff_page
def kiosk(token: str) -> Answer:
    """One place."""
    found = queries.get_kiosk(token)
    form = _form(typed(service.values_of(found)))
    return answer(
        form,
        lambda: _page(form, found),
        lambda: service.change_kiosk(token, form.values(), **by()),
        "저장했습니다.",
        url_for("kiosk_desk.kiosks"),
    )


@pages.post("/<token>/working")
@staff_page
def set_working(token: str) -> Answer:
    """Out of order (`working=no`), until `back_on` if that is known, or in order again (`working=yes`).

    Back to the row, on the page of the list from which it was pressed.
    """
    form = WorkingForm()
    if not form.validate():
        if form.working.errors:
            abort(HTTPStatus.BAD_REQUEST)
        return _list(queries.get_kiosk(token).token, form)
    is_working = form.working.data == "yes"
    with transaction():
        name = service.set_working(token, is_working, form.back_on.data, **by()).name
    flash(f"{name}: {'이용할 수 있다고' if is_working else '고장·점검 중이라고'} 표시했습니다.")
    words, page = SearchForm(request.args).q.data or None, request.args.get("page")
    return redirect(url_for("kiosk_desk.kiosks", q=words, page=page, _anchor=f"kiosk-{token}"), 303)


@pages.post("/<token>/remove")
@staff_page
def remove_kiosk(token: str) -> Response:
    """Take one place off the list."""
    with transaction():
        service.remove_kiosk(token, **by())
    flash("목록에서 뺐습니다.")
    return redirect(url_for("kiosk_desk.kiosks"), 303)


def _list(token: str = "", working: WorkingForm | None = None) -> Answer:
    """The list. token, working: of the place for which something was typed that cannot be read."""
    form, page = SearchForm(request.args), page_number()
    is_good = form.validate()
    found = [one for one in queries.list_kiosks() if _is_meant(form.q.data if is_good else "", one)]
    listed = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    shown = {"page": page, "per_page": PER_PAGE, "total": len(found), "hours_words": wording.hours_words}
    body = render_template("kiosks/staff_kiosks.html", form=form, kiosks=listed, token=token, working=working, **shown)
    return (body, HTTPStatus.BAD_REQUEST) if working or not is_good else body


def _is_meant(words: str | None, kiosk: Kiosk) -> bool:
    return is_meant(words or "", (kiosk.name, kiosk.name_en, kiosk.address, kiosk.spot, kiosk.manager))


def _form(shown: dict[str, object]) -> KioskForm:
    form = KioskForm(data=shown)
    form.offer(queries.list_documents(active_only=False))
    return form


def _page(form: KioskForm, found: Kiosk | None) -> str:
    return render_template("kiosks/staff_kiosk.html", form=form, kiosk=found)
