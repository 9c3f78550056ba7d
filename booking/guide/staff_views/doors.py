"""The staff pages of the other doors: where citizens are sent when no place is left."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from booking import clock, web
from booking.consultations import queries as consultations
from booking.db import transaction
from booking.errors import BookingError
from booking.guide import queries, service
from booking.guide.forms import DoorForm
from booking.guide.models import Door
from booking.web import staff_page

pages = Blueprint("door_desk", __name__, url_prefix="/staff/doors")

Answer = Response | str | tuple[str, int]


@pages.get("")
@staff_page
def doors() -> str:
    """All places, those that citizens do not see too."""
    names = {field.key: field.name for field in consultations.list_fields(active_only=False)}
    return render_template("guide/staff_doors.html", doors=queries.list_doors(active_only=False), names=names)


@pages.route("/new", methods=["GET", "POST"])
@staff_page
def new_door() -> Answer:
    """A new place, behind all others."""
    form = DoorForm(data={"is_active": True, "position": queries.next_door_position()})
    return _answer(form, None, lambda: service.add_door(form.values(), **_now()), "상담 창구를 넣었습니다.")


@pages.route("/<token>", methods=["GET", "POST"])
@staff_page
def door(token: str) -> Answer:
    """One place."""
    found = queries.get_door(token)
    form = DoorForm(obj=found, data={"fields_helped": found.field_keys.split()})
    return _answer(form, found, lambda: service.change_door(token, form.values(), **_now()), "저장했습니다.")


def _answer(form: DoorForm, found: Door | None, do: Callable[[], object], said: str) -> Answer:
    form.offer(consultations.list_fields(active_only=False))

    def page() -> str:
        return render_template("guide/staff_door.html", form=form, door=found)

    if not form.validate_on_submit():
        return (page(), 400) if form.is_submitted() else page()
    try:
        with transaction():
            do()
    except BookingError as error:
        web.put_error(form, error)
        return page(), error.status
    flash(said)
    return redirect(url_for("door_desk.doors"), 303)


def _now() -> dict[str, Any]:
    return {"actor": web.actor(), "now": clock.now()}
