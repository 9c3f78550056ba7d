"""The expert's page: the own appointments of today and the coming days, and nobody else's."""

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, render_template
from flask_security import current_user

from booking import clock, web
from booking.audit import service as audit
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.reservations import queries

if TYPE_CHECKING:
    from datetime import date

    from booking.consultations.models import Expert

pages = Blueprint("expert", __name__)

AHEAD = timedelta(days=100)
"""How far ahead the page looks: three sessions, which is as far as days are made by default."""


def init_app(app: Flask) -> None:
    """Add the page and its place in the menu."""
    app.register_blueprint(pages)
    web.add_work_page(app, "expert.appointments", "내 상담", ("expert",), 10)


@pages.get("/expert/")
@web.expert_page
def appointments() -> str:
    """Time, name, question and state of the own appointments. Telephones are not for experts (least data)."""
    today = clock.today()
    expert = consultations.find_expert_of_account(current_user.id)
    if expert is None or not expert.serves_on(today):
        return render_template("reservations/expert/none.html", expert=expert)
    rows = queries.for_expert(expert.id, today, today + AHEAD)
    audit.seen_each(
        "appointments.viewed",
        actor=web.actor(),
        now=clock.now(),
        subject=f"expert:{expert.id}",
        people=[row.person_key or "" for row in rows],
    )
    dates = sorted({row.slot.day.date for row in rows} | set(_sessions(expert, today)))
    days = [(day, [row for row in rows if row.slot.day.date == day]) for day in dates]
    return render_template("reservations/expert/appointments.html", expert=expert, days=days, today=today)


def _sessions(expert: "Expert", today: "date") -> list["date"]:
    """The days on which the expert's field has consultations, with or without bookings."""
    days = calendar.list_office_days("consultation", today, today + AHEAD, open_only=True)
    return [day.date for day in days if expert.serves_on(day.date) and calendar.list_slots(day, expert.field_key)]
