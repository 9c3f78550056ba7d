"""Who has not said whether they come: whom the desk calls on the working day before."""

from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for

from booking import clock, web
from booking.audit import service as audit
from booking.consultations import queries as consultations
from booking.db import transaction
from booking.reservations import queries, service
from booking.reservations.staff_views.blueprint import Answer, answer, get_day, pages

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay

UNANSWERED = "unanswered"
"""What a clerk sends to take an answer back."""


@pages.get("/answers/")
@web.staff_page
def answers_next() -> Answer:
    """To the answers of today's session, or of the next one."""
    day = queries.next_session(clock.today())
    if day is None:
        return render_template("reservations/staff/no_day.html")
    return redirect(url_for("desk.answers", day=day.date.isoformat()), 303)


@pages.get("/answers/<day>")
@web.staff_page
def answers(day: str) -> Answer:
    """The day's people by what they answered."""
    return answers_page(get_day(day))


@pages.post("/reservations/<reference>/answer")
@web.staff_page
def note_answer(reference: str) -> Answer:
    """Note what somebody said on the telephone, or take an answer back."""
    row, said = queries.get_by_reference(reference), request.form.get("answer", "")
    wanted = None if said == UNANSWERED else said
    with transaction():
        service.answer_reminder(row, wanted, actor=web.actor(), now=clock.now())
    return answer(row, said)


def answers_page(office_day: "OfficeDay", revealed: str = "") -> str:
    """The page. Whose data it shows is logged, person by person. revealed: the reference whose telephone is shown."""
    now, found = clock.now(), queries.answers(office_day)
    audit.seen_each(
        "answers.viewed",
        actor=web.actor(),
        now=now,
        subject=f"office_day:consultation:{office_day.date.isoformat()}",
        people=[row.person_key or "" for row in found.everybody],
    )
    return render_template(
        "reservations/staff/answers.html",
        day=office_day,
        days=queries.neighbours(office_day.date, office_day.kind),
        found=found,
        fields={field.key: field.name for field in consultations.list_desks()},
        due=queries.answers_due(office_day.date),
        revealed=revealed,
        now=now,
    )
