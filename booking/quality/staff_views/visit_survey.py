"""What visitors said, for staff: scores by field and half-year, and what they wrote."""

from flask import Blueprint, abort, render_template, request

from booking import clock
from booking.quality.queries import visit_survey as queries
from booking.quality.queries.small_groups import least_answers
from booking.quality.rules.halves import Half, read_half
from booking.quality.wording import drawn, results_table
from booking.web import staff_page

pages = Blueprint("visit_results", __name__, url_prefix="/staff/kindness")

MOST_HALVES = 10


@pages.get("/visits")
@staff_page
def results() -> str:
    """Half a year by desk; the present one where none is asked for."""
    today, least = clock.today(), least_answers()
    half = _asked() or Half.of(today)
    table = results_table(
        half, queries.list_results(half, today, least), queries.list_results(half.before, today, least)
    )
    return render_template(
        "quality/visit_results.html",
        half=half,
        halves=_halves(Half.of(today)),
        table=table,
        chart=drawn(table),
        comments=queries.list_comments(half, today, least),
        least=least,
    )


def _asked() -> Half | None:
    text = request.args.get("half", "")
    return (read_half(text) or abort(404)) if text else None


def _halves(last: Half) -> list[Half]:
    """The half-years that one can choose, the newest first, back to the first answer."""
    first, found = queries.first_half() or last, [last]
    while found[-1].first > first.first and len(found) < MOST_HALVES:
        found.append(found[-1].before)
    return found
