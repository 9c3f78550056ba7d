"""Staff enter that an expert does not come, and take it back."""

from flask import flash, redirect, render_template, url_for

from booking import clock, web
from booking.answering import Answer, by
from booking.consultations import queries, service
from booking.consultations.forms import AbsenceForm
from booking.consultations.models import Expert
from booking.consultations.staff_views.blueprint import pages
from booking.db import transaction
from booking.errors import BookingError
from booking.recheck import recheck, sentences
from booking.web import staff_page


@pages.get("/experts/<token>/absences")
@staff_page
def absences(token: str) -> Answer:
    """The days to come on which an expert is away, and the form for more."""
    return _page(queries.get_expert_by_token(token), AbsenceForm(formdata=None))


@pages.post("/experts/<token>/absences")
@staff_page
def add_absence(token: str) -> Answer:
    """Enter an absence; fields without anybody close at once, and who booked there is rehoused."""
    form, expert = AbsenceForm(), queries.get_expert_by_token(token)
    if not form.validate():
        return _page(expert, form), 400
    key = expert.id
    try:
        with transaction():
            service.add_absence(key, form.first.data, form.last.data, reason=form.reason.data or "", **by())
            followed = recheck(clock.now(), web.actor())
    except BookingError as error:
        web.put_error(form, error)
        return _page(expert, form), error.status
    flash(" ".join(["부재를 적었습니다.", *sentences(followed)]))
    return redirect(url_for("consultation_desk.absences", token=token), 303)


@pages.post("/experts/<token>/absences/<absence>/remove")
@staff_page
def remove_absence(token: str, absence: str) -> Answer:
    """Take an absence back; the field opens again, and who has not chosen otherwise has the own time back."""
    with transaction():
        service.remove_absence(absence, **by())
        followed = recheck(clock.now(), web.actor())
    flash(" ".join(["부재를 지웠습니다.", *sentences(followed)]))
    return redirect(url_for("consultation_desk.absences", token=token), 303)


def _page(expert: Expert, form: AbsenceForm) -> str:
    found = queries.list_absences(clock.today(), expert.id)
    return render_template("consultations/staff_absences.html", expert=expert, form=form, absences=found)
