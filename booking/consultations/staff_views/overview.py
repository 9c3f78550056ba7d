"""The staff pages of fields and experts."""

from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for

from booking import clock, web
from booking.accounts import queries as accounts
from booking.consultations import queries, rules, service
from booking.consultations.forms import NO_ACCOUNT, ExpertForm, FieldForm, NewFieldForm
from booking.consultations.models import Expert
from booking.consultations.staff_views.blueprint import Answer, answer, by_whom, pages
from booking.contacts import spell_phone
from booking.db import transaction
from booking.reservations.service import waiting_line
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


@pages.route("/fields/new", methods=["GET", "POST"])
@staff_page
def new_field() -> Answer:
    """A new field under a key of its own."""
    form = NewFieldForm(
        data={
            "minutes": 30,
            "capacity": 1,
            "desk_seats": 0,
            "position": 10,
            "walk_in": "walk_in_ok",
            "attendance": "self",
        }
    )
    return answer(
        form,
        lambda: service.add_field(form.key.data, form.values(), **by_whom()),
        "상담 분야를 만들었습니다. 앞으로 만드는 상담일부터 들어갑니다.",
        lambda: url_for("consultation_desk.field", key=form.key.data),
        lambda: render_template("consultations/staff_field.html", form=form, field=None),
    )


@pages.route("/fields/<key>", methods=["GET", "POST"])
@staff_page
def field(key: str) -> Answer:
    """One field; its hours count for days that are not made yet."""
    found = queries.get_field(key)
    form, idle = FieldForm(obj=found), rules.idle_minutes(found.starts, found.ends, found.minutes)
    return answer(
        form,
        lambda: service.change_field(key, form.values(), **by_whom()),
        "저장했습니다. 상담 시간과 인원은 앞으로 만드는 상담일부터 적용합니다.",
        lambda: url_for("consultation_desk.field", key=key),
        lambda: render_template(
            "consultations/staff_field.html", form=form, field=found, idle=idle, questions=queries.list_questions(key)
        ),
    )


@pages.post("/fields/<key>/apply")
@staff_page
def apply_field(key: str) -> Answer:
    """Give the field's hours to the coming days that are made already, where no reservation stands in the way."""
    with transaction():
        done, left = service.apply_field(queries.get_field(key), clock.now(), web.actor())
        waiting_line.serve(clock.now())  # more seats are offered to who waits for them first
    kept = f" 예약 기록이 있는 {left}일은 그대로 두었습니다." if left else ""
    flash(f"이미 만든 상담일 {done}일에 적용했습니다.{kept}")
    return redirect(url_for("consultation_desk.field", key=key), 303)


@pages.route("/experts/new", methods=["GET", "POST"])
@staff_page
def new_expert() -> Answer:
    """A new expert, of the field in the address if there is one."""
    form = ExpertForm(data={"field_key": request.args.get("field", ""), "position": 1, "is_active": True})
    form.offer(None)
    return answer(
        form,
        lambda: service.add_expert(form.values(), **by_whom()),
        "상담위원을 등록했습니다.",
        lambda: url_for("consultation_desk.overview"),
        lambda: render_template("consultations/staff_expert.html", form=form, expert=None),
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
        lambda: service.change_expert(key, form.values(), **by_whom()),
        "저장했습니다.",
        lambda: url_for("consultation_desk.overview"),
        lambda: render_template("consultations/staff_expert.html", form=form, expert=found),
    )


def _shown(expert: Expert) -> dict[str, str]:
    """Values that a form shows otherwise than they are stored."""
    return {"account_id": _account_token(expert), "phone": spell_phone(expert.phone) if expert.phone else ""}


def _account_token(expert: Expert) -> str:
    return NO_ACCOUNT if expert.account_id is None else accounts.get_user(expert.account_id).token
