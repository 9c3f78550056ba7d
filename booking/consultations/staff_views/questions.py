"""The staff pages of what a field asks with a booking."""

from flask import render_template, url_for

from booking.answering import Answer, answer, by
from booking.calendar.rules import CONSULTATION
from booking.consultations import queries, service
from booking.consultations.forms import NewQuestionForm, QuestionForm
from booking.consultations.staff_views.blueprint import pages
from booking.web import staff_page


@pages.route("/fields/<key>/questions/new", methods=["GET", "POST"])
@staff_page
def new_question(key: str) -> Answer:
    """A new question under a key of its own."""
    field = queries.get_field(key, CONSULTATION)
    form = NewQuestionForm(data={"kind": "text", "position": 10, "is_active": True})
    return answer(
        form,
        lambda: render_template("consultations/staff_question.html", form=form, field=field, question=None),
        lambda: service.add_question(key, form.key.data, form.values(), **by()),
        "질문을 만들었습니다. 지금부터 예약할 때 묻습니다.",
        url_for("consultation_desk.field", key=key, _anchor="questions"),
    )


@pages.route("/fields/<key>/questions/<question>", methods=["GET", "POST"])
@staff_page
def question(key: str, question: str) -> Answer:
    """One question; bookings that were made keep the words they were asked with."""
    field, found = queries.get_field(key, CONSULTATION), queries.get_question(key, question)
    form = QuestionForm(obj=found)
    return answer(
        form,
        lambda: render_template("consultations/staff_question.html", form=form, field=field, question=found),
        lambda: service.change_question(key, question, form.values(), **by()),
        "저장했습니다. 이미 받은 예약의 답은 그대로입니다.",
        url_for("consultation_desk.field", key=key, _anchor="questions"),
    )
