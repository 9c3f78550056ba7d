"""The staff pages of the other doors: where citizens are sent when no place is left."""

from collections.abc import Callable

from flask import Blueprint, render_template, url_for

from booking.answering import Answer, answer, by
from booking.consultations import queries as consultations
from booking.guide import queries, service
from booking.guide.forms import DoorForm
from booking.guide.models import Door
from booking.web import staff_page

pages = Blueprint("door_desk", __name__, url_prefix="/staff/doors")


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
    return _answer(form, None, lambda: service.add_door(form.values(), **by()), "상담 창구를 넣었습니다.")


@pages.route("/<token>", methods=["GET", "POST"])
@staff_page
def door(token: str) -> Answer:
    """One place."""
    found = queries.get_door(token)
    form = DoorForm(obj=found, data={"fields_helped": found.field_keys.split()})
    return _answer(form, found, lambda: service.change_door(token, form.values(), **by()), "저장했습니다.")


def _answer(form: DoorForm, found: Door | None, do: Callable[[], object], said: str) -> Answer:
    form.offer(consultations.list_fields(active_only=False))

    def page() -> str:
        return render_template("guide/staff_door.html", form=form, door=found)

    return answer(form, page, do, said, url_for("door_desk.doors"))
