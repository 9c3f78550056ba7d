"""The staff pages of the kiosks."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from booking import clock, web
from booking.db import transaction
from booking.kiosks import queries, service
from booking.kiosks.forms import KioskForm
from booking.kiosks.models import Kiosk
from booking.kiosks.service import KioskValues
from booking.web import staff_page

pages = Blueprint("kiosk_desk", __name__, url_prefix="/staff/kiosks")

Answer = Response | str | tuple[str, int]


@pages.get("")
@staff_page
def kiosks() -> str:
    """All places on the list."""
    return render_template("kiosks/staff_kiosks.html", kiosks=queries.list_kiosks())


@pages.route("/new", methods=["GET", "POST"])
@staff_page
def new_kiosk() -> Answer:
    """A new place, behind all others."""
    form = KioskForm(data={"is_working": True, "position": queries.next_position()})
    return _answer(
        form, None, lambda: service.add_kiosk(form.values(KioskValues("")), **_now()), "무인민원발급기를 넣었습니다."
    )


@pages.route("/<token>", methods=["GET", "POST"])
@staff_page
def kiosk(token: str) -> Answer:
    """One place."""
    found = queries.get_kiosk(token)
    form, before = KioskForm(obj=found), service.values_of(found)
    return _answer(form, found, lambda: service.change_kiosk(token, form.values(before), **_now()), "저장했습니다.")


@pages.post("/<token>/working")
@staff_page
def set_working(token: str) -> Response:
    """Out of order (`working=no`), or in order again (`working=yes`)."""
    said = request.form.get("working")
    if said not in ("yes", "no"):
        abort(HTTPStatus.BAD_REQUEST)
    with transaction():
        found = service.set_working(token, said == "yes", **_now())
        name = found.name
    flash(f"{name}: {'이용할 수 있다고' if said == 'yes' else '고장·점검 중이라고'} 표시했습니다.")
    return redirect(url_for("kiosk_desk.kiosks"), 303)


@pages.post("/<token>/remove")
@staff_page
def remove_kiosk(token: str) -> Response:
    """Take one place off the list."""
    with transaction():
        service.remove_kiosk(token, **_now())
    flash("목록에서 뺐습니다.")
    return redirect(url_for("kiosk_desk.kiosks"), 303)


def _answer(form: KioskForm, found: Kiosk | None, do: Callable[[], object], said: str) -> Answer:
    if not form.validate_on_submit():
        page = render_template("kiosks/staff_kiosk.html", form=form, kiosk=found)
        return (page, 400) if form.is_submitted() else page
    with transaction():
        do()
    flash(said)
    return redirect(url_for("kiosk_desk.kiosks"), 303)


def _now() -> dict[str, Any]:
    return {"actor": web.actor(), "now": clock.now()}
