"""The staff pages of the codes for what comes of a consultation."""

from collections.abc import Callable

from flask import render_template, url_for

from booking import web
from booking.advising import queries, service
from booking.advising.models import OutcomeCode
from booking.advising.staff_views.blueprint import Answer, pages
from booking.advising.staff_views.forms import NewOutcomeCodeForm, OutcomeCodeForm
from booking.answering import answer, by


@pages.get("/outcomes")
@web.staff_page
def outcomes() -> str:
    """All codes, those that experts are not offered too."""
    return render_template("advising/staff_outcomes.html", outcomes=queries.list_outcomes(active_only=False))


@pages.route("/outcomes/new", methods=["GET", "POST"])
@web.staff_page
def new_outcome() -> Answer:
    """A new code, behind all others."""
    form = NewOutcomeCodeForm(data={"is_active": True, "position": queries.next_outcome_position()})
    return _answer(
        form, None, lambda: service.add_outcome(form.key.data or "", form.values(), **by()), "상담 결과를 넣었습니다."
    )


@pages.route("/outcomes/<key>", methods=["GET", "POST"])
@web.staff_page
def outcome(key: str) -> Answer:
    """One code. What was recorded with it is called by its new name."""
    found = queries.get_outcome(key)
    form = OutcomeCodeForm(obj=found)
    return _answer(form, found, lambda: service.change_outcome(key, form.values(), **by()), "저장했습니다.")


def _answer(form: OutcomeCodeForm, found: OutcomeCode | None, do: Callable[[], object], said: str) -> Answer:
    name = found.name if found else ""

    def page() -> str:
        return render_template("advising/staff_outcome.html", form=form, name=name)

    return answer(form, page, do, said, url_for("advising_desk.outcomes"))
