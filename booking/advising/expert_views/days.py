"""The expert's page: the own appointments of today and the coming days, and nobody else's."""

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import render_template
from flask_security import current_user

from booking import clock, web
from booking.advising import queries as advising
from booking.advising.expert_views.blueprint import Answer, find_expert, pages
from booking.advising.expert_views.forms import OutcomeForm
from booking.audit import service as audit
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.reservations import queries
from booking.reservations.rules.conflicts import CODES
from booking.settings import queries as settings

if TYPE_CHECKING:
    from datetime import date

    from booking.consultations.models import Expert

AHEAD = timedelta(days=100)
"""How far ahead the page looks: three sessions, which is as far as days are made by default."""


@pages.get("/")
@web.expert_page
def appointments() -> Answer:
    """Time, name, question and state of the own appointments. Telephones are not for experts (least data)."""
    return appointments_page()


def appointments_page(form: OutcomeForm | None = None, about: str = "") -> str:
    """The page. form: an outcome that was refused; about: the booking it was for.

    Whose data it shows is logged, person by person.
    """
    now, today, expert = clock.now(), clock.today(), find_expert()
    if expert is None:
        of_account = consultations.find_expert_of_account(current_user.id)
        return render_template("advising/none.html", expert=of_account)
    rows = queries.for_expert(expert.id, today, today + AHEAD)
    audit.seen_each(
        "appointments.viewed",
        actor=web.actor(),
        now=now,
        subject=f"expert:{expert.id}",
        people=[row.person_key or "" for row in rows],
    )
    dates = sorted({row.slot.day.date for row in rows} | set(_sessions(expert, today)))
    return render_template(
        "advising/appointments.html",
        expert=expert,
        days=[(day, [row for row in rows if row.slot.day.date == day]) for day in dates],
        today=today,
        now=now,
        next_up=advising.next_up(rows, today),
        may_read=expert.has_pledged(today),
        form=form or OutcomeForm(formdata=None),
        about=about,
        outcomes=advising.list_outcomes(),
        conflicts=CODES,
        sheets=advising.list_own_sheets(expert.id, today),
        has_notes=settings.get("advising.notes"),
    )


def _sessions(expert: "Expert", today: "date") -> list["date"]:
    """The days on which the expert's field has consultations, with or without bookings."""
    days = calendar.list_office_days("consultation", today, today + AHEAD, open_only=True)
    return [day.date for day in days if expert.serves_on(day.date) and calendar.list_slots(day, expert.field_key)]
