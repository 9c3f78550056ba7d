"""What visitors said, for an expert: scores of the own field in half-years that are over, no comments."""

from flask import Blueprint, abort, render_template
from flask_security import current_user

from booking import clock
from booking.consultations import queries as consultations
from booking.quality.queries import visit_survey as queries
from booking.quality.queries.small_groups import least_answers
from booking.quality.rules.halves import Half
from booking.quality.wording import drawn, halves_table
from booking.web import expert_page

pages = Blueprint("visit_own", __name__, url_prefix="/expert")

SHOWN = 4
"""Half-years that are shown: two years."""


@pages.get("/visits")
@expert_page
def results() -> str:
    """The own field; 403 for an account without an expert who serves today."""
    expert, today = consultations.find_expert_of_account(current_user.id), clock.today()
    if expert is None or not expert.serves_on(today):
        abort(403)
    least, halves = least_answers(), [Half.of(today).before]
    while len(halves) < SHOWN:
        halves.append(halves[-1].before)
    found = [(half, queries.list_results(half, today, least).get(expert.field.key)) for half in halves]
    table = halves_table(f"{expert.field.name} 방문 설문", found)
    return render_template("quality/visit_own.html", table=table, chart=drawn(table), least=least, field=expert.field)
