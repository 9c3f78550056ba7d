"""The staff pages of one field: what it is, and which days that are made take its hours."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for

from booking import clock, web, wording
from booking.answering import Answer, answer, by
from booking.calendar.rules import CONSULTATION
from booking.consultations import queries, rules, service
from booking.consultations.forms import ApplyForm, FieldForm, NewFieldForm
from booking.consultations.models import Field
from booking.consultations.staff_views.blueprint import pages
from booking.db import transaction
from booking.foresight import rehearse, shown_code
from booking.guide import queries as guide
from booking.reservations.service import waiting_line
from booking.web import staff_page


@pages.route("/fields/new", methods=["GET", "POST"])
@staff_page
def new_field() -> Answer:
    """A new field under a key of its own."""
    form = NewFieldForm(
        data={
            "minutes": 30,
            "capacity": 1,
            "desk_seats": 0,
            "buffer": 0,
            "position": 10,
            "walk_in": "walk_in_ok",
            "attendance": "self",
        }
    )
    return answer(
        form,
        lambda: render_template("consultations/staff_field.html", form=form, field=None),
        lambda: service.add_field(form.key.data, form.values(), **by()),
        "상담 분야를 만들었습니다. 앞으로 만드는 상담일부터 들어갑니다.",
        lambda _made: url_for("consultation_desk.field", key=form.key.data),
    )


@pages.route("/fields/<key>", methods=["GET", "POST"])
@staff_page
def field(key: str) -> Answer:
    """One field; its hours count for days that are not made yet."""
    found = queries.get_field(key, CONSULTATION)
    form = FieldForm(obj=found)
    return answer(
        form,
        lambda: _page(found, form),
        lambda: service.change_field(key, form.values(), **by()),
        "저장했습니다. 상담 시간과 인원은 앞으로 만드는 상담일부터 적용합니다.",
        url_for("consultation_desk.field", key=key),
    )


@pages.post("/fields/<key>/apply")
@staff_page
def apply_field(key: str) -> Answer:
    """Give the field's hours to the coming days that are made already, where no reservation stands in the way.

    Which days change is shown first, and done when the form is sent once more.
    """
    found, now, who = queries.get_field(key, CONSULTATION), clock.now(), web.actor()
    form = ApplyForm()
    told = _foretell(rehearse(lambda: service.apply_field(found, now, who)))
    code = shown_code(told)
    if told and form.seen.data != code:
        form.seen.data = code
        found = queries.get_field(key, CONSULTATION)
        return _page(found, FieldForm(None, obj=found), form, told)
    with transaction():
        done, left = service.apply_field(queries.get_field(key, CONSULTATION), now, who).counts
        waiting_line.serve(now)  # more seats are offered to who waits for them first
    kept = f" 예약 기록이 있는 {left}일은 그대로 두었습니다." if left else ""
    flash(f"이미 만든 상담일 {done}일에 적용했습니다.{kept}" if told else "이미 만든 상담일에 모두 적용되어 있습니다.")
    return redirect(url_for("consultation_desk.field", key=key), 303)


def _foretell(applied: service.Applied) -> list[str]:
    """Which days would change, in sentences; none where every day has the field's hours already."""
    told = dict.fromkeys(applied.changed, "상담 시간과 자리가 바뀝니다.")
    told |= dict.fromkeys(applied.left, "예약 기록이 있어 그대로 둡니다.")
    return [f"{wording.day(day)}: {told[day]}" for day in sorted(told)] if applied.changed else []


def _page(found: Field, form: FieldForm, apply: ApplyForm | None = None, outlook: Sequence[str] = ()) -> str:
    times = [start for start, _ in rules.spans(found.starts, found.ends, found.minutes, found.buffer)]
    return render_template(
        "consultations/staff_field.html",
        form=form,
        field=found,
        idle=rules.idle_minutes(found.starts, found.ends, found.minutes, found.buffer),
        times=times,
        questions=queries.list_questions(found.key),
        doors=guide.list_doors([found.key]),
        apply=apply or ApplyForm(None),
        outlook=outlook,
    )
