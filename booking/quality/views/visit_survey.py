"""The after-visit survey as citizens meet it. Opening it changes nothing, for mail scanners follow links."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from booking import clock, web
from booking.db import transaction
from booking.limits import LOOKING_UP, limit_looking_up, limiter
from booking.quality.errors import SurveyUnknown
from booking.quality.queries import visit_survey as queries
from booking.quality.service import visit_survey as service
from booking.quality.views.visit_forms import SurveyCodeForm, VisitSurveyForm
from booking.reservations.queries.ended import Visit

pages = Blueprint("visit_survey", __name__, url_prefix="/survey")

Answer = Response | str | tuple[str, int]


@pages.get("")
def enter() -> Answer:
    """Asks for the number of a message or a card."""
    return render_template("quality/survey_code.html", form=SurveyCodeForm(formdata=None))


@pages.post("")
@limit_looking_up
def find() -> Answer:
    """Lead to the survey whose number was typed."""
    form = SurveyCodeForm()
    if not form.validate():
        return render_template("quality/survey_code.html", form=form), 400
    try:
        visit = queries.get_visit(form.code.data or "", clock.now())
    except SurveyUnknown as error:
        web.put_error(form, error)
        return render_template("quality/survey_code.html", form=form), error.status
    return redirect(url_for("visit_survey.ask", code=queries.code_of(visit.reference)), 303)


@pages.get("/thanks")
def thanks() -> str:
    """The same for everybody, whether it was the first answer of the visit or not."""
    return render_template("quality/survey_thanks.html")


@pages.get("/<code>")
@limiter.limit(LOOKING_UP)
def ask(code: str) -> Answer:
    """The three questions; of a visit that was answered, the thanks."""
    visit = queries.get_visit(code, clock.now())
    if queries.is_answered(visit):
        return redirect(url_for("visit_survey.thanks"), 303)
    return _page(visit, VisitSurveyForm(formdata=None))


@pages.post("/<code>")
@limit_looking_up
def answer(code: str) -> Answer:
    """Keep the answer; of two, the first."""
    visit, form = queries.get_visit(code, clock.now()), VisitSurveyForm()
    if not form.validate():
        return _page(visit, form), 400
    with transaction():
        service.answer(visit, form.taps(), form.written())
    return redirect(url_for("visit_survey.thanks"), 303)


def _page(visit: Visit, form: VisitSurveyForm) -> str:
    return render_template("quality/survey.html", visit=visit, form=form)


@pages.errorhandler(SurveyUnknown)
def unknown(error: SurveyUnknown) -> tuple[str, int]:
    """What a number says that opens nothing: a page on which another can be typed."""
    return render_template("quality/survey_gone.html"), error.status
