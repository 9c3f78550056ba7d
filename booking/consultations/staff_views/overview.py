"""The staff pages of fields and experts."""

from dataclasses import asdict

from flask import render_template, request, url_for

from booking import clock
from booking.accounts import queries as accounts
from booking.answering import Answer, answer, by
from booking.consultations import queries, service
from booking.consultations.forms import NO_ACCOUNT, ExpertForm
from booking.consultations.models import Expert
from booking.consultations.staff_views.blueprint import pages
from booking.contacts import spell_phone
from booking.settings import queries as settings
from booking.web import staff_page


@pages.get("")
@staff_page
def overview() -> str:
    """All fields, and all experts with their terms."""
    return render_template(
        "consultations/staff_overview.html",
        fields=queries.list_fields(active_only=False),
        experts=queries.list_experts(active_only=False),
        today=clock.today(),
        ending=queries.list_ending(clock.today(), int(settings.get("advising.term_notice_days"))),
    )


@pages.route("/experts/new", methods=["GET", "POST"])
@staff_page
def new_expert() -> Answer:
    """A new expert, of the field in the address if there is one."""
    form = ExpertForm(data={"field_key": request.args.get("field", ""), "position": 1, "is_active": True})
    form.offer(None)
    return answer(
        form,
        lambda: render_template("consultations/staff_expert.html", form=form, expert=None),
        lambda: service.add_expert(form.values(), **by()),
        "상담위원을 등록했습니다.",
        url_for("consultation_desk.overview"),
    )


@pages.route("/experts/<token>", methods=["GET", "POST"])
@staff_page
def expert(token: str) -> Answer:
    """One expert."""
    found = queries.get_expert_by_token(token)
    form = ExpertForm(data=asdict(service.values_of_expert(found)) | _shown(found))
    form.offer(found)
    key = found.id
    return answer(
        form,
        lambda: render_template("consultations/staff_expert.html", form=form, expert=found),
        lambda: service.change_expert(key, form.values(), **by()),
        "저장했습니다.",
        url_for("consultation_desk.overview"),
    )


def _shown(expert: Expert) -> dict[str, str]:
    """Values that a form shows otherwise than they are stored."""
    return {"account_id": _account_token(expert), "phone": spell_phone(expert.phone) if expert.phone else ""}


def _account_token(expert: Expert) -> str:
    return NO_ACCOUNT if expert.account_id is None else accounts.get_user(expert.account_id).token
