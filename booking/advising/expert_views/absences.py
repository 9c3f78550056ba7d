"""Days on which an expert does not come, entered by themselves: what would follow is seen first, and staff are told."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for

from booking import clock, web
from booking.advising import messages
from booking.advising.expert_views.blueprint import Answer, get_expert, pages
from booking.audit.rules import Actor
from booking.consultations import queries, service
from booking.consultations.errors import AbsenceUnknown
from booking.consultations.forms import AbsenceForm
from booking.db import transaction
from booking.errors import BookingError
from booking.foresight import Foreseen, foresee
from booking.recheck import recheck


@pages.get("/absences")
@web.expert_page
def absences() -> Answer:
    """The own days to come on which one is away, and the form for more."""
    return _page(AbsenceForm(formdata=None))


@pages.post("/absences")
@web.expert_page
def add_absence() -> Answer:
    """Show what an absence would lead to; sent once more from there, enter it."""
    form, key = AbsenceForm(), get_expert().id
    if not form.validate():
        return _page(form), 400

    def enter(actor: Actor, now: datetime) -> None:
        reason = form.reason.data or ""
        absence = service.add_absence(key, form.first.data, form.last.data, reason=reason, actor=actor, now=now)
        messages.tell_absence(absence, now)

    try:
        if "confirmed" not in request.form:
            return _page(form, foresee(enter, clock.now(), web.actor()))
        with transaction():
            enter(web.actor(), clock.now())
            recheck(clock.now(), web.actor())
    except BookingError as error:
        web.put_error(form, error)
        return _page(form), error.status
    flash("오지 못하는 날을 적었습니다. 담당자에게도 알렸습니다.")
    return redirect(url_for("expert.absences"), 303)


@pages.post("/absences/<absence>/remove")
@web.expert_page
def remove_absence(absence: str) -> Answer:
    """Take an own absence back."""
    expert, now = get_expert(), clock.now()
    with transaction():
        found = queries.get_absence(absence)
        if found.expert_id != expert.id:
            raise AbsenceUnknown
        messages.tell_return(found, now)
        service.remove_absence(absence, actor=web.actor(), now=now)
        recheck(now, web.actor())
    flash("오지 못하는 날을 지웠습니다. 담당자에게도 알렸습니다.")
    return redirect(url_for("expert.absences"), 303)


def _page(form: AbsenceForm, foreseen: Foreseen | None = None) -> str:
    expert = get_expert()
    found = queries.list_absences(clock.today(), expert.id)
    return render_template("advising/absences.html", expert=expert, form=form, absences=found, foreseen=foreseen)
